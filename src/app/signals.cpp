#include "app/signals.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <csignal>
#include <cstdint>
#include <cstdlib>

namespace wls::app {

namespace {

constexpr int kSecondSignalExit = 130;

sigset_t stop_set() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGHUP);
    return set;
}

}  // namespace

StopSignals::StopSignals() {
    const sigset_t set = stop_set();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
    signals_ = ::signalfd(-1, &set, SFD_CLOEXEC);
    ended_ = ::eventfd(0, EFD_CLOEXEC);
    if (signals_ < 0 || ended_ < 0) std::abort();  // no descriptors left at the very start
}

void StopSignals::end() {
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(ended_, &one, sizeof one);
    if (thread_.joinable()) thread_.join();
}

StopSignals::~StopSignals() {
    end();
    ::close(signals_);
    ::close(ended_);
}

void StopSignals::listen(Listener listener) {
    thread_ = std::thread([this, listener = std::move(listener)] {
        bool stopped = false;
        for (;;) {
            pollfd watched[] = {{signals_, POLLIN, 0}, {ended_, POLLIN, 0}};
            if (::poll(watched, 2, -1) < 0) continue;
            if (watched[1].revents != 0) return;
            signalfd_siginfo signal{};
            if (::read(signals_, &signal, sizeof signal) != sizeof signal) continue;
            if (signal.ssi_signo == SIGHUP) {
                listener.hangup();
                continue;
            }
            if (stopped) {
                listener.again();
                std::_Exit(kSecondSignalExit);
            }
            stopped = true;
            listener.stop();
        }
    });
}

}  // namespace wls::app
