// One thread's wait for many things: descriptors that become readable, time-outs, and calls posted
// by other threads. Only post() and stop() may be called from another thread than run()'s. Calls
// may watch, forget, post and set time-outs as they like, themselves included.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "local/fd.h"
#include "local/ticker.h"

namespace wls::local {

class Reactor {
  public:
    using Call = std::function<void()>;
    using Key = std::uint64_t;  // of a watch or a time-out; never used twice; 0: none

    Reactor();  // stops the process when the system gives no descriptors: nothing can work then

    // Calls `call` whenever `fd` is readable or closed at its other end. 0: the kernel refuses.
    // Forget it before closing `fd`.
    Key watch(int fd, Call call);

    // Calls once, `time` from now or up to two ticks later.
    Key after(std::chrono::milliseconds time, Call call);

    // Ends a watch or a time-out. Of one that has ended, or 0: no harm.
    void forget(Key key);

    // Runs `call` on run()'s thread, in the order of posting.
    void post(Call call);

    // Until stop(). What was posted before stop() is done first.
    void run();
    void stop();

  private:
    struct Watch {
        int fd;
        Call call;
    };

    void run_posted();
    void run_due();

    Fd epoll_;
    Fd wake_;  // eventfd
    Ticker ticker_;
    Key last_key_ = 0;
    std::unordered_map<Key, Watch> watches_;
    std::uint64_t ticks_ = 0;
    std::map<std::pair<std::uint64_t, Key>, Call> time_outs_;  // by tick
    std::unordered_map<Key, std::uint64_t> ticks_of_time_outs_;

    std::mutex mutex_;  // guards what follows
    std::vector<Call> posted_;
    bool stopped_ = false;
};

}  // namespace wls::local
