#include "api/datetime_rules.h"

#include <gtest/gtest.h>

#include "api/json_reader.h"

namespace wls::api {
namespace {

using std::chrono::minutes;

Json json(const std::string& text) {
    return *read_json(text);
}
Json text(const char* value) {
    return Json{std::string(value)};
}

TEST(DateTimeRules, ReadsTexts) {
    const struct {
        const char* text;
        const char* want;
        std::optional<int> offset;
    } rows[] = {
        {"2025-04-20", "2025-04-20T00:00:00", {}},
        {"2025-04-20T10:00", "2025-04-20T10:00:00", {}},
        {"2025-04-20t10:00:30", "2025-04-20T10:00:30", {}},
        {"2025-04-20 10:00:00.5", "2025-04-20T10:00:00.500000", {}},
        {"2025-04-20_10:00:00,123456789", "2025-04-20T10:00:00.123456", {}},
        {"2025-04-20T10:00:00.9999999", "2025-04-20T10:00:00.999999", {}},
        {"2024-02-29T23:59:59", "2024-02-29T23:59:59", {}},
        {"0001-01-01T00:00:00", "0001-01-01T00:00:00", {}},
        {"9999-12-31T23:59:59.999999", "9999-12-31T23:59:59.999999", {}},
        {"2025-04-20T10:00Z", "2025-04-20T10:00:00", 0},
        {"2025-04-20T10:00:00.5z", "2025-04-20T10:00:00.500000", 0},
        {"2025-04-20T10:00:00+02:00", "2025-04-20T10:00:00", 120},
        {"2025-04-20T10:00:00-0530", "2025-04-20T10:00:00", -330},
        {"2025-04-20T10:00:00\u221223:59", "2025-04-20T10:00:00", -1439},
        {"20250420", "1970-08-23T09:07:00", 0},
        {"-1", "1969-12-31T23:59:59", 0},
        {"+1.", "1970-01-01T00:00:01", 0},
        {"00001.5", "1970-01-01T00:00:01.500000", 0},
        {"-1.0000005", "1969-12-31T23:59:58.999999", 0},
        {"1700000000.9999999", "2023-11-14T22:13:21", 0},
        {"20000000000.5", "1970-08-20T11:33:20.000500", 0},
        {"253402300799999.9", "1978-01-11T21:31:41.798908", 0},  // divided twice, as speedate does
        {"0.000000000000000000000000000000000000000000000001", "1970-01-01T00:00:00", 0},
    };
    for (const auto& row : rows) {
        const auto written = parse_date_time(text(row.text));
        ASSERT_TRUE(written) << row.text << ": " << written.error().msg;
        EXPECT_EQ(iso_text(written->time), row.want) << row.text;
        EXPECT_EQ(written->offset.has_value(), row.offset.has_value()) << row.text;
        if (!row.offset) continue;
        EXPECT_EQ(*written->offset, minutes(*row.offset)) << row.text;
    }
}

void expect_refused(const char* value, const std::string& error) {
    const auto written = parse_date_time(text(value));
    ASSERT_FALSE(written) << value;
    EXPECT_EQ(written.error().type, "datetime_from_date_parsing") << value;
    EXPECT_EQ(written.error().msg, "Input should be a valid datetime or date, " + error) << value;
    EXPECT_EQ(written.error().ctx_json, "{\"error\":\"" + error + "\"}") << value;
}

TEST(DateTimeRules, RefusesTexts) {
    const struct {
        const char* text;
        const char* error;
    } rows[] = {
        {"", "input is too short"},
        {"x", "input is too short"},
        {"2025-04-2", "input is too short"},
        {"1e9", "input is too short"},
        {"1.5e9", "input is too short"},
        {".5", "input is too short"},
        {"1_0", "input is too short"},
        {"+-1", "input is too short"},
        {" 1", "input is too short"},
        {"1.5.5", "input is too short"},
        {"nan", "input is too short"},
        {"١", "input is too short"},
        {" 2025-04-20", "invalid character in year"},
        {"20-04-2025", "invalid character in year"},
        {"2025/04/20", "invalid date separator, expected `-`"},
        {"2025-04_20", "invalid date separator, expected `-`"},
        {"2025-4-20T10:00", "invalid character in month"},
        {"2025-04-2x", "invalid character in day"},
        {"2025-13-01", "month value is outside expected range of 1-12"},
        {"2025-00-99", "month value is outside expected range of 1-12"},
        {"2025-02-29", "day value is outside expected range"},
        {"2025-04-31x", "day value is outside expected range"},
        {"253402300800000", "dates after 9999 are not supported as unix timestamps"},
        {"-62167219200001", "dates before 0000 are not supported as unix timestamps"},
        {"9223372036854775808", "invalid date separator, expected `-`"},
        {"-9223372036854775808", "invalid character in year"},
        {"9223372036854775807.0", "invalid date separator, expected `-`"},
    };
    for (const auto& row : rows) expect_refused(row.text, row.error);
}

// What is wrong with a time of day is not told: the last try is a day alone.
TEST(DateTimeRules, TellsOnlyThatMoreFollowsADay) {
    for (const char* value : {"2025-04-20 ",
                              "2025-04-20X10:00",
                              "2025-04-20T",
                              "2025-04-20T10",
                              "2025-04-20T10:0",
                              "2025-04-20T24:00",
                              "2025-04-20T10:60",
                              "2025-04-20T10:00:60",
                              "2025-04-20T10:00:",
                              "2025-04-20T10:00:0",
                              "2025-04-20T10:00:00.",
                              "2025-04-20T10:00:00 Z",
                              "2025-04-20T10:00:00ZZ",
                              "2025-04-20T10:00+02",
                              "2025-04-20T10:00+2:00",
                              "2025-04-20T10:00+24:00",
                              "2025-04-20T10:00+02:60",
                              "2025-04-20T10:00+02:000",
                              "2025-04-20T10:00\u201302:00",
                              "0000-01-01x"})
        expect_refused(value, "unexpected extra characters at the end of the input");
}

TEST(DateTimeRules, ReadsNumbers) {
    const struct {
        const char* json;
        const char* want;
    } rows[] = {
        {"0", "1970-01-01T00:00:00"},
        {"-1.5", "1969-12-31T23:59:58.500000"},
        {"-1.25", "1969-12-31T23:59:58.250000"},
        {"20000000000", "2603-10-11T11:33:20"},
        {"20000000001", "1970-08-20T11:33:20.001000"},
        {"-20000000001", "1969-05-14T12:26:39.999000"},
        {"20000000001.5", "1970-08-20T11:33:20.501000"},
        {"1700000000123.4567", "2023-11-14T22:13:20.579787"},
        {"0.9999999", "1970-01-01T00:00:01"},
        {"253402300799999", "9999-12-31T23:59:59.999000"},
        {"-62135596800000", "0001-01-01T00:00:00"},
        {"1e9", "2001-09-09T01:46:40"},
        {"1e-400", "1970-01-01T00:00:00"},
    };
    for (const auto& row : rows) {
        const auto written = parse_date_time(json(row.json));
        ASSERT_TRUE(written) << row.json;
        EXPECT_EQ(iso_text(written->time), row.want) << row.json;
        EXPECT_EQ(written->offset, minutes(0)) << row.json;
    }
}

TEST(DateTimeRules, RefusesOtherValues) {
    constexpr const char* kParsing = "Input should be a valid datetime, ";
    const std::string small =
        std::string(kParsing) + "dates before 0000 are not supported as unix timestamps";
    const std::string large =
        std::string(kParsing) + "dates after 9999 are not supported as unix timestamps";
    const std::string year = std::string(kParsing) + "year 0 is out of range";
    const std::string type = "Input should be a valid datetime";
    const struct {
        std::string json;
        std::string msg;
    } rows[] = {
        {"253402300800000", large},
        {"9223372036854775808", large},
        {"1e308", large},
        {"Infinity", large},
        {"253402300799999.9", large},
        {"-62167219200001", small},
        {"-9223372036854775808", small},
        {"-9223372036854775809", small},
        {"-Infinity", small},
        {"-62135596800001", year},
        {"\"0000-01-01\"", year},
        {"\"0000-02-29T00:00Z\"", year},
        {"\"-62135596800001\"", year},
        {"NaN", std::string(kParsing) + "NaN values not permitted"},
        {"1" + std::string(400, '0'), type},
        {"true", type},
        {"null", type},
        {"[]", type},
        {"{}", type},
    };
    for (const auto& row : rows) {
        const auto written = parse_date_time(json(row.json));
        ASSERT_FALSE(written) << row.json;
        EXPECT_EQ(written.error().msg, row.msg) << row.json;
        EXPECT_EQ(written.error().type, row.msg == type ? "datetime_type" : "datetime_parsing")
            << row.json;
    }
}

TEST(DateTimeRules, ConvertsToTheZone) {
    const Zone paris = *Zone::load("Europe/Paris");
    const struct {
        const char* text;
        const char* want;
        Pass pass;
    } rows[] = {
        {"2025-04-20T10:00:00", "2025-04-20T10:00:00", Pass::First},
        {"2025-04-20T10:00:00Z", "2025-04-20T12:00:00", Pass::First},
        {"2025-04-20T10:00:00.5-05:00", "2025-04-20T17:00:00.500000", Pass::First},
        {"1745143200", "2025-04-20T12:00:00", Pass::First},
        {"2025-10-26T00:30:00Z", "2025-10-26T02:30:00", Pass::First},
        {"2025-10-26T01:30:00Z", "2025-10-26T02:30:00", Pass::Second},
        {"2025-10-26T02:30:00", "2025-10-26T02:30:00", Pass::First},
        {"9999-12-31T23:59:59.999999+01:00", "9999-12-31T23:59:59.999999", Pass::First},
    };
    for (const auto& row : rows) {
        const auto reading = reading_in(paris, *parse_date_time(text(row.text)));
        ASSERT_TRUE(reading) << row.text;
        EXPECT_EQ(iso_text(reading->time), row.want) << row.text;
        EXPECT_EQ(reading->pass, row.pass) << row.text;
    }
    for (const char* beyond : {"9999-12-31T23:59:59Z", "9999-12-31T23:59:59.999999-23:59",
                               "0001-01-01T00:00:00+23:59"}) {
        const auto reading = reading_in(paris, *parse_date_time(text(beyond)));
        ASSERT_FALSE(reading) << beyond;
        EXPECT_EQ(reading.error().type, "datetime_parsing") << beyond;
        EXPECT_EQ(reading.error().msg,
                  "Input should be a valid datetime, the local time in Europe/Paris is "
                  "outside the years 1 to 9999");
    }
}

}  // namespace
}  // namespace wls::api
