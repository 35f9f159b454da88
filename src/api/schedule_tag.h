// The entity tag of a schedule. Pure; any thread.
#pragma once

#include <string>

#include "domain/schedule.h"

namespace wls::api {

// Strong, with its quotes: differs whenever the schedule's JSON does, and never comes back when its
// id does.
std::string etag(const Schedule& schedule);

}  // namespace wls::api
