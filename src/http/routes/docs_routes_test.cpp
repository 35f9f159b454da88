#include "http/routes/docs_routes.h"

#include <gtest/gtest.h>

#include "api/openapi.h"
#include "http/request_for_tests.h"

namespace wls::http {
namespace {

class Docs : public testing::Test {
  protected:
    void SetUp() override { add_docs_routes(router_, false); }
    Response get(const std::string& target, const TestHeaders& headers = {{"Host", "test:8000"}}) {
        return now(router_.handle(make_request("GET", target, headers)));
    }
    Router router_;
};

TEST_F(Docs, PagesNeedNothingFromElsewhere) {
    for (const std::string page : {"/docs", "/redoc"}) {
        Response response = get(page);
        EXPECT_EQ(response.status, 200);
        EXPECT_EQ(response.content_type, "text/html; charset=utf-8");
        const std::string html = whole_body(response);
        EXPECT_EQ(html.find("//"), std::string::npos) << "no address of another host";
        int references = 0;
        for (const std::string mark : {"src=\"", "href=\""})
            for (auto at = html.find(mark); at != std::string::npos; at = html.find(mark, at)) {
                at += mark.size();
                const std::string reference = html.substr(at, html.find('"', at) - at);
                EXPECT_EQ(get("/" + reference).status, 200) << reference;
                ++references;
            }
        EXPECT_EQ(references, 5) << page;
    }
}

TEST_F(Docs, AssetsComePackedOrPlainWithTheirOwnTags) {
    const std::string bundle = "/docs/assets/swagger-ui-bundle.js";
    Response plain = get(bundle), packed = get(bundle, {{"Accept-Encoding", "gzip"}});
    EXPECT_EQ(packed.header("Content-Encoding"), "gzip");
    EXPECT_EQ(plain.header("Content-Encoding"), std::nullopt);
    EXPECT_EQ(plain.content_type, "text/javascript; charset=utf-8");
    EXPECT_NE(plain.header("ETag"), packed.header("ETag"));
    const std::string bytes = whole_body(packed);
    EXPECT_EQ(bytes.size(), packed.length);
    EXPECT_LT(bytes.size(), whole_body(plain).size() / 2);
    EXPECT_TRUE(bytes.starts_with("\x1f\x8b"));

    const std::string tag(*plain.header("ETag"));
    EXPECT_EQ(get(bundle, {{"If-None-Match", tag}}).status, 304);
    EXPECT_EQ(get(bundle, {{"If-None-Match", tag}, {"Accept-Encoding", "gzip"}}).status, 200);
    EXPECT_EQ(get("/docs/assets/nope.js").status, 404);
    EXPECT_EQ(get("/docs/assets/..%2fdocs.js").status, 404);
}

TEST_F(Docs, TheDescriptionIsThere) {
    Response response = get("/openapi.json");
    EXPECT_EQ(response.content_type, "application/json");
    EXPECT_EQ(response.text(), api::openapi_json());
    EXPECT_TRUE(response.text().starts_with("{\n  \"openapi\": \"3.1.0\""));
    EXPECT_EQ(get("/").header("Location"), "/docs");
    EXPECT_EQ(get("/docs/").header("Location"), "http://test:8000/docs");
}

}  // namespace
}  // namespace wls::http
