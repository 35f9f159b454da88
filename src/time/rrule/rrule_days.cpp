#include "time/rrule/rrule_days.h"

#include <algorithm>
#include <bit>

namespace wls {

namespace {

using std::chrono::days;
using std::chrono::months;
using std::chrono::weeks;
using std::chrono::year_month;
using std::chrono::year_month_day;
using std::chrono::years;
using Day = RRuleDays::Day;
using Frequency = RRuleParts::Frequency;

constexpr int kWord = 64;

// 0: Monday.
int week_day(Day day) {
    return static_cast<int>(std::chrono::weekday(day).iso_encoding()) - 1;
}

year_month month_of(Day day) {
    const year_month_day date(day);
    return date.year() / date.month();
}

Day first_of(year_month month) {
    return Day{month / 1};
}

int days_between(Day begin, Day end) {
    return static_cast<int>((end - begin).count());
}

// The lowest `count` bits; at most 63.
std::uint64_t ones(int count) {
    return (std::uint64_t{1} << count) - 1;
}

// Bit n of the answer: the day n after one of the week's `first` days is in `set` (bit 0: Monday).
std::uint64_t week_from(std::uint32_t set, int first) {
    return ((set >> first) | (set << (7 - first))) & 0x7FU;
}

}  // namespace

void DayRow::add(std::uint64_t days, int place) {
    const auto word = static_cast<std::size_t>(place / kWord);
    const int shift = place % kWord;
    words_[word] |= days << shift;
    if (shift != 0 && word + 1 < words_.size()) words_[word + 1] |= days >> (kWord - shift);
}

void DayRow::keep_common(const DayRow& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
}

void DayRow::keep_positions(const std::vector<int>& positions) {
    const auto all = words_;
    int size = 0;
    for (const std::uint64_t word : all) size += std::popcount(word);
    words_ = {};
    for (const int position : positions) {
        int before = position > 0 ? position - 1 : size + position;  // so many days of `all`
        if (before < 0 || before >= size) continue;
        std::size_t word = 0;
        while (before >= std::popcount(all[word])) before -= std::popcount(all[word++]);
        std::uint64_t rest = all[word];
        for (; before > 0; --before) rest &= rest - 1;
        words_[word] |= std::uint64_t{1} << std::countr_zero(rest);
    }
}

int DayRow::from(int least) const {
    auto word = static_cast<std::size_t>(least / kWord);
    if (word >= words_.size()) return -1;
    std::uint64_t rest = words_[word] & (~std::uint64_t{0} << (least % kWord));
    while (rest == 0) {
        if (++word == words_.size()) return -1;
        rest = words_[word];
    }
    return static_cast<int>(word) * kWord + std::countr_zero(rest);
}

int DayRow::until(int most) const {
    if (most < 0) return -1;
    most = std::min(most, static_cast<int>(words_.size()) * kWord - 1);
    auto word = static_cast<std::size_t>(most / kWord);
    std::uint64_t rest = words_[word] & (~std::uint64_t{0} >> (kWord - 1 - most % kWord));
    while (rest == 0) {
        if (word-- == 0) return -1;
        rest = words_[word];
    }
    return static_cast<int>(word + 1) * kWord - 1 - std::countl_zero(rest);
}

struct RRuleDays::Range {
    int begin;
    int length;
    int week_day;  // of its first day
};

RRuleDays::RRuleDays(const RRuleParts& parts, Day first)
    : frequency_(parts.frequency),
      interval_(parts.interval),
      first_(first),
      first_month_(month_of(first)),
      first_week_(first - days((week_day(first) - parts.week_start + 7) % 7)),
      months_(parts.months),
      positions_(parts.positions) {
    for (const int day : parts.month_days) {
        if (day > 0) month_days_ |= 1U << day;
        if (day < 0) last_days_ |= 1U << -day;
    }
    for (const auto& day : parts.days) {
        if (day.ordinal != 0)
            ordinals_.push_back(day);
        else
            week_days_ |= 1U << day.day;
    }
    any_month_day_ = parts.month_days.empty();
    any_week_day_ = parts.days.empty();
    // A period's work is bounded by its days, however often a position is written.
    std::ranges::sort(positions_);
    const auto twice = std::ranges::unique(positions_);
    positions_.erase(twice.begin(), twice.end());
    // A day has one start, which is its first and its last.
    if (frequency_ == Frequency::Daily) positions_.clear();

    if (!any_month_day_ || !any_week_day_ || frequency_ == Frequency::Daily) return;
    if (frequency_ == Frequency::Weekly) {
        any_week_day_ = false;
        week_days_ = 1U << week_day(first);
        return;
    }
    const year_month_day date(first);
    any_month_day_ = false;
    month_days_ = 1U << unsigned{date.day()};
    if (frequency_ == Frequency::Yearly && months_ == 0) months_ = 1U << unsigned{date.month()};
}

bool RRuleDays::has_month(std::chrono::month month) const {
    return months_ == 0 || ((months_ >> unsigned{month}) & 1) != 0;
}

std::int64_t RRuleDays::period_of(Day day) const {
    switch (frequency_) {
        case Frequency::Daily:
            return (month_of(day) - first_month_).count();
        case Frequency::Weekly:
            return (day - first_week_).count() / 7 / interval_;
        case Frequency::Monthly:
            return (month_of(day) - first_month_).count() / interval_;
        case Frequency::Yearly:
            break;
    }
    return (month_of(day).year() - first_month_.year()).count() / interval_;
}

RRuleDays::Period RRuleDays::period(std::int64_t number) const {
    const std::int64_t passed = number * interval_;
    Period period;
    if (frequency_ == Frequency::Weekly) {
        period.begin = first_week_ + weeks(passed);
        period.days = days_of_week(period.begin);
    } else if (frequency_ == Frequency::Yearly) {
        const auto january = (first_month_.year() + years(passed)) / 1;
        period.begin = first_of(january);
        period.days = days_of_months(january, 12);
    } else {
        const bool is_daily = frequency_ == Frequency::Daily;
        const auto month = first_month_ + months(is_daily ? number : passed);
        period.begin = first_of(month);
        period.days = days_of_months(month, 1);
    }
    if (!positions_.empty()) period.days.keep_positions(positions_);
    return period;
}

DayRow RRuleDays::days_of_week(Day begin) const {
    std::uint64_t week = week_from(week_days_, week_day(begin));
    if (months_ != 0) {
        // The days before the first of the month in which the week ends are in the one before.
        const year_month month = month_of(begin + days(6));
        const auto before = ones(std::max(days_between(begin, first_of(month)), 0));
        if (!has_month((month - months(1)).month())) week &= ~before;
        if (!has_month(month.month())) week &= before;
    }
    DayRow row;
    row.add(week, 0);
    return row;
}

DayRow RRuleDays::days_of_months(year_month first, int count) const {
    // An ordinal of a yearly rule counts in the months it names, else in the year.
    const bool is_by_year = frequency_ == Frequency::Yearly && months_ == 0;
    const Day begin = first_of(first);
    DayRow row, by_week_day;
    Day month_begin = begin, month_end = begin;
    for (int i = 0; i < count; ++i) {
        const year_month month = first + months(i);
        month_begin = month_end;
        month_end = first_of(month + months(1));
        if (!has_month(month.month())) continue;
        const Range range{days_between(begin, month_begin), days_between(month_begin, month_end),
                          week_day(month_begin)};
        add_month_days(row, range);
        if (!any_week_day_ && !is_by_year) add_week_days(by_week_day, range);
    }
    const Range whole{0, days_between(begin, month_end), week_day(begin)};
    if (!any_week_day_ && is_by_year) add_week_days(by_week_day, whole);
    if (!any_week_day_) row.keep_common(by_week_day);
    if (frequency_ == Frequency::Daily && interval_ > 1) {
        DayRow by_interval;
        add_by_interval(by_interval, begin, whole.length);
        row.keep_common(by_interval);
    }
    return row;
}

void RRuleDays::add_month_days(DayRow& row, const Range& month) const {
    const std::uint64_t all = ones(month.length);
    if (any_month_day_) return row.add(all, month.begin);
    std::uint64_t wanted = month_days_ >> 1;
    for (std::uint32_t rest = last_days_; rest != 0; rest &= rest - 1) {
        const int back = std::countr_zero(rest);
        if (back <= month.length) wanted |= std::uint64_t{1} << (month.length - back);
    }
    row.add(wanted & all, month.begin);
}

void RRuleDays::add_week_days(DayRow& row, const Range& range) const {
    constexpr int kNineWeeks = 63;
    std::uint64_t pattern = 0;
    for (int place = 0; week_days_ != 0 && place < kNineWeeks; place += 7)
        pattern |= week_from(week_days_, range.week_day) << place;
    for (int place = 0; place < range.length; place += kNineWeeks)
        row.add(pattern & ones(std::min(kNineWeeks, range.length - place)), range.begin + place);
    for (const auto& [day, ordinal] : ordinals_) {
        const int first = (day - range.week_day + 7) % 7;
        const int size = (range.length - first + 6) / 7;  // how often it comes
        const int wanted = ordinal > 0 ? ordinal - 1 : size + ordinal;
        if (wanted >= 0 && wanted < size) row.add(1, range.begin + first + 7 * wanted);
    }
}

void RRuleDays::add_by_interval(DayRow& row, Day begin, int length) const {
    auto place = (first_ - begin).count() % interval_;
    if (place < 0) place += interval_;
    for (; place < length; place += interval_) row.add(1, static_cast<int>(place));
}

}  // namespace wls
