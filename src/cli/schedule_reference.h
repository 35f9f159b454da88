// Which schedule a person means: an id, or a name that one schedule has. One thread.
#pragma once

#include <string>

#include "cli/server.h"

namespace wls::cli {

// The id's digits. A word of digits is an id, and nobody is asked whether it is there. NotFound: no
// schedule has that name; says which names are near. Invalid: several have it; names their ids.
Result<std::string> schedule_id(Server& server, const std::string& reference);

// A server's "Schedule not found" as a sentence that names the id; any other error as it is.
Error about_schedule(const std::string& id, const Error& error);

// "/schedules/7".
std::string schedule_path(const std::string& id);

}  // namespace wls::cli
