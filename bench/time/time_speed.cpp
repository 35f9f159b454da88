// How fast the library of time is: prints a line "NAME: FIGURE UNIT" for each thing measured, the
// best of several rounds, since whatever else the machine does only makes it slower.
//
//   time_speed              measures all
//   time_speed NAME CALLS   makes that many calls of one, to be counted by callgrind
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <fstream>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "time/cron.h"
#include "time/rule.h"
#include "time/weekly.h"
#include "time/zone.h"

namespace wls {
namespace {

using namespace std::chrono;

constexpr Instant kNow{sys_days{2026y / 11 / 29}};
constexpr int kRounds = 7;

// What a call gives goes into this, so that no compiler leaves the call out.
std::int64_t g_sum = 0;

void keep(std::optional<Instant> instant) {
    if (instant) g_sum += instant->time_since_epoch().count();
}

// An instant of the next ten years, another one at each call, in no order.
Instant instant_of(int call) {
    const auto mixed = static_cast<std::uint64_t>(call) * 0x9E37'79B9'7F4A'7C15;
    return kNow + seconds(mixed % (10 * 365 * 86'400ULL));
}

constexpr std::array kCrons = {"*/5 * * * *",      "0 * * * *", "30 8 * * 1-5",
                               "0 22 * * Mon-Fri", "0 3 1 * *", "0 9 L * *"};
constexpr std::array kWeeklies = {"Mon-Fri 08:00-19:00", "Fri 21:00-Mon 06:00"};

RuleFields weekly(const std::string& text) {
    RuleFields fields;
    fields.weekly = {text};
    return fields;
}

RuleFields cron_pair(const std::string& start, const std::string& stop) {
    RuleFields fields;
    fields.cron_start = start;
    fields.cron_stop = stop;
    return fields;
}

RuleFields series(const char* repeat) {
    RuleFields fields;
    fields.start = LocalReading{*parse_table_text("2026-11-30 22:00:00"), Pass::First};
    fields.end = LocalReading{*parse_table_text("2026-12-01 06:00:00"), Pass::First};
    fields.repeat = repeat;
    return fields;
}

// What a schedule is asked: whole rules, of all forms that repeat.
std::vector<std::pair<std::string, RuleFields>> all_rules() {
    auto filtered = weekly("Mon-Fri 08:00-19:00");
    std::vector<DateSpan> holidays;
    for (year y = 2026y; y < 2046y; ++y)
        holidays.push_back({local_days{y / 12 / 25}, local_days{y / 12 / 26}, ""});
    filtered.skip = {{"holidays", *Calendar::of(holidays)}};
    return {{"Mon-Fri 08:00-19:00", weekly("Mon-Fri 08:00-19:00")},
            {"Fri 21:00-Mon 06:00", weekly("Fri 21:00-Mon 06:00")},
            {"Mon-Fri 08:00-19:00, not on holidays", filtered},
            {"0 8 * * 1-5 to 0 19 * * 1-5", cron_pair("0 8 * * 1-5", "0 19 * * 1-5")},
            {"0 */2 * * * to 30 */2 * * *", cron_pair("0 */2 * * *", "30 */2 * * *")},
            {"FREQ=WEEKLY;BYDAY=MO,WE", series("FREQ=WEEKLY;BYDAY=MO,WE")}};
}

struct Measured {
    std::string name;
    std::function<void(int)> call;
};

std::vector<Measured> all_calls() {
    const Zone paris = *Zone::load("Europe/Paris");
    std::vector<Measured> all;
    all.push_back({"instant to local time", [paris](int i) {
                       g_sum += paris.to_local(instant_of(i)).time.time_since_epoch().count();
                   }});
    all.push_back({"local time to instant", [paris](int i) {
                       keep(paris.to_instant(LocalTime{instant_of(i).time_since_epoch()}));
                   }});
    for (const std::string text : kCrons) {
        all.push_back(
            {"parse " + text, [text](int) { g_sum += Cron::parse(text)->is_interval() ? 1 : 2; }});
        all.push_back({"next of " + text, [cron = *Cron::parse(text), paris](int i) {
                           keep(cron.next(instant_of(i), paris));
                       }});
    }
    for (const std::string text : kWeeklies)
        all.push_back({"parse " + text, [texts = std::vector{text}](int) {
                           g_sum += Weekly::parse(texts)
                                        ->next_local(LocalTime{})
                                        ->start.time_since_epoch()
                                        .count();
                       }});
    for (const auto& [name, fields] : all_rules()) {
        const Rule rule = *Rule::compile(fields, paris);
        all.push_back({"compile rule " + name, [fields = fields, paris](int) {
                           g_sum += Rule::compile(fields, paris)->repeats() ? 1 : 2;
                       }});
        all.push_back(
            {"next of rule " + name, [rule](int i) { keep(rule.next(instant_of(i))->start_at); }});
    }
    all.push_back({"a year's windows of rule " + std::string(kWeeklies[0]),
                   [rule = *Rule::compile(weekly(kWeeklies[0]), paris)](int) {
                       for (const auto& planned : rule.windows(kNow, kNow + years(1), 1'000))
                           keep(planned.window.end_at);
                   }});
    return all;
}

// The best of several rounds, each of at least 20 ms. Seconds a call.
double seconds_of(const std::function<void(int)>& call) {
    double best = std::numeric_limits<double>::max();
    int calls = 100;
    for (int round = 0; round < kRounds;) {
        const auto began = steady_clock::now();
        for (int i = 0; i < calls; ++i) call(i);
        const double taken = duration<double>(steady_clock::now() - began).count();
        if (taken < 0.02) {
            calls *= 2;
            continue;
        }
        best = std::min(best, taken / calls);
        ++round;
    }
    return best;
}

double resident_megabytes() {
    std::ifstream file("/proc/self/statm");
    double whole = 0, resident = 0;
    file >> whole >> resident;
    return resident * 4096 / 1e6;
}

// A million schedules whose rules come from a thousand texts, weekly windows and cron pairs, each
// in 24 zones: who compiles a rule once shares it, as a Rule is a value.
void measure_a_million() {
    constexpr std::array kZones = {
        "Europe/Paris",      "Europe/London",     "America/New_York",    "America/Los_Angeles",
        "America/Sao_Paulo", "Asia/Tokyo",        "Asia/Kolkata",        "Asia/Kathmandu",
        "Australia/Sydney",  "Africa/Casablanca", "Australia/Lord_Howe", "Pacific/Apia",
        "America/St_Johns",  "Asia/Tehran",       "Africa/Cairo",        "America/Havana",
        "Pacific/Chatham",   "Antarctica/Troll",  "Europe/Dublin",       "Asia/Shanghai",
        "America/Santiago",  "Europe/Moscow",     "America/Mexico_City", "UTC"};
    const double before = resident_megabytes();
    std::vector<Rule> compiled;
    for (const auto* name : kZones) {
        const Zone zone = *Zone::load(name);
        for (int text = 0; text < 1'000; ++text) {
            const int hour = text / 60, minute = text % 60;
            const auto fields =
                text % 2 == 0
                    ? weekly(fmt::format("Mon-Fri {:02}:{:02}-23:30", hour, minute))
                    : cron_pair(fmt::format("{} {} * * 1-5", minute, hour), "30 23 * * *");
            compiled.push_back(*Rule::compile(fields, zone));
        }
    }
    std::vector<Rule> rules;
    for (std::size_t i = 0; i < 1'000'000; ++i) rules.push_back(compiled[i % compiled.size()]);
    const double memory = resident_megabytes() - before;
    double best = std::numeric_limits<double>::max();
    for (int round = 0; round < 3; ++round) {
        const auto began = steady_clock::now();
        for (const auto& rule : rules) keep(rule.next(kNow)->start_at);
        best = std::min(best, duration<double>(steady_clock::now() - began).count());
    }
    fmt::print("a million rules, next of each: {:.3f} s\n", best);
    fmt::print("a million rules, memory: {:.0f} MB\n", memory);
}

int run(int argc, char** argv) {
    const auto all = all_calls();
    if (argc == 3) {
        const auto found = std::ranges::find(all, argv[1], &Measured::name);
        int calls = 0;
        const std::string_view count = argv[2];
        std::from_chars(count.data(), count.data() + count.size(), calls);
        if (found == all.end()) return 1;
        for (int i = 0; i < calls; ++i) found->call(i);
        return 0;
    }
    for (const auto& [name, call] : all)
        fmt::print("{}: {:.1f} ns\n", name, seconds_of(call) * 1e9);
    measure_a_million();
    return g_sum == 0 ? 1 : 0;
}

}  // namespace
}  // namespace wls

int main(int argc, char** argv) {
    return wls::run(argc, argv);
}
