#include "time/cron/cron_parser.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <vector>

#include "base/text.h"
#include "time/text/day_names.h"
#include "time/text/text_error.h"

namespace wls {

namespace {

constexpr std::size_t kMostBytes = 256;
constexpr int kMostItems = 64;

enum class Name { Second, Minute, Hour, Day, Month, WeekDay };

struct Kind {
    Name name;
    std::string_view text;
    int least, most;
    int most_hashed;  // H stays in each month
};

constexpr Kind kKinds[] = {
    {Name::Second, "second", 0, 59, 59}, {Name::Minute, "minute", 0, 59, 59},
    {Name::Hour, "hour", 0, 23, 23},     {Name::Day, "day of the month", 1, 31, 28},
    {Name::Month, "month", 1, 12, 12},   {Name::WeekDay, "day of the week", 0, 7, 6}};

constexpr struct {
    std::string_view name, text;
} kNicknames[] = {{"@hourly", "0 * * * *"},  {"@daily", "0 0 * * *"},   {"@midnight", "0 0 * * *"},
                  {"@weekly", "0 0 * * 0"},  {"@monthly", "0 0 1 * *"}, {"@yearly", "0 0 1 1 *"},
                  {"@annually", "0 0 1 1 *"}};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// SplitMix64 (Steele, Lea, Flood 2014): the same number on every machine and in every version.
std::uint64_t mixed(std::uint64_t value) {
    value += 0x9E3779B97F4A7C15U;
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9U;
    value = (value ^ (value >> 27)) * 0x94D049BB133111EBU;
    return value ^ (value >> 31);
}

// One field: text[at, end). Throws a Failure, which parse_cron returns.
class FieldReader {
  public:
    FieldReader(std::string_view text, std::size_t at, std::size_t end, const Kind& kind,
                std::uint64_t key, CronFields& fields)
        : text_(text), at_(at), end_(end), kind_(kind), key_(key), fields_(fields) {}

    struct Read {
        std::uint64_t set = 0;
        bool any = false;       // `*` alone
        bool interval = false;  // `*` or `*/n`, alone
    };
    Read read() {
        const std::size_t begin = at_;
        const bool has_star = peek() == '*';
        int items = 0;
        for (;;) {
            if (++items > kMostItems) wrong(at_, "more than 64 items in a list; use ranges");
            item();
            if (at_ == end_) break;
            if (text_[at_] != ',') unexpected();
            ++at_;
        }
        read_.any = has_star && end_ - begin == 1;
        read_.interval = has_star && items == 1;
        return read_;
    }

  private:
    [[noreturn]] void wrong(std::size_t position, const std::string& what) const {
        throw fail_at(text_, position, what);
    }
    char peek(std::size_t ahead = 0) const {
        return at_ + ahead < end_ ? text_[at_ + ahead] : '\0';
    }
    bool take(char c) {
        if (peek() != c) return false;
        ++at_;
        return true;
    }
    static char upper(char c) {
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    // A letter that stands alone, not at the front of a name.
    bool take_letter(char letter) {
        if (upper(peek()) != letter || is_letter(peek(1))) return false;
        ++at_;
        return true;
    }

    std::string borders() const {
        return "from " + std::to_string(kind_.least) + " to " + std::to_string(kind_.most);
    }
    [[noreturn]] void unexpected() const {
        if (at_ == end_)
            wrong(at_, "the " + std::string(kind_.text) + " ends too early; give numbers " +
                           borders() + ", or *");
        if (text_[at_] == '?') wrong(at_, "'?' is of other dialects; write *");
        if (text_[at_] == '/') wrong(at_, "a step goes with * or a range; write, for example, */5");
        wrong(at_, "unexpected " + character_at(text_, at_) + " in the " + std::string(kind_.text));
    }

    // "/20", as it stands here.
    std::string step_text() const {
        if (peek() != '/') return "";
        std::size_t end = at_ + 1;
        while (end < end_ && text_[end] >= '0' && text_[end] <= '9') ++end;
        return std::string(text_.substr(at_, end - at_));
    }
    // "5/20", which others read as "5-59/20".
    [[noreturn]] void step_alone(int first) const {
        wrong(at_, "a step goes with * or a range; write, for example, " + std::to_string(first) +
                       "-" + std::to_string(most_of_all()) + step_text());
    }

    void item() {
        if (take('*')) return add_range(kind_.least, most_of_all(), step(true));
        if (upper(peek()) == 'H' && !is_letter(peek(1))) return hashed();
        if (kind_.name == Name::Day && upper(peek()) == 'L') return last_day();
        const std::size_t begin = at_;
        const int first = value();
        if (kind_.name == Name::Day && take_letter('W')) return add(fields_.nearest_days, first);
        if (kind_.name == Name::WeekDay && take_letter('L'))
            return add(fields_.last_week_days, first % 7);
        if (kind_.name == Name::WeekDay && take('#')) return nth_week_day(first);
        if (!take('-')) {
            if (peek() == '/') step_alone(first);
            return add_range(first, first, 1);
        }
        const int last = value();
        if (last < first) {
            const auto step = step_text();
            wrong(begin, "the range goes backwards; write " + range_text(first, most_of_all()) +
                             step + "," + range_text(kind_.least, last) + step);
        }
        add_range(first, last, step(false));
    }

    std::string text_of(int number) const {
        if (kind_.name == Name::WeekDay) return std::string(short_week_day(number % 7));
        if (kind_.name == Name::Month) return std::string(short_month(number));
        return std::to_string(number);
    }

    std::string range_text(int first, int last) const {
        return first == last ? text_of(first) : text_of(first) + "-" + text_of(last);
    }

    int number() {
        const std::size_t begin = at_;
        while (is_digit(peek())) ++at_;
        int value = 0;
        const auto [end, error] = std::from_chars(text_.data() + begin, text_.data() + at_, value);
        if (begin == at_) unexpected();
        if (error != std::errc()) wrong(begin, "the number is too large");
        return value;
    }

    int value() {
        const std::size_t begin = at_;
        if (is_letter(peek()) && (kind_.name == Name::Month || kind_.name == Name::WeekDay))
            return named();
        const int value = number();
        if (value < kind_.least || value > kind_.most)
            wrong(begin, std::to_string(value) + " is no " + std::string(kind_.text) + ": it is " +
                             borders());
        return value;
    }

    int named() {
        const std::size_t begin = at_;
        while (is_letter(peek())) ++at_;
        const auto name = text_.substr(begin, at_ - begin);
        const bool is_month = kind_.name == Name::Month;
        const auto find = [&](std::string_view word) {
            return is_month ? month_named(word) : week_day_named(word);
        };
        if (const auto found = find(name)) return *found;
        if (!is_month && upper(name.back()) == 'L')
            if (const auto found = find(name.substr(0, name.size() - 1))) {
                --at_;  // the L is read next
                return *found;
            }
        wrong(begin, is_month ? unknown_month(name) : unknown_week_day(name));
    }

    int step(bool is_whole) {
        if (!take('/')) return 1;
        const std::size_t begin = at_;
        const int step = number();
        if (step == 0)
            wrong(begin, is_whole ? "a step of 0 never moves; write * for every one"
                                  : "a step of 0 never moves; write the range alone");
        return step;
    }

    // `*` of the week's days has each once.
    int most_of_all() const { return kind_.name == Name::WeekDay ? 6 : kind_.most; }

    void add_range(int first, int last, int step) {
        for (int n = first; n <= last; n += step)
            read_.set |= std::uint64_t{1} << (kind_.name == Name::WeekDay ? n % 7 : n);
    }
    template <class Set>
    static void add(Set& set, int member) {
        set = static_cast<Set>(set | 1U << member);
    }

    void last_day() {
        ++at_;
        if (take_letter('W')) {
            fields_.last_weekday = true;
            return;
        }
        int before = 0;
        if (take('-')) {
            const std::size_t begin = at_;
            before = number();
            if (before > 30) wrong(begin, "no month has so many days; write L-0 to L-30");
        }
        add(fields_.days_to_last, before);
    }

    void nth_week_day(int day) {
        const std::size_t begin = at_;
        const int nth = number();
        if (nth < 1 || nth > 5)
            wrong(begin, "a month has a day of the week at most five times; write #1 to #5, or " +
                             std::string(short_week_day(day % 7)) + "L for the last");
        add(fields_.nth_week_days[static_cast<std::size_t>(nth - 1)], day % 7);
    }

    void hashed() {
        fields_.has_hash = true;
        ++at_;
        int least = kind_.least, most = kind_.most_hashed;
        if (take('(')) {
            const std::size_t begin = at_;
            least = value();
            if (!take('-')) unexpected();
            most = value();
            if (most < least) wrong(begin, "the range goes backwards");
            if (!take(')')) unexpected();
        }
        const auto hash = mixed(key_ * 6 + static_cast<std::uint64_t>(kind_.name));
        const auto in = [&](int range) {
            return least + static_cast<int>(hash % static_cast<std::uint64_t>(range));
        };
        const int every = peek() == '/' ? step(true) : 0;
        if (every == 0) {
            const int chosen = in(most - least + 1);
            return add_range(chosen, chosen, 1);
        }
        add_range(in(std::min(every, most - least + 1)), most, every);
    }

    const std::string_view text_;
    std::size_t at_;
    const std::size_t end_;
    const Kind& kind_;
    const std::uint64_t key_;
    CronFields& fields_;
    Read read_;
};

struct Piece {
    std::size_t begin, end;
};

// The text between blanks.
std::vector<Piece> pieces_of(std::string_view text) {
    std::vector<Piece> pieces;
    for (std::size_t at = 0; at < text.size();) {
        const auto begin = text.find_first_not_of(" \t", at);
        if (begin == std::string_view::npos) break;
        at = std::min(text.find_first_of(" \t", begin), text.size());
        pieces.push_back({begin, at});
    }
    return pieces;
}

Result<std::string_view> written_out(std::string_view text, const Piece& nickname) {
    const auto name = text.substr(nickname.begin, nickname.end - nickname.begin);
    std::vector<std::string_view> known;
    for (const auto& row : kNicknames) {
        if (row.name == name) return row.text;
        known.push_back(row.name);
    }
    if (name == "@reboot")
        return fail_at(text, nickname.begin, "'@reboot' is no time; a window needs one");
    const auto near = nearest(name, known);
    return fail_at(text, nickname.begin,
                   "unknown '" + shortened(name, 20) + "'; " +
                       (near.empty() ? "there are @hourly, @daily, @weekly, @monthly and @yearly"
                                     : "did you mean " + std::string(near) + "?"));
}

void take_field(CronFields& fields, Name name, const FieldReader::Read& read) {
    switch (name) {
        case Name::Second:
            fields.seconds = read.set;
            break;
        case Name::Minute:
            fields.minutes = read.set;
            fields.is_interval |= read.interval;
            break;
        case Name::Hour:
            fields.hours = static_cast<std::uint32_t>(read.set);
            fields.is_interval |= read.interval;
            break;
        case Name::Day:
            fields.any_day = read.any;
            fields.days = static_cast<std::uint32_t>(read.set);
            break;
        case Name::Month:
            fields.months = static_cast<std::uint32_t>(read.set);
            break;
        case Name::WeekDay:
            fields.any_week_day = read.any;
            fields.week_days = static_cast<std::uint8_t>(read.set);
            break;
    }
}

}  // namespace

Result<CronFields> parse_cron(std::string_view text, std::uint64_t key) {
    if (text.size() > kMostBytes)
        return fail_at(text, kMostBytes, "an expression has at most 256 bytes");
    const auto pieces = pieces_of(text);
    if (pieces.size() == 1 && text[pieces[0].begin] == '@') {
        const auto meant = written_out(text, pieces[0]);
        if (!meant) return fail(meant);
        return parse_cron(*meant, key);
    }
    if (pieces.size() != 5 && pieces.size() != 6)
        return fail_at(text, 0,
                       std::to_string(pieces.size()) +
                           " fields; give 5 (minute, hour, day of the month, month, day of the "
                           "week), or 6 with the second first");
    CronFields fields;
    try {
        const std::size_t skipped = 6 - pieces.size();  // no second: 0
        for (std::size_t i = 0; i < pieces.size(); ++i) {
            const Kind& kind = kKinds[i + skipped];
            FieldReader reader(text, pieces[i].begin, pieces[i].end, kind, key, fields);
            take_field(fields, kind.name, reader.read());
        }
    } catch (const Failure& failure) {
        return failure;
    }
    return fields;
}

}  // namespace wls
