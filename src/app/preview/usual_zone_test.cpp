#include "app/preview/usual_zone.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace wls::app {
namespace {

class UsualZones : public testing::Test {
  protected:
    UsualZones() { std::filesystem::remove(path_); }
    ~UsualZones() override { std::filesystem::remove(path_); }

    void link_to(const char* target) { std::filesystem::create_symlink(target, path_); }

    // "zone" or "zone, doubt".
    std::string of(const std::map<std::string, std::string>& environment) {
        const auto usual = usual_zone(environment, path_);
        if (!usual) return usual.error().message;
        return usual->zone.name() + (usual->doubt.empty() ? "" : ", " + usual->doubt);
    }

    const std::string path_ =
        testing::TempDir() + "usual_zone_localtime_" + std::to_string(::getpid());
};

TEST_F(UsualZones, AreNamedByAVariableOrTheMachine) {
    EXPECT_EQ(of({}), "UTC");
    link_to("/usr/share/zoneinfo/Europe/Paris");
    EXPECT_EQ(of({}), "Europe/Paris");
    EXPECT_EQ(of({{"TZ", ""}}), "Europe/Paris");
    EXPECT_EQ(of({{"TZ", ":" + path_}}), "Europe/Paris");
    EXPECT_EQ(of({{"TZ", ":Asia/Tokyo"}}), "Asia/Tokyo");
    EXPECT_EQ(of({{"TZ", "Asia/Tokyo"}, {"WORKLOAD_SCHEDULER_TIMEZONE", "America/Lima"}}),
              "America/Lima");
    EXPECT_EQ(of({{"WORKLOAD_SCHEDULER_TIMEZONE", "Europe/Pariss"}}),
              "WORKLOAD_SCHEDULER_TIMEZONE: unknown time zone 'Europe/Pariss'; did you mean "
              "Europe/Paris?");
}

TEST_F(UsualZones, SayWhatNamesNoneThatIsKnown) {
    EXPECT_EQ(of({{"TZ", "CET-1CEST"}}), "UTC, TZ 'CET-1CEST'");
    EXPECT_EQ(of({{"TZ", "UTC"}}), "UTC");
    link_to("/usr/share/zoneinfo/Europe/Paris");
    EXPECT_EQ(of({{"TZ", "CET-1CEST"}}), "Europe/Paris, TZ 'CET-1CEST'");
}

TEST_F(UsualZones, SayThatTheMachinesFileNamesNone) {
    std::ofstream(path_) << "TZif2";
    EXPECT_EQ(of({}), "UTC, " + path_);
    EXPECT_EQ(of({{"TZ", "Asia/Tokyo"}}), "Asia/Tokyo");
    std::filesystem::remove(path_);
    link_to("/usr/share/zoneinfo/Nowhere/Town");
    EXPECT_EQ(of({}), "UTC, " + path_);
    std::filesystem::remove(path_);
    link_to("/usr/share/zoneinfo/UTC");
    EXPECT_EQ(of({}), "UTC");
}

}  // namespace
}  // namespace wls::app
