// Small files, whole writes and the words for errno: what the rest of this room asks of files.
// Failures are errno values. Any thread.
#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "base/result.h"
#include "local/fd.h"

namespace wls::local {

// "No such file or directory": the same in every locale.
std::string errno_text(int error);

// At most `limit` bytes from the front of the file.
std::expected<std::string, int> read_file(const std::string& path, std::size_t limit);

// The same, but of a regular file only: never waits for a pipe's writer or a device. EISDIR for a
// folder, ENOTSUP for anything else.
std::expected<std::string, int> read_regular_file(const std::string& path, std::size_t limit);

// Everything that `fd` yields until its end, at most `limit` bytes.
std::expected<std::string, int> read_all(int fd, std::size_t limit);

// Writes all of `bytes`; 0, or the errno that stopped it (a part may have been written).
int write_all(int fd, std::string_view bytes);

// `text` as one line with its '\n': at most 1 kB, control characters become spaces. So it fits one
// atomic write to a pipe, and cannot forge a second line.
std::string one_line(std::string_view text);

// Forces a folder's entries to the disk; 0 or errno.
int sync_folder(const std::string& path);

// Makes the folder and those above it, durably. Unavailable: names the folder, the reason and the
// way out.
Result<> make_folders(const std::string& path);

}  // namespace wls::local
