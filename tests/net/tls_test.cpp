// TLS that is right, and TLS that is wrong: then nothing is sent.
#include <stdlib.h>

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

// A call that names its authorities trusts them, not the client's, the system's or the
// environment's.
TEST(Tls, ACallMayNameWhomItTrustsAndThenTrustsNobodyElse) {
    const World world;
    const Identity own = make_authority("An authority of our own");
    const Identity by_own = make_identity(&own);
    const Identity by_usual = make_identity(&world.authority());
    const Identity elsewhere = make_identity(&own, {.names = "DNS:example.org"});
    const Server ours(always(200), &by_own);
    const Server usual(always(200), &by_usual);
    const Server misnamed(always(200), &elsewhere);
    const auto client = world.client();
    ::setenv("SSL_CERT_FILE", world.path("ca.pem").c_str(), 1);
    const struct {
        const char* what;
        const Server& server;
        std::string authorities;
        bool is_answered;
        bool is_untrusted;
    } rows[] = {
        {"its own", ours, own.pem(), true, false},
        {"one of two", ours, world.authority().pem() + own.pem(), true, false},
        {"the server's own certificate", ours, by_own.pem(), true, false},
        {"the client's, while the call has others", usual, own.pem(), false, true},
        {"none named, the client's", usual, "", true, false},
        {"none named, another's", ours, "", false, true},
        {"trusted, but another host", misnamed, own.pem(), false, false},
        {"no certificates", ours, "hello", false, false},
    };
    for (const auto& row : rows) {
        const auto before = row.server.asked().size();
        Request request = post(row.server);
        request.authorities = row.authorities;
        const auto outcome = call(*client, request);
        EXPECT_EQ(outcome.has_value(), row.is_answered) << row.what << text(outcome);
        EXPECT_EQ(row.server.asked().size() - before, row.is_answered ? 1U : 0U) << row.what;
        if (outcome) continue;
        EXPECT_EQ(outcome.error().what, CallError::What::NotSent) << row.what;
        EXPECT_EQ(outcome.error().is_untrusted, row.is_untrusted) << row.what << text(outcome);
    }
    ::unsetenv("SSL_CERT_FILE");
}

// A connection that is kept for the next call was agreed on with somebody else's trust.
TEST(Tls, AConnectionIsUsedAgainOnlyWithTheSameAuthorities) {
    const World world;
    const Identity own = make_authority("An authority of our own");
    const Identity by_own = make_identity(&own);
    const Server server(always(200), &by_own);
    const auto client = world.client();
    Request request = get(server);
    request.may_repeat = true;
    request.authorities = own.pem();
    EXPECT_EQ(text(call(*client, request)), "200");
    EXPECT_EQ(text(call(*client, request)), "200");
    EXPECT_EQ(server.connections(), 1);
    for (const auto& authorities : {std::string(), world.authority().pem()}) {
        request.authorities = authorities;
        EXPECT_THAT(text(call(*client, request)), StartsWith("not sent: "));
    }
    EXPECT_EQ(server.asked().size(), 2U);
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
