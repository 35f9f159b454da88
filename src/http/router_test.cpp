#include "http/router.h"

#include <gtest/gtest.h>

#include "http/request_for_tests.h"

namespace wls::http {
namespace {

Router example() {
    const auto says = [](const std::string& what, const std::string& name = "") -> Handler {
        return [what, name](const Request&, const PathParameters& parameters) -> Reply {
            return text(200, name.empty() ? what : what + " " + std::string(parameters[name]));
        };
    };
    Router router;
    router.add("GET", "/", says("root"));
    router.add("GET", "/schedules", says("list"));
    router.add("POST", "/schedules", says("create"));
    router.add("POST", "/schedules:preview", says("preview"));
    router.add("DELETE", "/schedules/{schedule_id}", says("delete", "schedule_id"));
    router.add("GET", "/schedules/{schedule_id}", says("show", "schedule_id"));
    router.add("GET", "/schedules/{schedule_id}/windows", says("windows", "schedule_id"));
    router.add("POST", "/schedules/special", says("special"));
    router.add("GET", "/static/{path:path}", says("static", "path"));
    return router;
}

TEST(Router, FindsTheHandler) {
    const struct {
        const char *why, *method, *target, *want;
    } rows[] = {
        {"the root", "GET", "/", "root"},
        {"an exact path", "GET", "/schedules?x=/y", "list"},
        {"by method", "POST", "/schedules", "create"},
        {"HEAD like GET", "HEAD", "/schedules", "list"},
        {"a parameter", "DELETE", "/schedules/7", "delete 7"},
        {"a decoded parameter", "GET", "/schedules/1%20x", "show 1 x"},
        {"a parameter in the middle", "GET", "/schedules/7/windows", "windows 7"},
        {"a colon", "POST", "/schedules:preview", "preview"},
        {"an encoded letter", "GET", "/schedul%65s", "list"},
        {"a later path when the first has not the method", "POST", "/schedules/special", "special"},
        {"anything below", "GET", "/static/a/b.css", "static a/b.css"},
        {"nothing below", "GET", "/static/", "static "},
    };
    const Router router = example();
    for (const auto& row : rows)
        EXPECT_EQ(now(router.handle(make_request(row.method, row.target))).text(), row.want)
            << row.why;
}

TEST(Router, SaysWhatIsWrong) {
    const struct {
        const char *why, *method, *target;
        int want;
        const char* allow_or_location;
    } rows[] = {
        {"unknown", "GET", "/nope", 404, ""},
        {"case matters", "GET", "/Schedules", 404, ""},
        {"a longer path", "GET", "/schedulesx", 404, ""},
        {"deeper", "DELETE", "/schedules/1/x", 404, ""},
        {"an encoded slash is a slash", "DELETE", "/schedules/1%2Fx", 404, ""},
        {"an empty parameter", "GET", "/schedules//windows", 404, ""},
        {"two slashes in front", "GET", "//schedules", 404, ""},
        {"no path", "OPTIONS", "*", 404, ""},
        {"a method of the collection", "PUT", "/schedules", 405, "GET, HEAD, POST"},
        {"OPTIONS", "OPTIONS", "/schedules", 405, "GET, HEAD, POST"},
        {"methods are case-sensitive", "get", "/schedules", 405, "GET, HEAD, POST"},
        {"HEAD without GET", "HEAD", "/schedules:preview", 405, "POST"},
        {"of all paths that match", "PUT", "/schedules/special", 405, "DELETE, GET, HEAD, POST"},
        {"POST on one", "POST", "/schedules/1", 405, "DELETE, GET, HEAD"},
        {"a slash too much", "GET", "/schedules/", 307, "http://test:8000/schedules"},
        {"many slashes too much", "GET", "/schedules///", 307, "http://test:8000/schedules"},
        {"of any method", "BREW", "/schedules/1/", 307, "http://test:8000/schedules/1"},
        {"with its query", "GET", "/schedules/?a=%20&b", 307, "http://test:8000/schedules?a=%20&b"},
        {"encoded again", "GET", "/schedules/a%20%C3%A9%0D%0A/", 307,
         "http://test:8000/schedules/a%20%C3%A9%0D%0A"},
        {"a slash too few", "GET", "/static", 307, "http://test:8000/static/"},
    };
    const Router router = example();
    for (const auto& row : rows) {
        const Response response = now(router.handle(make_request(row.method, row.target)));
        EXPECT_EQ(response.status, row.want) << row.why;
        EXPECT_EQ(response.header(row.want == 307 ? "Location" : "Allow").value_or(""),
                  row.allow_or_location)
            << row.why;
        EXPECT_EQ(response.text(), row.want == 404   ? R"({"detail":"Not Found"})"
                                   : row.want == 405 ? R"({"detail":"Method Not Allowed"})"
                                                     : "")
            << row.why;
        EXPECT_EQ(response.content_type, row.want == 307 ? "" : "application/json") << row.why;
    }
}

TEST(Router, BuildsLocationsOnlyFromRealHosts) {
    const struct {
        const char* why;
        TestHeaders headers;
        const char* want;
    } rows[] = {
        {"no host", {}, "/schedules"},
        {"an empty host", {{"Host", ""}}, "/schedules"},
        {"no host's characters", {{"Host", "a/b"}}, "/schedules"},
        {"a user", {{"Host", "user@evil"}}, "/schedules"},
        {"IPv6", {{"Host", "[::1]:80"}}, "http://[::1]:80/schedules"},
        {"behind TLS", {{"Host", "h"}, {"X-Forwarded-Proto", "https"}}, "https://h/schedules"},
        {"any other scheme", {{"Host", "h"}, {"X-Forwarded-Proto", "x"}}, "http://h/schedules"},
    };
    const Router router = example();
    for (const auto& row : rows) {
        const Response response =
            now(router.handle(make_request("GET", "/schedules/", row.headers)));
        EXPECT_EQ(response.header("Location"), row.want) << row.why;
    }
}

TEST(Router, GivesNoStaleParameters) {
    Router router;
    const auto both = [](const Request&, const PathParameters& parameters) -> Reply {
        return text(200, std::string(parameters["a"]) + "|" + std::string(parameters["b"]));
    };
    router.add("GET", "/x/{a}/y", both);
    router.add("GET", "/x/{b}/z", both);
    EXPECT_EQ(now(router.handle(make_request("GET", "/x/1/z"))).text(), "|1");
}

}  // namespace
}  // namespace wls::http
