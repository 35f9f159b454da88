#include "storage/sqlite_store.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include "storage/backup.h"
#include "storage/sqlite_connection.h"
#include "storage/sqlite_open.h"

namespace wls::storage {
namespace {

namespace fs = std::filesystem;

class SqliteFile : public testing::Test {
  protected:
    SqliteFile() {
        std::string name = testing::TempDir() + "wls_storage_XXXXXX";
        folder_ = ::mkdtemp(name.data());
        file_ = folder_ / "scheduler.db";
    }
    ~SqliteFile() override {
        fs::permissions(folder_, fs::perms::owner_all);
        fs::remove_all(folder_);
    }

    std::string open_error(const fs::path& file) {
        const auto store = SqliteStore::open(file, {});
        return store ? "" : store.error().message;
    }

    std::int64_t number(const char* sql) {
        Connection connection(file_, Connection::Mode::ReadWrite);
        return connection.database().execAndGet(sql).getInt64();
    }

    void exec(const char* sql) {
        Connection connection(file_, Connection::Mode::ReadWrite);
        connection.exec(sql);
    }

    fs::path folder_, file_;
};

TEST_F(SqliteFile, IsCreatedWithItsFolders) {
    EXPECT_EQ(open_error(folder_ / "a" / "b" / "scheduler.db"), "");
    EXPECT_TRUE(fs::exists(folder_ / "a" / "b" / "scheduler.db"));
}

TEST_F(SqliteFile, HoldsTheSeedsTableToTheLetter) {
    EXPECT_EQ(open_error(file_), "");
    Connection connection(file_, Connection::Mode::ReadWrite);
    const std::string sql = connection.database().execAndGet(
        "SELECT sql FROM sqlite_master WHERE name = 'workloadschedule'");
    EXPECT_EQ(
        sql,
        "CREATE TABLE workloadschedule (\n\tid INTEGER NOT NULL, \n\tname VARCHAR NOT NULL, "
        "\n\tstart_time DATETIME NOT NULL, \n\tend_time DATETIME NOT NULL, \n\tstatus VARCHAR "
        "NOT NULL, \n\tactive BOOLEAN NOT NULL, \n\tPRIMARY KEY (id)\n)");
}

TEST_F(SqliteFile, GivesALifeToRowsThatWereThereBefore) {
    exec(
        "CREATE TABLE workloadschedule (id INTEGER NOT NULL, name VARCHAR NOT NULL, start_time"
        " DATETIME NOT NULL, end_time DATETIME NOT NULL, status VARCHAR NOT NULL, active BOOLEAN"
        " NOT NULL, PRIMARY KEY (id)); INSERT INTO workloadschedule VALUES"
        " (3, 'a', '2025-04-20 10:00:00.000000', '2025-04-20 11:00:00.000000', 'scheduled', 1),"
        " (9, 'b', '2025-04-20 10:00:00.000000', '2025-04-20 11:00:00.000000', 'scheduled', 1)");
    EXPECT_EQ(open_error(file_), "");
    EXPECT_EQ(number("SELECT group_concat(schedule_id || life) = '31,92' FROM schedule_plan"), 1);
    EXPECT_EQ(number("SELECT number FROM life_sequence"), 2);
    EXPECT_EQ(open_error(file_), "") << "a second opening changes nothing";
    EXPECT_EQ(number("SELECT number FROM life_sequence"), 2);
}

// What would be written is gone when the server ends: it is refused.
TEST_F(SqliteFile, IsNotWrittenAnyMoreWhenItWasMovedRemovedOrReplaced) {
    const auto store = SqliteStore::open(file_, {});
    ASSERT_TRUE(store) << store.error().message;
    const auto write = [&]() -> std::string {
        const auto done =
            (*store)->write([](Transaction& transaction) { return transaction.set_looked_at({}); });
        return done ? "" : done.error().message;
    };
    EXPECT_EQ(write(), "");
    fs::rename(file_, folder_ / "aside.db");
    EXPECT_NE(write().find("was moved, removed or replaced"), std::string::npos);
    std::ofstream(file_).put('x');
    EXPECT_NE(write().find(file_.string()), std::string::npos);
    fs::rename(folder_ / "aside.db", file_);
    EXPECT_EQ(write(), "");
}

TEST_F(SqliteFile, ATableDroppedAndMadeAnewIsNoticed) {
    EXPECT_EQ(open_error(file_), "");
    exec("INSERT INTO workloadschedule VALUES (1, 'a', 'x', 'y', 'scheduled', 1)");
    exec("DROP TABLE workloadschedule");
    EXPECT_EQ(open_error(file_), "");
    EXPECT_EQ(number("SELECT count(*) FROM schedule_plan"), 0);
    exec("INSERT INTO workloadschedule VALUES (1, 'a', 'x', 'y', 'scheduled', 1)");
    EXPECT_GT(number("SELECT life FROM schedule_plan WHERE schedule_id = 1"), 1);
}

TEST_F(SqliteFile, ATriggerThatWasDroppedComesBackAndLivesGoOn) {
    EXPECT_EQ(open_error(file_), "");
    exec(
        "INSERT INTO workloadschedule VALUES (1, 'a', 'x', 'y', 's', 1), (2, 'b', 'x', 'y', 's', "
        "1)");
    exec("CREATE TRIGGER schedule_mine AFTER DELETE ON workloadschedule BEGIN SELECT 1; END");
    EXPECT_EQ(open_error(file_), "") << "somebody else's trigger is none of ours";
    EXPECT_EQ(number("SELECT number FROM life_sequence"), 2);
    exec(
        "DROP TRIGGER schedule_removed; DELETE FROM workloadschedule WHERE id = 2;"
        "INSERT INTO workloadschedule VALUES (3, 'c', 'x', 'y', 's', 1)");
    EXPECT_EQ(open_error(file_), "");
    EXPECT_EQ(number("SELECT life FROM schedule_plan WHERE schedule_id = 1"), 1);
    EXPECT_GT(number("SELECT revision FROM schedule_plan WHERE schedule_id = 1"), 3);
    EXPECT_EQ(number("SELECT count(*) FROM schedule_plan"), 2);
}

// A new id for a row, also over another row, ends both lives.
TEST_F(SqliteFile, AnIdThatIsChangedIsAnotherLife) {
    EXPECT_EQ(open_error(file_), "");
    exec(
        "INSERT INTO workloadschedule VALUES (1, 'a', 'x', 'y', 's', 1), (2, 'b', 'x', 'y', 's', "
        "1)");
    exec("UPDATE OR REPLACE workloadschedule SET id = 2 WHERE id = 1");
    EXPECT_EQ(number("SELECT count(*) FROM schedule_plan"), 1);
    EXPECT_EQ(number("SELECT life FROM schedule_plan WHERE schedule_id = 2"), 3);
}

// Of the seed's program, whose journal is of the other mode.
TEST_F(SqliteFile, IsOpenedWhileOthersWriteAtFullSpeed) {
    for (int round = 0; round < 3; ++round) {
        const fs::path file = folder_ / (std::to_string(round) + ".db");
        std::atomic<int> written = 0;
        std::atomic<bool> over = false;
        const auto write = [&] {
            SQLite::Database other(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE,
                                   20'000);
            other.exec("PRAGMA synchronous = OFF");  // more locks a second
            other.exec("CREATE TABLE IF NOT EXISTS theirs (word TEXT)");
            for (; !over; ++written) other.tryExec("INSERT INTO theirs VALUES ('x')");
        };
        std::thread one(write), another(write);
        while (written < 20) std::this_thread::yield();
        EXPECT_EQ(open_error(file), "");
        over = true;
        one.join();
        another.join();
    }
}

TEST_F(SqliteFile, SaysWhatIsWrongWithTheFile) {
    EXPECT_NE(open_error(folder_).find("is a folder"), std::string::npos);
    std::ofstream(file_) << "this is a text and no database, whatever its name says ........";
    const auto message = open_error(file_);
    EXPECT_NE(message.find("is no SQLite database"), std::string::npos) << message;
    EXPECT_NE(message.find(file_.string()), std::string::npos);
    const std::ofstream made(folder_ / "a file");
    EXPECT_NE(open_error(folder_ / "a file" / "x.db").find("cannot create the database folder"),
              std::string::npos);
}

TEST_F(SqliteFile, OfANewerVersionIsRefused) {
    EXPECT_EQ(open_error(file_), "");
    exec("PRAGMA user_version = 99");
    EXPECT_NE(open_error(file_).find("newer version"), std::string::npos);
    EXPECT_EQ(number("SELECT count(*) FROM workloadschedule"), 0) << "and left as it is";
}

// Before a server holds the lock beside the file it must not change a byte of it.
TEST_F(SqliteFile, IsCheckedWithoutAChange) {
    const auto bytes = [&] {
        std::ifstream in(file_, std::ios::binary);
        return std::string(std::istreambuf_iterator<char>(in), {});
    };
    const auto error = [&] {
        const auto checked = SqliteStore::check(file_);
        return checked ? "" : checked.error().message;
    };
    EXPECT_EQ(error(), "") << "no file is good";
    EXPECT_FALSE(fs::exists(file_)) << "and stays none";
    exec("CREATE TABLE workloadschedule (id INTEGER PRIMARY KEY); PRAGMA user_version = 0");
    const auto seeds = bytes();
    EXPECT_EQ(error(), "") << "the seed's own file, not migrated yet";
    EXPECT_EQ(bytes(), seeds);
    exec("PRAGMA user_version = 99");
    EXPECT_NE(error().find("newer version"), std::string::npos) << error();
    EXPECT_EQ(number("PRAGMA user_version"), 99);
    std::ofstream(file_) << "this is a text and no database, whatever its name says ........";
    EXPECT_NE(error().find("is no SQLite database"), std::string::npos) << error();
    file_ = folder_;
    EXPECT_NE(error().find("is a folder"), std::string::npos) << error();
}

// Root may write everywhere, so this is asked as an ordinary user in a process of its own.
TEST_F(SqliteFile, SaysWhichPermissionIsMissing) {
    EXPECT_EQ(open_error(file_), "");
    fs::permissions(folder_, fs::perms::owner_read | fs::perms::owner_exec |
                                 fs::perms::others_read | fs::perms::others_exec);
    const pid_t child = ::fork();
    if (child == 0) {
        if (::getuid() == 0 && (::setgid(65'534) != 0 || ::setuid(65'534) != 0)) ::_exit(9);
        const bool folder = open_error(folder_ / "sub" / "x.db").contains("Permission denied");
        const bool write =
            open_error(folder_ / "x.db")
                .find("cannot write in the database folder '" + folder_.string() + "'") == 0;
        ::_exit((folder ? 0 : 1) + (write ? 0 : 2));
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_EQ(WEXITSTATUS(status), 0);
}

class Backups : public SqliteFile {
  protected:
    Result<Backup> back_up_at(int second, int keep = 7) {
        return back_up({file_, folder_ / "backups", keep,
                        Instant{std::chrono::seconds{1'795'505'586 + second}}});
    }
};

TEST_F(Backups, AreCheckedCopiesInOneFile) {
    EXPECT_EQ(open_error(file_), "");
    exec("INSERT INTO workloadschedule VALUES (1, 'a', 'x', 'y', 'scheduled', 1)");
    const auto backup = back_up_at(0);
    ASSERT_TRUE(backup) << backup.error().message;
    EXPECT_EQ(backup->file.filename(), "scheduler-20261124T073306Z.db");
    EXPECT_EQ(backup->size, fs::file_size(backup->file));
    EXPECT_EQ(std::distance(fs::directory_iterator(folder_ / "backups"), {}), 1);
    Connection copy(backup->file, Connection::Mode::ReadOnly);
    EXPECT_EQ(copy.database().execAndGet("SELECT name FROM workloadschedule").getString(), "a");
}

TEST_F(Backups, AreThinnedOutToTheNewest) {
    EXPECT_EQ(open_error(file_), "");
    for (int second = 0; second < 5; ++second) ASSERT_TRUE(back_up_at(second, 3));
    std::ofstream(folder_ / "backups" / "mine.db") << "not ours to remove";
    const auto last = back_up_at(5, 2);
    ASSERT_TRUE(last);
    EXPECT_EQ(last->removed, 2);
    EXPECT_TRUE(fs::exists(last->file));
    EXPECT_TRUE(fs::exists(folder_ / "backups" / "mine.db"));
    EXPECT_EQ(std::distance(fs::directory_iterator(folder_ / "backups"), {}), 3);
}

TEST_F(Backups, TwoInOneSecondAreBothThere) {
    EXPECT_EQ(open_error(file_), "");
    const auto first = back_up_at(0), second = back_up_at(0);
    EXPECT_NE(first->file, second->file);
    EXPECT_TRUE(fs::exists(first->file) && fs::exists(second->file));
    const auto third = back_up_at(0, 1);
    EXPECT_TRUE(fs::exists(third->file)) << "the one just made stays";
    EXPECT_EQ(third->removed, 2);
}

TEST_F(Backups, NeverRemoveTheDatabaseOrAnythingThatIsNoCopyOfOurs) {
    file_ = folder_ / "backups" / "scheduler-20200101T000000Z.db";  // looks like an old copy
    EXPECT_EQ(open_error(file_), "");
    const char* const others[] = {"scheduler-1.db", "scheduler-20200101T000000Z.db.bak",
                                  "scheduler-20200101T000000.db", "scheduler-20200101T000000Z-x.db",
                                  "my-scheduler-20200101T000000Z.db"};
    for (const char* name : others) std::ofstream(folder_ / "backups" / name) << "mine";
    ASSERT_TRUE(back_up_at(0, 1));
    ASSERT_TRUE(back_up_at(1, 1));
    EXPECT_TRUE(fs::exists(file_));
    for (const char* name : others) EXPECT_TRUE(fs::exists(folder_ / "backups" / name)) << name;
}

TEST_F(Backups, ClearAwayWhatAKilledOneLeft) {
    EXPECT_EQ(open_error(file_), "");
    fs::create_directories(folder_ / "backups");
    const auto stale = folder_ / "backups" / "scheduler-20200101T000000Z.db.4194300.partial";
    std::ofstream(stale) << "half";
    ASSERT_TRUE(back_up_at(0));
    EXPECT_FALSE(fs::exists(stale));
}

// SQLite reports a lock as a step that copied nothing, which left an empty copy that was sound.
TEST_F(Backups, OfALockedDatabaseFailAndLeaveNothing) {
    exec("CREATE TABLE workloadschedule (id INTEGER PRIMARY KEY)");  // with a rollback journal
    Connection other(file_, Connection::Mode::ReadWrite);
    other.exec("BEGIN EXCLUSIVE");
    const auto backup = back_up_at(0);
    ASSERT_FALSE(backup);
    EXPECT_EQ(backup.error().code, ErrorCode::Unavailable);
    EXPECT_NE(backup.error().message.find("locked"), std::string::npos) << backup.error().message;
    EXPECT_TRUE(fs::is_empty(folder_ / "backups"));
    other.exec("COMMIT");
    EXPECT_TRUE(back_up_at(0));
}

TEST_F(Backups, OfAnEmptyFileAreRefused) {
    const std::ofstream made(file_);
    const auto backup = back_up_at(0);
    ASSERT_FALSE(backup);
    EXPECT_NE(backup.error().message.find("no tables"), std::string::npos)
        << backup.error().message;
    EXPECT_TRUE(fs::is_empty(folder_ / "backups"));
}

TEST_F(Backups, FailInOneSentenceAndLeaveNothing) {
    EXPECT_NE(back_up_at(0).error().message.find("there is no database at"), std::string::npos);
    std::ofstream(file_) << "this is a text and no database, whatever its name says ........";
    EXPECT_FALSE(back_up_at(0));
    EXPECT_EQ(std::distance(fs::directory_iterator(folder_ / "backups"), {}), 0);
}

}  // namespace
}  // namespace wls::storage
