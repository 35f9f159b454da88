#include "api/rule_json.h"

#include <gmock/gmock.h>

#include "api/json_reader.h"

namespace wls::api {
namespace {

const Zone kParis = *Zone::load("Europe/Paris");

Calendars calendars() {
    const auto day = std::chrono::local_days{std::chrono::year(2026) / 12 / 25};
    return {{"fr-holidays", *Calendar::of({{day, day, "Noël"}})}, {"empty", Calendar()}};
}

std::string read(const std::string& json) {
    const auto schedule = read_json(json);
    if (!schedule) return "no JSON";
    const auto rule = read_rule(*schedule, calendars(), kParis, "import it first");
    return rule ? rule->text(Language::English) : rule.error().message;
}

TEST(RuleJson, ReadsTheFieldsThatSayWhen) {
    const struct {
        const char *json, *text;
    } rows[] = {
        {R"({"weekly":["Mon-Fri 08:00-19:00"],"calendar":{"skip":["fr-holidays"]}})",
         "Monday to Friday 08:00 to 19:00 (Europe/Paris), except fr-holidays"},
        {R"({"id":7,"name":"Shop","status":"running","active":true,"target":{},"inside":"up",
            "next":{},"weekly":["Mon 08:00-19:00"],"start_time":"2026-11-30T08:00:00",
            "end_time":"2026-11-30T19:00:00","timezone":"Asia/Tokyo"})",
         "Monday 08:00 to 19:00 (Asia/Tokyo)"},
        {R"({"start_time":"2026-11-30T08:00:00","end_time":"2026-11-30T19:00:00"})",
         "Once, 2026-11-30 08:00 to 19:00 (Europe/Paris)"},
        {R"({"start_time":"2026-11-30T08:00:00Z","end_time":1796065200,"repeat":null})",
         "Once, 2026-11-30 09:00 to 20:00 (Europe/Paris)"},
        {R"({"cron_start":"0 8 * * *","cron_stop":"0 9 * * *","calendar":{"only":["empty"],"skip":[]}})",
         "Every day 08:00 to 09:00 (Europe/Paris), only on empty"},
        {R"({"something":"else","of":[1],"a_very_long_member_name":0,"weekly":["Mon 08:00-19:00"]})",
         "Monday 08:00 to 19:00 (Europe/Paris)"},
    };
    for (const auto& row : rows) EXPECT_EQ(read(row.json), row.text) << row.json;
}

TEST(RuleJson, EveryMemberWrong) {
    const struct {
        const char *json, *message;
    } rows[] = {
        {"[]", "a schedule is a JSON object, such as {\"weekly\":[\"Mon-Fri 08:00-19:00\"]}"},
        {"{}", "nothing says when: "},
        {R"({"weekley":["Mon 08:00-09:00"]})", "weekley: unknown; did you mean weekly?"},
        {R"({"weekly":["Mon 08:00-09:00"],"tz":"UTC"})", "tz: unknown; did you mean timezone?"},
        {R"({"TimeZone":"UTC"})", "TimeZone: unknown; did you mean timezone?"},
        {R"({"weekly":["Mon 08:00-09:00"],"valid_to":"2027-01-01"})",
         "valid_to: unknown; did you mean valid_until?"},
        {R"({"rrule":"FREQ=DAILY"})", "rrule: unknown; did you mean repeat?"},
        {R"({"cron-start":"* * * * *"})", "cron-start: unknown; did you mean cron_start?"},
        {R"({"weekly":"Mon 08:00-09:00"})",
         "weekly: give a list, such as [\"Mon-Fri 08:00-19:00\"]"},
        {R"({"weekly":[8]})", "weekly: give a list of texts, such as [\"Mon-Fri 08:00-19:00\"]"},
        {R"({"weekly":[]})", "weekly: no window"},
        {R"({"timezone":1,"weekly":["Mon 08:00-09:00"]})", "timezone: give a text"},
        {R"({"timezone":"Europe/Pariss","weekly":["Mon 08:00-09:00"]})",
         "timezone: unknown time zone 'Europe/Pariss'; did you mean Europe/Paris?"},
        {R"({"start_time":"yesterday","end_time":"2026-11-30T19:00:00"})",
         "start_time: Input should be a valid datetime or date, input is too short; write for "
         "example "
         "2026-11-30T08:00:00"},
        {R"({"start_time":"2026-11-30T08:00:00","end_time":[]})",
         "end_time: Input should be a valid datetime; write for example 2026-11-30T08:00:00"},
        {R"({"cron_start":8,"cron_stop":"0 9 * * *"})", "cron_start: give a text"},
        {R"({"cron_start":"0 8 * * *","cron_stop":"0 25 * * *"})", "cron_stop: '0 25 * * *'"},
        {R"({"weekly":["Mon 08:00-09:00"],"except":"2026-12-25"})",
         "except: give a list, such as [\"2026-12-25\"]"},
        {R"({"weekly":["Mon 08:00-09:00"],"calendar":"fr-holidays"})", "calendar: give {\"skip\""},
        {R"({"weekly":["Mon 08:00-09:00"],"calendar":{}})", "calendar: give {\"skip\""},
        {R"({"weekly":["Mon 08:00-09:00"],"calendar":{"without":["x"]}})",
         "calendar: 'without' is none of skip and only"},
        {R"({"weekly":["Mon 08:00-09:00"],"calendar":{"only":[]}})",
         "calendar: only names no calendar; name one, or leave it out"},
        {R"({"weekly":["Mon 08:00-09:00"],"calendar":{"skip":["fr-holiday"]}})",
         "calendar: there is no calendar 'fr-holiday'; did you mean fr-holidays?"},
        {R"({"weekly":["Mon 08:00-09:00"],"calendar":{"skip":["freeze-of-the-year"]}})",
         "calendar: there is no calendar 'freeze-of-the-year'; import it first"},
        {R"({"weekly":["Mon 08:00-09:00"],"valid_from":20261130})", "valid_from: give a text"},
    };
    for (const auto& row : rows)
        EXPECT_THAT(read(row.json), testing::StartsWith(row.message)) << row.json;
}

TEST(RuleJson, WritesAPreview) {
    const auto schedule = read_json(R"({"weekly":["every day 02:00-02:45","Sun 22:00-23:00"]})");
    const auto rule = read_rule(*schedule, {}, kParis, "");
    const auto from = read_instant("from", {std::string("2027-03-28")}, kParis);
    const auto to = read_instant("to", {std::string("2027-03-29T00:00:00+02:00")}, kParis);
    const auto preview = preview_of(*rule, {*from, *to, 20}, *from);
    EXPECT_EQ(
        preview_json(*preview, kParis),
        R"x({"text":"Every day 02:00 to 02:45; Sunday 22:00 to 23:00 (Europe/Paris)",)x"
        R"("windows":[{"start":"2027-03-28T03:00:00+02:00","end":"2027-03-28T03:00:00+02:00",)"
        R"("seconds":0,"skipped":"clock_change"},{"start":"2027-03-28T22:00:00+02:00",)"
        R"("end":"2027-03-28T23:00:00+02:00","seconds":3600}],"warnings":[)"
        R"({"code":"clock_change","at":"2027-03-28T03:00:00+02:00","message":)"
        R"("clocks skip all of the window 2027-03-28 02:00 to 2027-03-28 02:45"}]})");
}

TEST(RuleJson, NotesAreTheLastWarnings) {
    const Preview preview{"text", {}, {{PreviewWarning::Code::Never, {}, "never"}}};
    EXPECT_EQ(preview_json(preview, kParis, {{"timed_events", "3 events"}, {"x", "y"}}),
              R"({"text":"text","windows":[],"warnings":[{"code":"never","message":"never"},)"
              R"({"code":"timed_events","message":"3 events"},{"code":"x","message":"y"}]})");
    EXPECT_EQ(preview_json({"text", {}, {}}, kParis, {{"x", "y"}}),
              R"({"text":"text","windows":[],"warnings":[{"code":"x","message":"y"}]})");
}

TEST(RuleJson, OneWindowHasMicroseconds) {
    const auto schedule = read_json(
        R"({"start_time":"2026-11-30T08:00:00.25","end_time":"2026-11-30T08:00:01.750001"})");
    const auto rule = read_rule(*schedule, {}, Zone::utc(), "");
    const auto preview = preview_of(*rule, {Instant{}, {}, 20}, Instant{});
    EXPECT_THAT(
        preview_json(*preview, Zone::utc()),
        testing::HasSubstr(R"([{"start":"2026-11-30T08:00:00.250000+00:00",)"
                           R"("end":"2026-11-30T08:00:01.750001+00:00","seconds":1.500001}])"));
}

TEST(RuleJson, InstantsThatCannotBeRead) {
    EXPECT_THAT(read_instant("from", {std::string("soon")}, kParis).error().message,
                testing::StartsWith("from: Input should be a valid datetime"));
    EXPECT_EQ(read_instant("to", {true}, kParis).error().message,
              "to: Input should be a valid datetime; write for example 2026-11-30T08:00:00");
}

}  // namespace
}  // namespace wls::api
