// The list of dates, and which of the two forms a text is: see calendar_text.h.
#include <string>
#include <vector>

#include "base/text.h"
#include "time/calendar/content_lines.h"
#include "time/calendar/limits.h"
#include "time/calendar_text.h"
#include "time/local_time.h"
#include "time/text/date_words.h"
#include "time/text/text_error.h"

namespace wls {

namespace {

constexpr std::string_view kBlanks = " \t\r";
constexpr std::string_view kTo = "..";
constexpr std::size_t kDateBytes = 10;

// One line of the list.
class EntryParser {
  public:
    explicit EntryParser(std::string_view line) : line_(line) {}

    // Nothing for a blank line and a comment.
    Result<std::optional<DateSpan>> parse() {
        skip_blanks();
        if (at_ == line_.size() || line_[at_] == '#') return std::nullopt;
        DateSpan span;
        WLS_TRY(date(span.first));
        span.last = span.first;
        const std::size_t after_date = at_;
        skip_blanks();
        if (line_.substr(at_).starts_with(kTo)) {
            at_ += kTo.size();
            skip_blanks();
            const std::size_t last_at = at_;
            WLS_TRY(date(span.last));
            if (span.last < span.first)
                return fail_at(line_, last_at, "it ends before it starts; exchange the two dates");
            skip_blanks();
        } else if (at_ == after_date && at_ < line_.size()) {
            return fail_at(line_, at_, "a blank is wanted between the date and its name");
        }
        WLS_TRY(check_no_other_date());
        if (at_ < line_.size() && line_[at_] != '#') span.name = line_.substr(at_);
        return span;
    }

  private:
    void skip_blanks() { at_ = std::min(line_.find_first_not_of(kBlanks, at_), line_.size()); }

    Result<> date(std::chrono::local_days& date) {
        const auto word = line_.substr(at_, kDateBytes);
        const auto read = word.size() == kDateBytes ? parse_table_text(word) : std::nullopt;
        if (!read)
            return fail_at(line_, std::min(at_, line_.size() - 1),
                           looks_like_date(word)
                               ? no_such(word)
                               : "a date is wanted here, as 2026-12-25 (an .ics file begins with "
                                 "BEGIN:VCALENDAR)");
        date = std::chrono::floor<std::chrono::days>(*read);
        if (date < kFirstSearchedDay || date > kLastSearchedDay)
            return fail_at(line_, at_, "dates lie in the years 1970 to 2400");
        at_ += kDateBytes;
        return {};
    }

    static std::string no_such(std::string_view word) {
        const auto why = wrong_day(word);
        return why.empty() ? "there is no such date" : why;
    }

    static bool looks_like_date(std::string_view word) {
        if (word.size() != kDateBytes) return false;
        for (std::size_t i = 0; i < word.size(); ++i) {
            const bool dash = i == 4 || i == 7;
            if (dash ? word[i] != '-' : word[i] < '0' || word[i] > '9') return false;
        }
        return true;
    }

    // "2026-12-24 to 2027-01-02" must not be one day with a strange name.
    Result<> check_no_other_date() const {
        constexpr const char* kOther =
            "another date; write a span as 2026-12-24..2027-01-02, each on a line of its own";
        if (line_.substr(at_).starts_with(kTo)) return fail_at(line_, at_, kOther);
        for (std::size_t at = at_, word = 0; at < line_.size() && word < 2; ++word) {
            if (looks_like_date(line_.substr(at, kDateBytes))) return fail_at(line_, at, kOther);
            const std::size_t blank = std::min(line_.find_first_of(kBlanks, at), line_.size());
            at = std::min(line_.find_first_not_of(kBlanks, blank), line_.size());
        }
        return {};
    }

    std::string_view line_;
    std::size_t at_ = 0;
};

}  // namespace

Result<CalendarText> parse_calendar(std::string_view text) {
    constexpr std::string_view kBegin = "BEGIN:";
    auto begin = without_byte_order_mark(text);
    begin.remove_prefix(std::min(begin.find_first_not_of(" \t\r\n"), begin.size()));
    if (is_same_in_any_case(begin.substr(0, kBegin.size()), kBegin)) return parse_ics(text);
    auto calendar = parse_date_list(text);
    if (!calendar) return fail(calendar);
    return CalendarText{std::move(*calendar)};
}

Result<Calendar> parse_date_list(std::string_view text) {
    WLS_TRY(check_calendar_text(text));
    text = without_byte_order_mark(text);
    std::vector<DateSpan> spans;
    for (std::size_t number = 1; !text.empty(); ++number) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        auto entry = EntryParser(text.substr(0, end)).parse();
        const std::string where = "line " + std::to_string(number);
        if (!entry) return fail(where, entry);
        if (*entry) {
            if (spans.size() == kMostCalendarEvents)
                return fail(ErrorCode::Invalid, where + ": more than 100,000 entries");
            spans.push_back(std::move(**entry));
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return Calendar::of(spans);
}

}  // namespace wls
