#include "storage/writer.h"

#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <future>

#include "storage/sqlite_connection.h"
#include "storage/sqlite_transaction.h"

namespace wls::storage {
namespace {

// A database whose write lock another program holds for `locked` tries. The works here do
// not touch the transaction. Counted on the writer's thread, read after its end.
class LockedSession : public WriteSession {
  public:
    explicit LockedSession(int locked) : locked_(locked) {}

    Result<bool> begin() override {
        if (before_try) before_try(tries);
        ++tries;
        return tries > locked_;
    }
    Result<> savepoint() override { return {}; }
    Result<> release_savepoint() override { return {}; }
    Result<> roll_back_savepoint() override { return {}; }
    Result<> commit() override {
        if (before_commit) before_commit();
        ++commits;
        return {};
    }
    void roll_back() override {}
    void give_way(bool) override { ++ways; }
    Error locked() const override { return {ErrorCode::Unavailable, "held", {}}; }
    Transaction& transaction() override { return transaction_; }

    std::function<void(int)> before_try;  // with the tries so far
    std::function<void()> before_commit;
    int tries = 0, commits = 0, ways = 0;

  private:
    int locked_;
    Connection connection_{":memory:", Connection::Mode::ReadWrite};
    SqliteTransaction transaction_{connection_};
};

constexpr int kForEver = 1'000'000;

Result<> nothing(Transaction&) {
    return {};
}

// What a submitted work was answered; `tries` is what the session had tried by then.
struct Answered {
    explicit Answered(LockedSession& session, Writer& writer) {
        writer.submit(nothing, [this, &session](const Result<>& result) {
            tries = session.tries;
            answer.set_value(result);
        });
    }
    std::promise<Result<>> answer;
    int tries = 0;
};

TEST(Writer, AWorkIsDoneOnceTheLockIsFree) {
    LockedSession session(kPatience - 1);
    {
        Writer writer(session, {});
        Answered answered(session, writer);
        EXPECT_TRUE(answered.answer.get_future().get());
    }
    EXPECT_EQ(session.commits, 1);
    EXPECT_EQ(session.ways, 1) << "after each transaction others may come";
}

TEST(Writer, PatienceEndsWithASentenceAboutTheLock) {
    LockedSession session(kForEver);
    Writer writer(session, {});
    Answered answered(session, writer);
    const auto result = answered.answer.get_future().get();
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::Unavailable);
    EXPECT_EQ(result.error().message, "held");
    EXPECT_EQ(answered.tries, kPatience);
}

// A disk that hangs is known by it: nothing else tells a commit that does not return.
TEST(Writer, ItsStepsAreOddAndTheSameWhileACommitHangs) {
    LockedSession session(1);
    std::promise<void> hangs, goes_on;
    session.before_commit = [&] {
        hangs.set_value();
        goes_on.get_future().wait();
    };
    Writer writer(session, {});
    EXPECT_EQ(writer.steps(), 0U);
    Answered answered(session, writer);
    hangs.get_future().wait();
    EXPECT_EQ(writer.steps(), 3U) << "one of them is a try in vain to take the lock";
    goes_on.set_value();
    EXPECT_TRUE(answered.answer.get_future().get());
    session.before_commit = {};
    EXPECT_TRUE(writer.write(nothing));  // what was before it is over then
    EXPECT_GE(writer.steps(), 5U);
}

// What is owed a stop must not wait as long as a client does.
TEST(Writer, TheEngineIsAnsweredSoonerThanAClient) {
    LockedSession session(kForEver);
    {
        Writer writer(session, {});
        const auto result = writer.write(nothing);
        ASSERT_FALSE(result);
        EXPECT_EQ(result.error().message, "held");
    }
    EXPECT_EQ(session.tries, kEnginePatience);
    EXPECT_LT(kEnginePatience, kPatience);
}

// Its work comes while clients' works wait for the lock already, and is not part of their group.
TEST(Writer, TheEngineIsAnsweredWhileClientsWait) {
    LockedSession session(kForEver);
    std::promise<void> client_waits;
    session.before_try = [&](int tries) {
        if (tries == 1) client_waits.set_value();
    };
    std::atomic<bool> answered = false;
    std::function<void()> another_client;  // outlives the writer, whose thread calls it
    Writer writer(session, {});
    another_client = [&] {
        writer.submit(nothing, [&](const Result<>&) {
            if (!answered) another_client();
        });
    };
    another_client();
    client_waits.get_future().wait();
    EXPECT_FALSE(writer.write(nothing));
    answered = true;
}

// Those who wait for the same lock in the queue do not wait once for each group before them.
TEST(Writer, WhoWaitsInTheQueueIsAnsweredInTimeToo) {
    LockedSession session(kForEver);
    constexpr int kMany = 1'000;
    std::promise<void> all_given, all_answered;
    session.before_try = [&, given = all_given.get_future().share()](int) { given.wait(); };
    Writer writer(session, {});
    int answers = 0, latest = 0;
    for (int i = 0; i < kMany; ++i)
        writer.submit(nothing, [&](const Result<>& result) {
            EXPECT_FALSE(result);
            latest = session.tries;
            if (++answers == kMany) all_answered.set_value();
        });
    all_given.set_value();
    all_answered.get_future().wait();
    EXPECT_EQ(latest, kPatience);
}

TEST(Writer, AtTheEndNobodyWaitsLong) {
    LockedSession session(kForEver);
    std::promise<Result<>> answer;
    std::promise<void> client_waits;
    session.before_try = [&](int tries) {
        if (tries == 1) client_waits.set_value();
    };
    int tries = 0;
    {
        Writer writer(session, {});
        writer.submit(nothing, [&](const Result<>& result) {
            tries = session.tries;
            answer.set_value(result);
        });
        client_waits.get_future().wait();
    }
    EXPECT_FALSE(answer.get_future().get());
    EXPECT_LE(tries, kPatience);
    EXPECT_EQ(session.commits, 0);
}

}  // namespace
}  // namespace wls::storage
