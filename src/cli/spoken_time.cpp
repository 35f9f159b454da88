#include "cli/spoken_time.h"

#include <algorithm>

#include "api/datetime_rules.h"
#include "base/unicode.h"
#include "cli/spoken_words.h"
#include "time/text/date_words.h"

namespace wls::cli {

namespace {

using std::chrono::days;

constexpr const char* kExamples =
    "say for example 'in 5m', 'tomorrow 09:00', 'friday 8:00', '18:30' or '2026-11-30 08:00'";

Failure wrong(std::string_view said, const std::string& why) {
    return fail(ErrorCode::Invalid, as_said(said) + ": " + why);
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool begins_with_year(std::string_view text) {
    return text.size() > 4 && std::ranges::all_of(text.substr(0, 4), is_digit) && text[4] == '-';
}

// 30/11/2026, 30.11.2026, 11-30-2026.
bool is_other_date(std::string_view text) {
    const auto digits = std::ranges::count_if(text.substr(0, text.find(' ')), is_digit);
    return digits >= 4 && is_digit(text.front()) &&
           text.substr(0, text.find(' ')).find_first_of("/.-") != std::string_view::npos;
}

Result<SpokenTime> read_date(std::string_view text, std::string_view said) {
    if (const auto why = wrong_day(text); !why.empty()) return wrong(said, why);
    if (text.size() <= 10) {
        const bool whole = text.size() == 10 && text[7] == '-';
        return wrong(said,
                     whole ? "say at what time of that day, as '" + std::string(text) + " 08:00'"
                           : "write a date as 2026-11-30 and a time behind it");
    }
    if (text[10] != ' ' && text[10] != 't')
        return wrong(said, "write a date as 2026-11-30 and a time behind it, as 08:00");
    std::string iso(text);
    iso[10] = 'T';
    if (iso.ends_with('z')) iso.back() = 'Z';
    // "08:00 +01:00" as "08:00+01:00"
    const auto space = iso.find(' ');
    if (space != std::string::npos && iso.find_first_of("+-Z", space) == space + 1)
        iso.erase(space, 1);
    if (iso.contains(' ') || iso.contains('/'))
        return wrong(said,
                     "behind the time may stand an offset such as +01:00, nothing else; without"
                     " one it is the server's local time");
    if (iso.size() > 12 && iso[12] == ':') iso.insert(11, 1, '0');  // 8:00
    const auto clock = iso.substr(11, iso.find_first_of("+-Z.", 11) - 11);
    if (const auto time = read_time_of_day(clock, said); !time) return fail(time);
    const auto written = api::parse_date_time(api::Json{iso});
    if (!written) {
        const auto& sentence = written.error().msg;
        const auto comma = sentence.find(", ");
        return wrong(said, (comma == std::string::npos ? sentence : sentence.substr(comma + 2)) +
                               "; write it as 2026-11-30 08:00 or 2026-11-30T08:00:00+01:00");
    }
    return Written{written->time, written->offset};
}

Result<SpokenTime> read_day_and_time(std::string_view text, std::string_view said) {
    const auto space = text.find(' ');
    const auto word = text.substr(0, space);
    const auto day = read_day(word);
    if (!day) return wrong(said, std::string("that is no time; ") + kExamples);
    if (space == std::string_view::npos)
        return wrong(said, "say at what time, as '" + std::string(word) + " 08:00'");
    auto rest = text.substr(space + 1);
    if (rest.starts_with("at ")) rest.remove_prefix(3);
    if (const auto meant = meant_time_of_day(rest); !meant.empty())
        return wrong(said, "did you mean '" + std::string(word) + " " + meant + "'?");
    const auto time = read_time_of_day(rest, said);
    if (!time) return fail(time);
    return DayTime{*day, *time};
}

// What was said is none of the forms: the nearest one.
Failure unknown(std::string_view text, std::string_view said) {
    const auto word = text.substr(0, text.find(' '));
    if (text.starts_with('-'))
        return wrong(said, "for a time that is past say '2h ago' or give the date");
    if (const auto length = read_length(text, said))
        return wrong(said, "say 'in " + std::string(text) + "' or '" + std::string(text) + " ago'");
    if (const auto meant = meant_time_of_day(text); !meant.empty())
        return wrong(said, "did you mean '" + meant + "'?");
    if (looks_like_time_of_day(text)) {
        const auto time = read_time_of_day(text, said);
        if (!time) return fail(ErrorCode::Invalid, time.error().message);
    }
    if (is_other_date(text)) return wrong(said, "write a date as 2026-11-30, year first");
    if (const auto day = nearest_day(word); !day.empty())
        return wrong(said, "did you mean '" + std::string(day) + "'?");
    return wrong(said, std::string("that is no time; ") + kExamples);
}

// The local day and time, nearest to `from`.
Result<LocalTime> local_of(const DayTime& time, const ServerTime& server, Look look, Instant from) {
    const auto today = std::chrono::floor<days>(server.zone.to_local(server.now).time);
    if (const auto* named = std::get_if<DayTime::Today>(&time.day))
        return today + days{named->days} + time.time;
    const auto first = std::chrono::floor<days>(server.zone.to_local(from).time);
    const int step = look == Look::Ahead ? 1 : -1;
    const auto* weekday = std::get_if<std::chrono::weekday>(&time.day);
    // A day more than a week: today's may be over, and a clock change may lie between.
    for (int i = 0; i <= 8; ++i) {
        const auto day = first + days{i * step};
        if (weekday && std::chrono::weekday{day} != *weekday) continue;
        const LocalTime local = day + time.time;
        const Instant at = server.zone.to_instant(local);
        if (look == Look::Ahead ? at > from : at < from) return local;
    }
    return fail(ErrorCode::Internal, "no day was found for a time of day");
}

Result<TimeReading> in_utc(Instant at) {
    const LocalTime utc{at.time_since_epoch()};
    if (utc < kFirstLocalTime || utc > kLastLocalTime)
        return fail(ErrorCode::Invalid, "the years of a time go from 1 to 9999");
    return TimeReading{at, utc_text(at)};
}

}  // namespace

Result<SpokenTime> parse_spoken_time(std::string_view said) {
    constexpr std::size_t kLongestText = 200;
    if (said.size() > kLongestText) return wrong(said, "that is too long for a time");
    if (!is_utf8(said)) return wrong(said, std::string("that is no text in UTF-8; ") + kExamples);
    const std::string text = simplified(said);
    const std::string_view view = text;
    if (text.empty()) return wrong(said, std::string("say a time; ") + kExamples);
    if (text == "now") return FromNow{};
    const bool in = view.starts_with("in ");
    if (in || view.starts_with('+')) {
        const auto rest = view.substr(in ? 3 : 1);
        const auto length = read_length(rest.starts_with(' ') ? rest.substr(1) : rest, said);
        if (!length) return fail(length);
        return FromNow{*length};
    }
    if (view.ends_with(" ago")) {
        const auto length = read_length(view.substr(0, view.size() - 4), said);
        if (!length) return fail(length);
        return FromNow{-*length};
    }
    if (begins_with_year(view)) return read_date(view, said);
    if (read_day(view.substr(0, view.find(' ')))) return read_day_and_time(view, said);
    if (looks_like_time_of_day(view))
        if (const auto time = read_time_of_day(view, said)) return DayTime{{}, *time};
    return unknown(view, said);
}

Result<Duration> parse_length(std::string_view said) {
    if (said.size() > 100 || !is_utf8(said))
        return wrong(said, "say how long, for example 30s, 5m, 2h, 1h30m or 3d");
    const auto length = read_length(simplified(said), said);
    if (length && *length == Duration::zero())
        return wrong(said, "a window lasts longer than nothing, for example 5m");
    return length;
}

Result<TimeReading> reading_of(const SpokenTime& time, const ServerTime& server, Look look,
                               std::optional<Instant> nearest_to) {
    if (const auto* from_now = std::get_if<FromNow>(&time)) {
        return in_utc(std::chrono::floor<std::chrono::seconds>(server.now + from_now->length));
    }
    if (const auto* written = std::get_if<Written>(&time); written && written->offset) {
        return in_utc(Instant{written->time.time_since_epoch() - *written->offset});
    }
    Result<LocalTime> local;
    if (const auto* day_time = std::get_if<DayTime>(&time))
        local = local_of(*day_time, server, look, nearest_to.value_or(server.now));
    else
        local = std::get<Written>(time).time;
    if (!local) return fail(local);
    return TimeReading{server.zone.to_instant(*local), iso_text(*local)};
}

std::string utc_text(Instant at) {
    return iso_text(LocalTime{at.time_since_epoch()}) + "Z";
}

}  // namespace wls::cli
