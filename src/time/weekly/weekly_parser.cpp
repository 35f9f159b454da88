#include "time/weekly/weekly_parser.h"

#include <bit>
#include <optional>
#include <string>

#include "time/text/text_error.h"
#include "time/weekly/weekly_words.h"

namespace wls {

namespace {

constexpr std::size_t kMostBytes = 1'024;
constexpr std::size_t kMostEntries = 64;
constexpr int kDay = 86'400;

class Parser {
  public:
    Parser(std::string_view text, std::vector<Weekly::Entry>& entries)
        : text_(text), words_(text), entries_(entries) {}

    Result<> parse() {
        WLS_TRY(advance());
        for (;;) {
            WLS_TRY(window());
            if (now_.word == Word::Finish) return {};
            if (now_.word != Word::Next)
                return wrong("a window ends here; write ';' before the next one");
            WLS_TRY(advance());
            if (now_.word == Word::Finish) return {};
        }
    }

  private:
    Failure wrong(const std::string& what) const { return fail_at(text_, now_.at, what); }

    Result<> advance() {
        auto read = words_.next();
        if (!read) return fail(read);
        now_ = *read;
        return {};
    }

    Result<> window() {
        const std::size_t begin = now_.at;
        Weekly::Entry entry;
        WLS_TRY(days(entry));
        const auto start = now_;
        WLS_TRY(time_of_day("starts"));
        if (start.value == kDay)
            return fail_at(text_, start.at, "24:00 is an end only; write 00:00");
        if (now_.word != Word::To) return wrong("when does it end? Write for example 08:00-19:00");
        WLS_TRY(advance());
        std::optional<WeeklyWord> last_day;
        if (now_.word == Word::Day) {
            last_day = now_;
            WLS_TRY(advance());
        }
        const auto end = now_;
        WLS_TRY(time_of_day("ends"));

        entry.start = static_cast<int>(start.value);
        if (last_day) {
            if ((entry.days & (entry.days - 1)) != 0)
                return fail_at(text_, last_day->at,
                               "an end with a day of its own goes with one day at the front");
            const int first = std::countr_zero(entry.days);
            const int days = (static_cast<int>(last_day->value) - first + 7) % 7;
            entry.length = days * kDay + static_cast<int>(end.value) - entry.start;
            if (entry.length <= 0) entry.length += 7 * kDay;
        } else {
            entry.length = static_cast<int>(end.value) - entry.start;
            if (entry.length == 0)
                return fail_at(text_, end.at,
                               "it ends as it starts; a whole day is 00:00-24:00, or with the day "
                               "it ends on, Mon 08:00-Tue 08:00");
            if (entry.length < 0) entry.length += kDay;
        }
        if (entries_.size() == kMostEntries)
            return fail_at(text_, begin, "more than 64 windows; use ranges of days");
        entries_.push_back(entry);
        return {};
    }

    Result<> days(Weekly::Entry& entry) {
        if (now_.word == Word::Every) {
            entry.days = now_.value;
            WLS_TRY(advance());
            if (now_.word != Word::Day && now_.word != Word::Days) return {};
            entry.days = 0;
        }
        if (now_.word == Word::Days) {
            entry.days = now_.value;
            return advance();
        }
        for (;;) {
            if (now_.word != Word::Day)
                return wrong(now_.word == Word::Time
                                 ? "on which days? Write for example Mon-Fri 08:00-19:00"
                                 : "a day is wanted here, Mon to Sun");
            const std::uint32_t first = now_.value;
            std::uint32_t last = first;
            WLS_TRY(advance());
            if (now_.word == Word::To) {
                WLS_TRY(advance());
                if (now_.word != Word::Day) return wrong("a day is wanted here, Mon to Sun");
                last = now_.value;
                WLS_TRY(advance());
            }
            for (std::uint32_t day = first;; day = (day + 1) % 7) {
                entry.days |= 1U << day;
                if (day == last) break;
            }
            if (now_.word != Word::And) return {};
            WLS_TRY(advance());
        }
    }

    Result<> time_of_day(const std::string& what) {
        if (now_.word != Word::Time)
            return wrong("the time at which it " + what + " is wanted here, as 08:00");
        return advance();
    }

    std::string_view text_;
    WeeklyWords words_;
    std::vector<Weekly::Entry>& entries_;
    WeeklyWord now_;
};

}  // namespace

Result<> parse_weekly(std::string_view text, std::vector<Weekly::Entry>& entries) {
    if (text.size() > kMostBytes) return fail_at(text, kMostBytes, "at most 1,024 bytes");
    return Parser(text, entries).parse();
}

}  // namespace wls
