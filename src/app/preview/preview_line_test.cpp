#include "app/preview/preview_line.h"

#include <gmock/gmock.h>

#include <vector>

namespace wls::app {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

Result<PreviewLine> line_of(std::vector<const char*> words,
                            std::map<std::string, std::string> environment = {}) {
    words.insert(words.begin(), {"workload-scheduler", "preview"});
    return parse_preview_line(static_cast<int>(words.size()), words.data(), std::move(environment));
}

const std::map<std::string, std::string> kWrong = {
    {"WORKLOAD_SCHEDULER_TIMEZONE", "Europe/Pariss"}};

TEST(PreviewLine, AWrongZoneInTheEnvironmentStopsNoHelp) {
    const auto line = line_of({"--help"}, kWrong);
    ASSERT_TRUE(line) << line.error().message;
    EXPECT_THAT(line->help, HasSubstr("--weekly"));
}

TEST(PreviewLine, AWrongZoneInTheEnvironmentIsNoMatterWhereAFlagNamesOne) {
    EXPECT_TRUE(line_of({"--weekly", "Mon 8:00-9:00", "--timezone", "Asia/Tokyo"}, kWrong));
    EXPECT_THAT(line_of({"--weekly", "Mon 8:00-9:00"}, kWrong).error().message,
                StartsWith("WORKLOAD_SCHEDULER_TIMEZONE: unknown time zone 'Europe/Pariss'"));
}

TEST(PreviewLine, KnowsOtherWordsForItsFlags) {
    const std::pair<const char*, const char*> rows[] = {
        {"--valid-to", "--valid-until"}, {"--until", "--valid-until"}, {"--tz", "--timezone"},
        {"--zone", "--timezone"},        {"--rrule", "--repeat"},      {"--skip", "--calendar"}};
    for (const auto& [said, meant] : rows)
        EXPECT_THAT(line_of({said, "x"}).error().message,
                    HasSubstr("did you mean " + std::string(meant) + "?"))
            << said;
}

TEST(PreviewLine, KeepsADoubtAboutTheMachinesZone) {
    const auto line = line_of({"--weekly", "Mon 8:00-9:00"}, {{"TZ", "CET-1CEST"}});
    ASSERT_TRUE(line) << line.error().message;
    EXPECT_EQ(line->order.zone_doubt, "TZ 'CET-1CEST'");
}

}  // namespace
}  // namespace wls::app
