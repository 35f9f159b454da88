// Servers that do everything wrong: the client ends, with a sentence.
#include <gtest/gtest.h>

#include "cli/http_transport.h"
#include "cli/server.h"
#include "cli/shell.h"
#include "net/server.h"
#include "support/program.h"

namespace wls::cli {
namespace {

std::string address_of(const net::Server& server) {
    return "http://127.0.0.1:" + std::to_string(server.port());
}

TEST(WrongServer, GetsASentenceAndAnExitCode) {
    const struct {
        const char* what;
        net::Server::Script script;
        int code;
        const char* part;
    } cases[] = {
        {"no HTTP", [](net::Talk& talk) { talk.read(), talk.write("SSH-2.0-nonsense\r\n"); }, 6,
         "what came is not HTTP/1.1; if it speaks https, give --server https://127.0.0.1:"},
        {"only https",
         net::always(400, "", "<center>The plain HTTP request was sent to HTTPS port</center>"), 2,
         "speaks https there: give --server https://127.0.0.1:"},
        {"closes", [](net::Talk& talk) { talk.read(); }, 6, "no answer from the server"},
        {"resets", [](net::Talk& talk) { talk.read(), talk.reset(); }, 6,
         "no answer from the server"},
        {"half a body",
         [](net::Talk& talk) {
             talk.read(), talk.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[{");
         },
         6, "no answer from the server"},
        {"too much",
         [](net::Talk& talk) {
             talk.read(), talk.write("HTTP/1.1 200 OK\r\nContent-Length: 20000000\r\n\r\n");
             const std::string piece(1'000'000, ' ');
             for (int i = 0; i < 20; ++i) talk.write(piece);
         },
         6, "no answer from the server"},
        {"no JSON", net::always(200, "", "<html>It works!</html>"), 6, "is no JSON"},
        {"no list", net::always(200, "", "{}"), 6, "is no list"},
        {"rows of nothing", net::always(200, "", R"([1,null,{}])"), 6,
         "has rows that are none: is a Workload Scheduler running there?"},
        {"one row of nothing", net::always(200, "", R"([{"id":1},{"id":null}])"), 6,
         "has rows that are none: is a Workload Scheduler running there?"},
        {"not UTF-8", net::always(200, "", "[{\"name\":\"\xff\xfe\"}]"), 6, "is no JSON"},
        {"another server", net::always(404, "", "<html>Not found</html>"), 3,
         "is a Workload Scheduler running there?"},
        {"a redirection", net::always(302, "Location: http://evil.invalid/\r\n"), 6, "redirection"},
        {"the next page elsewhere",
         net::always(200, "Link: <http://evil.invalid/x>; rel=\"next\"\r\n", R"([{"id":1}])"), 6,
         "none of its own"},
        {"the same page for ever",
         net::always(200, "Link: </schedules?limit=200>; rel=\"next\"\r\n", R"([{"id":1}])"), 6,
         "leads nowhere"},
        {"a failure", net::always(500, "X-Request-Id: r1\r\n", R"({"detail":"Oops"})"), 70,
         "failed (status 500, Oops); its log says why, request r1"},
        {"escapes", net::always(422, "", R"({"detail":"\u001b]0;pwned\u0007"})"), 2,
         "\\e]0;pwned\\x07"},
    };
    const support::Folder folder;
    for (const auto& wrong : cases) {
        const net::Server server(wrong.script);
        const Shell shell(folder.path(), address_of(server));
        for (const char* line : {"ws schedule list 2>&1", "ws history 2>&1"}) {
            const auto typed = shell.type(line);
            EXPECT_EQ(typed.code, wrong.code) << wrong.what << ": " << typed.output;
            EXPECT_TRUE(typed.output.contains(wrong.part)) << wrong.what << ": " << typed.output;
            EXPECT_FALSE(typed.output.contains('\x1b')) << wrong.what;
        }
    }
}

TEST(WrongServer, ThatIsSilentIsGivenUp) {
    const net::Server server([](net::Talk& talk) { talk.read(), talk.wait_for_close(); });
    const Patience short_one{std::chrono::seconds{10}, std::chrono::milliseconds{200}};
    const auto transport = HttpTransport::to(address_of(server), "s3cret", short_one);
    ASSERT_TRUE(transport) << transport.error().message;
    const auto read = (*transport)->send({"GET", "/schedules", {}, ""});
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, ErrorCode::Unavailable);
    EXPECT_TRUE(read.error().message.contains("not within 200 ms")) << read.error().message;
    const auto written = (*transport)->send({"DELETE", "/schedules/1", {}, ""});
    EXPECT_TRUE(written.error().message.contains("may have been done all the same"));
    EXPECT_FALSE(written.error().message.contains("s3cret"));
    EXPECT_EQ(server.asked().at(1).headers.at("authorization"), "Bearer s3cret");
}

TEST(Addresses, AreReadOrExplained) {
    const std::vector<std::pair<const char*, const char*>> right = {
        {"localhost:8000", "http://localhost:8000"},
        {"http://localhost:8000/", "http://localhost:8000"},
        {"HTTPS://Example.org", "https://Example.org"},
        {"[::1]:8000", "http://[::1]:8000"},
        {"scheduler", "http://scheduler"},
    };
    for (const auto& [text, address] : right)
        EXPECT_EQ(server_address(text).value_or("refused"), address);
    for (const char* text :
         {"", "http://", "://x", "ftp://host", "http://host:port", "http://host:70000", "a b",
          "http://user:hunter2@host", "http://host/path", "http://host?x", "host#x", "http:/host",
          "http://h\x1b[31m", "/", "\xff"}) {
        const auto read = server_address(text);
        ASSERT_FALSE(read) << text << " became " << *read;
        EXPECT_EQ(read.error().code, ErrorCode::Invalid);
        EXPECT_TRUE(read.error().message.contains("--server: ")) << read.error().message;
        EXPECT_FALSE(read.error().message.contains("hunter2"));
        EXPECT_FALSE(read.error().message.contains('\x1b'));
    }
}

}  // namespace
}  // namespace wls::cli
