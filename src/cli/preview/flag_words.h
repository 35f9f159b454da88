// What is said of a schedule's fields, for who typed flags. Pure; any bytes.
#pragma once

#include <string>
#include <string_view>

namespace wls::cli {

// "--start" of "start_time", "--cron-stop" of "cron_stop".
std::string flag_of(std::string_view field);

// "cron_stop: missing; cron_start says …" as "--cron-stop: missing; --cron-start says …". What
// stands between quotes stays as it was typed.
std::string in_flags(std::string_view sentence);

}  // namespace wls::cli
