// A thread that takes none of the program's signals: those are for the one that waits for them.
#pragma once

#include <functional>
#include <thread>

namespace wls {

// Runs `work` on it. Throws what std::thread throws when the system gives no thread.
std::thread quiet_thread(std::function<void()> work);

}  // namespace wls
