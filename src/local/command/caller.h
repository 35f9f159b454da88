// The caller: a process of its own that makes one call of a Command workload, a start or a stop,
// and says what became of it. It outlives the server, so that a start which is under way when the
// server is killed still comes to its end before the stop.
#pragma once

#include <string>

namespace wls::local {

// The main of that process (the hidden command `call`), to be called before anything else is set
// up. The order comes on fd 0 (call_order.h), the answer goes to fd 1. Returns the exit code, which
// nobody reads.
//
// - With `state`: asked first; already right: nothing is called. After a call that did not end well
//   it is asked again, and decides.
// - A start that exits with another code than 0 says itself that it failed: not done. One that
//   exceeds its time is unsure.
int call();

}  // namespace wls::local
