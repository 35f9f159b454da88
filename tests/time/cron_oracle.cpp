#include "time/cron_oracle.h"

#include <algorithm>

namespace wls::oracle {

namespace {

using namespace std::chrono;

Day day_of(LocalTime time) {
    return Day{floor<days>(time)};
}

Day plus(Day day, int count) {
    return Day{sys_days(day) + days(count)};
}

int week_day(Day day) {
    return static_cast<int>(weekday(sys_days(day)).c_encoding());
}

bool is_working(Day day) {
    return week_day(day) != 0 && week_day(day) != 6;
}

int last_of_month(Day day) {
    while (plus(day, 1).month() == day.month()) day = plus(day, 1);
    return static_cast<int>(unsigned{day.day()});
}

int number(Day day) {
    return static_cast<int>(unsigned{day.day()});
}

// The working day of the month that is the fewest days away from its n-th.
int nearest_working(Day day, int n) {
    int best = 0;
    for (int candidate = 1; candidate <= last_of_month(day); ++candidate) {
        if (!is_working(day.year() / day.month() / candidate)) continue;
        if (best == 0 || std::abs(candidate - n) < std::abs(best - n)) best = candidate;
    }
    return best;
}

}  // namespace

bool CronSets::has_day(Day day) const {
    const auto is_one = [&](const std::vector<DayRule>& rules) {
        return std::ranges::any_of(rules, [&](const DayRule& rule) { return rule(day); });
    };
    if (days.empty() && week_days.empty()) return true;
    return is_one(days) || is_one(week_days);
}

bool CronSets::has(LocalTime time) const {
    const hh_mm_ss clock(floor<std::chrono::seconds>(time - floor<std::chrono::days>(time)));
    return seconds.contains(static_cast<int>(clock.seconds().count())) &&
           minutes.contains(static_cast<int>(clock.minutes().count())) &&
           hours.contains(static_cast<int>(clock.hours().count())) &&
           months.contains(static_cast<int>(unsigned{day_of(time).month()})) &&
           has_day(day_of(time));
}

Walk::Walk(const Zone& zone, Instant from, Instant to, std::chrono::seconds step) {
    LocalTime latest = zone.to_local(from - hours(25)).time;
    LocalTime before = latest;
    for (Instant at = from - hours(25); at < to; at += step) {
        const LocalTime local = zone.to_local(at).time;
        Step made{at, local, local < latest, {}};
        for (LocalTime time = before + step; time < local; time += step)
            made.skipped.push_back(time);
        if (at >= from) steps.push_back(std::move(made));
        latest = std::max(latest, local + step);
        before = local;
    }
}

std::vector<Instant> matches(const CronSets& cron, const Walk& walk) {
    std::vector<Instant> found;
    for (const auto& step : walk.steps) {
        bool matches = cron.has(step.local);
        if (!cron.is_interval) {  // each local time once
            if (step.is_second_pass) matches = false;
            for (const LocalTime time : step.skipped) matches = matches || cron.has(time);
        }
        if (matches) found.push_back(step.at);
    }
    return found;
}

namespace {

struct Field {
    std::string text;
    std::set<int> set;
    bool is_star = false;  // `*` or `*/n`
};

Field random_field(support::Random& random, int least, int most) {
    Field field;
    const auto add = [&](int first, int last, int step) {
        for (int n = first; n <= last; n += step) field.set.insert(n);
    };
    if (random.chance(40)) {
        const int step = random.chance(50) ? 1 : static_cast<int>(random.between(1, most + 2));
        field.text = step == 1 ? "*" : "*/" + std::to_string(step);
        field.is_star = true;
        add(least, most, step);
        return field;
    }
    for (auto items = random.between(1, 4); items > 0; --items) {
        const int first = static_cast<int>(random.between(least, most));
        if (!field.text.empty()) field.text += ',';
        field.text += std::to_string(first);
        if (random.chance(50)) {
            add(first, first, 1);
            continue;
        }
        const int last = static_cast<int>(random.between(first, most));
        const int step = random.chance(60) ? 1 : static_cast<int>(random.between(1, 9));
        field.text += "-" + std::to_string(last);
        if (step != 1) field.text += "/" + std::to_string(step);
        add(first, last, step);
    }
    return field;
}

// Adds what only days know: L, L-n, nW, LW.
void random_days(support::Random& random, std::string& text, std::vector<DayRule>& rules) {
    if (random.chance(35)) return void(text = "*");
    Field field = random_field(random, 1, 31);
    text = field.text;
    if (text == "*") return;
    rules.push_back([set = field.set](Day day) { return set.contains(number(day)); });
    if (random.chance(30)) return;
    // The month's borders more often: there days are moved inwards.
    const int n = random.chance(50) ? static_cast<int>(random.between(1, 31))
                                    : random.one_of(std::array{1, 2, 28, 29, 30, 31});
    switch (random.below(4)) {
        case 0:
            text += ",L";
            rules.push_back([](Day day) { return number(day) == last_of_month(day); });
            break;
        case 1:
            text += ",L-" + std::to_string(n - 1);
            rules.push_back([n](Day day) { return number(day) + n - 1 == last_of_month(day); });
            break;
        case 2:
            text += "," + std::to_string(n) + "W";
            rules.push_back([n](Day day) {
                return n <= last_of_month(day) && number(day) == nearest_working(day, n);
            });
            break;
        default:
            text += ",LW";
            rules.push_back(
                [](Day day) { return number(day) == nearest_working(day, last_of_month(day)); });
    }
}

void random_week_days(support::Random& random, std::string& text, std::vector<DayRule>& rules) {
    constexpr std::array<const char*, 7> kNames = {"SUN", "mon", "Tue", "wed", "Thu", "FRI", "sat"};
    if (random.chance(50)) return void(text = "*");
    Field field = random_field(random, 0, 6);
    text = field.text;
    if (text == "*") return;
    rules.push_back([set = field.set](Day day) { return set.contains(week_day(day)); });
    if (random.chance(30)) return;
    const int wanted = static_cast<int>(random.below(7)),
              nth = static_cast<int>(random.between(1, 5));
    const std::string name = kNames[static_cast<std::size_t>(wanted)];
    switch (random.below(3)) {
        case 0:
            text += "," + name + "#" + std::to_string(nth);
            rules.push_back([wanted, nth](Day day) {
                return week_day(day) == wanted && (number(day) - 1) / 7 + 1 == nth;
            });
            break;
        case 1:
            text += "," + name + "L";
            rules.push_back([wanted](Day day) {
                return week_day(day) == wanted && number(day) + 7 > last_of_month(day);
            });
            break;
        default:
            text += "," + (wanted == 0 ? std::string("7") : name);
            rules.push_back([wanted](Day day) { return week_day(day) == wanted; });
    }
}

}  // namespace

CronSets random_cron(support::Random& random) {
    CronSets cron;
    const bool has_seconds = random.chance(10);
    const Field second = has_seconds ? random_field(random, 0, 59) : Field{"", {0}, false};
    const Field minute = random_field(random, 0, 59), hour = random_field(random, 0, 23);
    const Field month = random.chance(80)
                            ? Field{"*", {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, true}
                            : random_field(random, 1, 12);
    std::string days, week_days;
    random_days(random, days, cron.days);
    random_week_days(random, week_days, cron.week_days);
    cron.text = second.text + (has_seconds ? " " : "") + minute.text + " " + hour.text + " " +
                days + " " + month.text + " " + week_days;
    cron.seconds = second.set;
    cron.minutes = minute.set;
    cron.hours = hour.set;
    cron.months = month.set;
    cron.is_interval = minute.is_star || hour.is_star;
    return cron;
}

}  // namespace wls::oracle
