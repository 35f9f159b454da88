#include "cli/rows.h"

#include <array>
#include <cstdio>

#include "api/datetime_rules.h"
#include "cli/display.h"
#include "cli/json_text.h"
#include "domain/workload.h"
#include "time/text/day_names.h"

namespace wls::cli {

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::array<const char*, 7> kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<const char*, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::optional<api::WrittenTime> written_time(const api::Json& json, std::string_view key) {
    const auto* member = json.find(key);
    if (!member || !member->as<std::string>()) return {};
    const auto written = api::parse_date_time(*member);
    if (!written) return {};
    return *written;
}

std::string clock_words(LocalTime time, bool with_seconds) {
    const std::chrono::hh_mm_ss clock{time - std::chrono::floor<days>(time)};
    char text[16];
    const int length = std::snprintf(
        text, sizeof text, "%02d:%02d:%02d", static_cast<int>(clock.hours().count()),
        static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()));
    const bool whole = with_seconds || clock.seconds().count() != 0;
    return std::string(text, static_cast<std::size_t>(whole ? length : length - 3));
}

std::chrono::year_month_day date_of(LocalTime time) {
    return std::chrono::year_month_day{std::chrono::floor<days>(time)};
}

std::string target_words(const api::Json& json) {
    const auto* target = json.find("target");
    if (!target || target->is_null()) return "";
    std::string text;
    for (const char* part : {"kind", "namespace", "name"}) {
        const auto value = member_text(*target, part);
        if (!value.empty()) text += (text.empty() ? "" : "/") + value;
    }
    const auto selector = member_text(*target, "selector");
    if (!selector.empty()) text += (text.empty() ? "" : " ") + selector;
    return text.empty() ? visible(json_text(*target)) : text;
}

std::string lateness_of(const api::Json& json, const std::string& outcome) {
    const auto at = member_instant(json, "at");
    const auto done_at = member_instant(json, "done_at");
    const bool acted = outcome == "done" || outcome == "already" || outcome == "failed";
    if (!at || !done_at || !acted) return "";
    return length_words(*done_at - *at);
}

}  // namespace

std::string member_text(const api::Json& json, std::string_view key) {
    const auto* member = json.find(key);
    if (!member || member->is_null()) return "";
    if (const auto* text = member->as<std::string>()) return visible(*text);
    return json_text(*member);
}

std::optional<LocalTime> member_time(const api::Json& json, std::string_view key) {
    const auto written = written_time(json, key);
    if (!written) return {};
    return written->time;
}

std::optional<Instant> member_instant(const api::Json& json, std::string_view key) {
    const auto written = written_time(json, key);
    if (!written || !written->offset) return {};
    return Instant{written->time.time_since_epoch() - *written->offset};
}

std::string day_words(LocalTime time, bool year, Language language) {
    const auto date = date_of(time);
    const std::chrono::weekday weekday{std::chrono::floor<days>(time)};
    const auto month = static_cast<unsigned>(date.month());
    const bool is_french = language == Language::French;
    const std::string day_name =
        is_french
            ? std::string(week_day_name(static_cast<int>(weekday.iso_encoding()) - 1, language)
                              .substr(0, 3)) +
                  "."
            : kDays[weekday.c_encoding()];
    const std::string_view month_word =
        is_french ? month_name(static_cast<int>(month), language) : kMonths[month - 1];
    return day_name + " " + std::to_string(static_cast<unsigned>(date.day())) + " " +
           std::string(month_word) +
           (year ? " " + std::to_string(static_cast<int>(date.year())) : "");
}

std::string window_words(LocalTime start, LocalTime end, std::string_view arrow,
                         bool with_seconds) {
    const auto has_seconds = [](LocalTime time) {
        return std::chrono::floor<seconds>(time) != std::chrono::floor<minutes>(time);
    };
    with_seconds = with_seconds || has_seconds(start) || has_seconds(end);
    const auto first = date_of(start), last = date_of(end);
    std::string text = day_words(start, true) + " " + clock_words(start, with_seconds) + " " +
                       std::string(arrow) + " ";
    if (first != last) text += day_words(end, first.year() != last.year()) + " ";
    return text + clock_words(end, with_seconds);
}

std::string length_words(Duration length, Language language) {
    const std::string sign = length < Duration::zero() ? "-" : "";
    if (length < Duration::zero()) length = -length;
    const auto two = [&](std::int64_t large, const char* unit, std::int64_t small,
                         const char* small_unit) {
        std::string text = sign + std::to_string(large) + " " + unit;
        if (small > 0) text += " " + std::to_string(small) + " " + small_unit;
        return text;
    };
    if (length >= hours{24}) {
        const auto whole = std::chrono::floor<days>(length);
        return two(whole.count(), language == Language::French ? "j" : "d",
                   std::chrono::floor<hours>(length - whole).count(), "h");
    }
    if (length >= hours{1}) {
        const auto whole = std::chrono::floor<hours>(length);
        return two(whole.count(), "h", std::chrono::floor<minutes>(length - whole).count(), "m");
    }
    if (length >= minutes{1}) {
        const auto whole = std::chrono::floor<minutes>(length);
        return two(whole.count(), "m", std::chrono::floor<seconds>(length - whole).count(), "s");
    }
    char text[32];
    const bool short_one = length < seconds{1};
    std::snprintf(text, sizeof text, short_one ? "%.2f s" : "%.1f s",
                  std::chrono::duration<double>(length).count());
    return sign + text;
}

bool is_row(const api::Json& json) {
    const auto has = [&](const char* key) {
        const auto* member = json.find(key);
        return member && !member->is_null();
    };
    return has("id") || has("name");
}

ScheduleRow schedule_row(const api::Json& json) {
    ScheduleRow row;
    row.id = member_text(json, "id");
    row.name = member_text(json, "name");
    row.status = member_text(json, "status");
    row.target = target_words(json);
    if (const auto* active = json.find("active"))
        if (const auto* flag = active->as<bool>()) row.active = *flag;
    const auto start = member_time(json, "start_time");
    const auto end = member_time(json, "end_time");
    row.when = start && end
                   ? window_words(*start, *end, "→", false)
                   : member_text(json, "start_time") + " → " + member_text(json, "end_time");
    return row;
}

TransitionRow transition_row(const api::Json& json) {
    TransitionRow row;
    row.id = member_text(json, "id");
    const auto at = member_time(json, "at");
    row.at = at ? table_text(*at).substr(0, 19) : member_text(json, "at");
    row.edge = member_text(json, "edge");
    row.workload = name_in_key(member_text(json, "workload"));
    row.schedule = member_text(json, "schedule");
    row.outcome = member_text(json, "outcome");
    row.lateness = lateness_of(json, row.outcome);
    row.message = member_text(json, "message");
    return row;
}

Paint status_paint(const std::string& status) {
    if (status == "running") return Paint::Green;
    if (status == "failed") return Paint::Red;
    return status == "missed" ? Paint::Yellow : Paint::None;
}

Paint outcome_paint(const std::string& outcome) {
    if (outcome == "failed") return Paint::Red;
    if (outcome == "missed" || outcome == "blocked") return Paint::Yellow;
    return outcome == "pending" ? Paint::Faint : Paint::None;
}

}  // namespace wls::cli
