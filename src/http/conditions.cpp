#include "http/conditions.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"

namespace wls::http {

namespace {

constexpr std::array<std::string_view, 7> kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

// The number in text[at, at + size); -1 when there is anything but digits.
int digits(std::string_view text, std::size_t at, std::size_t size) {
    int number = 0;
    for (const char c : text.substr(at, size)) {
        if (c < '0' || c > '9') return -1;
        number = number * 10 + (c - '0');
    }
    return number;
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// The next piece of a list, taken off its front.
std::string_view next_piece(std::string_view& list, char separator) {
    const auto end = list.find(separator);
    const auto piece = list.substr(0, end);
    list = end == std::string_view::npos ? std::string_view() : list.substr(end + 1);
    return trimmed(piece);
}

std::string_view without_weakness(std::string_view etag) {
    return etag.starts_with("W/") ? etag.substr(2) : etag;
}

std::optional<std::uint64_t> number(std::string_view text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

bool is_of_this_version(std::string_view if_range, const Version& version) {
    if (if_range.starts_with('"')) return if_range == version.etag;
    const auto date = parse_http_date(if_range);
    return date && version.modified_at == *date;
}

}  // namespace

bool names_etag(std::string_view list, std::string_view etag, bool weakly) {
    if (trimmed(list) == "*") return true;
    while (!list.empty()) {
        const auto tag = next_piece(list, ',');
        if (weakly ? without_weakness(tag) == without_weakness(etag)
                   : tag == etag && !tag.starts_with("W/"))
            return true;
    }
    return false;
}

bool is_unchanged(const Request& request, const Version& version) {
    if (const auto tags = request.header("If-None-Match"))
        return names_etag(*tags, version.etag, true);
    const auto since = request.header("If-Modified-Since");
    if (!since || !version.modified_at) return false;
    const auto date = parse_http_date(*since);
    return date && *version.modified_at <= *date;
}

std::variant<WholeBody, Part, NoSuchPart> wanted_part(const Request& request, std::uint64_t size,
                                                      const Version& version) {
    constexpr std::string_view kUnit = "bytes=";
    const auto range = trimmed(request.header("Range").value_or(""));
    if (!is_same_in_any_case(range.substr(0, kUnit.size()), kUnit)) return WholeBody{};
    const auto if_range = request.header("If-Range");
    if (if_range && !is_of_this_version(*if_range, version)) return WholeBody{};

    const auto bounds = trimmed(range.substr(kUnit.size()));
    const auto dash = bounds.find('-');
    if (dash == std::string_view::npos) return WholeBody{};
    const auto first = number(bounds.substr(0, dash));
    const auto last = number(bounds.substr(dash + 1));
    const bool is_suffix = dash == 0;
    const bool is_open = dash + 1 == bounds.size();
    if ((!first && !is_suffix) || (!last && !is_open) || (is_suffix && is_open)) return WholeBody{};
    if (is_suffix) {
        if (*last == 0 || size == 0) return NoSuchPart{};
        const auto part = std::min(*last, size);
        return Part{size - part, part};
    }
    if (!is_open && *last < *first) return WholeBody{};
    if (*first >= size) return NoSuchPart{};
    const auto end = is_open ? size : std::min(*last, size - 1) + 1;
    return Part{*first, end - *first};
}

bool accepts_gzip(const Request& request) {
    std::string_view list = request.header("Accept-Encoding").value_or("");
    std::optional<bool> named, any;
    while (!list.empty()) {
        std::string_view parameters = next_piece(list, ',');
        const auto coding = next_piece(parameters, ';');
        const auto weight = trimmed(parameters);
        const bool wanted =
            weight.find_first_of("123456789") != std::string_view::npos || weight.empty();
        if (is_same_in_any_case(coding, "gzip")) named = wanted;
        if (coding == "*") any = wanted;
    }
    return named.value_or(any.value_or(false));
}

std::string http_date(std::chrono::sys_seconds at) {
    const auto day = std::chrono::floor<std::chrono::days>(at);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(at - day);
    return fmt::format(
        "{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", kDays[std::chrono::weekday(day).c_encoding()],
        static_cast<unsigned>(date.day()), kMonths[static_cast<unsigned>(date.month()) - 1],
        static_cast<int>(date.year()), clock.hours().count(), clock.minutes().count(),
        clock.seconds().count());
}

std::optional<std::chrono::sys_seconds> parse_http_date(std::string_view text) {
    // 0    5  8   12   17 20 23 26
    // Tue, 24 Nov 2026 08:00:00 GMT
    constexpr std::string_view kMarks = "   , xx xxx xxxx xx:xx:xx GMT";
    if (text.size() != kMarks.size()) return std::nullopt;
    for (std::size_t at = 3; at < kMarks.size(); ++at)
        if (kMarks[at] != 'x' && text[at] != kMarks[at]) return std::nullopt;
    const auto month = std::find(kMonths.begin(), kMonths.end(), text.substr(8, 3));
    const int day = digits(text, 5, 2), year = digits(text, 12, 4), hour = digits(text, 17, 2);
    const int minute = digits(text, 20, 2), second = digits(text, 23, 2);
    if (month == kMonths.end() || std::min({day, year, hour, minute, second}) < 0 || hour > 23 ||
        minute > 59 || second > 59)
        return std::nullopt;
    const std::chrono::year_month_day date(
        std::chrono::year(year),
        std::chrono::month(static_cast<unsigned>(month - kMonths.begin()) + 1),
        std::chrono::day(static_cast<unsigned>(day)));
    if (!date.ok()) return std::nullopt;
    return std::chrono::sys_days(date) + std::chrono::hours(hour) + std::chrono::minutes(minute) +
           std::chrono::seconds(second);
}

}  // namespace wls::http
