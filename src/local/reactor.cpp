#include "local/reactor.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <stdexcept>

namespace wls::local {

namespace {

constexpr Reactor::Key kWakeKey = ~Reactor::Key{0};
constexpr Reactor::Key kTickerKey = kWakeKey - 1;

bool add(const Fd& epoll, int fd, Reactor::Key key) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = key;
    return ::epoll_ctl(epoll.get(), EPOLL_CTL_ADD, fd, &event) == 0;
}

}  // namespace

Reactor::Reactor()
    : epoll_(::epoll_create1(EPOLL_CLOEXEC)), wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    if (!epoll_ || !wake_ || !ticker_.good() || !add(epoll_, wake_.get(), kWakeKey) ||
        !add(epoll_, ticker_.fd(), kTickerKey))
        throw std::runtime_error("out of file descriptors; raise LimitNOFILE");
}

Reactor::Key Reactor::watch(int fd, Call call) {
    const Key key = ++last_key_;
    if (!add(epoll_, fd, key)) return 0;
    watches_.emplace(key, Watch{fd, std::move(call)});
    return key;
}

Reactor::Key Reactor::after(std::chrono::milliseconds time, Call call) {
    const Key key = ++last_key_;
    ticks_ += ticker_.passed();
    const std::uint64_t due = ticks_ + ticks_in(time);
    time_outs_.emplace(std::pair(due, key), std::move(call));
    ticks_of_time_outs_.emplace(key, due);
    ticker_.run(true);
    return key;
}

void Reactor::forget(Key key) {
    if (const auto watch = watches_.find(key); watch != watches_.end()) {
        ::epoll_ctl(epoll_.get(), EPOLL_CTL_DEL, watch->second.fd, nullptr);
        watches_.erase(watch);
    } else if (const auto due = ticks_of_time_outs_.find(key); due != ticks_of_time_outs_.end()) {
        time_outs_.erase({due->second, key});
        ticks_of_time_outs_.erase(due);
    }
}

void Reactor::post(Call call) {
    const std::lock_guard lock(mutex_);
    posted_.push_back(std::move(call));
    ::eventfd_write(wake_.get(), 1);
}

void Reactor::stop() {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    ::eventfd_write(wake_.get(), 1);
}

void Reactor::run() {
    for (;;) {
        {
            const std::lock_guard lock(mutex_);
            if (stopped_ && posted_.empty()) return;
        }
        epoll_event events[64];
        const int count = ::epoll_wait(epoll_.get(), events, 64, -1);
        for (int i = 0; i < count; ++i) {
            const Key key = events[i].data.u64;
            if (key == kWakeKey) {
                run_posted();
            } else if (key == kTickerKey) {
                run_due();
            } else if (const auto watch = watches_.find(key); watch != watches_.end()) {
                const Call call = watch->second.call;  // it may forget itself
                call();
            }
        }
    }
}

void Reactor::run_posted() {
    eventfd_t count = 0;
    ::eventfd_read(wake_.get(), &count);
    std::vector<Call> calls;
    {
        const std::lock_guard lock(mutex_);
        calls.swap(posted_);
    }
    for (const auto& call : calls) call();
}

void Reactor::run_due() {
    ticks_ += ticker_.passed();
    while (!time_outs_.empty() && time_outs_.begin()->first.first <= ticks_) {
        auto due = time_outs_.extract(time_outs_.begin());
        ticks_of_time_outs_.erase(due.key().second);
        due.mapped()();
    }
    if (time_outs_.empty()) ticker_.run(false);
}

}  // namespace wls::local
