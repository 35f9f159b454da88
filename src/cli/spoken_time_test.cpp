#include "cli/spoken_time.h"

#include <gtest/gtest.h>

namespace wls::cli {
namespace {

// Sunday, 29 November 2026, 10:00:00.5 in Paris.
ServerTime paris() {
    auto zone = Zone::load("Europe/Paris");
    const Instant now = zone->to_instant(*local_time(2026, 11, 29, 10, 0, 0, 500'000));
    return {now, std::move(*zone)};
}

// What goes to the server; the error's sentence when it is refused.
std::string said(std::string_view words, Look look = Look::Ahead,
                 std::optional<Instant> nearest_to = {}) {
    const auto spoken = parse_spoken_time(words);
    if (!spoken) return "refused: " + spoken.error().message;
    const auto reading = reading_of(*spoken, paris(), look, nearest_to);
    return reading ? reading->text : "refused: " + reading.error().message;
}

TEST(SpokenTime, IsWhatPeopleMean) {
    const std::vector<std::pair<const char*, const char*>> cases = {
        {"now", "2026-11-29T09:00:00Z"},
        {"  NOW ", "2026-11-29T09:00:00Z"},
        {"in 5m", "2026-11-29T09:05:00Z"},
        {"in 5 minutes", "2026-11-29T09:05:00Z"},
        {"In 1 hour 30 min", "2026-11-29T10:30:00Z"},
        {"+2h", "2026-11-29T11:00:00Z"},
        {"+ 2h", "2026-11-29T11:00:00Z"},
        {"in 1w2d", "2026-12-08T09:00:00Z"},
        {"2h ago", "2026-11-29T07:00:00Z"},
        {"in 0s", "2026-11-29T09:00:00Z"},
        {"tomorrow 09:00", "2026-11-30T09:00:00"},
        {"tomorrow at 9:00", "2026-11-30T09:00:00"},
        {"today 18:30", "2026-11-29T18:30:00"},
        {"today 08:00", "2026-11-29T08:00:00"},
        {"yesterday 23:59:59", "2026-11-28T23:59:59"},
        {"friday 8:00", "2026-12-04T08:00:00"},
        {"Fri 8:00", "2026-12-04T08:00:00"},
        {"sunday 18:00", "2026-11-29T18:00:00"},
        {"sunday 08:00", "2026-12-06T08:00:00"},
        {"18:30", "2026-11-29T18:30:00"},
        {"9:30", "2026-11-30T09:30:00"},
        {"10:00", "2026-11-30T10:00:00"},
        {"00:00", "2026-11-30T00:00:00"},
        {"2026-11-30 08:00", "2026-11-30T08:00:00"},
        {"2026-11-30 8:00", "2026-11-30T08:00:00"},
        {"2026-11-30 08:00:15", "2026-11-30T08:00:15"},
        {"2026-11-30T08:00:15.25", "2026-11-30T08:00:15.250000"},
        {"2026-11-30T08:00+01:00", "2026-11-30T07:00:00Z"},
        {"2026-11-30 08:00 +01:00", "2026-11-30T07:00:00Z"},
        {"2026-11-30t08:00:00z", "2026-11-30T08:00:00Z"},
        {"2024-02-29 00:00", "2024-02-29T00:00:00"},
    };
    for (const auto& [words, text] : cases) EXPECT_EQ(said(words), text) << words;
}

TEST(SpokenTime, SaysWhatWouldBeRight) {
    const std::vector<std::pair<const char*, const char*>> cases = {
        {"", "for example 'in 5m'"},
        {"   ", "for example 'in 5m'"},
        {"soon", "that is no time"},
        {"tomorow 09:00", "did you mean 'tomorrow'"},
        {"fryday 8:00", "did you mean 'friday'"},
        {"tomorrow", "say at what time, as 'tomorrow 08:00'"},
        {"friday", "say at what time"},
        {"tomorrow 9", "no time of day"},
        {"tomorrow 9am", "write it with 24 hours"},
        {"tomorrow 25:00", "hours go from 00 to 23"},
        {"tomorrow 24:00", "00:00 of the day after"},
        {"tomorrow 12:60", "minutes and seconds"},
        {"tomorrow 12:00:60", "minutes and seconds"},
        {"tomorrow 12:0", "no time of day"},
        {"tomorrow 12:00:00:00", "no time of day"},
        {"tomorrow in 5m", "no time of day"},
        {"8pm", "write it with 24 hours"},
        {"18h30", "'18h30': did you mean '18:30'?"},
        {"18.30", "'18.30': did you mean '18:30'?"},
        {"8.05.30", "did you mean '8:05:30'?"},
        {"tomorrow 18.30", "did you mean 'tomorrow 18:30'?"},
        {"friday at 9h00", "did you mean 'friday 9:00'?"},
        {"18.3", "that is no time"},
        {"25.30", "write a date as 2026-11-30, year first"},
        {"18h", "say 'in 18h' or '18h ago'"},
        {"1830", "no time of day"},
        {"8", "no time of day"},
        {"-5m", "2h ago"},
        {"5m", "say 'in 5m' or '5m ago'"},
        {"90", "no time of day"},
        {"in 90", "needs a unit"},
        {"in", "that is no time"},
        {"in a minute", "whole numbers"},
        {"in 1.5h", "no fractions"},
        {"in 5x", "the units are"},
        {"in 5m 1h", "the largest first"},
        {"in 5m5m", "the largest first"},
        {"in 9999999s", "six digits"},
        {"in 99999d", "longer than 3660 days"},
        {"+", "say how long"},
        {"+-5m", "whole numbers"},
        {"30/11/2026 08:00", "year first"},
        {"30.11.2026 08:00", "year first"},
        {"11-30-2026", "year first"},
        {"2026-11-30", "say at what time of that day, as '2026-11-30 08:00'"},
        {"2026-11", "write a date as 2026-11-30"},
        {"2026-1-3 08:00", "write a date as 2026-11-30"},
        {"2026-02-30 08:00", "a day of February 2026 is 01 to 28"},
        {"2028-02-30", "a day of February 2028 is 01 to 29"},
        {"2026-11-00 08:00", "a day of November 2026 is 01 to 30"},
        {"2026-13-01", "a month is 01 to 12"},
        {"2026-00-01 08:00", "a month is 01 to 12"},
        {"2026-11-30 25:00", "hours go from 00 to 23"},
        {"2026-11-30 08", "no time of day"},
        {"2026-11-30 08:00+25:00", "write it as 2026-11-30 08:00"},
        {"2026-11-30 08:00.", "write it as 2026-11-30 08:00"},
        {"2026-11-30 08:00 Europe/Paris", "an offset such as +01:00, nothing else"},
        {"2026-11-30 08:00 CET", "an offset such as +01:00, nothing else"},
        {"2026-11-30 08:00 pm", "an offset such as +01:00, nothing else"},
        {"2026-11-30,08:00", "write a date as 2026-11-30"},
        {"0000-01-01 00:00", "write it as 2026-11-30 08:00"},
        {"0001-01-01 00:00+01:00", "from 1 to 9999"},
        {"9999-12-31 23:59-01:00", "from 1 to 9999"},
        {"1764489600", "no time of day"},
        {"tomorrow 09:00 \x1b[31m", "no time of day"},
        {"\xff\xfe", "no text in UTF-8"},
    };
    for (const auto& [words, part] : cases) {
        const auto sentence = said(words);
        EXPECT_TRUE(sentence.starts_with("refused: ")) << words << ": " << sentence;
        EXPECT_TRUE(sentence.contains(part)) << words << ": " << sentence;
        EXPECT_FALSE(sentence.contains('\x1b'));
    }
    EXPECT_TRUE(said(std::string(5'000, '9')).contains("too long"));
}

TEST(SpokenTime, WithoutADayLooksAheadOrBackFromWhereItIsTold) {
    const auto at = *reading_of(*parse_spoken_time("tomorrow 09:00"), paris());
    EXPECT_EQ(said("18:30", Look::Ahead, at.at), "2026-11-30T18:30:00");
    EXPECT_EQ(said("08:00", Look::Ahead, at.at), "2026-12-01T08:00:00");
    EXPECT_EQ(said("monday 12:00", Look::Ahead, at.at), "2026-11-30T12:00:00");
    EXPECT_EQ(said("18:30", Look::Back), "2026-11-28T18:30:00");
    EXPECT_EQ(said("09:30", Look::Back), "2026-11-29T09:30:00");
    EXPECT_EQ(said("sunday 12:00", Look::Back), "2026-11-22T12:00:00");
    EXPECT_EQ(said("friday 08:00", Look::Back), "2026-11-27T08:00:00");
}

// As the server takes them, which keeps a local time as it is written.
TEST(SpokenTime, MayBeTheFirstAndTheLastThereIs) {
    for (const char* words : {"0001-01-01T00:00:00", "0001-01-02T00:00:00", "9999-12-30T08:00:00",
                              "9999-12-31T23:59:59"})
        EXPECT_EQ(said(words), words);
    EXPECT_EQ(said("9999-12-31 23:59Z"), "9999-12-31T23:59:00Z");
}

TEST(SpokenTime, KnowsClockChanges) {
    auto server = paris();
    // The night in which clocks skip 02:00 to 03:00, an hour before it.
    server.now = server.zone.to_instant(*local_time(2027, 3, 28, 1, 30, 0));
    const auto at = [&](const char* words) {
        return server.zone.rfc3339(reading_of(*parse_spoken_time(words), server)->at);
    };
    EXPECT_EQ(at("in 1h"), "2027-03-28T03:30:00+02:00");
    EXPECT_EQ(at("03:00"), "2027-03-28T03:00:00+02:00");
    EXPECT_EQ(at("02:30"), "2027-03-28T03:00:00+02:00") << "a skipped time is the change itself";
    EXPECT_EQ(at("tomorrow 01:00"), "2027-03-29T01:00:00+02:00");
}

TEST(Length, IsReadOrExplained) {
    using std::chrono::minutes;
    const auto length = [](std::string_view words) { return parse_length(words); };
    EXPECT_EQ(*length("1h"), minutes{60});
    EXPECT_EQ(*length(" 1H 30 Minutes "), minutes{90});
    EXPECT_EQ(*length("2d"), minutes{48 * 60});
    EXPECT_EQ(*length("90m"), minutes{90});
    for (const char* words : {"", "0m", "h", "1", "1 fortnight", "-1h", "+1h", "1h-", "1h1h",
                              "1:00", "one hour", "\xff", "1e3s", "4000d"}) {
        const auto read = length(words);
        ASSERT_FALSE(read) << words;
        EXPECT_TRUE(read.error().message.contains("for example")) << read.error().message;
    }
}

}  // namespace
}  // namespace wls::cli
