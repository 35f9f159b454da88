// What is said to somebody who names a workload that is not there. One thread.
#pragma once

#include <optional>
#include <string>

#include "cli/server.h"

namespace wls::cli {

// How a sentence about a workload that the catalog does not have goes on: ": did you mean
// 'Backup'?" or "; 'workload list' shows what it has". Nothing when it is there, or the server
// cannot say, as an older one: a hint never fails. By the name, as a schedule does.
std::optional<std::string> hint_for_name(Server& server, const std::string& name);
// By the name, or by the key where there is a slash, as the history does.
std::optional<std::string> hint_for_name_or_key(Server& server, const std::string& word);

}  // namespace wls::cli
