#include "engine/vitals.h"

#include <algorithm>

namespace wls {

namespace {

// The loop turns twice a second, the others are asked each second. One that waits longer, be it for
// another program's lock, does not do its work.
constexpr std::chrono::seconds kSilenceLimit{15};

constexpr std::size_t kLongestWhy = 500;

std::string one_line(std::string_view text) {
    std::string line(text.substr(0, kLongestWhy));
    std::ranges::replace_if(line, [](unsigned char c) { return c < 0x20 || c == 0x7F; }, ' ');
    return line;
}

}  // namespace

Vitals::Vitals(const Clock& clock) : clock_(clock) {
    failing(kDatabase, "it has not been read yet");
    failing(kEngine, "it has not looked at what is due yet");
    watch(kEngine, "its loop has not turned");
}

void Vitals::ok(std::string_view name) {
    set(name, true, "");
}

void Vitals::failing(std::string_view name, std::string_view why) {
    set(name, false, why);
}

void Vitals::settle(std::string_view name, bool is_ok, std::string_view why_not) {
    set(name, is_ok, is_ok ? "" : why_not);
}

bool Vitals::is_ok(std::string_view name) const {
    const std::lock_guard lock(mutex_);
    const auto part = std::ranges::find(parts_, name, &Part::name);
    return part != parts_.end() && part->is_ok;
}

void Vitals::watch(std::string_view name, std::string_view silence) {
    const std::lock_guard lock(mutex_);
    pulses_.push_back({std::string(name), std::string(silence), clock_.moment(), clock_.now()});
}

void Vitals::moved(std::string_view name) {
    const std::lock_guard lock(mutex_);
    const auto pulse = std::ranges::find(pulses_, name, &Pulse::name);
    if (pulse == pulses_.end()) return;
    pulse->last = clock_.moment();
    pulse->last_at = clock_.now();
}

void Vitals::turn_ended(const Result<>& outcome) {
    if (outcome) {
        ok(kDatabase);
        ok(kEngine);
        return;
    }
    const bool is_databases = outcome.error().code == ErrorCode::Unavailable;
    failing(is_databases ? kDatabase : kEngine, outcome.error().message);
}

std::vector<Vitals::Part> Vitals::parts() const {
    const std::lock_guard lock(mutex_);
    std::vector<Part> parts = parts_;
    for (const auto& pulse : pulses_) {
        const auto silent = clock_.moment() - pulse.last;
        const auto part = std::ranges::find(parts, pulse.name, &Part::name);
        if (silent <= kSilenceLimit || part == parts.end()) continue;
        const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(silent).count();
        if (part->is_ok) part->since = pulse.last_at;
        part->is_ok = false;
        part->why = pulse.silence + " for " + std::to_string(seconds) + " s";
    }
    return parts;
}

void Vitals::set(std::string_view name, bool is_ok, std::string_view why) {
    const Instant now = clock_.now();
    const std::lock_guard lock(mutex_);
    auto part = std::ranges::find(parts_, name, &Part::name);
    if (part == parts_.end()) part = parts_.insert(part, Part{std::string(name), !is_ok, now, ""});
    if (part->is_ok != is_ok) part->since = now;
    part->is_ok = is_ok;
    part->why = one_line(why);
}

}  // namespace wls
