// What a watcher of the real program is told, and that it needs no token for it.
#include <gtest/gtest.h>

#include <fstream>

#include "e2e/words.h"
#include "support/http_client.h"
#include "support/program.h"

namespace wls {
namespace {

using support::get;
using namespace e2e;

TEST(Health, NeedsNoTokenAndTellsEachPart) {
    const support::Folder folder;
    std::ofstream(folder.path() / "token") << "s3cret\n";
    support::Server server({{"serve", "--token-file", "token"}, folder.path(), {}, false});
    EXPECT_EQ(get(server.port(), "/livez").body, "ok");
    EXPECT_TRUE(support::eventually([&] { return get(server.port(), "/readyz").status == 200; }))
        << get(server.port(), "/readyz").body;
    EXPECT_EQ(get(server.port(), "/readyz").body, "ok");
    const auto parts = get(server.port(), "/readyz?verbose").body;
    for (const char* part :
         {"database", "engine", "clock", "catalog", "processes", "commands", "webhooks"})
        EXPECT_TRUE(has(parts, std::string("[+]") + part + " ok since 20")) << parts;
    EXPECT_TRUE(has(parts, "readyz check passed\n")) << parts;
    EXPECT_FALSE(has(parts, "s3cret"));
    EXPECT_EQ(get(server.port(), "/livez/").status, 401);
    EXPECT_EQ(support::send(server.port(), "POST", "/livez", "").status, 401);
}

// Nothing is due, and nobody writes: a night may pass like that.
TEST(Health, SeesAtOnceThatTheDatabaseWasMovedAway) {
    const support::Folder folder;
    support::Server server({{"serve"}, folder.path(), {}, false});
    const auto is_ready = [&] { return get(server.port(), "/readyz").status == 200; };
    EXPECT_TRUE(support::eventually(is_ready));
    const auto file = folder.path() / "data/sqlite/scheduler.db";
    std::filesystem::rename(file, folder.path() / "away.db");
    EXPECT_TRUE(support::eventually([&] { return !is_ready(); }));
    const auto parts = get(server.port(), "/readyz?verbose").body;
    EXPECT_TRUE(has(parts, "[-]database")) << parts;
    EXPECT_TRUE(has(parts, "was moved, removed or replaced")) << parts;
    std::filesystem::rename(folder.path() / "away.db", file);
    EXPECT_TRUE(support::eventually(is_ready)) << get(server.port(), "/readyz?verbose").body;
}

// Nothing is due: without a look of its own it would show at the next start only.
TEST(Health, SeesThatTheFolderOfClaimsCannotBeUsed) {
    namespace fs = std::filesystem;
    const support::Folder folder;
    support::Server server({{"serve"}, folder.path(), {}, true});
    const auto readiness = [&] { return get(server.port(), "/readyz").body; };
    const auto becomes = [&](const std::string& words) {
        return support::eventually([&] { return has(readiness(), words); });
    };
    ASSERT_TRUE(becomes("ok")) << readiness();
    const auto claims = folder.path() / "data/run", away = folder.path() / "away";
    const auto is_told = "processes: the folder of claims " + fs::canonical(claims).string();

    fs::rename(claims, away);
    EXPECT_TRUE(becomes(is_told + " was taken away: put it back")) << readiness();
    std::ofstream(claims) << "a file";
    EXPECT_TRUE(becomes(is_told + " is no folder: ")) << readiness();
    fs::remove(claims);
    fs::rename(away, claims);
    EXPECT_TRUE(becomes("ok")) << readiness();
    fs::permissions(claims, fs::perms::owner_read | fs::perms::owner_exec);
    EXPECT_TRUE(becomes(is_told + " cannot be written (Permission denied): ")) << readiness();
    fs::permissions(claims, fs::perms::owner_all);
    EXPECT_TRUE(becomes("ok")) << readiness();
    fs::rename(claims / "claims", away);
    EXPECT_TRUE(becomes(is_told + " was emptied ")) << readiness();
    fs::rename(away, claims / "claims");
    EXPECT_TRUE(becomes("ok")) << readiness();
    EXPECT_TRUE(support::eventually([&] { return has(server.output(), "is well again"); }))
        << server.output();
    EXPECT_TRUE(has(server.output(), "is failing  part=processes  why=\"the folder of claims "))
        << server.output();
}

}  // namespace
}  // namespace wls
