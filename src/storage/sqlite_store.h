// The Store on one SQLite file: WAL, synchronous=FULL, one writer, a connection for each reader,
// checkpoints on a thread of their own. Other programs may read and write the file meanwhile.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>

#include "engine/retention.h"
#include "engine/store.h"

namespace wls::storage {

class SqliteStore : public Store {
  public:
    // Whether `open` would find what it wants, as far as that shows without changing anything: for
    // before it is certain that no other server uses the file. No file is good too; its folder is
    // made. Errors as of `open`.
    static Result<> check(const std::filesystem::path& file);

    // Creates the folder and the file when missing, and what is missing in the file. `committed`
    // is called, on the store's thread, after each commit; `failed` when one failed. Unavailable or
    // Invalid, with one sentence that names the path and the way out: cannot be created, read or
    // written; is no SQLite database; was written by a newer version of this program.
    static Result<std::unique_ptr<SqliteStore>> open(const std::filesystem::path& file,
                                                     std::function<void()> committed,
                                                     std::function<void(const Error&)> failed = {});
    ~SqliteStore() override;  // after the last work is done

    // The server is about to end: no write waits longer than a second for another program's lock.
    // Any thread.
    void hurry();

    // Writes that nobody has begun yet. Any thread.
    std::size_t writes_waiting() const;

    // Odd while something is written; goes up with each step of it, another program's lock waited
    // for in vain too. What stays odd and the same hangs, in the disk for one. Any thread.
    std::uint64_t write_steps() const;

    // Both wait while another program holds the write lock: a submitted work for 20 s in all, a
    // written one for 2 s, because the loop has more to do than to record. Then Unavailable, with a
    // sentence that names the lock.
    void submit(Work work, Done done) override;
    Result<> write(Work work) override;
    Result<std::unique_ptr<Reader>> reader() override;

    // For whoever forgets what is old; the store outlives it.
    Result<std::unique_ptr<Archive>> archive();

  private:
    struct Parts;
    explicit SqliteStore(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

}  // namespace wls::storage
