#include "api/schedule_json.h"

#include <gtest/gtest.h>

#include "api/content_type.h"
#include "api/error_text_for_tests.h"

namespace wls::api {
namespace {

using namespace std::string_literals;

constexpr const char* kTimes =
    R"("start_time":"2025-04-20T10:00:00","end_time":"2025-04-20T11:00:00")";

std::string body_with(const std::string& members) {
    return "{" + std::string(kTimes) + "," + members + "}";
}

template <class T>
std::string refusal(const Result<T>& result) {
    if (result) return "accepted";
    return result.error().fields.empty() ? result.error().message
                                         : encode_validation_errors(result.error().fields);
}

std::string refusal_of_create(std::string_view body,
                              std::string_view content_type = "application/json") {
    return refusal(decode_create(body, content_type, Zone::utc()));
}

std::string one(const std::string& error) {
    return "{\"detail\":[" + error + "]}";
}

TEST(ScheduleJson, DecodesTheDocumentsExample) {
    const auto draft =
        decode_create(body_with(R"("name":"Backup Database","status":"scheduled","active":true)"),
                      "application/json", Zone::utc());
    ASSERT_TRUE(draft) << refusal(draft);
    EXPECT_EQ(draft->name, "Backup Database");
    EXPECT_EQ(iso_text(draft->start.time), "2025-04-20T10:00:00");
    EXPECT_EQ(iso_text(draft->end.time), "2025-04-20T11:00:00");
    EXPECT_EQ(draft->status, "scheduled");
    EXPECT_TRUE(draft->active);
}

TEST(ScheduleJson, HasTheModelsDefaults) {
    const auto draft =
        decode_create(body_with(R"("name":"","id":7,"other":[NaN])"), "", Zone::utc());
    ASSERT_TRUE(draft) << refusal(draft);
    EXPECT_EQ(draft->name, "");
    EXPECT_EQ(draft->status, kScheduled);
    EXPECT_TRUE(draft->active);
}

TEST(ScheduleJson, TellsAllWrongFieldsInOrder) {
    EXPECT_EQ(
        refusal_of_create(
            R"({"active":"maybe","status":[],"end_time":null,"start_time":"x","name":1})"),
        one(error_text("string_type", R"("body","name")", "Input should be a valid string", "1") +
            "," +
            error_text("datetime_from_date_parsing", R"("body","start_time")",
                       "Input should be a valid datetime or date, input is too short", R"("x")",
                       R"({"error":"input is too short"})") +
            "," +
            error_text("datetime_type", R"("body","end_time")", "Input should be a valid datetime",
                       "null") +
            "," +
            error_text("string_type", R"("body","status")", "Input should be a valid string",
                       "[]") +
            "," +
            error_text("bool_parsing", R"("body","active")",
                       "Input should be a valid boolean, unable to interpret input",
                       R"("maybe")")));
}

TEST(ScheduleJson, TellsWhatIsMissing) {
    EXPECT_EQ(
        refusal_of_create(R"({"x":1})"),
        one(error_text("missing", R"("body","name")", "Field required", R"({"x":1})") + "," +
            error_text("missing", R"("body","start_time")", "Field required", R"({"x":1})") + "," +
            error_text("missing", R"("body","end_time")", "Field required", R"({"x":1})")));
}

TEST(ScheduleJson, RefusesWhatIsNoObject) {
    const std::string no_body = one(error_text("missing", R"("body")", "Field required", "null"));
    const auto no_object = [](const std::string& input) {
        return one(error_text("model_attributes_type", R"("body")",
                              "Input should be a valid dictionary or object to extract fields from",
                              input));
    };
    const struct {
        const char* why;
        std::string body;
        const char* type;
        std::string want;
    } rows[] = {
        {"empty", "", "", no_body},
        {"empty text", "", "text/plain", no_body},
        {"null", "null", "", no_body},
        {"array", "[]", "", no_object("[]")},
        {"text", "\"x\"", "", no_object("\"x\"")},
        {"true", "true", "", no_object("true")},
        {"text/plain is not read", "{}", "text/plain", no_object("\"{}\"")},
        {"a form", "name=x", "application/x-www-form-urlencoded", no_object("\"name=x\"")},
        {"a text that nobody can repeat", "\xFF", "text/plain", no_object("null")},
        {"a number that nobody can repeat", "[NaN]", "", no_object("null")},
        {"no JSON", "name=x", "",
         one(error_text("json_invalid", R"("body",0)", "JSON decode error", "{}",
                        R"({"error":"Expecting value"})"))},
        {"no text at all", "\xFF", "", kBodyUnreadable},
        {"too deep", std::string(2000, '['), "", kBodyUnreadable},
    };
    for (const auto& row : rows)
        EXPECT_EQ(refusal_of_create(row.body, row.type), row.want) << row.why;
}

TEST(ScheduleJson, RefusesWhatCannotBeMeant) {
    const auto empty_window = [](const char* end) {
        return one(error_text("window_empty", R"("body","end_time")",
                              "Input should be later than start_time: a window ends after it "
                              "starts",
                              end));
    };
    EXPECT_EQ(refusal_of_create(
                  R"({"name":"n","start_time":"2025-04-20","end_time":"2025-04-20T00:00Z"})"),
              empty_window("\"2025-04-20T00:00Z\""));
    EXPECT_EQ(refusal_of_create(R"({"name":"n","start_time":"2025-04-20","end_time":0})"),
              empty_window("0"));
    EXPECT_EQ(refusal_of_create(body_with(R"("name":"a\u0000b")")),
              one(error_text("string_nul", R"("body","name")",
                             "Input should be a string without NUL characters", R"("a\u0000b")")));
    EXPECT_EQ(refusal_of_create(body_with(R"("name":"n","status":"\ud800")")),
              one(error_text(
                  "string_unicode", R"("body","status")",
                  "Input should be a valid string, unable to parse raw data as a unicode string",
                  "null")));
    // What the stack refuses is told alone, in its words.
    EXPECT_EQ(refusal_of_create(R"({"name":"\u0000","start_time":"2025-04-20","end_time":true})"),
              one(error_text("datetime_type", R"("body","end_time")",
                             "Input should be a valid datetime", "true")));
}

TEST(ScheduleJson, ConvertsOffsetsToTheZone) {
    const auto draft = decode_create(R"({"name":"n","start_time":"2025-10-26T01:15:00Z",)"
                                     R"("end_time":"2025-10-26T02:30:00-05:00"})",
                                     "", *Zone::load("Europe/Paris"));
    ASSERT_TRUE(draft) << refusal(draft);
    EXPECT_EQ(iso_text(draft->start.time), "2025-10-26T02:15:00");
    EXPECT_EQ(draft->start.pass, Pass::Second);
    EXPECT_EQ(iso_text(draft->end.time), "2025-10-26T08:30:00");
}

TEST(ScheduleJson, DecodesChanges) {
    const auto nothing = decode_change("{}", "application/merge-patch+json", Zone::utc());
    ASSERT_TRUE(nothing) << refusal(nothing);
    EXPECT_FALSE(nothing->name || nothing->start || nothing->end || nothing->status ||
                 nothing->active);

    const auto some = decode_change(R"({"active":"off","end_time":0,"x":null})", "", Zone::utc());
    ASSERT_TRUE(some) << refusal(some);
    EXPECT_EQ(some->active, false);
    EXPECT_EQ(iso_text(some->end->time), "1970-01-01T00:00:00");
    EXPECT_FALSE(some->start);

    const struct {
        const char* body;
        const char* type;
    } rows[] = {
        {R"({"name":null})", "string_type"},
        {R"({"start_time":null})", "datetime_type"},
        {R"({"active":null})", "bool_type"},
        {"[]", "model_attributes_type"},
        {"null", "missing"},
        {"", "missing"},
        {R"({"start_time":2,"end_time":1})", "window_empty"},
        {R"({"name":"\u0000"})", "string_nul"},
    };
    for (const auto& row : rows) {
        const auto change = decode_change(row.body, "", Zone::utc());
        ASSERT_FALSE(change) << row.body;
        EXPECT_EQ(change.error().fields.at(0).type, row.type) << row.body;
    }
}

TEST(ScheduleJson, ReadsIds) {
    EXPECT_EQ(parse_schedule_id("1.0").value().value, 1);
    EXPECT_EQ(parse_schedule_id(" -1_0").value().value, -10);
    EXPECT_EQ(
        refusal(parse_schedule_id("a\xFF")),
        one(error_text("int_parsing", R"("path","schedule_id")",
                       "Input should be a valid integer, unable to parse string as an integer",
                       R"("a�")")));
    EXPECT_EQ(refusal(parse_schedule_id("9223372036854775808")),
              one(error_text("int_parsing_size", R"("path","schedule_id")",
                             "Unable to parse input string as an integer, exceeded maximum size",
                             R"("9223372036854775808")")));
}

TEST(ScheduleJson, EncodesRows) {
    Schedule row;
    row.id = {7};
    row.name = "a\"é\xFF";
    row.status = "";
    row.active = false;
    const struct {
        const char* stored;
        const char* want;
    } rows[] = {
        {"2025-04-20 10:00:00.000000", "2025-04-20T10:00:00"},
        {"2025-04-20 10:00:00.500000", "2025-04-20T10:00:00.500000"},
        {"2025-04-20 10:00:00", "2025-04-20T10:00:00"},
        {"2025-04-20 10:00:00.5", "2025-04-20T10:00:00.500000"},
        {"2025-04-20", "2025-04-20T00:00:00"},
        {"2025-02-30 10:00:00.000000", "2025-02-30 10:00:00.000000"},
        {"soon", "soon"},
        {"", ""},
    };
    for (const auto& time : rows) {
        row.start_time = row.end_time = time.stored;
        EXPECT_EQ(encode(row), R"({"id":7,"name":"a\"é�","start_time":")"s + time.want +
                                   R"(","end_time":")" + time.want +
                                   R"(","status":"","active":false})");
    }
}

TEST(ContentType, IsJsonAsForPython) {
    for (const char* type : {"", "application/json", "APPLICATION/Json; charset=x",
                             "application/merge-patch+json", " application/json ;",
                             ("\xA0"
                              "application/json\x85"),
                             "application/+json", "application/vnd.x+JSON"})
        EXPECT_TRUE(is_json(type)) << type;
    for (const char* type :
         {" ", ";", "json", "/json", "application", "application/", "text/json",
          "application/jsonx", "application/json+", "application/json/x", "application /json",
          "application/ json", ";application/json", "application/json, a", "xapplication/json",
          "\"application/json\"", "*/*"})
        EXPECT_FALSE(is_json(type)) << type;
}

}  // namespace
}  // namespace wls::api
