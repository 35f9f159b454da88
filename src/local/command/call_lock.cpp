#include "local/command/call_lock.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdint>

#include "local/files.h"

namespace wls::local {

namespace {

constexpr std::chrono::seconds kMore{10};
constexpr std::chrono::hours kMost{73};  // three commands of 24 h

}  // namespace

CallLock::CallLock(const std::string& path, std::chrono::milliseconds longest, Ticker& ticker)
    : file_(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644)) {
    if (!file_) {
        why_ = "cannot open " + path + ": " + errno_text(errno);
        return;
    }
    held_ = waits_its_turn(ticker);
    if (!held_) return;
    const std::string text = std::to_string(longest.count()) + "\n";
    if (::ftruncate(file_.get(), 0) == 0 && ::lseek(file_.get(), 0, SEEK_SET) == 0)
        write_all(file_.get(), text);
}

bool CallLock::waits_its_turn(Ticker& ticker) {
    std::int64_t waited = 0;
    ticker.run(true);
    ticker.passed();
    while (::flock(file_.get(), LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK && errno != EINTR) {
            why_ = "cannot lock its calls: " + errno_text(errno);
            break;
        }
        if (waited > static_cast<std::int64_t>(ticks_in(holders_time() + kMore))) {
            why_ = "another call of this run does not end; not waiting for it any longer";
            break;
        }
        pollfd ready{ticker.fd(), POLLIN, 0};
        ::poll(&ready, 1, -1);
        waited += static_cast<std::int64_t>(ticker.passed());
    }
    ticker.run(false);
    return why_.empty();
}

// What the holder has written. It may be about to.
std::chrono::milliseconds CallLock::holders_time() const {
    char text[32];
    const ssize_t got = ::pread(file_.get(), text, sizeof text, 0);
    std::int64_t milliseconds = 0;
    if (got > 0) std::from_chars(text, text + got, milliseconds);
    const std::chrono::milliseconds most = kMost;
    return std::chrono::milliseconds(std::clamp<std::int64_t>(milliseconds, 0, most.count()));
}

}  // namespace wls::local
