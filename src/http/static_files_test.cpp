#include "http/static_files.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "http/request_for_tests.h"

namespace wls::http {
namespace {

namespace fs = std::filesystem;

class StaticFiles : public testing::Test {
  protected:
    void SetUp() override {
        std::string name = (fs::temp_directory_path() / "wls-static-XXXXXX").string();
        ASSERT_NE(::mkdtemp(name.data()), nullptr);
        folder_ = name;
        root_ = folder_ / "static";
        fs::create_directories(root_ / "sub");
        write(folder_ / "secret.txt", "secret");
        fs::create_directories(folder_ / "static-beside");
        write(folder_ / "static-beside" / "a.txt", "secret");
        write(root_ / "a.txt", "0123456789");
        write(root_ / "sub" / "b c.css", "b{}");
        write(root_ / "empty.html", "");
        add_static_routes(router_, "/static", root_);
    }
    void TearDown() override { fs::remove_all(folder_); }

    static void write(const fs::path& path, const std::string& text) {
        std::ofstream(path, std::ios::binary) << text;
    }
    Response get(const std::string& target, const TestHeaders& headers = {}) {
        return now(router_.handle(make_request("GET", target, headers)));
    }

    fs::path folder_, root_;
    Router router_;
};

TEST_F(StaticFiles, NothingOutsideIsReachable) {
    fs::create_symlink(folder_ / "secret.txt", root_ / "link.txt");
    fs::create_directory_symlink(folder_, root_ / "up");
    fs::create_symlink("loop", root_ / "loop");
    ASSERT_EQ(::mkfifo((root_ / "pipe").c_str(), 0600), 0);
    for (const std::string target : {"/static/nope.txt",
                                     "/static/../secret.txt",
                                     "/static/%2e%2e/secret.txt",
                                     "/static/..%2fsecret.txt",
                                     "/static/sub/../../secret.txt",
                                     "/static/sub/%2E./a.txt",
                                     "/static//etc/passwd",
                                     "/static/%2Fetc%2Fpasswd",
                                     "/static/a.txt%00",
                                     "/static/%00a.txt",
                                     "/static/link.txt",
                                     "/static/up/secret.txt",
                                     "/static/up/static-beside/a.txt",
                                     "/static/loop",
                                     "/static/pipe",
                                     "/static/",
                                     "/static/.",
                                     "/static/sub",
                                     "/static/sub/",
                                     "/static/a.txt/",
                                     "/static/a.txt/x",
                                     "/static/..\\secret.txt",
                                     "/static/A.TXT",
                                     "/static/%ff%fe"}) {
        const Response response = get(target);
        EXPECT_EQ(response.status, 404) << target;
        EXPECT_EQ(response.text(), R"({"detail":"Not Found"})") << target;
    }
    EXPECT_EQ(get("/static/" + std::string(5'000, 'x')).status, 404) << "a name too long";
    EXPECT_EQ(now(router_.handle(make_request("POST", "/static/a.txt"))).status, 405);
    EXPECT_EQ(get("/static").status, 307);
}

TEST_F(StaticFiles, ServesWhatIsThere) {
    fs::create_symlink("a.txt", root_ / "inside.txt");
    const struct {
        const char *target, *body, *type;
    } rows[] = {
        {"/static/a.txt", "0123456789", "text/plain; charset=utf-8"},
        {"/static/sub/b%20c.css", "b{}", "text/css; charset=utf-8"},
        {"/static/empty.html", "", "text/html; charset=utf-8"},
        {"/static/inside.txt", "0123456789", "text/plain; charset=utf-8"},
        {"/static/./sub//b%20c.css", "b{}", "text/css; charset=utf-8"},
    };
    for (const auto& row : rows) {
        Response response = get(row.target);
        EXPECT_EQ(response.status, 200) << row.target;
        EXPECT_EQ(whole_body(response), row.body) << row.target;
        EXPECT_EQ(response.content_type, row.type) << row.target;
        EXPECT_TRUE(response.header("Last-Modified")) << row.target;
    }
}

TEST_F(StaticFiles, TheTagChangesWithTheFile) {
    const std::string tag(*get("/static/a.txt").header("ETag"));
    EXPECT_EQ(get("/static/a.txt", {{"If-None-Match", tag}}).status, 304);
    EXPECT_EQ(get("/static/a.txt", {{"If-None-Match", tag}}).header("ETag"), tag);
    EXPECT_EQ(get("/static/a.txt", {{"If-None-Match", "\"x\""}}).status, 200);
    write(root_ / "a.txt", "012345678");
    EXPECT_EQ(get("/static/a.txt", {{"If-None-Match", tag}}).status, 200);
}

TEST_F(StaticFiles, ServesParts) {
    Response part = get("/static/a.txt", {{"Range", "bytes=2-4"}});
    EXPECT_EQ(part.status, 206);
    EXPECT_EQ(part.header("Content-Range"), "bytes 2-4/10");
    EXPECT_EQ(whole_body(part), "234");
    const Response none = get("/static/a.txt", {{"Range", "bytes=10-"}});
    EXPECT_EQ(none.status, 416);
    EXPECT_EQ(none.header("Content-Range"), "bytes */10");
    EXPECT_EQ(get("/static/a.txt", {{"Range", "bytes=1-2,4-5"}}).status, 200);
}

TEST_F(StaticFiles, PullsLargeFiles) {
    std::string large;
    for (int i = 0; i < 100'000; ++i) large += std::to_string(i);
    write(root_ / "large.bin", large);
    Response whole = get("/static/large.bin");
    EXPECT_TRUE(std::holds_alternative<Source>(whole.body));
    EXPECT_EQ(whole.length, large.size());
    EXPECT_EQ(whole_body(whole), large);
    Response part = get("/static/large.bin", {{"Range", "bytes=1000-200999"}});
    EXPECT_EQ(part.length, 200'000u);
    EXPECT_EQ(whole_body(part), large.substr(1'000, 200'000));

    Response cut = get("/static/large.bin");
    fs::resize_file(root_ / "large.bin", 70'000);
    EXPECT_TRUE(whole_body(cut).ends_with("<broken: a static file became shorter>"));
}

TEST_F(StaticFiles, TheFolderMayAppearLater) {
    fs::rename(root_, folder_ / "away");
    EXPECT_EQ(get("/static/a.txt").status, 404);
    fs::rename(folder_ / "away", root_);
    EXPECT_EQ(get("/static/a.txt").status, 200);
}

TEST(ContentTypeOf, GoesByTheSuffix) {
    EXPECT_EQ(content_type_of("x.JS"), "text/javascript; charset=utf-8");
    EXPECT_EQ(content_type_of("a.b/x"), "text/plain; charset=utf-8");
    EXPECT_EQ(content_type_of(".json"), "text/plain; charset=utf-8");
    EXPECT_EQ(content_type_of("x.min.json"), "application/json");
    EXPECT_EQ(content_type_of(""), "text/plain; charset=utf-8");
}

}  // namespace
}  // namespace wls::http
