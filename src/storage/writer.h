// The writer: the one thread and the one connection that write. It drains the queue of waiting
// works, runs each in a savepoint of its own inside one transaction, commits once, and only then
// answers them all: so many clients cost one fsync, a failed work harms no neighbour, and an answer
// means "on disk". The engine's works go in front.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "engine/store.h"

namespace wls::storage {

// How long one try to take the write lock lasts. Patience is counted in tries.
inline constexpr int kBeginMilliseconds = 100;

// For another program's lock: clients are patient, but not for ever. The engine's loop has more to
// do than to record: what is owed a stop must not wait.
inline constexpr int kPatience = 20'000 / kBeginMilliseconds;
inline constexpr int kEnginePatience = 2'000 / kBeginMilliseconds;
inline constexpr int kHurriedPatience = 1'000 / kBeginMilliseconds;

// What the writer needs of a database. Only the writer's thread calls it.
class WriteSession {
  public:
    virtual ~WriteSession() = default;
    // Takes the write lock. False: another program held it for kBeginMilliseconds.
    virtual Result<bool> begin() = 0;
    virtual Result<> savepoint() = 0;
    virtual Result<> release_savepoint() = 0;
    virtual Result<> roll_back_savepoint() = 0;  // fails when the whole transaction is gone
    virtual Result<> commit() = 0;
    virtual void roll_back() = 0;
    virtual Transaction& transaction() = 0;
    // Between two transactions: leaves the lock to other programs for a moment, when that is fair.
    virtual void give_way(bool more_waits) = 0;
    // What is answered to who waited in vain for the lock.
    virtual Error locked() const = 0;
};

class Writer {
  public:
    // `session` outlives the writer. `committed` is called after each commit, on the writer's
    // thread: something may have become due.
    // `failed`, the same, when nothing could be written.
    Writer(WriteSession& session, std::function<void()> committed,
           std::function<void(const Error&)> failed = {});

    // Ends the thread after all works that were given have been done and answered; once one has
    // met another program's lock, the rest are answered as Unavailable without a try.
    ~Writer();

    void submit(Store::Work work, Store::Done done);
    Result<> write(Store::Work work);

    // Works that nobody has begun yet. Any thread.
    std::size_t waiting() const;
    // Odd while a group of works is written; goes up with each step of it. Any thread.
    std::uint64_t steps() const { return steps_; }
    // Waits for other programs' locks a second at most from now on. Any thread.
    void hurry() { hurrying_ = true; }

  private:
    struct Item {
        Store::Work work;
        Store::Done done;
        int patience;           // tries to take the lock, from
        std::int64_t given_at;  // this one on
        Result<> result;
    };

    void serve();
    std::vector<Item> take();
    void run(std::vector<Item>& group);
    Result<> begin(std::vector<Item>& group);
    void answer_impatient(std::vector<Item>& group);
    Result<> run_in_transaction(std::vector<Item>& group);
    Result<> run_in_savepoint(Item& item);

    WriteSession& session_;
    std::function<void()> committed_;
    std::function<void(const Error&)> failed_;
    mutable std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Item> urgent_;  // guarded by mutex_, like the next three
    std::deque<Item> submitted_;
    bool ending_ = false;
    std::int64_t tries_ = 0;  // to take the lock, in vain, ever
    std::atomic<bool> hurrying_ = false;
    std::atomic<std::uint64_t> steps_ = 0;
    bool refusing_ = false;  // only the writer's thread
    std::thread thread_;
};

}  // namespace wls::storage
