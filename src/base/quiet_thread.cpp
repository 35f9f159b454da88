#include "base/quiet_thread.h"

#include <csignal>
#include <utility>

namespace wls {

std::thread quiet_thread(std::function<void()> work) {
    return std::thread([work = std::move(work)] {
        sigset_t every;
        ::sigfillset(&every);
        ::pthread_sigmask(SIG_SETMASK, &every, nullptr);
        work();
    });
}

}  // namespace wls
