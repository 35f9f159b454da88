// What a process needs set right before it becomes a server. Main thread, first thing.
#pragma once

namespace wls::app {

// Standard input, output and error are open (to /dev/null when whoever started us closed them), so
// that no file of ours takes their numbers; and as many files may be open as the system allows:
// each connection and each run costs one.
void prepare_process();

}  // namespace wls::app
