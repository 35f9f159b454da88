#include "local/command/command_calls.h"

#include <algorithm>
#include <csignal>
#include <thread>
#include <utility>

#include "base/quiet_thread.h"
#include "domain/workload.h"
#include "local/call_board.h"
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
    struct Work {
        CallOrder order;
        pid_t caller = 0;  // once it is under way
        Fd answer = {}, process = {};
        Reactor::Key answer_key = 0, timer = 0;
    };
    using Board = CallBoard<Work>;
    using Ticket = Board::Ticket;

    Parts(const Catalog& the_catalog, CommandCallsOptions wanted, const Clock& clock);
    ~Parts();
    Parts(const Parts&) = delete;
    Parts& operator=(const Parts&) = delete;

    CallOrder order_for(const CallRequest& request, const Command& command) const;
    void begin(Ticket ticket, Work& work);
    void read_answer(Ticket ticket);
    void end(Ticket ticket, CallResult result);

    const Catalog& catalog;
    const std::string data;
    const std::string database;
    const ServerEnvironment environment;
    Reactor reactor;
    Board board;
    std::thread thread;  // the last: it uses all the others
};

CommandCalls::Parts::Parts(const Catalog& the_catalog, CommandCallsOptions wanted,
                           const Clock& clock)
    : catalog(the_catalog),
      data(absolute_folder(wanted.data)),
      database(std::move(wanted.database)),
      board(kMostUnderWay, reactor, clock,
            [this](Ticket ticket, Board::Call& call) { begin(ticket, call.work); }),
      thread(quiet_thread([this] { reactor.run(); })) {}

CommandCalls::Parts::~Parts() {
    reactor.stop();
    thread.join();
}

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

void CommandCalls::Parts::begin(Ticket ticket, Work& work) {
    // Without the folder there is no log and no lock, but a call.
    [[maybe_unused]] const auto made = make_folders(data + "/logs");
    auto spawned = spawn_self({"call", work.order.run}, encode(work.order));
    if (!spawned)
        return board.end(ticket, {CallResult::What::NotDone, std::move(spawned).error().message});
    work.caller = spawned->pid;
    work.process = open_child(spawned->pid);
    work.answer = std::move(spawned->answer);
    work.answer_key = reactor.watch(work.answer.get(), [this, ticket] { read_answer(ticket); });
    work.timer = reactor.after(patience(work.order), [this, ticket] {
        const auto* late = board.find(ticket);
        if (late == nullptr) return;
        if (late->work.process) signal_process(late->work.process, SIGKILL);
        end(ticket,
            result_of("unsure its caller did not answer and was killed", late->request.edge));
    });
}

void CommandCalls::Parts::read_answer(Ticket ticket) {
    const auto* call = board.find(ticket);
    if (call == nullptr) return;
    const auto line = local::read_answer(call->work.answer);
    if (!line) return;
    end(ticket,
        result_of(line->empty() ? "unsure its caller was killed" : *line, call->request.edge));
}

void CommandCalls::Parts::end(Ticket ticket, CallResult result) {
    Work& work = board.find(ticket)->work;
    reactor.forget(work.answer_key);
    reactor.forget(work.timer);
    // Now, or when it ends: it may go on to empty the output of a daemon.
    reap(reactor, work.caller, std::move(work.process));
    board.end(ticket, std::move(result));
}

CommandCalls::CommandCalls(const Catalog& catalog, CommandCallsOptions options, const Clock& clock)
    : parts_(new Parts(catalog, std::move(options), clock)) {}

CommandCalls::~CommandCalls() = default;

void CommandCalls::ask(CallRequest request, CallDone done) {
    const std::string name(name_in_key(request.workload));
    const Command* command = parts_->catalog.command(name);
    if (command == nullptr)
        return parts_->reactor.post(
            [name, done = std::move(done)] { done(not_in_catalog("command", name)); });
    auto order = parts_->order_for(request, *command);
    parts_->reactor.post([parts = parts_.get(), request = std::move(request),
                          order = std::move(order), done = std::move(done)]() mutable {
        parts->board.add(std::move(request), {.order = std::move(order)}, std::move(done));
    });
}

void CommandCalls::look(std::function<void(const Result<>&)> told) {
    parts_->reactor.post([told = std::move(told)] { told({}); });
}

}  // namespace wls::local
