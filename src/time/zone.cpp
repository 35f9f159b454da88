#include "time/zone.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "time/zone/zone_by_cctz.h"
#include "time/zone/zone_loading.h"
#include "time/zone/zone_names.h"

namespace wls {

namespace {

using std::chrono::seconds;

Instant instant(LocalTime time, seconds offset) {
    return Instant{time.time_since_epoch() - offset};
}

// What clocks do at a local time: the last stretch that shows it, or that comes before it.
struct Shown {
    const ZoneStretch* stretch;
    bool is_skipped;   // by the change to the next stretch
    bool is_repeated;  // shown by the stretch before, too
};

Shown shown_at(const ZoneChanges& changes, std::chrono::local_seconds time) {
    const auto* stretch = changes.at(time);
    const bool is_skipped = stretch[1].expected() <= time;
    return {stretch, is_skipped, !is_skipped && time < stretch->expected()};
}

}  // namespace

Result<Zone> Zone::load(std::string_view name, const std::string& folder) {
    if (name == "UTC") return utc();
    if (is_plain_zone_name(name)) {
        const std::string own(name);
        if (auto zone = load_zone(own, folder + "/" + own)) return Zone(std::move(zone));
        const std::string linked = zone_linked(name, folder);
        if (!linked.empty())
            if (auto zone = load_zone(own, folder + "/" + linked)) return Zone(std::move(zone));
    }
    return fail(ErrorCode::Invalid, unknown_zone(name, zone_names(folder)));
}

Zone Zone::utc() {
    return Zone(utc_zone());
}

bool Zone::is_current() const {
    return loaded_->file.empty() || file_stamp(loaded_->file) == loaded_->stamp;
}

const std::string& Zone::name() const {
    return loaded_->name;
}

Instant Zone::to_instant(LocalTime time, Pass pass) const {
    const auto whole = std::chrono::floor<seconds>(time);
    if (!ZoneChanges::covers(whole.time_since_epoch())) {
        const auto found = by_cctz::resolve(loaded_->rules, time);
        return pass == Pass::Second && found.again ? *found.again : found.at;
    }
    const auto [stretch, is_skipped, is_repeated] = shown_at(loaded_->changes, whole);
    if (is_skipped) return stretch[1].since;
    const bool is_before = is_repeated && pass == Pass::First;
    return instant(time, is_before ? stretch->previous : stretch->offset);
}

LocalResolution Zone::resolve(LocalTime time) const {
    const auto whole = std::chrono::floor<seconds>(time);
    if (!ZoneChanges::covers(whole.time_since_epoch()))
        return by_cctz::resolve(loaded_->rules, time);
    const auto [stretch, is_skipped, is_repeated] = shown_at(loaded_->changes, whole);
    if (is_skipped)
        return {.at = stretch[1].since,
                .is_skipped = true,
                .again = {},
                .resumes_local = stretch[1].shown()};
    const Instant last = instant(time, stretch->offset);
    if (!is_repeated) return {.at = last, .is_skipped = false, .again = {}, .resumes_local = time};
    return {.at = instant(time, stretch->previous),
            .is_skipped = false,
            .again = last,
            .resumes_local = stretch->expected()};
}

SteadyTime Zone::steady_from(Instant instant) const {
    const auto whole = std::chrono::floor<seconds>(instant);
    if (!ZoneChanges::covers(whole.time_since_epoch()))
        return by_cctz::steady_from(loaded_->rules, instant);
    const auto* stretch = loaded_->changes.at(whole);
    SteadyTime steady{stretch->offset, {}, {}};
    if (!loaded_->changes.is_end(stretch + 1)) steady.until = stretch[1].since;
    return steady;
}

SteadyTime Zone::steady_until(Instant instant) const {
    const auto whole = std::chrono::floor<seconds>(instant);
    if (!ZoneChanges::covers(whole.time_since_epoch()))
        return by_cctz::steady_until(loaded_->rules, instant);
    const auto* stretch = loaded_->changes.at(whole);
    SteadyTime steady{stretch->offset, {}, {}};
    if (!loaded_->changes.is_first(stretch)) steady.since = stretch->since;
    return steady;
}

LocalReading Zone::to_local(Instant instant) const {
    const auto whole = std::chrono::floor<seconds>(instant);
    if (!ZoneChanges::covers(whole.time_since_epoch()))
        return by_cctz::to_local(loaded_->rules, instant);
    const auto* stretch = loaded_->changes.at(whole);
    const std::chrono::local_seconds shown(whole.time_since_epoch() + stretch->offset);
    // A time shown again, but not one that the next change shows once more.
    const bool is_second = shown < stretch->expected() && shown < stretch[1].shown();
    const LocalTime time = shown + (instant - whole);
    return {time, is_second ? Pass::Second : Pass::First};
}

// The form has no seconds of an offset, as there were before 1972: then by the nearest minute, so
// that the instant is the same.
std::string Zone::rfc3339(Instant instant) const {
    const seconds offset = steady_from(instant).offset;
    const auto shown = std::chrono::round<std::chrono::minutes>(offset);
    const auto minutes = std::abs(shown.count());
    const LocalTime time = to_local(instant).time + (shown - offset);
    return iso_text(std::clamp(time, kFirstLocalTime, kLastLocalTime)) +
           fmt::format("{}{:02}:{:02}", shown.count() < 0 ? '-' : '+', minutes / 60, minutes % 60);
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
