#include "time/zone.h"

#include <cctz/civil_time.h>
#include <cctz/time_zone.h>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "time/tzdata.h"
#include "time/zone_names.h"

namespace wls {

namespace {

using std::chrono::seconds;

cctz::civil_second civil(LocalTime time) {
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date{day};
    const auto second = std::chrono::floor<seconds>(time - day).count();
    return cctz::civil_second(static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                              static_cast<unsigned>(date.day())) +
           second;
}

// The local time line counts seconds like the world's does, from the same date.
LocalTime local(const cctz::civil_second& time) {
    return LocalTime{seconds{time - cctz::civil_second(1970, 1, 1)}};
}

// When a change happens: what clocks show right after it is unique, or comes again there.
Instant instant_of(const cctz::time_zone& rules, const cctz::time_zone::civil_transition& change) {
    const auto found = rules.lookup(change.to);
    return found.kind == cctz::time_zone::civil_lookup::REPEATED ? found.trans : found.pre;
}

}  // namespace

Result<Zone> Zone::load(std::string_view name) {
    auto rules = std::make_shared<cctz::time_zone>();
    if (is_plain_zone_name(name) && cctz::load_time_zone(std::string(name), rules.get()))
        return Zone(std::string(name), std::move(rules));
    return fail(ErrorCode::Invalid, unknown_zone(name, zone_names(kZoneInfo)));
}

Zone Zone::utc() {
    return Zone("UTC", std::make_shared<cctz::time_zone>(cctz::utc_time_zone()));
}

Instant Zone::to_instant(LocalTime time, Pass pass) const {
    const auto found = resolve(time);
    return pass == Pass::Second && found.again ? *found.again : found.at;
}

LocalResolution Zone::resolve(LocalTime time) const {
    const auto found = rules_->lookup(civil(time));
    const Duration fraction = time - std::chrono::floor<seconds>(time);
    using Kind = cctz::time_zone::civil_lookup;
    switch (found.kind) {
        case Kind::SKIPPED:
            return {.at = found.trans,
                    .is_skipped = true,
                    .again = {},
                    .resumes_local = local(rules_->lookup(found.trans).cs)};
        case Kind::REPEATED:
            return {
                .at = found.pre + fraction,
                .is_skipped = false,
                .again = found.post + fraction,
                .resumes_local = local(rules_->lookup(found.trans - seconds(1)).cs) + seconds(1)};
        case Kind::UNIQUE:
            break;
    }
    return {.at = found.pre + fraction, .is_skipped = false, .again = {}, .resumes_local = time};
}

SteadyTime Zone::steady_from(Instant instant) const {
    const auto whole = std::chrono::floor<seconds>(instant);
    SteadyTime steady{seconds(rules_->lookup(whole).offset), {}, {}};
    cctz::time_zone::civil_transition change;
    if (rules_->next_transition(whole, &change)) steady.until = instant_of(*rules_, change);
    return steady;
}

SteadyTime Zone::steady_until(Instant instant) const {
    const auto whole = std::chrono::floor<seconds>(instant);
    SteadyTime steady{seconds(rules_->lookup(whole).offset), {}, {}};
    cctz::time_zone::civil_transition change;
    if (rules_->prev_transition(whole + seconds(1), &change))
        steady.since = instant_of(*rules_, change);
    return steady;
}

LocalReading Zone::to_local(Instant instant) const {
    const auto whole = std::chrono::floor<seconds>(instant);
    const auto second = rules_->lookup(whole).cs;
    const LocalTime time =
        std::clamp(local(second) + (instant - whole), kFirstLocalTime, kLastLocalTime);
    const auto passes = rules_->lookup(second);
    const bool second_pass =
        passes.kind == cctz::time_zone::civil_lookup::REPEATED && whole >= passes.trans;
    return {time, second_pass ? Pass::Second : Pass::First};
}

std::string Zone::rfc3339(Instant instant) const {
    const int offset = rules_->lookup(std::chrono::floor<seconds>(instant)).offset;
    const int minutes = std::abs(offset) / 60;
    return iso_text(to_local(instant).time) +
           fmt::format("{}{:02}:{:02}", offset < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

Zone machine_zone(const char* tz_variable, const std::string& localtime_path) {
    if (tz_variable != nullptr && *tz_variable != '\0') {
        std::string_view name = tz_variable;
        if (name.front() == ':') name.remove_prefix(1);
        if (auto zone = Zone::load(name)) return *zone;
    }
    std::error_code error;
    const std::string path = std::filesystem::read_symlink(localtime_path, error).string();
    const auto folder = path.find("/zoneinfo/");
    if (!error && folder != std::string::npos)
        if (auto zone = Zone::load(path.substr(folder + 10))) return *zone;
    return Zone::utc();
}

}  // namespace wls
