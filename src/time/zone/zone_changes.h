// A zone's clock changes as a flat table from the year 1 to 2400, so that a conversion is a guess
// of the place in it and mostly not one step more. Made once for each loaded zone, some 40 kB.
// Values; any thread. Users of the library need zone.h only.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace cctz {
class time_zone;
}

namespace wls {

// A time through which clocks run steadily: from one change to the next.
struct ZoneStretch {
    std::chrono::sys_seconds since;   // the change, itself included
    std::chrono::seconds offset{};    // local time is the instant plus this
    std::chrono::seconds previous{};  // the offset until then

    // What clocks show from the change on, and what they would have shown then without it. The
    // local times between are skipped when the first is later, else they come again.
    std::chrono::local_seconds shown() const { return local(offset); }
    std::chrono::local_seconds expected() const { return local(previous); }

  private:
    std::chrono::local_seconds local(std::chrono::seconds by) const {
        return std::chrono::local_seconds(since.time_since_epoch() + by);
    }
};

class ZoneChanges {
  public:
    explicit ZoneChanges(const cctz::time_zone& rules);

    // Within the years that the table is for; nothing else may be asked of it.
    static bool covers(std::chrono::seconds since_1970) {
        return since_1970 >= kFirst && since_1970 < kEnd;
    }

    // The stretch that an instant falls in. It and the one after it may be looked at:
    // `is_first` has no change before it, `is_end` (never the answer) means that none follows.
    const ZoneStretch* at(std::chrono::sys_seconds instant) const {
        const ZoneStretch* found = guess(instant.time_since_epoch());
        found += found[1].since <= instant ? 1 : 0;  // as likely as not: no branch
        while (found[1].since <= instant) ++found;
        return found;
    }

    // The last stretch whose change shows `time` or an earlier local time.
    const ZoneStretch* at(std::chrono::local_seconds time) const {
        const ZoneStretch* found = guess(time.time_since_epoch() - latest_);
        found += found[1].shown() <= time ? 1 : 0;
        while (found[1].shown() <= time) ++found;
        return found;
    }

    bool is_first(const ZoneStretch* stretch) const { return stretch == stretches_.data(); }
    bool is_end(const ZoneStretch* stretch) const { return stretch == &stretches_.back(); }

  private:
    using seconds = std::chrono::seconds;

    // The table's index has an entry for each 97 days from 1800 on, in which clocks seldom change
    // twice.
    static constexpr int kBits = 23;
    static constexpr seconds kIndexed =
        std::chrono::sys_days(std::chrono::year(1800) / 1 / 1).time_since_epoch();
    // Local times of the years 1 to 9999 need no care two days inside of them.
    static constexpr seconds kFirst =
        std::chrono::sys_days(std::chrono::year(1) / 1 / 3).time_since_epoch();
    static constexpr seconds kEnd =
        std::chrono::sys_days(std::chrono::year(2401) / 1 / 1).time_since_epoch();

    // A stretch that begins at that instant or before, and not long.
    const ZoneStretch* guess(seconds since_1970) const {
        const auto since = (since_1970 - kIndexed).count();
        return stretches_.data() +
               (since < 0 ? 0 : index_[static_cast<std::size_t>(since) >> kBits]);
    }

    std::vector<ZoneStretch> stretches_;  // the first and the last begin at no change
    std::vector<std::uint32_t> index_;
    seconds latest_{};  // the greatest offset
};

}  // namespace wls
