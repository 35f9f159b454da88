#include <algorithm>
#include <array>
#include <string>

#include "time/window_oracle.h"

namespace wls::oracle {

namespace {

using namespace std::chrono;

constexpr std::array<const char*, 7> kNames = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr int kDay = 86'400;

std::string date_text(LocalDay day) {
    return iso_text(LocalTime{day}).substr(0, 10);
}

std::string clock_of(seconds time) {
    std::string text = iso_text(LocalTime{} + time).substr(11);
    return text.ends_with(":00") ? text.substr(0, 5) : text;
}

template <class Values>
std::string listed(const Values& values) {
    std::string text;
    for (const int value : values) text += (text.empty() ? "" : ",") + std::to_string(value);
    return text;
}

class Maker {
  public:
    Maker(support::Random& random, LocalTime around) : random_(random), around_(around) {}

    RuleOfSets make() {
        const auto kind = random_.below(100);
        if (kind < 8)
            one_off();
        else if (kind < 35)
            weekly();
        else if (kind < 75)
            cron();
        else
            series();
        calendars();
        validity();
        return std::move(rule_);
    }

  private:
    LocalTime near() {
        const int reach = random_.chance(50) ? 75 : random_.chance(50) ? 300 : 2'500;
        LocalTime time = floor<minutes>(around_) + minutes(random_.between(-reach, reach));
        if (random_.chance(60)) time -= (time - floor<hours>(time)) % minutes(15);
        if (random_.chance(5)) time += seconds(random_.between(1, 59));
        return time;
    }

    LocalDay near_day() { return floor<days>(near()) + days(random_.between(-2, 2)); }

    seconds length() {
        if (random_.chance(50))
            return minutes(15) * random_.between(1, random_.chance(60) ? 3 : 16);
        if (random_.chance(10)) return hours(24);
        return minutes(random_.between(1, random_.chance(70) ? 24 * 60 : 4 * 24 * 60));
    }

    void one_off() {
        const auto pass = [&] { return random_.chance(30) ? Pass::Second : Pass::First; };
        const LocalTime start = near();
        rule_.fields.start = {start, pass()};
        rule_.fields.end = {start + length() - hours(random_.chance(10) ? 1 : 0), pass()};
    }

    void weekly() {
        rule_.fields.weekly.emplace();
        for (auto entries = random_.between(1, 4); entries > 0; --entries) {
            const LocalTime at = near();
            WeeklySets entry{{weekday(floor<days>(at)).c_encoding()},
                             floor<seconds>(at - floor<days>(at)),
                             length()};
            const int end = static_cast<int>((entry.start + entry.length).count());
            std::string to = clock_of(seconds(end % kDay));
            if (entry.length < days(1) || (entry.length == days(1) && end == kDay)) {
                for (unsigned day = 0; day < 7; ++day)
                    if (random_.chance(40)) entry.days.insert(day);
                if (end == kDay) to = "24:00";
            } else {
                const unsigned first = *entry.days.begin();
                to = kNames[(first + static_cast<unsigned>(end / kDay)) % 7] + (" " + to);
            }
            std::string text;
            for (const auto day : entry.days)
                text += std::string(text.empty() ? "" : ",") + kNames[day];
            rule_.fields.weekly->push_back(text + " " + clock_of(entry.start) + "-" + to);
            rule_.weekly.push_back(entry);
        }
    }

    // Some times of a day, or some that come again and again, on most days.
    CronSets simple_cron() {
        CronSets cron;
        for (auto times = random_.between(1, 2); times > 0; --times) {
            const LocalTime time = near();
            const hh_mm_ss clock(floor<minutes>(time - floor<days>(time)));
            cron.hours.insert(static_cast<int>(clock.hours().count()));
            cron.minutes.insert(static_cast<int>(clock.minutes().count()));
        }
        for (int month = 1; month <= 12; ++month) cron.months.insert(month);
        const auto every = [&](std::set<int>& field, int step, int count) {
            field.clear();
            for (int n = 0; n < count; n += step) field.insert(n);
            cron.is_interval = true;
            return step == 1 ? std::string("*") : "*/" + std::to_string(step);
        };
        std::string minute = listed(cron.minutes), hour = listed(cron.hours);
        if (random_.chance(10)) minute = every(cron.minutes, random_.chance(50) ? 20 : 7, 60);
        if (random_.chance(10)) hour = every(cron.hours, random_.chance(50) ? 1 : 2, 24);
        simple_days(cron, minute + " " + hour);
        return cron;
    }

    void simple_days(CronSets& cron, const std::string& times) {
        std::set<int> on;
        std::string day = "*", week_day = "*";
        if (random_.chance(30)) {
            for (int n = 0; n < 7; ++n)
                if (random_.chance(60)) on.insert(n);
            on.insert(static_cast<int>(weekday(floor<days>(around_)).c_encoding()));
            week_day = listed(on);
            cron.week_days.emplace_back([on](Day date) {
                return on.contains(static_cast<int>(weekday(local_days(date)).c_encoding()));
            });
        } else if (random_.chance(20)) {
            for (int n = 0; n < 3; ++n)
                on.insert(static_cast<int>(unsigned{year_month_day(near_day()).day()}));
            day = listed(on);
            cron.days.emplace_back(
                [on](Day date) { return on.contains(static_cast<int>(unsigned{date.day()})); });
        }
        cron.text = times + " " + day + " * " + week_day;
    }

    void cron() {
        const auto one = [&] {
            for (;;) {
                auto made = random_.chance(96) ? simple_cron() : random_cron(random_);
                const auto times = made.seconds.size() * made.minutes.size() * made.hours.size();
                if (made.is_interval ? made.seconds == std::set<int>{0} : times <= 100) return made;
            }
        };
        auto start = one(), stop = one();
        const bool has_seconds =
            start.seconds != std::set<int>{0} || stop.seconds != std::set<int>{0};
        if (has_seconds && (start.is_interval || stop.is_interval)) return cron();
        rule_.fields.cron_start = start.text;
        rule_.fields.cron_stop = stop.text;
        rule_.cron.emplace(std::move(start), std::move(stop));
    }

    void series() {
        const auto before = random_.chance(30) ? 0 : random_.below(random_.chance(50) ? 10 : 400);
        const LocalTime first = near() - days(before);
        rule_.fields.start = {first, Pass::First};
        rule_.fields.end = {first + length(), Pass::First};
        rule_.series = random_rule(random_, first);
        rule_.fields.repeat = rule_.series->text;
        const auto time = first - floor<days>(first);
        for (int n = 0; n < 4; ++n) {
            const LocalDay day = near_day();
            const LocalTime at = near();
            if (random_.chance(15)) {
                rule_.fields.except.push_back(date_text(day));
                rule_.series_days_out.insert(day);
            }
            if (random_.chance(15)) {
                rule_.fields.except.push_back(iso_text(day + time));
                rule_.starts_out.insert(day + time);
            }
            if (random_.chance(15)) {
                rule_.fields.extra.push_back(date_text(day));
                rule_.extra.insert(day + time);
            }
            if (random_.chance(15)) {
                rule_.fields.extra.push_back(iso_text(at));
                rule_.extra.insert(at);
            }
        }
    }

    NamedCalendar calendar(std::set<LocalDay>& all, std::int64_t most_spans) {
        std::vector<DateSpan> spans;
        for (auto n = random_.between(1, most_spans); n > 0; --n) {
            const LocalDay first = near_day(), last = first + days(random_.below(4));
            spans.push_back({first, last, ""});
            for (auto day = first; day <= last; day += days(1)) all.insert(day);
        }
        return {"c" + std::to_string(++named_), *Calendar::of(spans)};
    }

    void calendars() {
        while (random_.chance(25)) rule_.fields.skip.push_back(calendar(rule_.days_out, 2));
        while (random_.chance(20)) {
            if (!rule_.only) rule_.only.emplace();
            rule_.fields.only.push_back(calendar(*rule_.only, 5));
        }
        const bool takes_dates = rule_.fields.weekly || rule_.fields.cron_start;
        while (takes_dates && random_.chance(20)) {
            const LocalDay day = near_day();
            rule_.fields.except.push_back(date_text(day));
            rule_.days_out.insert(day);
        }
    }

    void validity() {
        if (random_.chance(25)) {
            const bool is_day = random_.chance(40);
            const LocalTime at = is_day ? LocalTime{near_day()} : near();
            rule_.fields.valid_from = is_day ? date_text(floor<days>(at)) : iso_text(at);
            rule_.valid_from = at;
        }
        if (random_.chance(25)) {
            const bool is_day = random_.chance(40);
            const LocalTime at = is_day ? LocalTime{near_day()} : near();
            rule_.fields.valid_until = is_day ? date_text(floor<days>(at)) : iso_text(at);
            rule_.valid_until = is_day ? at + days(1) : at;
        }
    }

    support::Random& random_;
    int named_ = 0;  // calendars: each has a name of its own
    LocalTime around_;
    RuleOfSets rule_;
};

}  // namespace

RuleOfSets random_rule_of_sets(support::Random& random, LocalTime around) {
    return Maker(random, around).make();
}

}  // namespace wls::oracle
