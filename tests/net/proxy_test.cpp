// Proxies that the environment names.
#include "net/world.h"

#include <stdlib.h>

namespace wls::net {
namespace {

using ::testing::EndsWith;
using ::testing::StartsWith;

Request to(const std::string& origin) {
    return {.method = "POST", .url = origin + kPath};
}

TEST(Proxy, OfTheEnvironmentIsUsed) {
    const World world;
    const Server proxy(always(200));
    ::setenv("http_proxy", ("http://secret:secret@" + proxy.authority()).c_str(), 1);
    const auto client = world.client();
    ASSERT_EQ(text(call(*client, to("http://far.invalid"))), "200");
    const Asked asked = proxy.asked().at(0);
    EXPECT_EQ(asked.target, std::string("http://far.invalid") + kPath);
    EXPECT_EQ(asked.headers.at("proxy-authorization"), "Basic c2VjcmV0OnNlY3JldA==");
}

TEST(Proxy, IsNotUsedForHostsOfNoProxy) {
    const World world;
    const Server proxy(always(200));
    const Server server(always(201));
    ::setenv("http_proxy", proxy.url("").c_str(), 1);
    ::setenv("no_proxy", "example.org,localhost", 1);
    const auto client = world.client();
    EXPECT_EQ(text(call(*client, post(server))), "201");
    EXPECT_EQ(proxy.connections(), 0);
}

TEST(Proxy, ThatRefusesATunnelSaysSo) {
    const World world;
    const Server proxy(always(403, "X-Why: secret\r\n", "secret"));
    ::setenv("https_proxy", proxy.url("").c_str(), 1);
    const auto client = world.client();
    EXPECT_EQ(text(call(*client, to("https://far.invalid"))),
              "not sent: cannot reach far.invalid: the proxy refuses with status 403");
    EXPECT_EQ(proxy.asked().at(0).method, "CONNECT");
    EXPECT_EQ(proxy.asked().at(0).target, "far.invalid:443");
}

TEST(Proxy, ThatIsNotThereSaysSo) {
    const World world;
    const ClosedPort closed;
    ::setenv("http_proxy", ("http://secret@127.0.0.1:" + std::to_string(closed.port())).c_str(), 1);
    const auto client = world.client();
    EXPECT_THAT(text(call(*client, to("http://far.invalid"))),
                ::testing::AllOf(StartsWith("not sent: cannot reach far.invalid: "),
                                 EndsWith("Connection refused")));
}

}  // namespace
}  // namespace wls::net
