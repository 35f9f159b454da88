#include "time/weekly/weekly_words.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.h"
#include "time/text/day_names.h"
#include "time/text/text_error.h"

namespace wls {

namespace {

constexpr std::uint32_t kAll = 0x7F, kWorking = 0x1F, kWeekend = 0x60;
constexpr std::string_view kDash = "–";

struct Known {
    std::string_view text;
    Word word;
    std::uint32_t value;
};
constexpr Known kKnown[] = {{"to", Word::To, 0},
                            {"until", Word::To, 0},
                            {"au", Word::To, 0},
                            {"à", Word::To, 0},
                            {"and", Word::And, 0},
                            {"et", Word::And, 0},
                            {"every", Word::Every, kAll},
                            {"tous", Word::Every, kAll},
                            {"chaque", Word::Every, kAll},
                            {"daily", Word::Days, kAll},
                            {"weekday", Word::Days, kWorking},
                            {"weekdays", Word::Days, kWorking},
                            {"weekend", Word::Days, kWeekend},
                            {"weekends", Word::Days, kWeekend}};
constexpr std::string_view kFillers[] = {"from", "on", "day", "days", "the",  "du",
                                         "de",   "le", "les", "jour", "jours"};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
// Letters, and whatever is not ASCII.
bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

Result<WeeklyWord> WeeklyWords::next() {
    for (;;) {
        at_ = std::min(text_.find_first_not_of(" \t", at_), text_.size());
        const std::size_t begin = at_;
        if (at_ == text_.size()) return WeeklyWord{Word::Finish, begin, 0};
        const char c = text_[at_];
        if (c == '-' || text_.substr(at_).starts_with(kDash)) {
            at_ += c == '-' ? 1 : kDash.size();
            return WeeklyWord{Word::To, begin, 0};
        }
        if (c == ',' || c == ';') {
            ++at_;
            return WeeklyWord{c == ',' ? Word::And : Word::Next, begin, 0};
        }
        if (is_digit(c)) return time_of_day();
        if (!is_letter(c))
            return fail_at(text_, begin,
                           "unexpected " + character_at(text_, begin) +
                               "; write for example Mon-Fri 08:00-19:00");
        while (at_ < text_.size() && is_letter(text_[at_]) && !text_.substr(at_).starts_with(kDash))
            ++at_;
        const std::string name = lower_case(text_.substr(begin, at_ - begin));
        if (std::ranges::find(kFillers, name) != std::end(kFillers)) continue;
        const auto known = std::ranges::find(kKnown, name, &Known::text);
        if (known != std::end(kKnown)) return WeeklyWord{known->word, begin, known->value};
        if (const auto day = spoken_week_day(name))
            return WeeklyWord{Word::Day, begin, static_cast<std::uint32_t>(*day)};
        return fail_at(text_, begin, unknown_spoken_week_day(text_.substr(begin, at_ - begin)));
    }
}

// 8:00, 08:00, 08:00:30; 8h and 8h30 as the French write.
Result<WeeklyWord> WeeklyWords::time_of_day() {
    const std::size_t begin = at_;
    std::array<int, 3> parts{};
    std::size_t count = 0;
    for (;; ++at_) {
        int digits = 0, value = 0;
        for (; at_ < text_.size() && is_digit(text_[at_]) && digits < 3; ++at_, ++digits)
            value = value * 10 + (text_[at_] - '0');
        const bool is_hours_only = count == 1 && digits == 0 && text_[at_ - 1] == 'h';
        if (is_hours_only) break;
        if (digits == 0 || digits > 2 || (count > 0 && digits != 2))
            return fail_at(text_, begin, "a time is written 08:00 or 08:00:30");
        parts[count++] = value;
        const char mark = at_ < text_.size() ? text_[at_] : '\0';
        const bool goes_on = mark == ':' ? count < 3 : mark == 'h' && count == 1;
        if (!goes_on) break;
    }
    const bool is_alone = count == 1 && text_[at_ - 1] != 'h';
    const bool has_rest =
        at_ < text_.size() && !text_.substr(at_).starts_with(kDash) &&
        (is_letter(text_[at_]) || is_digit(text_[at_]) || text_[at_] == ':' || text_[at_] == '.');
    if (is_alone || has_rest) return fail_at(text_, begin, "a time is written 08:00 or 08:00:30");
    const auto [hour, minute, second] = parts;
    const int seconds = (hour * 60 + minute) * 60 + second;
    if (minute > 59 || second > 59 || seconds > 24 * 3600)
        return fail_at(text_, begin, "no time of a day; 00:00 to 23:59, or 24:00 as an end");
    return WeeklyWord{Word::Time, begin, static_cast<std::uint32_t>(seconds)};
}

}  // namespace wls
