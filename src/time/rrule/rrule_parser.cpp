#include "time/rrule/rrule_parser.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

#include "base/text.h"
#include "time/text/day_names.h"
#include "time/text/text_error.h"

namespace wls {

namespace {

using Frequency = RRuleParts::Frequency;

constexpr std::size_t kMostBytes = 256;
constexpr std::size_t kMostItems = 64;
constexpr int kMostNumber = 1'000'000;
constexpr std::size_t kShown = 20;

constexpr std::array<std::string_view, 7> kDays = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
constexpr std::array<std::string_view, 4> kFrequencies = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"};

enum class Name { Freq, Interval, Count, Until, ByDay, ByMonthDay, ByMonth, BySetPos, WkSt };
constexpr std::array<std::string_view, 9> kNames = {
    "FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST"};

// What others write in or beside a rule, and the way out.
constexpr struct {
    std::string_view name, way_out;
} kRefused[] = {
    {"BYSECOND", "every start has the time of day of the first; use cron_start and cron_stop"},
    {"BYMINUTE", "every start has the time of day of the first; use cron_start and cron_stop"},
    {"BYHOUR", "every start has the time of day of the first; use cron_start and cron_stop"},
    {"BYYEARDAY", "name the days with BYMONTH and BYMONTHDAY"},
    {"BYWEEKNO", "name the days with BYMONTH and BYDAY"},
    {"BYEASTER", "list the dates as extra"},
    {"RSCALE", "leave it out; the calendar is the Gregorian"},
    {"SKIP", "leave it out; a date that a month does not have is left out"},
    {"DTSTART", "it stands beside the rule; give it as start"},
    {"DTEND", "it stands beside the rule; give it as end"},
    {"DURATION", "it stands beside the rule; give an end"},
    {"EXDATE", "it stands beside the rule; give such dates as except"},
    {"EXRULE", "list the dates as except"},
    {"RDATE", "it stands beside the rule; give such dates as extra"},
};

std::string upper(std::string_view text) {
    std::string large(text);
    for (char& c : large)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return large;
}

// 0: Monday.
std::optional<int> day_named(std::string_view name) {
    const auto found = std::ranges::find(kDays, name);
    if (found == kDays.end()) return {};
    return static_cast<int>(found - kDays.begin());
}

// A piece of the text, in capitals, and where it stands.
struct Piece {
    std::string_view text;
    std::size_t at = 0;
};

// Takes the text before `mark` off the front.
Piece take_until(Piece& rest, char mark) {
    const auto end = std::min(rest.text.find(mark), rest.text.size());
    const Piece piece{rest.text.substr(0, end), rest.at};
    const auto taken = std::min(end + 1, rest.text.size());
    rest = {rest.text.substr(taken), rest.at + taken};
    return piece;
}

class Parser {
  public:
    Parser(std::string_view text, LocalTime first_start, std::string_view way_out)
        : text_(text), large_(upper(text)), first_start_(first_start), way_out_(way_out) {}

    Result<RRuleParts> parse() {
        Piece rest{large_, 0};
        constexpr std::string_view kFront = "RRULE:";
        if (rest.text.starts_with(kFront)) rest = {rest.text.substr(kFront.size()), kFront.size()};
        if (rest.text.ends_with(';')) rest.text.remove_suffix(1);
        for (bool is_last = false; !is_last;) {
            is_last = !rest.text.contains(';');
            WLS_TRY(part(take_until(rest, ';')));
        }
        if (!has(Name::Freq))
            return fail_at(text_, 0, "FREQ is missing: DAILY, WEEKLY, MONTHLY or YEARLY");
        WLS_TRY(check());
        WLS_TRY(check_days());
        return std::move(parts_);
    }

  private:
    Failure wrong(const Piece& piece, const std::string& what) const {
        return fail_at(text_, piece.at, what);
    }
    Failure wrong(Name name, const std::string& what) const {
        return fail_at(text_, *seen(name), what);
    }
    // As it is written.
    std::string shown(const Piece& piece) const {
        return "'" + shortened(text_.substr(piece.at, piece.text.size()), kShown) + "'";
    }
    // Where the part stands.
    const std::optional<std::size_t>& seen(Name name) const {
        return seen_[static_cast<std::size_t>(name)];
    }
    bool has(Name name) const { return seen(name).has_value(); }

    Result<> part(Piece value) {
        const bool has_value = value.text.contains('=');
        const Piece name = take_until(value, '=');
        const auto found = std::ranges::find(kNames, name.text);
        if (found == kNames.end()) return unknown(name);
        if (!has_value) return wrong(name, "a part is written NAME=VALUE, as FREQ=WEEKLY");
        auto& at = seen_[static_cast<std::size_t>(found - kNames.begin())];
        if (at) return wrong(name, std::string(name.text) + " comes twice");
        at = name.at;
        return take(static_cast<Name>(found - kNames.begin()), value);
    }

    Failure not_supported(const Piece& piece, std::string_view name,
                          std::string_view own_way_out) const {
        return wrong(piece, std::string(name) + " is not supported: " +
                                std::string(way_out_.empty() ? own_way_out : way_out_));
    }

    Failure unknown(const Piece& name) const {
        if (name.text.empty()) return wrong(name, "a part is wanted here, as FREQ=WEEKLY");
        for (const auto& refused : kRefused)
            if (name.text.substr(0, name.text.find_first_of(":;")) == refused.name)
                return not_supported(name, refused.name, refused.way_out);
        const auto near = nearest(name.text.substr(0, kShown), kNames);
        return wrong(name, "unknown part " + shown(name) +
                               (near.empty() ? "; a rule is written FREQ=WEEKLY;BYDAY=MO,WE"
                                             : "; did you mean " + std::string(near) + "?"));
    }

    Result<> take(Name name, const Piece& value) {
        if (value.text.empty()) return wrong(value, "a value is missing here");
        switch (name) {
            case Name::Freq:
                return frequency(value);
            case Name::Interval:
                return number(name, value, kMostNumber, parts_.interval);
            case Name::Count:
                return number(name, value, kMostNumber, parts_.count.emplace());
            case Name::Until:
                return until(value);
            case Name::ByDay:
                return items(value, [this](const Piece& item) { return day(item); });
            case Name::ByMonthDay:
                return items(value, [this](const Piece& item) { return month_day(item); });
            case Name::ByMonth:
                return items(value, [this](const Piece& item) { return month(item); });
            case Name::BySetPos:
                return items(value, [this](const Piece& item) { return position(item); });
            case Name::WkSt:
                break;
        }
        const auto found = day_named(value.text);
        if (!found) return unknown_day(value, value.text);
        parts_.week_start = *found;
        return {};
    }

    template <class Take>
    Result<> items(Piece list, Take take_item) {
        for (std::size_t count = 1;; ++count) {
            if (count > kMostItems) return wrong(list, "more than 64 items in a list");
            const bool is_last = !list.text.contains(',');
            const Piece item = take_until(list, ',');
            if (item.text.empty()) return wrong(item, "a value is missing here");
            WLS_TRY(take_item(item));
            if (is_last) return {};
        }
    }

    Result<> frequency(const Piece& value) {
        const auto found = std::ranges::find(kFrequencies, value.text);
        if (found != kFrequencies.end()) {
            parts_.frequency = static_cast<Frequency>(found - kFrequencies.begin());
            return {};
        }
        for (const std::string_view refused : {"HOURLY", "MINUTELY", "SECONDLY"})
            if (value.text == refused)
                return not_supported(value, refused, "use cron_start and cron_stop");
        const auto near = nearest(value.text.substr(0, kShown), kFrequencies);
        return wrong(value, "unknown frequency " + shown(value) +
                                (near.empty() ? "; it is DAILY, WEEKLY, MONTHLY or YEARLY"
                                              : "; did you mean " + std::string(near) + "?"));
    }

    // From 1 on, without a sign.
    static bool is_number(std::string_view text, int most, int& value) {
        const char* const begin = text.data();
        const auto [end, error] = std::from_chars(begin, begin + text.size(), value);
        return error == std::errc() && end == begin + text.size() && value >= 1 && value <= most;
    }

    Result<> number(Name name, const Piece& piece, int most, int& value) const {
        if (is_number(piece.text, most, value)) return {};
        return wrong(piece, std::string(kNames[static_cast<std::size_t>(name)]) +
                                " is a number from 1 to " + std::to_string(most));
    }

    // 3, +3, -3; 0: none of these.
    static int from_both_ends(std::string_view text, int most) {
        const bool is_back = text.starts_with('-');
        if (is_back || text.starts_with('+')) text.remove_prefix(1);
        int value = 0;
        if (!is_number(text, most, value)) return 0;
        return is_back ? -value : value;
    }

    Failure no_number_from_both_ends(const Piece& piece, const std::string& what, int most) const {
        return wrong(piece, what + " is a number from 1 to " + std::to_string(most) +
                                ", or from -1 to -" + std::to_string(most) +
                                " counted from the end");
    }

    Result<> month_day(const Piece& piece) {
        const int value = from_both_ends(piece.text, 31);
        if (value == 0) return no_number_from_both_ends(piece, "BYMONTHDAY", 31);
        parts_.month_days.push_back(value);
        return {};
    }

    Result<> position(const Piece& piece) {
        const int value = from_both_ends(piece.text, 366);
        if (value == 0) return no_number_from_both_ends(piece, "BYSETPOS", 366);
        parts_.positions.push_back(value);
        return {};
    }

    Result<> month(const Piece& piece) {
        int value = 0;
        const auto named = month_named(piece.text);
        if (named)
            return wrong(piece,
                         "a month is a number; did you mean " + std::to_string(*named) + "?");
        WLS_TRY(number(Name::ByMonth, piece, 12, value));
        parts_.months |= 1U << value;
        return {};
    }

    Failure unknown_day(const Piece& piece, std::string_view name) const {
        std::string_view near = nearest(name.substr(0, kShown), kDays);
        // Sunday is 0 there.
        if (const auto named = week_day_named(name))
            near = kDays[static_cast<std::size_t>((*named + 6) % 7)];
        return wrong(piece, "unknown day " +
                                shown({name, piece.at + piece.text.size() - name.size()}) +
                                (near.empty() ? "; they are MO TU WE TH FR SA SU"
                                              : "; did you mean " + std::string(near) + "?"));
    }

    // MO, 2FR, -1SU
    Result<> day(const Piece& piece) {
        const auto letters =
            std::min(piece.text.find_first_not_of("+-0123456789"), piece.text.size());
        const auto name = piece.text.substr(letters);
        const auto found = day_named(name);
        if (!found) return unknown_day(piece, name);
        int ordinal = 0;
        if (letters > 0) {
            const Piece number{piece.text.substr(0, letters), piece.at};
            ordinal = from_both_ends(number.text, 53);
            if (ordinal == 0) return no_number_from_both_ends(number, "the number of a day", 53);
        }
        parts_.days.push_back({*found, ordinal});
        return {};
    }

    // 20271231, 20271231T180000
    Result<> until(const Piece& value) {
        const auto text = value.text;
        if (text.ends_with('Z'))
            return wrong(value, "UNTIL is local time, as the plan is; leave out the Z");
        const auto read = parse_ical_text(text);
        if (!read)
            return wrong(value, shown(value) + " is no date; write 20271231 or 20271231T180000");
        parts_.until_is_date = !text.contains('T');
        parts_.until = parts_.until_is_date ? *read + std::chrono::days(1) - Duration(1) : *read;
        return {};
    }

    Result<> check() const {
        if (parts_.count && parts_.until)
            return wrong(*seen(Name::Count) < *seen(Name::Until) ? Name::Until : Name::Count,
                         "COUNT and UNTIL both; give one of them");
        if (parts_.until && *parts_.until < first_start_)
            return wrong(Name::Until,
                         "UNTIL lies before the first start, " + iso_text(first_start_));
        if (parts_.positions.empty()) return {};
        if (parts_.days.empty() && parts_.month_days.empty() && parts_.months == 0)
            return wrong(Name::BySetPos,
                         "BYSETPOS chooses among the days of BYDAY, BYMONTHDAY or BYMONTH; give "
                         "one of these");
        constexpr struct {
            int most;
            std::string_view text;
        } kPeriods[] = {{1, "a day has one start; leave it out"},
                        {7, "a week has 7 days; write 1 to 7 or -1 to -7"},
                        {31, "a month has 31 days; write 1 to 31 or -1 to -31"},
                        {366, ""}};
        const auto& period = kPeriods[static_cast<std::size_t>(parts_.frequency)];
        for (const int position : parts_.positions)
            if (std::abs(position) > period.most)
                return wrong(Name::BySetPos, "BYSETPOS=" + std::to_string(position) + ": " +
                                                 std::string(period.text));
        return {};
    }

    Result<> check_days() const {
        using enum Frequency;
        if (!parts_.month_days.empty() && parts_.frequency == Weekly)
            return wrong(Name::ByMonthDay,
                         "BYMONTHDAY does not go with FREQ=WEEKLY; write FREQ=MONTHLY or DAILY");
        const bool is_month = parts_.frequency == Monthly || parts_.months != 0;
        for (const auto& day : parts_.days) {
            if (day.ordinal == 0) continue;
            if (parts_.frequency == Daily || parts_.frequency == Weekly)
                return wrong(Name::ByDay,
                             "numbers of days, as in 2FR, go with FREQ=MONTHLY or YEARLY");
            if (is_month && std::abs(day.ordinal) > 5)
                return wrong(Name::ByDay,
                             "a month has a day of the week at most five times; write 1 to 5, or "
                             "-1 for the last");
        }
        return {};
    }

    const std::string_view text_;
    const std::string large_;
    const LocalTime first_start_;
    const std::string_view way_out_;
    RRuleParts parts_;
    std::array<std::optional<std::size_t>, kNames.size()> seen_;
};

}  // namespace

Result<RRuleParts> parse_rrule(std::string_view text, LocalTime first_start,
                               std::string_view way_out) {
    if (text.size() > kMostBytes) return fail_at(text, kMostBytes, "a rule has at most 256 bytes");
    return Parser(text, first_start, way_out).parse();
}

}  // namespace wls
