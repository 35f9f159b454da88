// The header Retry-After (RFC 9110, 10.2.3): for how long the other side wants to be left alone.
// Pure; any thread.
#pragma once

#include <optional>
#include <string_view>

#include "base/instant.h"

namespace wls::net {

// `value` is a number of seconds, or a date ("Sun, 06 Nov 1994 08:49:37 GMT"), whose distance from
// `now` counts. From 0 to one day: a date that has passed is 0, more than a day is a day. Anything
// else is as if the header were not there.
std::optional<Duration> retry_after(std::string_view value, Instant now);

}  // namespace wls::net
