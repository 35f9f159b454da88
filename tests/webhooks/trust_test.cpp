// Whom a webhook trusts: `ca_file` in the catalog, and what becomes of it at a call.
#include <sys/stat.h>

#include <filesystem>

#include "webhooks/world.h"

namespace wls::local {
namespace {

using net::Identity;
using net::Server;
using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

std::string ca_file(const std::string& path) {
    return ", ca_file: '" + path + "'";
}

TEST(WebhookTrust, ItsOwnAuthorityIsTrustedAndNobodyElse) {
    World world;
    const Identity usual = net::make_authority("The usual one");
    const Identity own = net::make_authority("An authority of our own");
    const Identity by_usual = net::make_identity(&usual);
    const Identity by_own = net::make_identity(&own);
    world.trust(usual);
    world.write("own.pem", own.pem());
    const Server ours(net::always(200), &by_own);
    const Server theirs(net::always(200), &by_usual);
    world.webhook("ours", ours, ca_file(world.path("own.pem")));
    world.webhook("theirs", theirs);
    world.webhook("ours without", ours);
    world.webhook("theirs with", theirs, ca_file(world.path("own.pem")));
    EXPECT_EQ(text(world.start("ours", 1)), "Done");
    EXPECT_EQ(text(world.start("theirs", 2)), "Done");
    EXPECT_EQ(text(world.stop("ours", 1)), "Done");

    const std::string refused = "NotDone: cannot reach " + ours.authority() + ": ";
    EXPECT_THAT(text(world.start("ours without", 3)),
                AllOf(StartsWith(refused), Not(HasSubstr("ca_file"))));
    const auto not_trusted = AllOf(StartsWith("NotDone: cannot reach " + theirs.authority() + ": "),
                                   EndsWith("; only the authorities in the ca_file '" +
                                            world.path("own.pem") + "' are trusted"));
    expect_start_and_stop(world, "theirs with", not_trusted, not_trusted, 4);
    EXPECT_THAT(world.log(4), HasSubstr("only the authorities in the ca_file"));
    EXPECT_EQ(ours.asked().size(), 2U);
    EXPECT_EQ(theirs.asked().size(), 1U);
}

TEST(WebhookTrust, HoldsForTheStateToo) {
    World world;
    const Identity own = net::make_authority("An authority of our own");
    const Identity other = net::make_authority("Another one");
    const Identity by_own = net::make_identity(&own);
    const Identity by_other = net::make_identity(&other);
    world.write("own.pem", own.pem());
    const Server edges(net::always(200), &by_own);
    const Server states(net::always(200), &by_own);
    const Server stranger(net::always(200), &by_other);
    const std::string file = ca_file(world.path("own.pem"));
    world.webhook("x", edges, file + ", " + key("state", states));
    world.webhook("y", edges, file + ", " + key("state", stranger));
    EXPECT_THAT(text(world.start("x", 1)), StartsWith("Already: "));
    EXPECT_EQ(text(world.start("y", 2)), "Done") << "nobody knows, so it is called";
    EXPECT_THAT(world.log(2), HasSubstr("are trusted: so nobody knows\nstart: POST"));
    EXPECT_EQ(stranger.asked().size(), 0U);
}

TEST(WebhookTrust, TheFileOfTheMomentCounts) {
    World world;
    const Identity first = net::make_authority("The first");
    const Identity second = net::make_authority("The second");
    const Identity by_second = net::make_identity(&second);
    const std::string file = world.path("own.pem");
    world.write("own.pem", first.pem());
    const Server server(net::always(200), &by_second);
    world.webhook("x", server, ca_file(file));
    EXPECT_THAT(text(world.start("x", 1)), StartsWith("NotDone: cannot reach "));
    world.write("own.pem", first.pem() + second.pem());
    EXPECT_EQ(text(world.start("x", 2)), "Done");
    EXPECT_EQ(text(world.start("x", 3)), "Done");

    // Away or wrong, it is as if nobody were trusted.
    const auto expect = [&](const std::string& want) {
        EXPECT_THAT(text(world.start("x", 4)),
                    AllOf(StartsWith("NotDone: the ca_file '" + file + "' " + want),
                          HasSubstr("; name a file in PEM")));
    };
    world.write("own.pem", "");
    expect("holds no certificate in PEM");
    std::filesystem::remove(file);
    expect("cannot be read: No such file or directory");
    ASSERT_EQ(::mkfifo(file.c_str(), 0600), 0);
    expect("is no regular file");
    EXPECT_EQ(server.connections(), 3);
}

TEST(WebhookTrust, AWrongFileIsFoundWhenTheCatalogIsRead) {
    const World world;
    const std::string good = net::make_authority().pem();
    world.write("good.pem", good);
    world.write("empty.pem", "");
    world.write("text.pem", "hello\n");
    world.write("cut.pem", good.substr(0, 200));
    world.write("second.pem",
                good + "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    world.write("large.pem", good + std::string(1 << 20, '\n'));
    world.write("border.pem", good + std::string((1 << 20) - good.size(), '\n'));
    std::filesystem::create_directory(world.path("folder"));
    ASSERT_EQ(::mkfifo(world.path("pipe").c_str(), 0600), 0);
    const std::string urls = "start: {url: 'https://a/'}, stop: {url: 'https://b/'}";
    const auto read = [](const std::string& value, const std::string& keys) {
        return Catalog::parse(
            "workloads:\n- {name: x, webhook: {ca_file: " + value + ", " + keys + "}}\n",
            "catalog.yaml");
    };
    const auto path = [&](const char* name) { return "'" + world.path(name) + "'"; };
    const struct {
        std::string value;
        std::string want;  // at the value, column 32
        std::string keys;
    } rows[] = {
        {path("none.pem"), path("none.pem") + " cannot be read: No such file or directory", urls},
        {path("folder"), path("folder") + " cannot be read: Is a directory", urls},
        {path("good.pem/x"), path("good.pem/x") + " cannot be read: Not a directory", urls},
        {path("pipe"), path("pipe") + " is no regular file", urls},
        {"/dev/zero", "'/dev/zero' is no regular file", urls},
        {path("empty.pem"), path("empty.pem") + " holds no certificate in PEM", urls},
        {path("text.pem"), path("text.pem") + " holds no certificate in PEM", urls},
        {path("cut.pem"), path("cut.pem") + " holds a certificate that cannot be read, number 1",
         urls},
        {path("second.pem"),
         path("second.pem") + " holds a certificate that cannot be read, number 2", urls},
        {path("large.pem"), path("large.pem") + " is larger than 1 MiB", urls},
        {std::string(100'000, 'a'), "cannot be read: File name too long", urls},
        {"''", "'ca_file' is empty; name a file, or remove it", urls},
        {"[a]", "'ca_file' must be a text", urls},
        {"{a: b}", "'ca_file' must be a text", urls},
        {"", "'ca_file' has no value", urls},
        {"\"a\\0b\"", "holds a zero byte", urls},
        {path("good.pem"), "'ca_file' is for https, and no URL here begins so; remove it",
         "start: {url: 'http://a/'}, stop: {url: 'http://b/'}"},
        {path("good.pem"), "needs 'stop", "start: {url: 'https://a/'}"},
        {path("good.pem"), "'ca_file' stands here twice", "ca_file: x, " + urls},
        {path("good.pem"), "did you mean 'ca_file'?", "cafile: x, " + urls},
    };
    for (const auto& row : rows) {
        const auto catalog = read(row.value, row.keys);
        ASSERT_FALSE(catalog) << row.want;
        EXPECT_THAT(catalog.error().message, StartsWith("catalog.yaml:2:")) << row.want;
        EXPECT_THAT(catalog.error().message, HasSubstr(row.want));
        EXPECT_LT(catalog.error().message.size(), 1000U) << row.want;
    }
    EXPECT_THAT(read(path("none.pem"), urls).error().message,
                StartsWith("catalog.yaml:2:32: the ca_file '"));

    for (const char* name : {"good.pem", "border.pem"}) {
        const auto catalog = read(path(name), urls);
        ASSERT_TRUE(catalog) << catalog.error().message;
        EXPECT_EQ(catalog->webhook("x")->ca_file, world.path(name));
    }
    EXPECT_TRUE(read(path("good.pem"),
                     "start: {url: 'http://a/'}, stop: {url: 'http://b/'}, "
                     "state: {url: 'HTTPS://c/'}"));
    ASSERT_TRUE(Catalog::parse("workloads:\n- {name: x, webhook: {" + urls + "}}\n", "c"));
}

// Names the file once for each workload; it is looked into once.
TEST(WebhookTrust, ManyWorkloadsMayNameTheSameFile) {
    const World world;
    std::string pem;
    const std::string one = net::make_authority().pem();
    while (pem.size() + one.size() < 1 << 20) pem += one;
    world.write("bundle.pem", pem);
    std::string yaml = "workloads:\n";
    for (int i = 0; i < 3'000; ++i)
        yaml += "- {name: n" + std::to_string(i) +
                ", webhook: {start: {url: 'https://a/'}, stop: {url: 'https://b/'}, ca_file: '" +
                world.path("bundle.pem") + "'}}\n";
    const auto catalog = Catalog::parse(yaml, "catalog.yaml");
    ASSERT_TRUE(catalog) << catalog.error().message;
    EXPECT_EQ(catalog->size(), 3'000U);
}

}  // namespace
}  // namespace wls::local
