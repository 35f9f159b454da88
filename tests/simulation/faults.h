// What is wrong at the moment, and how long things take because of it. One thread.
#pragma once

#include "simulation/timeline.h"
#include "support/random.h"

namespace wls::simulation {

struct Faults {
    bool refusing = false;   // nothing can be executed: NotStarted
    bool slow = false;       // whatever an executor does takes up to kSlow
    bool losing = false;     // calls do not arrive, or their answers do not
    bool killing = false;    // keepers are killed: ends are lost
    bool disk_full = false;  // nothing can be written; reads go on
    bool paused = false;     // the server gets no time at all
    Moment hung_until{};     // an executor does nothing until then, and forgets some stops

    static constexpr Duration kQuick = std::chrono::milliseconds{20};
    static constexpr Duration kSlow = std::chrono::seconds{30};

    bool hung(Moment now) const { return now < hung_until; }

    // How long one step of an executor takes from `now`.
    Duration delay(Moment now, support::Random& random) const {
        const Duration most = slow ? kSlow : kQuick;
        const Duration own{random.below(most.count())};
        return hung(now) ? hung_until - now + own : own;
    }
};

}  // namespace wls::simulation
