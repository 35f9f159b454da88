#include "local/process/workload_keeping.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdint>
#include <optional>
#include <string>

#include "local/proc.h"
#include "local/process/fault.h"

namespace wls::local {

namespace {

// How long a record that the disk does not take is tried again.
constexpr std::chrono::seconds kRecordPatience{60};
// How much output is read before signals are looked at again: a pipe holds 64 KiB.
constexpr int kReadsAtOnce = 16;

class Keeping {
  public:
    Keeping(RunningWorkload workload, RunLog& log, std::string_view fault)
        : workload_(std::move(workload)), log_(log), fault_(fault) {}

    void until_the_end() {
        ::fcntl(workload_.output.get(), F_SETFL, O_NONBLOCK);
        while (!done_) turn();
        ::waitpid(workload_.leader, nullptr, 0);
        empty_output();
    }

  private:
    void turn() {
        pollfd ready[] = {{workload_.signals.get(), POLLIN, 0},
                          {workload_.output.get(), POLLIN, 0},
                          {workload_.ticker.fd(), POLLIN, 0}};
        ::poll(ready, 3, -1);
        if (ready[1].revents != 0) empty_output();
        if (ready[0].revents != 0) on_signals();
        if (const auto ticks = workload_.ticker.passed(); ticks > 0) on_ticks(ticks);
    }

    void on_signals() {
        bool stop = false;
        signalfd_siginfo signal{};
        while (::read(workload_.signals.get(), &signal, sizeof signal) == sizeof signal)
            stop |= signal.ssi_signo == SIGTERM;
        look_at_children();  // first: a workload that has ended by itself was not stopped
        if (stop && !code_ && !stopping_) {
            stopping_ = true;
            terminate_group();
        }
    }

    // Reaps what was adopted, and takes the leader's code, leaving it unreaped.
    void look_at_children() {
        while (!code_) {
            siginfo_t child{};
            if (::waitid(P_ALL, 0, &child, WEXITED | WNOHANG | WNOWAIT) != 0) return;
            if (child.si_pid == 0) return;
            if (child.si_pid != workload_.leader) {
                ::waitpid(child.si_pid, nullptr, WNOHANG);
                continue;
            }
            code_ = child.si_code == CLD_EXITED ? child.si_status : 128 + child.si_status;
            on_leader_end();
        }
    }

    void on_leader_end() {
        empty_output();
        if (!stopping_) record("exited");
        if (group_is_dead())
            on_group_end();
        else if (!stopping_)
            terminate_group();
    }

    bool group_is_dead() const {
        return !has_children_besides(workload_.leader) || !group_has_members(workload_.leader);
    }

    void on_group_end() {
        group_dead_ = true;
        if (stopping_) record("stopped");
        done_ = recorded_;
    }

    void terminate_group() {
        ::kill(-workload_.leader, SIGTERM);
        ::kill(-workload_.leader, SIGCONT);  // a suspended one would not hear it
        ticks_to_kill_ = static_cast<std::int64_t>(ticks_in(workload_.stop_grace));
        workload_.ticker.run(true);
    }

    void on_ticks(std::uint64_t passed) {
        const auto ticks = static_cast<std::int64_t>(passed);
        if (ticks_to_kill_) kill_when_due(ticks);
        if (code_ && !group_dead_ && (group_is_dead() || is_past_killing())) on_group_end();
        if (!owed_.empty()) {
            ticks_to_give_up_ -= ticks;
            write_record();
            if (group_dead_ && (recorded_ || ticks_to_give_up_ <= 0)) done_ = true;
        }
    }

    void kill_when_due(std::int64_t ticks) {
        *ticks_to_kill_ -= ticks;
        if (*ticks_to_kill_ <= 0 && !group_dead_) ::kill(-workload_.leader, SIGKILL);
    }

    bool is_past_killing() const {
        const auto patience = static_cast<std::int64_t>(ticks_in(kKillPatience));
        return ticks_to_kill_ && *ticks_to_kill_ < -patience;
    }

    void record(std::string_view word) {
        fault_point("before_exit_record", fault_);
        owed_ = std::string(word) + " " + std::to_string(*code_);
        write_record();
        fault_point("after_exit_record", fault_);
    }

    void write_record() {
        if (workload_.claim.append(owed_, Claim::Sync::Yes) == 0) {
            workload_.claim.put_back();  // else nobody would learn how it ended
            recorded_ = true;
            owed_.clear();
        } else {
            workload_.ticker.run(true);  // a full disk may get room again
        }
    }

    void empty_output() {
        for (int reads = 0; workload_.output && reads < kReadsAtOnce; ++reads) {
            const ssize_t got = ::read(workload_.output.get(), buffer_, sizeof buffer_);
            if (got > 0)
                log_.write(std::string_view(buffer_, static_cast<std::size_t>(got)));
            else if (got == 0 || (errno != EAGAIN && errno != EINTR))
                workload_.output.reset();
            else
                return;
        }
    }

    RunningWorkload workload_;
    RunLog& log_;
    std::string_view fault_;
    bool stopping_ = false;
    std::optional<int> code_;  // the leader has ended
    bool group_dead_ = false;
    std::string owed_;  // a record that is not on the disk yet
    bool recorded_ = false;
    std::optional<std::int64_t> ticks_to_kill_;
    std::int64_t ticks_to_give_up_ = static_cast<std::int64_t>(ticks_in(kRecordPatience));
    bool done_ = false;
    char buffer_[16 * 1024];
};

}  // namespace

void keep_workload(RunningWorkload workload, RunLog& log, std::string_view fault) {
    Keeping(std::move(workload), log, fault).until_the_end();
}

}  // namespace wls::local
