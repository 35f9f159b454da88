#include "time/zone/zone_changes.h"

#include <cctz/civil_time.h>
#include <cctz/time_zone.h>

#include <algorithm>

namespace wls {

namespace {

using std::chrono::seconds;
using std::chrono::sys_seconds;

// Before and after all changes, and far from where sums overflow.
constexpr sys_seconds kAlways{seconds(-(std::int64_t{1} << 60))};
constexpr sys_seconds kNever{seconds(std::int64_t{1} << 60)};

seconds since_1970(const cctz::civil_second& time) {
    return seconds(time - cctz::civil_second(1970, 1, 1));
}

}  // namespace

ZoneChanges::ZoneChanges(const cctz::time_zone& rules) {
    const seconds first(rules.lookup(sys_seconds(kFirst)).offset);
    stretches_.push_back({kAlways, first, first});
    auto at = sys_seconds::min();
    // One change beyond the end, whatever the offset there.
    const sys_seconds enough{kEnd + std::chrono::days(2)};
    for (cctz::time_zone::civil_transition change;
         at < enough && rules.next_transition(at, &change);) {
        const seconds before = stretches_.back().offset;
        at = sys_seconds(since_1970(change.from) - before);
        stretches_.push_back({at, since_1970(change.to) - at.time_since_epoch(), before});
    }
    stretches_.push_back({kNever, {}, {}});

    latest_ = std::ranges::max_element(stretches_, {}, &ZoneStretch::offset)->offset;
    const auto entries = static_cast<std::size_t>((kEnd - kIndexed).count() >> kBits) + 2;
    index_.reserve(entries);
    std::uint32_t stretch = 0;
    for (std::size_t entry = 0; entry < entries; ++entry) {
        const sys_seconds begin{kIndexed + seconds(static_cast<std::int64_t>(entry) << kBits)};
        while (stretches_[stretch + 1].since <= begin) ++stretch;
        index_.push_back(stretch);
    }
    index_.front() = 0;  // asked for whatever comes before, too
}

}  // namespace wls
