// Plays what the seed's stack was recorded to answer through the real program over a real socket.
// check.py beside this does the same from outside; README.md lists the differences made on purpose.
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "support/http_client.h"
#include "support/program.h"

namespace wls {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

json::value read(const char* name) {
    std::ifstream file(fs::path(WLS_RECORDS) / name);
    std::ostringstream text;
    text << file.rdbuf();
    return json::parse(text.str());
}

std::string text_of(const json::value& value) {
    return std::string(value.as_string());
}

support::Ask request_of(const json::object& step) {
    support::Ask ask;
    ask.method = step.at("method").as_string();
    ask.target = step.at("path").as_string();
    bool typed = false;
    if (const auto* headers = step.if_contains("headers"))
        for (const auto& [name, value] : headers->as_object()) {
            ask.headers.emplace_back(name, text_of(value));
            typed = typed || name == "Content-Type";
        }
    if (const auto* body = step.if_contains("json")) {
        ask.body = json::serialize(*body);
        ask.has_body = true;
        if (!typed) ask.headers.emplace_back("Content-Type", "application/json");
    } else if (const auto* text = step.if_contains("body"); text && text->is_string()) {
        ask.body = text->as_string();
        ask.has_body = true;
    }
    return ask;
}

// What must agree in a validation error; the prose and place of a JSON syntax error are free.
json::value comparable(json::value answer) {
    auto* detail = answer.is_object() ? answer.as_object().if_contains("detail") : nullptr;
    if (!detail || !detail->is_array()) return answer;
    for (auto& entry : detail->as_array()) {
        auto& error = entry.as_object();
        if (error.at("type") != "json_invalid") continue;
        error.at("loc").as_array().resize(1);
        error.erase("ctx");
        error.erase("msg");
        error.erase("input");
    }
    return answer;
}

std::string media_type(const std::string& content_type) {
    return content_type.substr(0, content_type.find(';'));
}

void compare(const json::object& want, const support::Answer& got, bool is_head) {
    const auto status = want.at("status").as_int64();
    if (status == 500) {  // the stack crashed
        EXPECT_TRUE(got.status >= 400 && got.status < 500) << got.status;
        return;
    }
    if (is_head && (got.status == 200 || got.status == 405)) return;
    ASSERT_EQ(got.status, status) << got.body;
    const auto& headers = want.at("headers").as_object();
    if (const auto* type = headers.if_contains("content-type"); type && !got.body.empty()) {
        EXPECT_EQ(media_type(got.header("content-type")), media_type(text_of(*type)));
    }
    if (const auto* allow = headers.if_contains("allow")) {
        EXPECT_NE(got.header("allow").find(text_of(*allow)), std::string::npos);
    }
    if (status == 307) {
        const std::string path = text_of(headers.at("location")).substr(6);  // "{base}/…"
        EXPECT_TRUE(got.header("location").ends_with(path)) << got.header("location");
    }
    if (const auto* body = want.if_contains("json")) {
        EXPECT_EQ(comparable(json::parse(got.body)), comparable(*body)) << got.body;
    }
}

class Recorded : public testing::TestWithParam<const char*> {};

TEST_P(Recorded, AnswersAgree) {
    const support::Folder folder;
    support::Server server({{"serve", "--timezone", "UTC"}, folder.path(), {}, false});
    const auto record = read(GetParam());
    for (const auto& entry : record.at("steps").as_array()) {
        const auto& step = entry.as_object();
        SCOPED_TRACE(text_of(step.at("name")));
        const auto ask = request_of(step);
        compare(step.at("response").as_object(), support::ask(server.port(), ask),
                ask.method == "HEAD");
    }
}

INSTANTIATE_TEST_SUITE_P(Records, Recorded,
                         testing::Values("lifecycle.json", "datetimes.json", "booleans.json",
                                         "strings.json", "bodies.json", "paths.json",
                                         "offsets.json"),
                         [](const auto& test) {
                             const std::string name = test.param;
                             return name.substr(0, name.find('.'));
                         });

// Everything of `part` is in `whole`; arrays agree item by item.
void expect_contained(const json::value& part, const json::value& whole, const std::string& where) {
    if (part.is_object()) {
        ASSERT_TRUE(whole.is_object()) << where;
        for (const auto& [key, value] : part.as_object()) {
            const auto* found = whole.as_object().if_contains(key);
            ASSERT_TRUE(found) << where << "/" << std::string(key) << " is missing";
            expect_contained(value, *found, where + "/" + std::string(key));
        }
        return;
    }
    EXPECT_EQ(part, whole) << where;
}

TEST(OpenApi, ContainsTheStacksOwn) {
    const support::Folder folder;
    support::Server server({{"serve"}, folder.path(), {}, false});
    const auto ours = json::parse(support::get(server.port(), "/openapi.json").body);
    const auto theirs = read("openapi.json");
    expect_contained(theirs.at("components"), ours.at("components"), "components");
    for (const auto& [path, methods] : theirs.at("paths").as_object())
        for (const auto& [method, operation] : methods.as_object()) {
            const auto& own = ours.at("paths").at(path).at(method).as_object();
            EXPECT_EQ(own.at("operationId"), operation.at("operationId"));
            for (const auto& [status, response] : operation.at("responses").as_object())
                EXPECT_TRUE(own.at("responses").as_object().if_contains(status))
                    << std::string(path);
        }
}

TEST(SeedDatabase, OpensInPlaceAndListsTheSameRows) {
    const support::Folder folder;
    fs::create_directories(folder.path() / "data/sqlite");
    fs::copy_file(fs::path(WLS_RECORDS) / "seed-stack.db",
                  folder.path() / "data/sqlite/scheduler.db");
    support::Server server({{"serve"}, folder.path(), {}, false});
    const auto rows = json::parse(support::get(server.port(), "/schedules").body);
    const auto record = read("datetimes.json");
    EXPECT_EQ(rows, record.at("steps").as_array().back().at("response").at("json"));
}

}  // namespace
}  // namespace wls
