#include "local/command/caller.h"

#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <optional>

#include "local/command/call_lock.h"
#include "local/command/call_order.h"
#include "local/command/command_run.h"
#include "local/files.h"
#include "local/spawn.h"

namespace wls::local {

namespace {

struct Answer {
    std::string_view word;
    std::string why;
};

// Exit codes of shells for "cannot execute": then nobody was asked.
constexpr int kNoAnswer = 126;

std::string in_words(std::chrono::milliseconds time) {
    const auto count = time.count();
    return count % 1000 == 0 ? std::to_string(count / 1000) + " s" : std::to_string(count) + " ms";
}

class Caller {
  public:
    Caller(const CallOrder& order, CallOutput& output, Ticker& ticker)
        : order_(order), output_(output), ticker_(ticker) {}

    Answer answer() {
        if (is_right() == true) return {kAnswerAlready, {}};
        const std::string name(text(order_.edge));
        const auto end = run(order_.call, name);
        switch (end.what) {
            case CommandEnd::What::Exited:
                if (end.code == 0) return {kAnswerDone, {}};
                return looked_again(
                    kAnswerNotDone,
                    "the " + name + " command ended with exit code " + std::to_string(end.code));
            case CommandEnd::What::NotExecuted:
                return {kAnswerNotDone, end.why};
            case CommandEnd::What::Killed:
                return looked_again(
                    kAnswerUnsure,
                    "the " + name + " command was killed by signal " + std::to_string(end.code));
            case CommandEnd::What::TimedOut:
                break;
        }
        return looked_again(
            kAnswerUnsure,
            "the " + name + " command did not end within " + in_words(order_.timeout) +
                ": 'timeout' in the catalog" +
                (order_.edge == Edge::Start ? "; a program that stays is a 'process'" : ""));
    }

  private:
    // Whether the world is as the call wants it; nothing when nobody knows.
    std::optional<bool> is_right() {
        if (order_.state.empty()) return {};
        const auto end = run(order_.state, "state");
        if (end.what != CommandEnd::What::Exited || end.code >= kNoAnswer) {
            output_.say(end.what == CommandEnd::What::NotExecuted
                            ? end.why
                            : "the state command gave no answer: is it up?");
            return {};
        }
        return (end.code == 0) == (order_.edge == Edge::Start);
    }

    // What the state says is right, whatever the call said.
    Answer looked_again(std::string_view word, std::string why) {
        const auto right = is_right();
        if (right == true) return {kAnswerDone, {}};
        if (right == false) return {kAnswerNotDone, std::move(why)};
        return {word, std::move(why)};
    }

    CommandEnd run(const std::vector<std::string>& argv, std::string_view key) {
        return run_command(order_.program(argv), key, {order_.timeout, order_.stop_grace}, output_,
                           ticker_);
    }

    const CallOrder& order_;
    CallOutput& output_;
    Ticker& ticker_;
};

void tell(const Answer& answer) {
    std::string line(answer.word);
    if (!answer.why.empty()) line.append(" ").append(answer.why);
    write_all(1, one_line(line));  // nobody may be there to read it
}

// From now on a signal ends us: there is nothing to finish.
void unblock_signals() {
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

}  // namespace

int call() {
    ::close_range(3, ~0U, 0);  // the server's are O_CLOEXEC; this is for what a library forgot
    if (::getsid(0) != ::getpid()) ::setsid();
    sigset_t every;
    ::sigfillset(&every);
    ::sigprocmask(SIG_SETMASK, &every, nullptr);

    const auto bytes = read_sealed_order();
    const auto order = bytes ? decode_call_order(*bytes) : std::nullopt;
    if (!order) {
        constexpr std::string_view kText =
            "call: the server starts this command; nobody else can\n";
        write_all(2, kText);
        return 70;
    }
    Ticker ticker;
    CallOutput output(order->data, order->run);
    if (!ticker.good() || !output.good()) {
        tell({kAnswerNotDone, "no files are left for a command; raise LimitNOFILE"});
        return 0;
    }
    CallLock lock(order->data + "/logs/" + order->run + ".calls", order->longest(), ticker);
    if (!lock.is_held()) output.say(lock.why());
    tell(Caller(*order, output, ticker).answer());
    lock.release();
    let_go_of_server();
    unblock_signals();
    output.until_the_end();
    return 0;
}

}  // namespace wls::local
