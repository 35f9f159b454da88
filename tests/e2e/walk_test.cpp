// The document's own walk, as a person does it, on the real program: its example, its times moved
// to now, really backs a database up at the second its window starts.
#include <gtest/gtest.h>

#include <atomic>
#include <csignal>
#include <thread>
#include <vector>

#include "e2e/words.h"
#include "support/http_client.h"
#include "support/program.h"

namespace wls {
namespace {

using support::get;
using support::send;
using namespace e2e;

TEST(Walk, TheDocumentsExampleBacksTheDatabaseUp) {
    const support::Folder folder;
    const auto init = support::run({{"init-db"}, folder.path(), {}, false});
    EXPECT_EQ(init.code, 0) << init.output;
    EXPECT_TRUE(has(init.output, (folder.path() / "data/sqlite/scheduler.db").string()));

    support::Server server({{"serve"}, folder.path(), {}, false});
    EXPECT_EQ(get(server.port(), "/docs").status, 200);
    const auto created =
        send(server.port(), "POST", "/schedules", schedule("Backup Database", 1, 60));
    EXPECT_EQ(created.status, 200);
    EXPECT_EQ(created.body, R"({"status":"created"})");
    EXPECT_EQ(created.header("location"), "/schedules/1");
    EXPECT_TRUE(has(get(server.port(), "/schedules").body, R"("status":"scheduled")"));

    const auto status_is = [&](const char* status) {
        return has(get(server.port(), "/schedules/1").body,
                   std::string(R"("status":")") + status + "\"");
    };
    EXPECT_TRUE(support::eventually([&] { return status_is("completed"); })) << server.output();
    const auto copies = files_in(folder.path() / "data/backups");
    ASSERT_EQ(copies.size(), 1U);
    const auto history = get(server.port(), "/transitions?schedule=1").body;
    EXPECT_TRUE(has(history, R"("edge":"start")") && has(history, R"("outcome":"done")"))
        << history;
    const auto log = get(server.port(), "/transitions/1/log");
    EXPECT_EQ(log.header("content-type"), "text/plain; charset=utf-8");
    EXPECT_TRUE(has(log.body, copies[0].string())) << log.body;

    EXPECT_EQ(send(server.port(), "DELETE", "/schedules/1", "").body, R"({"status":"deleted"})");
    EXPECT_EQ(get(server.port(), "/schedules").body, "[]");
    EXPECT_EQ(send(server.port(), "DELETE", "/schedules/1", "").body,
              R"({"detail":"Schedule not found"})");
}

TEST(Walk, TheCopyOpensAndHoldsTheSchedules) {
    const support::Folder folder;
    {
        support::Server server({{"serve"}, folder.path(), {}, false});
        send(server.port(), "POST", "/schedules", schedule("kept", 3600, 7200));
        const auto backup = support::run({{"backup", "--to", "copies"}, folder.path(), {}, false});
        EXPECT_EQ(backup.code, 0) << backup.output;
        EXPECT_TRUE(has(backup.output, "bytes, checked")) << backup.output;
    }
    const auto copies = files_in(folder.path() / "copies");
    ASSERT_EQ(copies.size(), 1U);
    support::Server restored(
        {{"serve", "--database", "sqlite:" + copies[0].string()}, folder.path(), {}, false});
    EXPECT_TRUE(has(get(restored.port(), "/schedules").body, R"("name":"kept")"));
}

TEST(Walk, SigtermLosesNoAcknowledgedWrite) {
    const support::Folder folder;
    {
        support::Server server({{"serve"}, folder.path(), {}, false});
        for (int i = 0; i < 20; ++i)
            EXPECT_EQ(send(server.port(), "POST", "/schedules", schedule("x", 60, 120)).status,
                      200);
        server.signal(SIGTERM);
        EXPECT_EQ(server.wait().code, 0);
    }
    support::Server again({{"serve"}, folder.path(), {}, false});
    EXPECT_TRUE(has(get(again.port(), "/schedules").body, R"("id":20,)"));
}

TEST(Walk, ABackupEndsBesideWritersAtFullSpeed) {
    const support::Folder folder;
    support::Server server({{"serve"}, folder.path(), {}, false});
    std::atomic<bool> enough = false;
    std::atomic<int> written = 0;
    std::vector<std::thread> writers;
    for (int i = 0; i < 4; ++i)
        writers.emplace_back([&] {
            while (!enough)
                if (send(server.port(), "POST", "/schedules", schedule("x", 60, 120)).status == 200)
                    ++written;
        });
    EXPECT_TRUE(support::eventually([&] { return written > 100; }));
    for (int i = 0; i < 3; ++i) {
        const auto backup = support::run({{"backup"}, folder.path(), {}, false});
        EXPECT_EQ(backup.code, 0) << backup.output;
    }
    const int before = written;
    EXPECT_TRUE(support::eventually([&] { return written > before; })) << "and writers go on";
    enough = true;
    for (auto& writer : writers) writer.join();
}

}  // namespace
}  // namespace wls
