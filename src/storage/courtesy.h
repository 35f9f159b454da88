// Leaves the write lock to other programs for a fair share of the time. SQLite's lock is not fair:
// who waits for it asks again after a sleep that grows to 100 ms, and gets it only if it happens to
// be free at that moment. Beside our transactions back to back that is next to never. Pure: says
// how long to rest, and whoever asks does it. One thread.
#pragma once

namespace wls::storage {

class Courtesy {
  public:
    // A transaction of ours has begun. `others_wrote`: so has one of another program since our
    // last.
    void began(bool others_wrote);

    // It has ended: for how many milliseconds to leave the lock free. `more_waits`: works wait, so
    // that our next transaction would begin at once; else the lock is free anyway. Nothing while
    // nobody else writes, but for a moment now and then by which a newcomer gets his first turn.
    int rest(bool more_waits);

  private:
    int courteous_ = 0;  // transactions of ours that still make room
    int in_a_row_ = 0;   // without a rest
};

}  // namespace wls::storage
