#include "time/zone/zone_names.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "time/tzdata.h"
#include "time/zone.h"

namespace wls {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::ElementsAre;

TEST(UnknownZone, NamesTheOneThatIsMeant) {
    const auto names = zone_names(kZoneInfo);
    const std::string generic = "give an IANA name such as Europe/Paris or UTC";
    const auto instead = [](int hours) {
        return "give a city, such as Europe/Paris, or Etc/GMT" +
               std::string(hours > 0 ? "-" : "+") + std::to_string(std::abs(hours)) +
               ", whose sign is the other way round";
    };
    const struct {
        std::string name, way_out;
    } rows[] = {
        {"Europe/Pariss", "did you mean Europe/Paris?"},
        {"europe/paris", "did you mean Europe/Paris?"},
        {"paris", "did you mean Europe/Paris?"},
        {"Parris", "did you mean Europe/Paris?"},
        {"Eurpoe/Paris", "did you mean Europe/Paris?"},
        {"Europe/Par", "did you mean Europe/Paris?"},
        {"New York", "did you mean America/New_York?"},
        {"Europe/New_York", "did you mean America/New_York?"},
        {"America/Sao Paulo", "did you mean America/Sao_Paulo?"},
        {"Asia/Calcuta", "did you mean Asia/Calcutta?"},
        {"Buenos_Aires", "did you mean America/Argentina/Buenos_Aires?"},
        {"utc", "did you mean UTC?"},
        {"cet", "did you mean CET?"},
        {"Etc/utc", "did you mean Etc/UTC?"},
        {"Europe", "it is a region; give a city in it, such as Europe/Amsterdam"},
        {"europe/", "it is a region; give a city in it, such as Europe/Amsterdam"},
        {"America/Indiana",
         "it is a region; give a city in it, such as America/Indiana/Indianapolis"},
        {"UTC+2", instead(2)},
        {"GMT+2", instead(2)},
        {"utc-05:00", instead(-5)},
        {"GMT+14", instead(14)},
        {"UTC-14", "give a city, such as Europe/Paris"},
        {"UTC+5:30", "give a city, such as Europe/Paris"},
        {"UTC+0", "did you mean UTC?"},
        {"UTC+", generic},
        {"UTC+x", "did you mean Etc/UTC?"},
        {"UTC+99", "did you mean Etc/UTC?"},
        {"UTC+2147483648", generic},
        {"IST", generic},
        {"BST", generic},
        {"", generic},
        {"/", generic},
        {"Mars/Phobos", generic},
        {"/etc/passwd", generic},
        {"Romance Standard Time", generic},
        {"CET-1CEST,M3.5.0,M10.5.0/3", generic},
    };
    for (const auto& row : rows)
        EXPECT_EQ(unknown_zone(row.name, names),
                  "unknown time zone '" + row.name + "'; " + row.way_out);
    EXPECT_EQ(Zone::load("Europe/Pariss").error().message,
              "unknown time zone 'Europe/Pariss'; did you mean Europe/Paris?");
    EXPECT_EQ(unknown_zone(std::string(100, 'a'), names),
              "unknown time zone '" + std::string(64, 'a') + "…'; " + generic);
    EXPECT_EQ(unknown_zone("Europe/Paris", {}),
              "unknown time zone 'Europe/Paris'; this machine has no zones but UTC (the package "
              "tzdata has them)");
}

TEST(ZoneNames, AreAllThatThereAre) {
    const auto names = zone_names(kZoneInfo);
    EXPECT_GT(names.size(), 400U);
    for (const auto* name : {"UTC", "Europe/Paris", "America/Argentina/Ushuaia", "Etc/GMT-14"})
        EXPECT_THAT(names, Contains(name));
    EXPECT_TRUE(std::ranges::is_sorted(names));
    for (const auto& name : names) EXPECT_TRUE(Zone::load(name)) << name;
}

class ZoneFolder : public testing::Test {
  protected:
    ZoneFolder() { fs::create_directories(folder_); }
    ~ZoneFolder() override { fs::remove_all(folder_); }

    void write(const std::string& name, const std::string& text) {
        const auto path = folder_ / name;
        fs::create_directories(path.parent_path());
        std::ofstream(path) << text;
    }

    const fs::path folder_ = fs::path(testing::TempDir()) / "wls_zone_names";
};

TEST_F(ZoneFolder, IsListedByItsTableOrElseByItsFiles) {
    EXPECT_THAT(zone_names(folder_.string()), ElementsAre());
    for (const auto* name :
         {"UTC", "Europe/Paris", "Etc/GMT+2", "posix/UTC", "right/UTC", "localtime", "A Zone"})
        write(name, "TZif2");
    write("zone.tab", "no zone");
    EXPECT_THAT(zone_names(folder_.string()), ElementsAre("Etc/GMT+2", "Europe/Paris", "UTC"));
    write("tzdata.zi",
          "# version 2025b\nR d 1916 o - Jun 14 23s 1 S\nZ Europe/Paris 0:9 - LMT 1891 Mar 16\n"
          "0 d WE%sT\nZ Not/Here 0 - X\nL Europe/Paris UTC\nL UTC ../UTC\nL UTC Europe/Paris\n");
    EXPECT_THAT(zone_names(folder_.string()), ElementsAre("Europe/Paris", "UTC"));
    EXPECT_THAT(zone_names("/nonexistent"), ElementsAre());
}

}  // namespace
}  // namespace wls
