#include "time/rrule_oracle.h"

#include <algorithm>
#include <array>
#include <map>

namespace wls::oracle {

namespace {

using namespace std::chrono;
using Day = year_month_day;

Day plus(Day day, int count) {
    return Day{local_days(day) + days(count)};
}
int days_between(Day a, Day b) {
    return static_cast<int>((local_days(b) - local_days(a)).count());
}
int year_of(Day day) {
    return static_cast<int>(day.year());
}
int month_of(Day day) {
    return static_cast<int>(unsigned{day.month()});
}
int number_of(Day day) {
    return static_cast<int>(unsigned{day.day()});
}
// 0: Monday.
int week_day(Day day) {
    return static_cast<int>(weekday(local_days(day)).iso_encoding()) - 1;
}

Day week_of(Day day, int week_start) {
    while (week_day(day) != week_start) day = plus(day, -1);
    return day;
}

// Counted from 1, or from -1 at the end, in the month or the year: the day, and the day of the
// week.
bool is_number(Day day, int number) {
    const Day last = day.year() / day.month() / std::chrono::last;
    return number == number_of(day) || number == number_of(day) - number_of(last) - 1;
}
bool is_ordinal(Day day, int ordinal, bool in_year) {
    const Day first = in_year ? day.year() / 1 / 1 : day.year() / day.month() / 1;
    const Day last =
        in_year ? day.year() / 12 / 31 : Day{day.year() / day.month() / std::chrono::last};
    return ordinal == 0 || ordinal == days_between(first, day) / 7 + 1 ||
           ordinal == -(days_between(day, last) / 7 + 1);
}

// The periods passed since that of the first start.
int period(const RuleSets& rule, Day first, Day day) {
    const int years = year_of(day) - year_of(first);
    switch (rule.frequency) {
        case 'D':
            return days_between(first, day);
        case 'W':
            return days_between(week_of(first, rule.week_start), week_of(day, rule.week_start)) / 7;
        case 'M':
            return 12 * years + month_of(day) - month_of(first);
        default:
            return years;
    }
}

bool is_member(const RuleSets& rule, Day first, Day day) {
    const bool has_days = !rule.days.empty() || !rule.month_days.empty();
    if (!rule.months.empty() && !rule.months.contains(month_of(day))) return false;
    if (rule.months.empty() && rule.frequency == 'Y' && !has_days &&
        month_of(day) != month_of(first))
        return false;
    if (!rule.month_days.empty() &&
        std::ranges::none_of(rule.month_days, [&](int number) { return is_number(day, number); }))
        return false;
    if (!has_days && (rule.frequency == 'M' || rule.frequency == 'Y') &&
        number_of(day) != number_of(first))
        return false;
    const bool in_year = rule.frequency == 'Y' && rule.months.empty();
    if (!rule.days.empty() && std::ranges::none_of(rule.days, [&](const auto& wanted) {
            return wanted.first == week_day(day) && is_ordinal(day, wanted.second, in_year);
        }))
        return false;
    if (!has_days && rule.frequency == 'W' && week_day(day) != week_day(first)) return false;
    return period(rule, first, day) % rule.interval == 0;
}

}  // namespace

std::vector<LocalTime> starts(const RuleSets& rule, LocalTime first, int last_year) {
    const Day first_day{floor<days>(first)};
    std::map<int, std::vector<Day>> periods;  // whole ones
    const Day begin = plus(first_day.year() / 1 / 1, -7), end = plus(year(last_year) / 12 / 31, 7);
    for (Day day = begin; day <= end; day = plus(day, 1))
        if (is_member(rule, first_day, day)) periods[period(rule, first_day, day)].push_back(day);

    std::vector<LocalTime> found = {first};
    for (const auto& [number, members] : periods) {
        const int size = static_cast<int>(members.size());
        for (int i = 0; i < size; ++i) {
            const Day day = members[static_cast<std::size_t>(i)];
            const bool is_chosen = rule.positions.empty() || rule.positions.contains(i + 1) ||
                                   rule.positions.contains(i - size);
            if (is_chosen && day > first_day && year_of(day) <= last_year)
                found.push_back(local_days(day) + (first - floor<days>(first)));
        }
    }
    if (rule.until) std::erase_if(found, [&](LocalTime at) { return at > *rule.until; });
    if (rule.count && found.size() > static_cast<std::size_t>(*rule.count))
        found.resize(static_cast<std::size_t>(*rule.count));
    return found;
}

namespace {

constexpr std::array<const char*, 7> kDays = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};

std::string listed(const std::string& name, const std::set<int>& numbers) {
    std::string text;
    for (const int number : numbers)
        text += (text.empty() ? name + "=" : ",") + std::to_string(number);
    return text;
}

int either_end(support::Random& random, int most) {
    const int number = static_cast<int>(random.between(1, most));
    return random.chance(50) ? number : -number;
}

std::string random_days(support::Random& random, RuleSets& rule) {
    const bool has_ordinals = rule.frequency == 'M' || rule.frequency == 'Y';
    const bool in_year = rule.frequency == 'Y' && rule.months.empty();
    std::string text;
    for (auto items = random.between(1, 5); items > 0; --items) {
        const auto day = random.below(7);
        const bool plain = !has_ordinals || random.chance(50);
        const int ordinal = plain ? 0 : either_end(random, in_year && random.chance(50) ? 53 : 5);
        rule.days.emplace(static_cast<int>(day), ordinal);
        text += (text.empty() ? "BYDAY=" : ",") + (plain ? "" : std::to_string(ordinal)) +
                kDays[static_cast<std::size_t>(day)];
    }
    return text;
}

std::string random_until(support::Random& random, RuleSets& rule, LocalTime first) {
    const auto day = floor<days>(first) + days(random.below(3000));
    std::string text = iso_text(LocalTime{day});
    std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
    if (random.chance(50)) {
        rule.until = LocalTime{day} + hours(24) - Duration(1);
        return "UNTIL=" + text.substr(0, 8);
    }
    // Near the first's time of day, in whole seconds.
    const auto near = floor<seconds>(day + (first - floor<days>(first)));
    rule.until = std::max<LocalTime>(near + seconds(random.between(-1, 1)), ceil<seconds>(first));
    text = iso_text(*rule.until);
    std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
    return "UNTIL=" + text;
}

}  // namespace

RuleSets random_rule(support::Random& random, LocalTime first) {
    RuleSets rule;
    constexpr std::array<const char*, 4> kNames = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"};
    constexpr std::array<int, 4> kMost = {1, 7, 31, 366};
    const auto frequency = static_cast<std::size_t>(random.below(4));
    rule.frequency = kNames[frequency][0];
    std::vector<std::string> parts = {std::string("FREQ=") + kNames[frequency]};
    const auto add = [&](int percent, auto make) {
        if (random.chance(percent)) parts.push_back(make());
    };
    add(50, [&] {
        rule.interval = static_cast<int>(random.between(1, random.chance(80) ? 4 : 40));
        return "INTERVAL=" + std::to_string(rule.interval);
    });
    add(30, [&] {
        for (auto n = random.between(1, 4); n > 0; --n)
            rule.months.insert(static_cast<int>(random.between(1, 12)));
        return listed("BYMONTH", rule.months);
    });
    if (rule.frequency != 'W')
        add(35, [&] {
            for (auto n = random.between(1, 6); n > 0; --n)
                rule.month_days.insert(either_end(random, 31));
            return listed("BYMONTHDAY", rule.month_days);
        });
    add(50, [&] { return random_days(random, rule); });
    if (parts.back().starts_with("BY"))
        add(30, [&] {
            const int most = random.chance(80) ? std::min(5, kMost[frequency]) : kMost[frequency];
            for (auto n = random.between(1, 3); n > 0; --n)
                rule.positions.insert(either_end(random, most));
            return listed("BYSETPOS", rule.positions);
        });
    add(40, [&] {
        rule.week_start = static_cast<int>(random.below(7));
        return std::string("WKST=") + kDays[static_cast<std::size_t>(rule.week_start)];
    });
    if (random.chance(50))
        add(50, [&] {
            rule.count = static_cast<int>(random.between(1, random.chance(80) ? 20 : 2000));
            return "COUNT=" + std::to_string(*rule.count);
        });
    else
        add(50, [&] { return random_until(random, rule, first); });
    for (std::size_t i = parts.size(); i > 1; --i)
        std::swap(parts[i - 1],
                  parts[static_cast<std::size_t>(random.below(static_cast<std::int64_t>(i)))]);
    for (const auto& part : parts) rule.text += (rule.text.empty() ? "" : ";") + part;
    return rule;
}

}  // namespace wls::oracle
