// The writer: the one thread and the one connection that write. It drains the queue of waiting
// works, runs each in a savepoint of its own inside one transaction, commits once, and only then
// answers them all: so many clients cost one fsync, a failed work harms no neighbour, and an answer
// means "on disk". The engine's works go in front.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "engine/store.h"

namespace wls::storage {

// What the writer needs of a database. Only the writer's thread calls it.
class WriteSession {
  public:
    virtual ~WriteSession() = default;
    virtual Result<> begin() = 0;
    virtual Result<> savepoint() = 0;
    virtual Result<> release_savepoint() = 0;
    virtual Result<> roll_back_savepoint() = 0;  // fails when the whole transaction is gone
    virtual Result<> commit() = 0;
    virtual void roll_back() = 0;
    virtual Transaction& transaction() = 0;
    // Waits for other programs' locks a second at most from now on. Any thread.
    virtual void hurry() = 0;
};

class Writer {
  public:
    // `session` outlives the writer. `committed` is called after each commit of submitted works,
    // on the writer's thread: something may have become due.
    Writer(WriteSession& session, std::function<void()> committed);

    // Ends the thread after all works that were given have been done and answered; once one has
    // met another program's lock, the rest are answered as Unavailable without a try.
    ~Writer();

    void submit(Store::Work work, Store::Done done);
    Result<> write(Store::Work work);

    // Works that nobody has begun yet. Any thread.
    std::size_t waiting() const;

  private:
    struct Item {
        Store::Work work;
        Store::Done done;
        Result<> result;
    };

    void serve();
    std::vector<Item> take();
    void run(std::vector<Item>& group);
    Result<> run_in_transaction(std::vector<Item>& group);
    Result<> run_in_savepoint(Item& item);

    WriteSession& session_;
    std::function<void()> committed_;
    mutable std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Item> urgent_;  // guarded by mutex_, like the next two
    std::deque<Item> submitted_;
    bool ending_ = false;
    bool refusing_ = false;  // only the writer's thread
    std::thread thread_;
};

}  // namespace wls::storage
