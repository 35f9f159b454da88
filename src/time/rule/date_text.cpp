#include "time/rule/date_text.h"

#include "time/searched_years.h"
#include "time/text/date_words.h"
#include "time/text/text_error.h"

namespace wls {

namespace {

using Day = std::chrono::local_days;

constexpr std::size_t kDate = 10, kMinutes = 16, kSeconds = 19;
constexpr std::size_t kMostDates = 1'000;

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
        if (const auto day = parse_table_text(text)) return day_of(*day);
    } else if (const auto time = local_of(text)) {
        return *time;
    }
    for (const auto size : {kMinutes, kSeconds})
        if (local_of(text.substr(0, size)) && looks_like_an_offset(text.substr(size)))
            return fail_at(text, size,
                           "an offset; leave it out, times of a rule are in its own zone");
    const std::string way_out = "; write for example 2026-12-25 or 2026-12-24T09:00";
    if (text.empty()) return fail(ErrorCode::Invalid, "the text is empty" + way_out);
    if (const auto why = wrong_day(text); !why.empty()) return fail_at(text, 0, why);
    return fail_at(text, 0, "neither a date nor a time" + way_out);
}

Result<std::vector<DateOrTime>> parse_dates(std::string_view field,
                                            const std::vector<std::string>& texts) {
    if (texts.size() > kMostDates)
        return fail(ErrorCode::Invalid, std::string(field) + ": " + std::to_string(texts.size()) +
                                            " dates, over 1000; a " +
                                            (field == "except" ? "calendar" : "second schedule") +
                                            " takes more");
    std::vector<DateOrTime> dates;
    for (const auto& text : texts) {
        const auto read = parse_date_or_time(text);
        if (!read) return fail(field, read);
        const auto* const time = std::get_if<LocalTime>(&*read);
        const Day day = time ? day_of(*time) : std::get<Day>(*read);
        if (day < kFirstSearchedDay || day > kLastSearchedDay)
            return fail(ErrorCode::Invalid,
                        std::string(field) + ": " + text +
                            " lies outside 1970 to 2400, where windows that repeat are searched");
        dates.push_back(*read);
    }
    return dates;
}

Day day_of(LocalTime time) {
    return std::chrono::floor<std::chrono::days>(time);
}

std::string spoken_time(LocalTime time) {
    std::string text = iso_text(time);
    text[kDate] = ' ';
    if (text.size() == kSeconds && text.ends_with(":00")) text.resize(kMinutes);
    return text;
}

std::string spoken_time(LocalTime time, Instant at, const Zone& zone, Language language) {
    const bool is_again = zone.to_local(at).pass == Pass::Second;
    return spoken_time(time) + (!is_again                      ? ""
                                : language == Language::French ? " (second passage)"
                                                               : " (second pass)");
}

}  // namespace wls
