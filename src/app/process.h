// What a process needs set right before it becomes a server. Main thread, first thing.
#pragma once

#include <cstddef>

namespace wls::app {

// Standard input, output and error are open (to /dev/null when whoever started us closed them), so
// that no file of ours takes their numbers; and as many files may be open as the system allows:
// each connection and each run costs one.
void prepare_process();

// How many connections may be open at once: `wanted`, or fewer where the system allows so few open
// files that runs would find none left.
std::size_t connections_limit(std::size_t wanted);

}  // namespace wls::app
