// One connection to the SQLite file, with its prepared statements. Not for two threads at once.
// SQLiteCpp's exceptions end in this folder: `guarded` turns them into Errors.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

#include "base/instant.h"
#include "base/result.h"

namespace wls::storage {

// A prepared statement in use: bound and stepped here, reset when this goes.
class Query {
  public:
    explicit Query(SQLite::Statement& statement) : statement_(statement) {}
    ~Query();
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;

    // Binds the next parameter.
    Query& bind(std::int64_t value);
    Query& bind(std::string_view text);
    Query& bind(Instant instant);
    template <class Value>
    Query& bind(const std::optional<Value>& value) {
        return value ? bind(*value) : bind_null();
    }
    Query& bind_null();

    bool step() { return statement_.executeStep(); }  // true: there is a row
    int run();                                        // to the end; the number of changed rows

    std::int64_t number(int column) const;
    std::string_view text(int column) const;  // good until the next step
    Instant instant(int column) const;
    std::optional<std::int64_t> maybe_number(int column) const;
    std::optional<Instant> maybe_instant(int column) const;

  private:
    SQLite::Statement& statement_;
    int next_ = 1;
};

class Connection {
  public:
    enum class Mode { ReadWrite, ReadOnly };

    static constexpr int kWriterMilliseconds = 20'000;
    static constexpr int kReaderMilliseconds = 1'000;

    // May throw SQLite::Exception. Waits so long for other programs' locks.
    Connection(const std::filesystem::path& file, Mode mode);

    SQLite::Database& database() { return database_; }

    // Statements are kept: a literal's by its address, one that was put together by its text (there
    // are few of those: one for each set of filters).
    Query query(const char* literal);
    Query query(const std::string& sql);

    void exec(const char* sql) { database_.exec(sql); }
    bool in_transaction();
    // Moved, removed or replaced: what is written now is in a file that nobody finds again.
    bool file_has_moved();

  private:
    SQLite::Database database_;
    std::unordered_map<const char*, std::unique_ptr<SQLite::Statement>> statements_;
    std::unordered_map<std::string, std::unique_ptr<SQLite::Statement>> composed_;
};

// What an SQLite result code means for the caller.
Error to_error(const SQLite::Exception& exception);

// Runs `work`, which returns a Result and may throw SQLite::Exception.
template <class Work>
auto guarded(Work&& work) -> decltype(work()) {
    try {
        return work();
    } catch (const SQLite::Exception& exception) {
        return Failure(to_error(exception));
    }
}

}  // namespace wls::storage
