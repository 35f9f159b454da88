#include "time/calendar/ics_times.h"

#include <algorithm>
#include <optional>
#include <string>

#include "base/text.h"
#include "base/unicode.h"
#include "time/local_time.h"

namespace wls {

namespace {

constexpr std::size_t kDateBytes = 8;

std::string shown(std::string_view value) {
    return "'" + one_line(shortened(value, 40)) + "'";
}

// Where what satisfies `is_wanted` stands, quoted text passed over.
template <class IsWanted>
std::size_t find_unquoted(std::string_view line, IsWanted is_wanted) {
    bool quoted = false;
    for (std::size_t at = 0; at < line.size(); ++at) {
        if (line[at] == '"') quoted = !quoted;
        if (!quoted && is_wanted(line.substr(at))) return at;
    }
    return line.size();
}

// What the parameter VALUE says: "DATE".
std::optional<std::string_view> type_of_line(std::string_view line) {
    constexpr std::string_view kValue = ";VALUE=";
    line.remove_suffix(value_of_line(line).size());
    line.remove_prefix(find_unquoted(line, [&](std::string_view rest) {
        return is_same_in_any_case(rest.substr(0, kValue.size()), kValue);
    }));
    if (line.empty()) return {};
    line.remove_prefix(kValue.size());
    if (line.starts_with('"')) line.remove_prefix(1);
    return line.substr(0, line.find_first_of("\";:"));
}

}  // namespace

Result<IcsTime> ics_time(std::string_view text) {
    IcsTime time;
    time.is_date = text.size() == kDateBytes;
    time.is_utc = text.size() > kDateBytes + 1 && text.ends_with('Z');
    const auto read = parse_ical_text(text.substr(0, text.size() - (time.is_utc ? 1 : 0)));
    if (!read)
        return fail(ErrorCode::Invalid, shown(text) +
                                            " is no date; write 20261225, or "
                                            "20261225T080000 with a time");
    time.date = std::chrono::floor<std::chrono::days>(*read);
    time.time_of_day = std::chrono::floor<std::chrono::seconds>(*read - time.date);
    return time;
}

Result<std::vector<IcsTime>> ics_times(std::string_view line) {
    auto list = value_of_line(line);
    const auto type = type_of_line(line);
    const auto is_type = [&](std::string_view name) {
        return type && is_same_in_any_case(*type, name);
    };
    const bool is_date = is_type("DATE");
    const bool is_period =
        is_type("PERIOD") && is_same_in_any_case(line.substr(0, line.find(';')), "RDATE");
    if (type && !is_date && !is_period && !is_type("DATE-TIME"))
        return fail(ErrorCode::Invalid,
                    "VALUE=" + one_line(shortened(*type, 40)) + " is no date; write VALUE=DATE");
    std::vector<IcsTime> times;
    for (bool is_last = false; !is_last;) {
        const auto comma = std::min(list.find(','), list.size());
        const auto item = list.substr(0, comma);
        const auto slash = std::min(item.find('/'), item.size());
        if (is_period && slash + 1 >= item.size())
            return fail(ErrorCode::Invalid,
                        shown(item) + " is no period; write 20261225T000000/P1D");
        const auto time = ics_time(is_period ? item.substr(0, slash) : item);
        if (!time) return fail(time);
        if (is_date && !time->is_date)
            return fail(ErrorCode::Invalid,
                        shown(item) + " has a time, but VALUE=DATE says that it has none; write " +
                            std::string(item.substr(0, kDateBytes)) + ", or leave VALUE=DATE out");
        times.push_back(*time);
        is_last = comma == list.size();
        list.remove_prefix(std::min(comma + 1, list.size()));
    }
    return times;
}

std::string_view value_of_line(std::string_view line) {
    const auto colon =
        find_unquoted(line, [&](std::string_view rest) { return rest.starts_with(':'); });
    return line.substr(std::min(colon + 1, line.size()));
}

}  // namespace wls
