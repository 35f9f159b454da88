// `workload-scheduler preview`: the windows that a schedule would have, without any server. What it
// is given it reads from files and, in a batch, from its input. One thread.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "api/rule_json.h"
#include "base/clock.h"
#include "base/result.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "time/language.h"

namespace wls::cli {

// As typed. A schedule comes from `fields` or from `file`, or many from the input: one of the
// three.
struct PreviewOrder {
    // Named as in JSON; `start_time` and `end_time` as people say times.
    std::map<std::string, std::string> fields;
    std::vector<std::string> weekly, except, extra;
    std::optional<std::filesystem::path> file;  // "-": the input
    bool batch = false;

    std::vector<std::string> calendars;  // NAME=FILE, of a list of dates or .ics
    std::vector<std::string> only;       // names of those that windows keep to, with `fields`
    std::optional<std::string> from, to;
    std::optional<std::size_t> limit;
    Format format = Format::Table;
    Language language = Language::English;
    Zone zone = Zone::utc();  // of a schedule that names none
    std::string zone_doubt;   // what should name that zone, and does not; empty: all is well
};

struct PreviewPlace {
    int input;  // a descriptor; "-" and batches read it
    Output& out;
    Output& err;
    const Clock& clock;
};

// The most windows one preview may ask for, and how many it has unasked.
inline constexpr std::size_t kMostWindows = 1'000, kUsualWindows = 20;

// The way out where a schedule names a calendar that is not there.
inline constexpr const char* kNoCalendar = "give --calendar {}=FILE";

// Invalid: names the flag or the member. In a batch only what concerns all lines fails; a line that
// is wrong is answered by {"detail":…} in its place.
Result<> preview(const PreviewOrder& given, const PreviewPlace& place);

}  // namespace wls::cli
