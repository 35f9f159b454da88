#include "time/rule/date_text.h"

#include <string>

#include "time/text/text_error.h"

namespace wls {

namespace {

constexpr std::size_t kDate = 10, kMinutes = 16, kSeconds = 19;

bool looks_like_an_offset(std::string_view rest) {
    return !rest.empty() && (rest.front() == 'Z' || rest.front() == 'z' || rest.front() == '+' ||
                             rest.front() == '-');
}

// By length: "…T09:00" lacks what the table's form wants.
std::optional<LocalTime> local_of(std::string_view text) {
    if (text.size() == kMinutes) return parse_table_text(std::string(text) + ":00");
    if (text.size() == kSeconds) return parse_table_text(text);
    return {};
}

}  // namespace

Result<DateOrTime> parse_date_or_time(std::string_view text) {
    if (text.size() == kDate) {
        if (const auto day = parse_table_text(text))
            return std::chrono::floor<std::chrono::days>(*day);
    } else if (const auto time = local_of(text)) {
        return *time;
    }
    for (const auto size : {kMinutes, kSeconds})
        if (local_of(text.substr(0, size)) && looks_like_an_offset(text.substr(size)))
            return fail_at(text, size,
                           "an offset; leave it out, times of a rule are in its own zone");
    const std::string way_out = "; write for example 2026-12-25 or 2026-12-24T09:00";
    if (text.empty()) return fail(ErrorCode::Invalid, "the text is empty" + way_out);
    return fail_at(text, 0, "neither a date nor a time" + way_out);
}

std::string spoken_time(LocalTime time) {
    std::string text = iso_text(time);
    text[kDate] = ' ';
    if (text.size() == kSeconds && text.ends_with(":00")) text.resize(kMinutes);
    return text;
}

}  // namespace wls
