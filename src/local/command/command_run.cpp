#include "local/command/command_run.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdint>

#include "local/child.h"
#include "local/files.h"
#include "local/proc.h"

namespace wls::local {

namespace {

// How much output is read before the command is looked at again: a pipe holds 64 KiB.
constexpr int kReadsAtOnce = 16;

// One command that runs.
class Running {
  public:
    Running(pid_t leader, Fd process, CallOutput& output, Ticker& ticker)
        : leader_(leader), process_(std::move(process)), output_(output), ticker_(ticker) {}

    // True when it ended by itself in time.
    bool ends_within(std::chrono::milliseconds time) {
        return waits_for([this] { return has_ended(); }, time);
    }

    void end_group(std::chrono::milliseconds grace) {
        const auto is_dead = [this] { return has_ended() && !group_has_members(leader_); };
        ::kill(-leader_, SIGTERM);
        if (waits_for(is_dead, grace)) return;
        ::kill(-leader_, SIGKILL);
        waits_for(is_dead, kKillPatience);
    }

    // How it ended. The leader was a zombie until now, so its number was nobody else's.
    CommandEnd reap() {
        int status = 0;
        if (::waitpid(leader_, &status, WNOHANG) != leader_)
            return {CommandEnd::What::TimedOut, 0, {}};
        if (WIFEXITED(status)) return {CommandEnd::What::Exited, WEXITSTATUS(status), {}};
        return {CommandEnd::What::Killed, WTERMSIG(status), {}};
    }

  private:
    bool has_ended() const {
        siginfo_t child{};
        return ::waitid(P_PID, static_cast<id_t>(leader_), &child, WEXITED | WNOHANG | WNOWAIT) !=
                   0 ||
               child.si_pid == leader_;
    }

    template <class Fact>
    bool waits_for(Fact fact, std::chrono::milliseconds time) {
        auto left = static_cast<std::int64_t>(ticks_in(time));
        ticker_.run(true);
        ticker_.passed();
        while (!fact()) {
            if (left <= 0) return false;
            // Once the process has ended its pidfd is always readable: then the ticks count.
            pollfd ready[] = {{ticker_.fd(), POLLIN, 0},
                              {output_.fd(), POLLIN, 0},
                              {has_ended() ? -1 : process_.get(), POLLIN, 0}};
            ::poll(ready, 3, -1);
            if (ready[1].revents != 0) output_.empty();
            left -= static_cast<std::int64_t>(ticker_.passed());
        }
        output_.empty();
        return true;
    }

    pid_t leader_;
    Fd process_;
    CallOutput& output_;
    Ticker& ticker_;
};

}  // namespace

CallOutput::CallOutput(const std::string& data, const std::string& run) : log_(data, run) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return;
    end_.reset(ends[0]);
    begin_.reset(ends[1]);
    ::fcntl(end_.get(), F_SETFL, O_NONBLOCK);
}

void CallOutput::say(std::string_view line) {
    log_.write("workload-scheduler: " + std::string(line) + "\n");
}

bool CallOutput::take() {
    const ssize_t got = ::read(end_.get(), buffer_, sizeof buffer_);
    if (got > 0) log_.write(std::string_view(buffer_, static_cast<std::size_t>(got)));
    if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR)) end_.reset();
    return got > 0;
}

void CallOutput::empty() {
    for (int reads = 0; end_ && reads < kReadsAtOnce && take(); ++reads) continue;
}

void CallOutput::until_the_end() {
    begin_.reset();
    while (end_) {
        pollfd ready{end_.get(), POLLIN, 0};
        ::poll(&ready, 1, -1);
        take();
    }
}

CommandEnd run_command(const Program& program, std::string_view key, CommandLimits limits,
                       CallOutput& output, Ticker& ticker) {
    auto child = Child::fork(program, output.begin(), Child::Orphan::Dies);
    if (!child)
        return {CommandEnd::What::NotExecuted, 0, "cannot fork: " + errno_text(child.error())};
    Fd process = open_child(child->pid());
    if (!process) {
        const int error = errno;
        child->abandon();
        return {CommandEnd::What::NotExecuted, 0, "cannot watch it: " + errno_text(error)};
    }
    std::string failure = child->execute(program, key);
    if (!failure.empty()) return {CommandEnd::What::NotExecuted, 0, std::move(failure)};

    Running running(child->pid(), std::move(process), output, ticker);
    const bool in_time = running.ends_within(limits.timeout);
    if (!in_time) running.end_group(limits.stop_grace);
    CommandEnd end = running.reap();
    ticker.run(false);
    if (!in_time) end.what = CommandEnd::What::TimedOut;
    return end;
}

}  // namespace wls::local
