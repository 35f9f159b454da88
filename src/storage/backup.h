// Copies a live database: one consistent snapshot through SQLite's online backup, checked before it
// gets its name, beside writers at full speed (one step under one read snapshot: a backup that goes
// page by page begins anew at every write and never ends).
#pragma once

#include <cstdint>
#include <filesystem>

#include "base/instant.h"
#include "base/result.h"

namespace wls::storage {

struct BackupOrder {
    std::filesystem::path database;
    std::filesystem::path folder;  // created when missing
    int keep = 7;                  // newest copies that stay, this one included; at least 1
    Instant now;                   // names the copy
};

struct Backup {
    std::filesystem::path file;  // "<folder>/scheduler-20261124T100000Z.db"
    std::uintmax_t size = 0;     // bytes
    int removed = 0;             // older copies thinned out
};

// NotFound: no such database. Unavailable: folder or disk. Internal: the copy is not whole.
Result<Backup> back_up(const BackupOrder& order);

}  // namespace wls::storage
