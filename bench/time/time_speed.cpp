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
#include "time/weekly.h"
#include "time/window.h"
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

// The window of a weekly rule that starts next after `after`.
std::optional<Window> next_window(const Weekly& weekly, const Zone& zone, Instant after) {
    const auto found = weekly.next_local(zone.to_local(after).time + Duration(1));
    if (!found) return {};
    return Window{zone.to_instant(found->start), zone.to_instant(found->end)};
}

constexpr std::array kCrons = {"*/5 * * * *",      "0 * * * *", "30 8 * * 1-5",
                               "0 22 * * Mon-Fri", "0 3 1 * *", "0 9 L * *"};
constexpr std::array kWeeklies = {"Mon-Fri 08:00-19:00", "Fri 21:00-Mon 06:00"};

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
    for (const std::string text : kWeeklies) {
        const std::vector<std::string> texts{text};
        all.push_back({"parse " + text, [texts](int) {
                           g_sum += Weekly::parse(texts)
                                        ->next_local(LocalTime{})
                                        ->start.time_since_epoch()
                                        .count();
                       }});
        all.push_back({"next of " + text, [weekly = *Weekly::parse(texts), paris](int i) {
                           keep(next_window(weekly, paris, instant_of(i))->start_at);
                       }});
    }
    all.push_back({"a year's windows of " + std::string(kWeeklies[0]),
                   [weekly = *Weekly::parse({kWeeklies[0]}), paris](int) {
                       for (auto window = next_window(weekly, paris, kNow);
                            window && window->start_at < kNow + years(1);
                            window = next_window(weekly, paris, window->start_at))
                           keep(window->end_at);
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

// A million compiled rules, from a thousand texts over 24 zones.
void measure_a_million() {
    constexpr std::array kZones = {
        "Europe/Paris",      "Europe/London",     "America/New_York",    "America/Los_Angeles",
        "America/Sao_Paulo", "Asia/Tokyo",        "Asia/Kolkata",        "Asia/Kathmandu",
        "Australia/Sydney",  "Africa/Casablanca", "Australia/Lord_Howe", "Pacific/Apia",
        "America/St_Johns",  "Asia/Tehran",       "Africa/Cairo",        "America/Havana",
        "Pacific/Chatham",   "Antarctica/Troll",  "Europe/Dublin",       "Asia/Shanghai",
        "America/Santiago",  "Europe/Moscow",     "America/Mexico_City", "UTC"};
    struct Rule {
        Cron cron;
        Zone zone;
    };
    const double before = resident_megabytes();
    std::vector<Zone> zones;
    for (const auto* name : kZones) zones.push_back(*Zone::load(name));
    std::vector<Rule> rules;
    rules.reserve(1'000'000);
    for (int i = 0; i < 1'000'000; ++i) {
        const int text = i % 1000;  // every second one an interval
        const auto cron = text % 2 == 0 ? fmt::format("{} {} * * 1-5", text % 60, text / 60 + 5)
                                        : fmt::format("{} */{} * * *", text % 60, text / 60 + 1);
        rules.push_back({*Cron::parse(cron), zones[static_cast<std::size_t>(i % 24)]});
    }
    const double memory = resident_megabytes() - before;
    double best = std::numeric_limits<double>::max();
    for (int round = 0; round < 3; ++round) {
        const auto began = steady_clock::now();
        for (const auto& rule : rules) keep(rule.cron.next(kNow, rule.zone));
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
