// Opens the SQLite file for writing: the folder, the file, the pragmas, the tables; and words what
// can go wrong for the person who starts the server.
#pragma once

#include <filesystem>
#include <memory>

#include "storage/sqlite_connection.h"

namespace wls::storage {

// See SqliteStore::check.
Result<> check_database(const std::filesystem::path& file);

// See SqliteStore::open. Brings the tables up to date.
Result<std::unique_ptr<Connection>> open_for_writing(const std::filesystem::path& file);

}  // namespace wls::storage
