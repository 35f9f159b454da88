// What a webhook sends, what becomes of its answers, and its secrets.
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <atomic>
#include <filesystem>

#include "webhooks/world.h"

namespace wls::local {
namespace {

using net::Asked;
using net::Server;
using net::Talk;
using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST(Webhook, TellsWhatIsWanted) {
    World world;
    const Server server(net::always(200, "", "hush"));
    world.webhook("Preview", server);
    expect_start_and_stop(world, "Preview", "Done", "Done");

    const auto asked = server.asked();
    ASSERT_EQ(asked.size(), 2U);
    EXPECT_EQ(asked[0].method, "POST");
    EXPECT_EQ(asked[0].target, "/start?hush");
    EXPECT_EQ(asked[0].body,
              R"({"workload":"Webhook/-/Preview","edge":"start","run":"7-1745143200000000-1",)"
              R"("window":{"start":"2025-04-20T10:00:00Z","end":"2025-04-20T11:00:00Z"}})");
    EXPECT_EQ(asked[0].headers, (std::map<std::string, std::string>{
                                    {"host", server.authority()},
                                    {"accept", "*/*"},
                                    {"user-agent", "workload-scheduler"},
                                    {"content-type", "application/json"},
                                    {"content-length", std::to_string(asked[0].body.size())},
                                    {"idempotency-key", "7-1745143200000000-1-start"}}));
    EXPECT_EQ(asked[1].target, "/stop?hush");
    EXPECT_THAT(asked[1].body, HasSubstr(R"("edge":"stop")"));
    EXPECT_THAT(asked[1].body, EndsWith(R"("end":null}})"));
    EXPECT_EQ(asked[1].headers.at("idempotency-key"), "7-1745143200000000-1-stop");
    EXPECT_EQ(world.log(), "start: POST " + server.authority() + " answered 200\nstop: POST " +
                               server.authority() + " answered 200\n");
}

TEST(Webhook, SendsWhatTheCatalogSays) {
    World world;
    const Server server(net::always(204));
    world.webhook("x", key("start", server,
                           ", method: PUT, headers: {Authorization: Bearer hush, X-Empty: '', "
                           "Content-Type: text/plain}, body: \"hush\\n\"") +
                           ", " + key("stop", server, ", method: GET"));
    expect_start_and_stop(world, "x", "Done", "Done");
    const Asked start = server.asked().at(0);
    EXPECT_EQ(start.method, "PUT");
    EXPECT_EQ(start.body, "hush\n");
    EXPECT_EQ(start.headers.at("authorization"), "Bearer hush");
    EXPECT_EQ(start.headers.at("x-empty"), "");
    EXPECT_EQ(start.headers.at("content-type"), "text/plain");
    const Asked stop = server.asked().at(1);
    EXPECT_EQ(stop.method, "GET");
    EXPECT_EQ(stop.body, "");
    EXPECT_FALSE(stop.headers.contains("content-type"));
    EXPECT_TRUE(stop.headers.contains("idempotency-key"));
}

// What webhook_request_test says of statuses holds over sockets, too.
TEST(Webhook, AnAnswerDecides) {
    World world;
    const struct {
        Server::Script script;
        const char* start;
        const char* stop;
        const char* message;
    } rows[] = {
        {net::always(202, "", "hush"), "Done", "Done", ""},
        {net::always(404, "", "hush"), "NotDone: ", "NotDone: ", "answered 404: it refuses the st"},
        {net::always(302, "Location: http://localhost/hush\r\n"),
         "Unsure: ", "NotDone: ", "redirects are not followed"},
        {net::always(503, "Retry-After: 60\r\n", "hush"),
         "Unsure: ", "NotDone: ", "answered 503 (in 60 s)"},
        {[](Talk& talk) { talk.read(); }, "Unsure: ", "NotDone: ", "the connection was closed"},
        {[](Talk& talk) { talk.read(), talk.reset(); }, "Unsure: ", "NotDone: ", "reset by peer"},
        {[](Talk& talk) { talk.read(), talk.write("hush\r\n\r\n"); },
         "Unsure: ", "NotDone: ", "not HTTP"},
        {[](Talk& talk) { talk.read(), talk.wait_for_close(); },
         "Unsure: ", "NotDone: ", "not within 2 s"},
        // The head is the answer; the body may break off or never end.
        {[](Talk& talk) {
             talk.read();
             talk.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhush");
         },
         "Done", "Done", ""},
        {[](Talk& talk) {
             talk.read();
             talk.write("HTTP/1.1 200 OK\r\n\r\n");
             while (true) talk.write(std::string(10'000, 'x'));
         },
         "Done", "Done", ""},
    };
    int number = 0;
    for (const auto& row : rows) {
        ++number;
        const Server server(row.script);
        const std::string name = "w" + std::to_string(number);
        const bool hangs = std::string_view(row.message) == "not within 2 s";
        world.webhook(name, server, hangs ? ", timeout: 2s" : ", timeout: 2m");
        expect_start_and_stop(world, name, AllOf(StartsWith(row.start), HasSubstr(row.message)),
                              AllOf(StartsWith(row.stop), HasSubstr(row.message)), number);
        EXPECT_EQ(server.asked().size(), 2U);
        EXPECT_THAT(world.log(number), AllOf(StartsWith("start: "), HasSubstr("\nstop: ")));
    }
}

// What a side that means harm may send: of ten gigabytes no more is taken than sockets hold.
TEST(Webhook, AnAnswerWithoutEndIsNotTaken) {
    constexpr std::size_t kTenGigabytes = 10'737'418'240;
    constexpr std::size_t kTaken = 128 << 20;
    const std::string part(1 << 16, 'x');
    const struct {
        const char* what;
        std::string head;
        std::string part;
        const char* start;
        const char* state;  // with such an answer to the question for the state
    } rows[] = {
        {"as long as it says", "Content-Length: 10737418240\r\n\r\n", part, "Done", "Already: "},
        {"without a length", "\r\n", part, "Done", "Already: "},
        {"in chunks", "Transfer-Encoding: chunked\r\n\r\n", "10000\r\n" + part + "\r\n", "Done",
         "Already: "},
        {"packed", "Content-Encoding: gzip\r\n\r\n", part, "Done", "Already: "},
        {"headers", "", "X-A: " + std::string(900, 'x') + "\r\n", "Unsure: ", "Done"},
        {"one header", "X-A: ", part, "Unsure: ", "Done"},
    };
    int number = 0;
    World world;
    const Server good(net::always(200));
    for (const auto& row : rows) {
        number += 10;
        std::atomic<std::size_t> written{0};
        {
            const Server flood([&](Talk& talk) {
                talk.read();
                talk.write("HTTP/1.1 200 OK\r\n" + row.head);
                for (std::size_t sent = 0; sent < kTenGigabytes; sent += row.part.size()) {
                    talk.write(row.part);
                    written += row.part.size();
                }
            });
            const std::string name = "w" + std::to_string(number);
            world.webhook(name, flood, ", timeout: 5m");
            world.webhook(name + "s", good, ", timeout: 5m, " + key("state", flood));
            EXPECT_THAT(text(world.start(name, number)), StartsWith(row.start)) << row.what;
            EXPECT_THAT(text(world.start(name + "s", number + 1)), StartsWith(row.state))
                << row.what;
        }
        EXPECT_LT(written, kTaken) << row.what;
    }
}

TEST(Webhook, LeadsNowhereByItsAnswer) {
    World world;
    const Server other(net::always(200));
    int number = 0;
    for (const std::string& place :
         {std::string("file:///etc/passwd"), other.url("/hush"), std::string("gopher://hush/")}) {
        const Server server(net::always(302, "Location: " + place + "\r\n", "hush"));
        const std::string name = "w" + std::to_string(++number);
        world.webhook(name, server, ", " + key("state", server));
        EXPECT_THAT(text(world.start(name, number)),
                    AllOf(StartsWith("Unsure: "), HasSubstr("redirects are not followed")));
        EXPECT_THAT(world.log(number), HasSubstr("answered 302: so nobody knows"));
        EXPECT_EQ(server.asked().size(), 2U);
    }
    EXPECT_EQ(other.connections(), 0);
}

// A name is one line, but may hold whatever else it likes.
TEST(Webhook, ANameIsOnlyTextInTheBody) {
    World world;
    const Server server(net::always(200));
    const std::string name = "a\", \"edge\": \"stop\\r\\nX-A: 1 \u2028{{.}} %0d%0a";
    world.webhook("'" + name + "'", server);
    EXPECT_EQ(text(world.start(name)), "Done");
    const auto asked = server.asked();
    ASSERT_EQ(asked.size(), 1U);
    EXPECT_EQ(asked[0].headers.size(), 6U);
    EXPECT_THAT(
        asked[0].body,
        StartsWith("{\"workload\":\"Webhook/-/a\\\", \\\"edge\\\": \\\"stop\\\\r\\\\nX-A: 1 "));
    EXPECT_THAT(asked[0].body, HasSubstr("{{.}} %0d%0a\",\"edge\":\"start\",\"run\":"));
}

TEST(Webhook, WhatDidNotArriveIsNotDone) {
    World world;
    const net::ClosedPort closed;
    const std::string url = "url: 'http://127.0.0.1:" + std::to_string(closed.port()) + "/hush'";
    world.webhook("x", "start: {" + url + "}, stop: {" + url + "}");
    const std::string want =
        "cannot reach 127.0.0.1:" + std::to_string(closed.port()) + ": Connection refused";
    expect_start_and_stop(world, "x", "NotDone: " + want, "NotDone: " + want);
    EXPECT_EQ(world.log(), "start: " + want + "\nstop: " + want + "\n");
}

TEST(Webhook, SpeaksTlsWithWhomItTrusts) {
    World world;
    const net::Identity authority = net::make_authority();
    const net::Identity good = net::make_identity(&authority);
    const net::Identity bad = net::make_identity(nullptr);
    world.trust(authority);
    const Server server(net::always(200), &good);
    const Server stranger(net::always(200), &bad);
    world.webhook("good", server);
    world.webhook("bad", stranger);
    EXPECT_EQ(text(world.start("good")), "Done");
    EXPECT_THAT(text(world.start("bad", 8)), StartsWith("NotDone: cannot reach "));
    EXPECT_EQ(stranger.asked().size(), 0U);
}

TEST(Webhook, AsksForTheStateFirst) {
    const struct {
        int status;
        const char* more;
        const char* start;
        const char* stop;
    } rows[] = {
        {200, "", "Already: ", "Done"},
        {404, "", "Done", "Already: "},
        {204, "", "Done", "Already: "},
        {500, "", "Done", "Done"},
        {401, "", "Done", "Done"},
        {302, "", "Done", "Done"},
        {204, ", up_when: 204", "Already: ", "Done"},
        {200, ", up_when: 204", "Done", "Already: "},
        {503, ", down_when: 503", "Done", "Already: "},
        {404, ", down_when: 503", "Done", "Done"},
    };
    int number = 0;
    World world;
    for (const auto& row : rows) {
        ++number;
        const Server edges(net::always(200));
        const Server states(net::always(row.status, "", "hush"));
        const std::string name = "w" + std::to_string(number);
        world.webhook(
            name, edges,
            ", " + key("state", states, std::string(", headers: {X-A: hush}") + row.more));
        expect_start_and_stop(world, name, StartsWith(row.start), StartsWith(row.stop), number);
        const auto asked = states.asked();
        ASSERT_EQ(asked.size(), 2U);
        EXPECT_EQ(asked[0].method, "GET");
        EXPECT_EQ(asked[0].target, "/state?hush");
        EXPECT_EQ(asked[0].headers.at("x-a"), "hush");
        EXPECT_FALSE(asked[0].headers.contains("idempotency-key"));
        const bool calls_start = std::string_view(row.start) == "Done";
        const bool calls_stop = std::string_view(row.stop) == "Done";
        EXPECT_EQ(edges.asked().size(), std::size_t{calls_start} + std::size_t{calls_stop});
        EXPECT_THAT(world.log(number), HasSubstr("state: GET " + states.authority() + " answered " +
                                                 std::to_string(row.status)));
    }
}

TEST(Webhook, WithoutAnAnswerTheStateIsUnknown) {
    World world;
    const Server edges(net::always(200));
    const net::ClosedPort closed;
    world.webhook("x", edges,
                  ", state: {url: 'http://127.0.0.1:" + std::to_string(closed.port()) + "/hush'}");
    expect_start_and_stop(world, "x", "Done", "Done");
    EXPECT_THAT(world.log(), HasSubstr("Connection refused: so nobody knows\nstart: POST"));
}

// As docs/webhooks.md tells a receiver to do it.
std::string hmac(const std::string& secret, const std::string& text) {
    unsigned char sum[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
         reinterpret_cast<const unsigned char*>(text.data()), text.size(), sum, &size);
    std::string hex;
    for (unsigned int i = 0; i < size; ++i) {
        char digits[3];
        std::snprintf(digits, sizeof digits, "%02x", sum[i]);
        hex += digits;
    }
    return hex;
}

std::string signature_of(const Asked& asked, const std::string& secret, const std::string& at) {
    const auto key = asked.headers.find("idempotency-key");
    const std::string id = key == asked.headers.end() ? "" : key->second;
    return "t=" + at + ",v1=" + hmac(secret, at + "." + id + "." + asked.body);
}

TEST(Webhook, IsSignedWithTheSecretOfTheMoment) {
    World world;
    const Server server(net::always(404));
    world.webhook(
        "x", server,
        ", secret_file: '" + world.path("file") + "', " + key("state", server, ", down_when: 500"));
    const struct {
        std::string bytes;
        std::string secret;
    } rows[] = {
        {"hush", "hush"},
        {"hush2\n", "hush2"},
        {"hush3\r\n", "hush3"},
        {"hush\n\n", "hush\n"},
        {" hush ", " hush "},
        {std::string("h\0h", 3), std::string("h\0h", 3)},
        {std::string(4096, 'h'), std::string(4096, 'h')},
    };
    std::size_t count = 0;
    for (const auto& row : rows) {
        world.write("file", row.bytes);
        EXPECT_THAT(text(world.start("x")), StartsWith("NotDone: POST"));
        const auto asked = server.asked();
        ASSERT_EQ(asked.size(), count + 2);
        for (; count < asked.size(); ++count)
            EXPECT_EQ(asked[count].headers.at("x-workload-scheduler-signature"),
                      signature_of(asked[count], row.secret, "1745143200"));
    }
    world.clock.pass_to(kStartAt + std::chrono::minutes{5});
    EXPECT_THAT(text(world.stop("x")), StartsWith("NotDone: POST"));
    EXPECT_EQ(server.asked().back().headers.at("x-workload-scheduler-signature"),
              signature_of(server.asked().back(), rows[6].secret, "1745143500"));
}

TEST(Webhook, WithoutItsSecretNothingIsCalled) {
    World world;
    const Server server(net::always(200));
    const std::string file = world.path("file");
    world.webhook("x", server, ", secret_file: '" + file + "'");
    const auto expect = [&](const std::string& want) {
        const auto told = AllOf(StartsWith("NotDone: the secret file '" + file + "' " + want),
                                HasSubstr("openssl rand"));
        expect_start_and_stop(world, "x", told, told);
    };
    expect("cannot be read: No such file or directory");
    world.write("file", "");
    expect("is empty");
    world.write("file", "\r\n");
    expect("is empty");
    world.write("file", std::string(4097, 'h'));
    expect("is larger than 4 KiB");
    std::filesystem::remove(file);
    std::filesystem::create_directory(file);
    expect("cannot be read: Is a directory");
    EXPECT_EQ(server.connections(), 0);
}

}  // namespace
}  // namespace wls::local
