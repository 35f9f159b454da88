// Moves the write-ahead log back into the database file, on a thread and a connection of its own,
// so that no write waits for it.
#pragma once

#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <thread>

#include "storage/sqlite_connection.h"

namespace wls::storage {

class Checkpointer {
  public:
    // May throw SQLite::Exception.
    explicit Checkpointer(const std::filesystem::path& file);
    ~Checkpointer();

    // The log has so many pages after a commit. Any thread; returns at once.
    void log_grew_to(int pages);

  private:
    void serve();

    Connection connection_;
    std::mutex mutex_;
    std::condition_variable wake_;
    int pages_ = 0;  // guarded by mutex_, like the next; 0: nothing to do
    bool ending_ = false;
    std::thread thread_;
};

}  // namespace wls::storage
