// A cron expression in words: "Monday to Friday at 08:00", "every 15 minutes", "the last day of the
// month at 00:00 and 12:00, in January". Where words would be longer than the expression they are
// "when '3-59/7 2,4-9 * * *' matches". Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "time/cron/cron_fields.h"
#include "time/language.h"

namespace wls {

// `expression`: what `fields` were read from. In lower case, but for names.
std::string cron_text(const CronFields& fields, std::string_view expression, Language language);

// The one time of a day that it says, in seconds; nothing when there are more.
std::optional<int> only_time_of(const CronFields& fields);

// The days alone: "Monday to Friday", "every day in July"; nothing when words would be too long.
std::optional<std::string> cron_days_text(const CronFields& fields, Language language);

}  // namespace wls
