// TLS that is right, and TLS that is wrong: then nothing is sent.
#include "net/world.h"

namespace wls::net {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr long kDay = 86'400;

TEST(Tls, IsSpokenWithWhomTheAuthorityVouchesFor) {
    const World world;
    const Identity identity = make_identity(&world.authority());
    const Server server(always(200, "", "hello"), &identity);
    const auto client = world.client();
    for (const char* host : {"localhost", "127.0.0.1"}) {
        const auto answer = call(*client, {.url = server.url(kPath, host)});
        ASSERT_TRUE(answer) << text(answer);
        EXPECT_EQ(answer->body, "hello");
    }
    EXPECT_EQ(text(call(*client, post(server, std::string(100'000, 'x')))), "200");
    EXPECT_EQ(server.asked().back().body.size(), 100'000U);
}

TEST(Tls, NothingIsSentToAnybodyElse) {
    const World world;
    const Identity stranger = make_authority("A stranger");
    const Identity impostor = make_authority();
    const struct {
        const char* what;
        Identity identity;
        const char* want;
    } rows[] = {
        {"another's name", make_identity(&world.authority(), {.names = "DNS:example.org"}),
         "localhost"},
        {"a name like ours", make_identity(&world.authority(), {.names = "DNS:localhost.evil"}),
         "localhost"},
        {"only an address", make_identity(&world.authority(), {.names = "IP:127.0.0.1"}),
         "localhost"},
        {"expired", make_identity(&world.authority(), {.valid_from = -2 * kDay, .valid_to = -kDay}),
         "certificate has expired"},
        {"not yet valid",
         make_identity(&world.authority(), {.valid_from = kDay, .valid_to = kDay * 2}),
         "not yet valid"},
        {"signed by itself", make_identity(nullptr), "self"},
        {"signed by a stranger", make_identity(&stranger), "unable to get local issuer"},
        {"signed by one of our authority's name", make_identity(&impostor), ""},
    };
    const auto client = world.client();
    for (const auto& row : rows) {
        const Server server(always(200), &row.identity);
        EXPECT_THAT(text(call(*client, post(server))),
                    AllOf(StartsWith("not sent: cannot reach " + server.authority() + ": "),
                          HasSubstr(row.want)))
            << row.what;
        EXPECT_EQ(server.asked().size(), 0U) << row.what;
    }
}

TEST(Tls, TheSystemsAuthoritiesAreTheUsualOnes) {
    const World world;
    const Identity identity = make_identity(&world.authority());
    const Server server(always(200), &identity);
    const auto client = Client::create();
    ASSERT_TRUE(client);
    EXPECT_THAT(text(call(**client, post(server))), StartsWith("not sent: cannot reach "));
    EXPECT_EQ(server.asked().size(), 0U);
}

TEST(Tls, WithoutCertificatesToTrustNothingIsSent) {
    const World world;
    const Identity identity = make_identity(&world.authority());
    const Server server(always(200), &identity);
    const auto client = Client::create({.ca_file = world.path("nothing.pem")});
    ASSERT_TRUE(client);
    EXPECT_THAT(text(call(**client, post(server))),
                AllOf(StartsWith("not sent: "), HasSubstr("install the package ca-certificates")));
    EXPECT_EQ(server.asked().size(), 0U);
}

TEST(Tls, NothingIsSentBeforeItIsAgreed) {
    const World world;
    const auto client = world.client();
    const struct {
        const char* what;
        Server::Script script;
        const char* want;
    } rows[] = {
        {"hangs", [](Talk& talk) { talk.wait_for_close(); }, "no connection within 300 ms"},
        {"closes", [](Talk&) {}, ""},
        {"closes after the hello", [](Talk& talk) { talk.read_more(); }, ""},
        {"resets", [](Talk& talk) { talk.read_more(), talk.reset(); }, ""},
        {"speaks HTTP", [](Talk& talk) { talk.read_more(), talk.answer(400); }, "SSL"},
        {"talks nonsense", [](Talk& talk) { talk.read_more(), talk.write("\x16\x03\x03\x02"); },
         ""},
    };
    for (const auto& row : rows) {
        const Server server(row.script);
        Request request = post(server);
        request.url.replace(0, 7, "https://");
        request.connect_timeout = std::chrono::milliseconds{300};
        if (*row.want != 'n') request.connect_timeout = std::chrono::minutes{1};
        EXPECT_THAT(text(call(*client, request)),
                    AllOf(StartsWith("not sent: cannot reach " + server.authority() + ": "),
                          HasSubstr(row.want)))
            << row.what;
    }
}

}  // namespace
}  // namespace wls::net
