#include "local/process/keeper.h"

#include <fcntl.h>
#include <malloc.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <optional>
#include <string>

#include "local/child.h"
#include "local/files.h"
#include "local/proc.h"
#include "local/process/claim.h"
#include "local/process/fault.h"
#include "local/process/keeper_order.h"
#include "local/process/workload_keeping.h"
#include "local/run_log.h"
#include "local/spawn.h"
#include "local/ticker.h"

namespace wls::local {

namespace {

void answer(std::string_view word, std::string_view reason = {}) {
    std::string line(word);
    if (!reason.empty()) line.append(" ").append(reason);
    write_all(1, one_line(line));  // nobody may be there to read it
}

// Blocks what a terminal, a broken pipe or an administrator may send: SIGTERM is read from a file,
// the others mean nothing to a keeper.
Fd take_signals() {
    sigset_t all;
    ::sigfillset(&all);
    ::sigprocmask(SIG_SETMASK, &all, nullptr);
    sigset_t wanted;
    ::sigemptyset(&wanted);
    ::sigaddset(&wanted, SIGTERM);
    ::sigaddset(&wanted, SIGCHLD);
    return Fd(::signalfd(-1, &wanted, SFD_CLOEXEC | SFD_NONBLOCK));
}

// Claims the run and starts the workload; nothing when it does not run, and the answer is given.
std::optional<RunningWorkload> start(const KeeperOrder& order, Fd signals) {
    const auto refuse = [](Claim& claim, const std::string& why) {
        claim.append("not-started " + why, Claim::Sync::Yes);
        answer(kAnswerNotStarted, why);
        return std::nullopt;
    };
    fault_point("before_claim", order.fault);
    const auto self = identify(::getpid());
    int output[2];
    Ticker ticker;
    const Fd too_late = alarm_after(order.start_within);
    if (!signals || !too_late || !ticker.good() || !self || ::pipe2(output, O_CLOEXEC) != 0) {
        answer(kAnswerNotStarted, "the keeper cannot set itself up: is /proc mounted?");
        return {};
    }
    Fd output_end(output[0]), output_begin(output[1]);

    auto taken = Claim::take(order.data + "/run", order.run, claimed_line(this_boot(), *self));
    if (!taken) {
        answer(kAnswerNotStarted, taken.error().message);
        return {};
    }
    if (!*taken) {
        answer(kAnswerTaken);
        return {};
    }
    Claim claim = std::move(**taken);
    fault_point("after_claim", order.fault);

    auto child = Child::fork(order, output_begin, Child::Orphan::Lives, too_late);
    if (!child) return refuse(claim, "cannot fork: " + errno_text(child.error()));
    fault_point("after_fork", order.fault);
    const auto leader = identify(child->pid());
    const int error = leader ? claim.append(forked_line(*leader), Claim::Sync::Yes) : ESRCH;
    if (error != 0) {
        child->abandon();
        return refuse(claim, "cannot record the start: " + errno_text(error));
    }
    fault_point("before_go", order.fault);
    const std::string failure = child->execute(order, "run");
    if (!failure.empty()) return refuse(claim, failure);
    claim.append("started", Claim::Sync::No);  // `forked` is on the disk: that is what safety needs
    fault_point("after_started", order.fault);
    answer(kAnswerStarted, process_text(*leader));
    return RunningWorkload{child->pid(),          std::move(claim),  std::move(signals),
                           std::move(output_end), std::move(ticker), order.stop_grace};
}

int kept() {
    ::close_range(3, ~0U, 0);  // the server's are O_CLOEXEC; this is for what a library forgot
    ::prctl(PR_SET_CHILD_SUBREAPER, 1);
    if (::getsid(0) != ::getpid()) ::setsid();

    const auto bytes = read_sealed_order();
    auto order = bytes ? decode_keeper_order(*bytes) : std::nullopt;
    if (!order) {
        constexpr std::string_view kText =
            "keep: the server starts this command; nobody else can\n";
        write_all(2, kText);
        return 70;
    }
    auto running = start(*order, take_signals());
    let_go_of_server();
    if (!running) return 0;

    const std::string fault = order->fault;
    RunLog log(order->data, order->run);
    order.reset();
    ::malloc_trim(0);
    keep_workload(std::move(*running), log, fault);
    return 0;
}

}  // namespace

// Without the destructors of globals: a signal that comes late must find nothing to hang. (The leak
// detector of a build with sanitizers waits for a stop that the server's SIGCONT takes back.)
void keep() {
    ::_exit(kept());
}

}  // namespace wls::local
