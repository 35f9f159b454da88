#include "local/command/command_calls.h"

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <map>
#include <thread>
#include <utility>

#include "base/quiet_thread.h"
#include "domain/workload.h"
#include "local/call_queue.h"
#include "local/command/call_order.h"
#include "local/environment.h"
#include "local/files.h"
#include "local/proc.h"
#include "local/reactor.h"
#include "local/spawn.h"

namespace wls::local {

namespace {

constexpr std::size_t kMostUnderWay = 16;

// A caller ends by itself; past this it is stuck, and killed. It may have to wait for another call
// of its run before it begins.
std::chrono::milliseconds patience(const CallOrder& order) {
    return 3 * order.longest() + std::chrono::seconds{60};
}

CallResult result_of(std::string_view line, Edge edge) {
    const auto word = line.substr(0, line.find(' '));
    const auto why = std::string(line.substr(std::min(line.size(), word.size() + 1)));
    if (word == kAnswerDone) return {CallResult::What::Done, {}};
    if (word == kAnswerAlready) return {CallResult::What::Already, {}};
    // A stop that may have been done is asked for again, like one that was not.
    const bool is_safe = word == kAnswerNotDone || edge == Edge::Stop;
    return {is_safe ? CallResult::What::NotDone : CallResult::What::Unsure, why};
}

}  // namespace

struct CommandCalls::Parts {
    struct Call {
        CallRequest request;
        CallOrder order;
        CallDone done;
        pid_t caller = 0;  // once it is under way
        Fd answer, process;
        Reactor::Key answer_key = 0, process_key = 0, timer = 0;
    };
    using Ticket = CallQueue::Ticket;

    ~Parts() {
        reactor.stop();
        thread.join();
    }

    CallOrder order_for(const CallRequest& request, const Command& command) const;
    void add(CallRequest request, CallOrder order, CallDone done);
    void drop_start_of(const RunId& run);
    void begin_next();
    void begin(Ticket ticket, Call& call);
    void read_answer(Ticket ticket);
    void end(Ticket ticket, CallResult result);
    void reap(Fd process, pid_t caller);

    const Catalog& catalog;
    const Clock& clock;
    const std::string data;
    const std::string database;
    const ServerEnvironment environment{};
    Reactor reactor{};
    CallQueue queue{};
    std::map<Ticket, Call> calls{};  // waiting and under way
    Ticket last_ticket = 0;
    std::size_t under_way = 0;
    std::thread thread{};  // the last: it uses all the others
};

CallOrder CommandCalls::Parts::order_for(const CallRequest& request, const Command& command) const {
    CallOrder order;
    order.data = data;
    order.run = request.run.text();
    order.edge = request.edge;
    order.call = request.edge == Edge::Start ? command.start : command.stop;
    order.state = command.state;
    order.directory = absolute_folder(command.directory);
    order.timeout = command.timeout;
    order.stop_grace = command.stop_grace;

    const bool uses_us = order.call.front() == kThisProgram ||
                         (!order.state.empty() && order.state.front() == kThisProgram);
    auto variables = environment.of_run(request.run, request.window, command.environment);
    variables["WORKLOAD_SCHEDULER_EDGE"] = text(request.edge);
    variables["WORKLOAD_SCHEDULER_IDEMPOTENCY_KEY"] = idempotency_key(request);
    if (uses_us) {
        variables["WORKLOAD_SCHEDULER_DATABASE"] = database;
        variables["WORKLOAD_SCHEDULER_DATA"] = data;
    }
    order.environment = environment_entries(variables);
    return order;
}

void CommandCalls::Parts::add(CallRequest request, CallOrder order, CallDone done) {
    if (request.edge == Edge::Stop) drop_start_of(request.run);
    const Ticket ticket = ++last_ticket;
    queue.add(ticket, request.workload, request.edge);
    Call& call = calls[ticket];
    call.request = std::move(request);
    call.order = std::move(order);
    call.done = std::move(done);
    begin_next();
}

// It keeps its place in the queue, where it then does nothing.
void CommandCalls::Parts::drop_start_of(const RunId& run) {
    for (auto& [ticket, call] : calls)
        if (call.request.run == run && call.request.edge == Edge::Start && call.caller == 0)
            if (const auto done = std::exchange(call.done, {}))
                done({CallResult::What::NotDone, "stopped before it was started"});
}

void CommandCalls::Parts::begin_next() {
    while (under_way < kMostUnderWay) {
        const auto ticket = queue.next();
        if (!ticket) return;
        ++under_way;
        begin(*ticket, calls.at(*ticket));
    }
}

void CommandCalls::Parts::begin(Ticket ticket, Call& call) {
    if (!call.done) return end(ticket, {});
    if (auto late = if_too_late(call.request, clock.now())) return end(ticket, std::move(*late));
    // Without the folder there is no log and no lock, but a call.
    [[maybe_unused]] const auto made = make_folders(data + "/logs");
    auto spawned = spawn_self("call", call.order.run, encode(call.order));
    if (!spawned)
        return end(ticket, {CallResult::What::NotDone, std::move(spawned).error().message});
    call.caller = spawned->pid;
    call.process = open_child(spawned->pid);
    call.answer = std::move(spawned->answer);
    call.answer_key = reactor.watch(call.answer.get(), [this, ticket] { read_answer(ticket); });
    call.timer = reactor.after(patience(call.order), [this, ticket] {
        const auto late = calls.find(ticket);
        if (late == calls.end()) return;
        if (late->second.process) signal_process(late->second.process, SIGKILL);
        end(ticket, result_of("unsure its caller did not answer and was killed",
                              late->second.request.edge));
    });
}

void CommandCalls::Parts::read_answer(Ticket ticket) {
    const auto found = calls.find(ticket);
    if (found == calls.end()) return;
    char line[2048];  // one write of the caller, so one read: see one_line
    const ssize_t got = ::read(found->second.answer.get(), line, sizeof line);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
    const bool whole = got > 0 && line[got - 1] == '\n';
    end(ticket, result_of(whole ? std::string_view(line, static_cast<std::size_t>(got) - 1)
                                : "unsure its caller was killed",
                          found->second.request.edge));
}

void CommandCalls::Parts::end(Ticket ticket, CallResult result) {
    auto call = std::move(calls.at(ticket));
    calls.erase(ticket);
    reactor.forget(call.answer_key);
    reactor.forget(call.timer);
    reap(std::move(call.process), call.caller);
    --under_way;
    queue.done(call.request.workload);
    if (call.done) call.done(std::move(result));
    // Not from here: a row of calls that end at once would go ever deeper.
    reactor.post([this] { begin_next(); });
}

// Now, or when it ends: it may go on to empty the output of a daemon.
void CommandCalls::Parts::reap(Fd process, pid_t caller) {
    if (caller == 0 || ::waitpid(caller, nullptr, WNOHANG) != 0 || !process) return;
    const int fd = process.get();
    const auto held = std::make_shared<Fd>(std::move(process));
    const auto key = std::make_shared<Reactor::Key>(0);
    *key = reactor.watch(fd, [this, caller, held, key] {
        ::waitpid(caller, nullptr, WNOHANG);
        reactor.forget(*key);
    });
}

CommandCalls::CommandCalls(const Catalog& catalog, CommandCallsOptions options, const Clock& clock)
    : parts_(new Parts{.catalog = catalog,
                       .clock = clock,
                       .data = absolute_folder(options.data),
                       .database = std::move(options.database)}) {
    parts_->thread = quiet_thread([parts = parts_.get()] { parts->reactor.run(); });
}

CommandCalls::~CommandCalls() = default;

void CommandCalls::start(CallRequest request, CallDone done) {
    request.edge = Edge::Start;
    ask(std::move(request), std::move(done));
}

void CommandCalls::stop(CallRequest request, CallDone done) {
    request.edge = Edge::Stop;
    ask(std::move(request), std::move(done));
}

void CommandCalls::ask(CallRequest request, CallDone done) {
    const std::string name(name_in_key(request.workload));
    const Command* command = parts_->catalog.command(name);
    if (command == nullptr)
        return parts_->reactor.post([name, done = std::move(done)] {
            done({CallResult::What::Blocked, "the catalog has no command '" + name +
                                                 "'; add it, or change the schedule's target"});
        });
    auto order = parts_->order_for(request, *command);
    parts_->reactor.post([parts = parts_.get(), request = std::move(request),
                          order = std::move(order), done = std::move(done)]() mutable {
        parts->add(std::move(request), std::move(order), std::move(done));
    });
}

}  // namespace wls::local
