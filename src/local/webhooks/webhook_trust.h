// Whom a webhook with a `ca_file` trusts: the authorities in it, and nobody else. Any thread.
#pragma once

#include <string>

#include "base/result.h"
#include "net/call.h"

namespace wls::local {

// The file as it is now, PEM for net::Request::authorities. Never waits: a pipe or a device is
// refused. Fails, naming ca_file, the path and the way out: it cannot be read, exceeds 1 MiB, or
// is no PEM with at least one certificate; OpenSSL cannot be loaded.
Result<std::string> read_ca_file(const std::string& file);

// Where the other side was not trusted: says that only `file` is. Nothing without one.
void name_ca_file(net::CallOutcome& outcome, const std::string& file);

}  // namespace wls::local
