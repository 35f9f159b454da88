#include "storage/courtesy.h"

namespace wls::storage {

namespace {

// As long as one of our own transactions takes at full load, so that both have half of the time.
// Who asks every 100 ms and gives up after 5 s then fails once in 2^50.
constexpr int kRest = 3;

// Transactions that make room after another program's last one: a second at least, ten of the
// longest sleeps of one who waits.
constexpr int kCourteous = 400;

// For the first turn of a newcomer, whom nothing announces.
constexpr int kInARow = 32;
constexpr int kMoment = 1;

}  // namespace

void Courtesy::began(bool others_wrote) {
    if (others_wrote)
        courteous_ = kCourteous;
    else if (courteous_ > 0)
        --courteous_;
}

int Courtesy::rest(bool more_waits) {
    if (!more_waits) {
        in_a_row_ = 0;
        return 0;
    }
    if (courteous_ > 0) return kRest;
    if (++in_a_row_ < kInARow) return 0;
    in_a_row_ = 0;
    return kMoment;
}

}  // namespace wls::storage
