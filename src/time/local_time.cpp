#include "time/local_time.h"

#include <fmt/compile.h>

#include <charconv>

namespace wls {

namespace {

using std::chrono::days;
using std::chrono::local_days;

constexpr LocalTime kFirst = local_days{std::chrono::year{1} / 1 / 1};
constexpr LocalTime kLast = local_days{std::chrono::year{10000} / 1 / 1} - Duration{1};

std::string text_with(LocalTime time, char separator, bool always_fraction) {
    const auto day = std::chrono::floor<days>(time);
    const std::chrono::hh_mm_ss<Duration> clock{time - day};
    auto text = iso_date(day) + fmt::format(FMT_COMPILE("{}{:02}:{:02}:{:02}"), separator,
                                            clock.hours().count(), clock.minutes().count(),
                                            clock.seconds().count());
    const auto fraction = clock.subseconds().count();
    if (always_fraction || fraction != 0) text += fmt::format(FMT_COMPILE(".{:06}"), fraction);
    return text;
}

// Reads exactly `length` digits at `at`; nothing when there are others or too few.
std::optional<unsigned> digits(std::string_view text, std::size_t at, std::size_t length) {
    if (at + length > text.size()) return {};
    unsigned value = 0;
    const char* const begin = text.data() + at;
    const auto [end, error] = std::from_chars(begin, begin + length, value);
    if (error != std::errc{} || end != begin + length) return {};
    return value;
}

std::optional<unsigned> fraction_digits(std::string_view text) {
    if (text.empty() || text.size() > 6) return {};
    auto value = digits(text, 0, text.size());
    for (std::size_t missing = text.size(); value && missing < 6; ++missing) *value *= 10;
    return value;
}

bool has(std::string_view text, std::size_t at, char c) {
    return at < text.size() && text[at] == c;
}

}  // namespace

const LocalTime kFirstLocalTime = kFirst;
const LocalTime kLastLocalTime = kLast;

std::optional<LocalTime> local_time(int year, unsigned month, unsigned day, unsigned hour,
                                    unsigned minute, unsigned second, unsigned microsecond) {
    const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{month},
                                           std::chrono::day{day}};
    if (year < 1 || year > 9999 || !date.ok()) return {};
    if (hour > 23 || minute > 59 || second > 59 || microsecond > 999'999) return {};
    return local_days{date} + std::chrono::hours{hour} + std::chrono::minutes{minute} +
           std::chrono::seconds{second} + Duration{microsecond};
}

std::string iso_date(local_days date) {
    const std::chrono::year_month_day parts{date};
    return fmt::format(FMT_COMPILE("{:04}-{:02}-{:02}"), static_cast<int>(parts.year()),
                       static_cast<unsigned>(parts.month()), static_cast<unsigned>(parts.day()));
}

std::string iso_text(LocalTime time) {
    return text_with(time, 'T', false);
}

std::string table_text(LocalTime time) {
    return text_with(time, ' ', true);
}

// SQLAlchemy's storage pattern: a date, then, each optional, hours:minutes:seconds and a fraction.
std::optional<LocalTime> parse_table_text(std::string_view text) {
    const auto year = digits(text, 0, 4), month = digits(text, 5, 2), day = digits(text, 8, 2);
    if (!year || !month || !day || !has(text, 4, '-') || !has(text, 7, '-')) return {};
    const int whole_year = static_cast<int>(*year);
    if (text.size() == 10) return local_time(whole_year, *month, *day, 0, 0, 0);

    const auto hour = digits(text, 11, 2), minute = digits(text, 14, 2);
    const auto second = digits(text, 17, 2);
    if (!has(text, 10, ' ') && !has(text, 10, 'T')) return {};
    if (!hour || !minute || !second || !has(text, 13, ':') || !has(text, 16, ':')) return {};
    if (text.size() == 19) return local_time(whole_year, *month, *day, *hour, *minute, *second);

    const auto fraction = fraction_digits(text.substr(std::min<std::size_t>(text.size(), 20)));
    if (!has(text, 19, '.') || !fraction) return {};
    return local_time(whole_year, *month, *day, *hour, *minute, *second, *fraction);
}

std::optional<LocalTime> parse_ical_text(std::string_view text) {
    const auto year = digits(text, 0, 4), month = digits(text, 4, 2), day = digits(text, 6, 2);
    if (!year || !month || !day) return {};
    const int whole_year = static_cast<int>(*year);
    if (text.size() == 8) return local_time(whole_year, *month, *day, 0, 0, 0);

    const auto hour = digits(text, 9, 2), minute = digits(text, 11, 2),
               second = digits(text, 13, 2);
    if (text.size() != 15 || text[8] != 'T' || !hour || !minute || !second) return {};
    return local_time(whole_year, *month, *day, *hour, *minute, *second == 60 ? 59 : *second);
}

}  // namespace wls
