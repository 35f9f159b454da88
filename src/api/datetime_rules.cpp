#include "api/datetime_rules.h"

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <variant>

#include "api/json_number.h"
#include "api/json_writer.h"
#include "base/json_text.h"

namespace wls::api {

namespace {

using Refused = std::unexpected<Complaint>;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::minutes;
using std::chrono::seconds;

// Inside, a wrong date-time is one of speedate's sentences.
template <class T>
using Read = std::expected<T, const char*>;
using Wrong = std::unexpected<const char*>;

// Numbers up to this one are seconds, beyond it milliseconds.
constexpr std::int64_t kMostSeconds = 20'000'000'000;
constexpr std::int64_t kYear0 = -62'167'219'200;     // 0000-01-01T00:00:00
constexpr std::int64_t kYear9999 = 253'402'300'799;  // 9999-12-31T23:59:59

constexpr const char* kTooSmall = "dates before 0000 are not supported as unix timestamps";
constexpr const char* kTooLarge = "dates after 9999 are not supported as unix timestamps";

Complaint no_date_time() {
    return {"datetime_type", "Input should be a valid datetime", ""};
}

Complaint wrong(const char* type, const char* what, const std::string& why) {
    return {type, std::string("Input should be a valid ") + what + ", " + why,
            "{\"error\":" + json_quoted(why) + "}"};
}

Complaint wrong_date_time(const std::string& why) {
    return wrong("datetime_parsing", "datetime", why);
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// Two digits at a place, or -1.
int two_digits(std::string_view text, std::size_t at) {
    if (at + 2 > text.size() || !is_digit(text[at]) || !is_digit(text[at + 1])) return -1;
    return (text[at] - '0') * 10 + (text[at + 1] - '0');
}

// The day in the first ten bytes.
Read<LocalTime> read_day(std::string_view text) {
    if (text.size() < 10) return Wrong("input is too short");
    const int century = two_digits(text, 0);
    const int years = two_digits(text, 2);
    if (century < 0 || years < 0) return Wrong("invalid character in year");
    if (text[4] != '-') return Wrong("invalid date separator, expected `-`");
    const int month = two_digits(text, 5);
    if (month < 0) return Wrong("invalid character in month");
    if (text[7] != '-') return Wrong("invalid date separator, expected `-`");
    const int day = two_digits(text, 8);
    if (day < 0) return Wrong("invalid character in day");
    if (month < 1 || month > 12) return Wrong("month value is outside expected range of 1-12");
    const std::chrono::year_month_day date(std::chrono::year(century * 100 + years),
                                           std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day)));
    if (!date.ok()) return Wrong("day value is outside expected range");
    return LocalTime(std::chrono::local_days(date));
}

// The offset that fills `text`: Z, or a sign (U+2212 too) with HH:MM or HHMM.
std::optional<seconds> read_offset(std::string_view text) {
    constexpr std::string_view kMinus = "\u2212";
    if (text == "Z" || text == "z") return seconds(0);
    int sign = 1;
    if (text.starts_with(kMinus)) {
        sign = -1;
        text.remove_prefix(kMinus.size());
    } else if (text.starts_with('-') || text.starts_with('+')) {
        sign = text[0] == '-' ? -1 : 1;
        text.remove_prefix(1);
    } else {
        return std::nullopt;
    }
    const std::size_t colon = text.size() > 2 && text[2] == ':' ? 1 : 0;
    const int hour = two_digits(text, 0);
    const int minute = two_digits(text, 2 + colon);
    if (text.size() != 4 + colon || hour < 0 || hour > 23 || minute < 0 || minute > 59)
        return std::nullopt;
    return sign * (hours(hour) + minutes(minute));
}

// A date-time with its time of day. Nothing when it is none: what is told then is what is wrong
// with it as a day.
std::optional<WrittenTime> read_date_time(std::string_view text) {
    const auto day = read_day(text);
    if (!day || text.size() < 16) return std::nullopt;
    const char separator = text[10];
    if (separator != 'T' && separator != 't' && separator != ' ' && separator != '_')
        return std::nullopt;
    const int hour = two_digits(text, 11);
    const int minute = two_digits(text, 14);
    if (text[13] != ':' || hour < 0 || hour > 23 || minute < 0 || minute > 59) return std::nullopt;

    LocalTime time = *day + hours(hour) + minutes(minute);
    std::size_t at = 16;
    if (at < text.size() && text[at] == ':') {
        const int second = two_digits(text, 17);
        if (second < 0 || second > 59) return std::nullopt;
        time += seconds(second);
        at = 19;
        if (at < text.size() && (text[at] == '.' || text[at] == ',')) {
            const std::size_t first = ++at;
            // Digits beyond the sixth are read and dropped.
            for (int unit = 100'000; at < text.size() && is_digit(text[at]); ++at, unit /= 10)
                time += microseconds(unit * (text[at] - '0'));
            if (at == first) return std::nullopt;
        }
    }
    if (at == text.size()) return WrittenTime{time, std::nullopt};
    const auto offset = read_offset(text.substr(at));
    if (!offset) return std::nullopt;
    return WrittenTime{time, offset};
}

// `fraction` is at most a second. The watershed is asked here, so it is asked twice of the numbers
// that read_float_text has divided, as in speedate.
Read<WrittenTime> from_timestamp(std::int64_t timestamp, microseconds fraction) {
    if (timestamp == std::numeric_limits<std::int64_t>::min()) return Wrong(kTooSmall);
    std::int64_t whole = timestamp;
    if (std::abs(timestamp) > kMostSeconds) {
        whole = timestamp / 1000;
        fraction += microseconds(timestamp % 1000 * 1000);
    }
    const seconds carry = std::chrono::floor<seconds>(fraction);
    whole += carry.count();
    if (whole < kYear0) return Wrong(kTooSmall);
    if (whole > kYear9999) return Wrong(kTooLarge);
    return WrittenTime{LocalTime(seconds(whole) + (fraction - carry)), seconds(0)};
}

std::int64_t floor_saturated(double value) {
    using Limits = std::numeric_limits<std::int64_t>;
    const double floor = std::floor(value);
    if (floor >= 0x1p63) return Limits::max();
    return floor < -0x1p63 ? Limits::min() : static_cast<std::int64_t>(floor);
}

microseconds as_microseconds(double second) {
    return microseconds(static_cast<std::int64_t>(std::round(second * 1'000'000.0)));
}

// A number that JSON gave. The fraction is one of a second, even beyond the watershed.
Read<WrittenTime> read_float(double value) {
    if (std::isnan(value)) return Wrong("NaN values not permitted");
    double whole = 0;
    const double fraction = std::abs(std::modf(value, &whole));
    // Below zero the fraction counts up from the next whole number down, as pydantic has it: -1.25
    // is -1.75.
    return from_timestamp(floor_saturated(value), as_microseconds(fraction));
}

using TextNumber = std::variant<std::monostate, std::int64_t, double>;

// A timestamp in text: digits with a sign, up to 64 bits, then perhaps a point and digits.
TextNumber read_number_text(std::string_view text) {
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+')) text.remove_prefix(1);
    std::int64_t whole = 0;
    std::size_t at = 0;
    for (; at < text.size() && is_digit(text[at]); ++at)
        if (__builtin_mul_overflow(whole, 10, &whole) ||
            __builtin_add_overflow(whole, text[at] - '0', &whole))
            return {};
    if (at == 0) return {};
    if (at == text.size()) return negative ? -whole : whole;
    if (text[at] != '.') return {};
    // Added up digit by digit, because its rounding is what shows in the microseconds.
    auto value = static_cast<double>(whole);
    double divisor = 10;
    for (++at; at < text.size(); ++at, divisor *= 10) {
        if (!is_digit(text[at])) return {};
        value += (text[at] - '0') / divisor;
    }
    return negative ? -value : value;
}

Read<WrittenTime> read_float_text(double value) {
    if (std::abs(value) > static_cast<double>(kMostSeconds)) value /= 1000;
    const double floor = std::floor(value);
    return from_timestamp(floor_saturated(value), as_microseconds(value - floor));
}

Read<WrittenTime> read_string(std::string_view text) {
    if (const auto written = read_date_time(text)) return *written;

    const TextNumber number = read_number_text(text);
    if (const auto* timestamp = std::get_if<std::int64_t>(&number))
        if (const auto written = from_timestamp(*timestamp, microseconds(0))) return written;
    if (const auto* value = std::get_if<double>(&number))
        if (const auto written = read_float_text(*value)) return written;

    // The last try is a day alone, and its complaint is the one that is told.
    const auto day = read_day(text);
    if (day && text.size() == 10) return WrittenTime{*day, std::nullopt};
    if (const auto* timestamp = std::get_if<std::int64_t>(&number))
        return from_timestamp(*timestamp, microseconds(0));
    return Wrong(day ? "unexpected extra characters at the end of the input" : day.error());
}

// Python's own bound, which speedate does not know.
Checked<WrittenTime> in_python(const WrittenTime& written) {
    if (written.time < kFirstLocalTime) return Refused(wrong_date_time("year 0 is out of range"));
    return written;
}

}  // namespace

Checked<WrittenTime> parse_date_time(const Json& value) {
    if (const auto* text = value.as<std::string>()) {
        const auto written = read_string(*text);
        if (written) return in_python(*written);
        return Refused(wrong("datetime_from_date_parsing", "datetime or date", written.error()));
    }
    Read<WrittenTime> written = Wrong(nullptr);
    if (const auto* integer = value.as<Json::Integer>()) {
        const TextNumber number = read_number_text(integer->digits);
        if (const auto* timestamp = std::get_if<std::int64_t>(&number)) {
            written = from_timestamp(*timestamp, microseconds(0));
        } else {
            // Python turns it into a double, and gives up where that is infinite.
            const double converted = read_double(integer->digits);
            if (std::isinf(converted)) return Refused(no_date_time());
            written = read_float(converted);
        }
    } else if (const auto* number = value.as<double>()) {
        written = read_float(*number);
    } else {
        return Refused(no_date_time());
    }
    if (!written) return Refused(wrong_date_time(written.error()));
    return in_python(*written);
}

Checked<LocalReading> reading_in(const Zone& zone, const WrittenTime& written) {
    if (!written.offset) return LocalReading{written.time, Pass::First};
    const Instant instant(written.time.time_since_epoch() - *written.offset);
    const LocalReading reading = zone.to_local(instant);
    // The zone gives the nearest reading it has; at an end of the calendar it may be another's.
    const bool at_end = reading.time == kFirstLocalTime || reading.time == kLastLocalTime;
    if (at_end && zone.to_instant(reading.time, reading.pass) != instant)
        return Refused(wrong_date_time("the local time in " + zone.name() +
                                       " is outside the years 1 to 9999"));
    return reading;
}

}  // namespace wls::api
