// Reads a cron expression: see cron.h for what it may say. Pure; any thread.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/result.h"
#include "time/cron/cron_fields.h"

namespace wls {

Result<CronFields> parse_cron(std::string_view text, std::uint64_t key);

}  // namespace wls
