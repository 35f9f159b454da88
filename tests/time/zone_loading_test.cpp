// New time zone rules are noticed without a restart: a zone says when its file is another one, and
// is then loaded by the new rules.
#include <gtest/gtest.h>

#include <fstream>

#include "support/tzif.h"
#include "time/zone.h"

namespace wls {
namespace {

namespace fs = std::filesystem;
using std::chrono::hours;
using support::write_tzif;

class ZoneLoading : public testing::Test {
  protected:
    ZoneLoading() { fs::create_directories(folder_); }
    ~ZoneLoading() override { fs::remove_all(folder_); }

    Result<Zone> load(const std::string& name = "Test/City") {
        return Zone::load(name, folder_.string());
    }
    static auto offset(const Zone& zone) { return zone.steady_from(Instant{}).offset; }

    const fs::path folder_ = fs::path(testing::TempDir()) / "wls_zone_loading";
    const fs::path file_ = folder_ / "Test/City";
};

TEST_F(ZoneLoading, FollowsAFileThatIsPutInItsPlace) {
    write_tzif(file_, 3600, {});
    const Zone before = *load();
    EXPECT_EQ(before.name(), "Test/City");
    EXPECT_EQ(offset(before), hours(1));
    EXPECT_TRUE(before.is_current());
    EXPECT_EQ(&load()->name(), &before.name()) << "it was read once more";

    write_tzif(folder_ / "new", 7200, {});
    fs::rename(folder_ / "new", file_);
    EXPECT_FALSE(before.is_current());
    const Zone after = *load();
    EXPECT_EQ(offset(after), hours(2));
    EXPECT_TRUE(after.is_current());
    EXPECT_EQ(offset(before), hours(1)) << "a value does not change";
    EXPECT_FALSE(before.is_current());
}

TEST_F(ZoneLoading, FindsAnOldNameThatHasNoFile) {
    write_tzif(file_, 3600, {});
    std::ofstream(folder_ / "tzdata.zi") << "# version 2026a\nZ Test/City 1 - A\n"
                                            "L Test/City Test/Town\nL Test/Nowhere Test/Ghost\n"
                                            "L ../Test/City Test/Thief\n";
    const auto town = load("Test/Town");
    ASSERT_TRUE(town) << town.error().message;
    EXPECT_EQ(town->name(), "Test/Town");
    EXPECT_EQ(offset(*town), hours(1));
    EXPECT_TRUE(town->is_current());
    write_tzif(file_, 7200, {});
    EXPECT_FALSE(town->is_current());
    EXPECT_EQ(offset(*load("Test/Town")), hours(2));
    EXPECT_EQ(load()->name(), "Test/City");
    EXPECT_FALSE(load("Test/Ghost"));
    EXPECT_FALSE(load("Test/Thief"));
}

TEST_F(ZoneLoading, FollowsAFileThatIsWrittenAnew) {
    write_tzif(file_, 3600, {});
    const Zone before = *load();
    write_tzif(file_, 3600, {{.at = -1, .offset = 3 * 3600}});
    EXPECT_FALSE(before.is_current());
    EXPECT_EQ(offset(*load()), hours(3));
}

TEST_F(ZoneLoading, ReportsAFileThatIsGoneOrDamagedAndFollowsItBack) {
    write_tzif(file_, 3600, {});
    const Zone before = *load();
    fs::remove(file_);
    EXPECT_FALSE(before.is_current());
    EXPECT_FALSE(load());
    std::ofstream(file_) << "TZif2, and no more";
    EXPECT_FALSE(before.is_current());
    EXPECT_FALSE(load());
    EXPECT_FALSE(load());
    write_tzif(file_, 7200, {});
    EXPECT_EQ(offset(*load()), hours(2));
    EXPECT_EQ(offset(before), hours(1));
}

TEST_F(ZoneLoading, ReadsWhatAppearsLater) {
    EXPECT_EQ(load().error().message,
              "unknown time zone 'Test/City'; this machine has no zones but UTC (the package "
              "tzdata has them)");
    write_tzif(file_, 3600, {});
    EXPECT_EQ(offset(*load()), hours(1));
    EXPECT_EQ(load("City").error().message, "unknown time zone 'City'; did you mean Test/City?");
}

TEST_F(ZoneLoading, KeepsFoldersApartAndNeedsNoneForUtc) {
    write_tzif(folder_ / "Europe/Paris", 7 * 3600, {});
    EXPECT_EQ(offset(*load("Europe/Paris")), hours(7));
    EXPECT_EQ(offset(*Zone::load("Europe/Paris")), hours(1));
    const Zone utc = *load("UTC");
    EXPECT_EQ(offset(utc), hours(0));
    EXPECT_TRUE(utc.is_current());
    EXPECT_FALSE(load("Europe")) << "a folder is no zone";
}

}  // namespace
}  // namespace wls
