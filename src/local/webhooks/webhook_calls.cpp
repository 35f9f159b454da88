#include "local/webhooks/webhook_calls.h"

#include <map>
#include <thread>
#include <utility>

#include "base/quiet_thread.h"
#include "domain/workload.h"
#include "local/call_queue.h"
#include "local/environment.h"
#include "local/files.h"
#include "local/reactor.h"
#include "local/run_log.h"
#include "local/webhooks/webhook_request.h"
#include "local/webhooks/webhook_secret.h"
#include "net/client.h"

namespace wls::local {

namespace {

using What = CallResult::What;

constexpr std::size_t kMostUnderWay = net::kMostUnderWay;

}  // namespace

// All but the constructor and destructor: the reactor's thread.
struct WebhookCalls::Parts {
    struct Call {
        CallRequest request;
        Webhook webhook;
        CallDone done;  // empty once answered
        bool is_under_way = false;
    };
    using Ticket = CallQueue::Ticket;
    using OnOutcome = void (Parts::*)(Ticket, const net::Request&, const net::CallOutcome&);

    Parts(const Catalog& the_catalog, WebhookCallsOptions wanted, const Clock& the_clock);
    ~Parts();
    Parts(const Parts&) = delete;
    Parts& operator=(const Parts&) = delete;

    void add(CallRequest request, Webhook webhook, CallDone done);
    void drop_start_of(const RunId& run);
    void begin_next();
    void begin(Ticket ticket, Call& call);
    void send(Ticket ticket, Call& call, net::Request request, OnOutcome then);
    void on_state(Ticket ticket, const net::Request& request, const net::CallOutcome& outcome);
    void on_edge(Ticket ticket, const net::Request& request, const net::CallOutcome& outcome);
    void end(Ticket ticket, CallResult result);
    void give_up();
    void log(const Call& call, std::string_view what, const std::string& line) const;

    const Catalog& catalog;  // the orders' thread
    const Clock& clock;
    const std::string data;
    const std::string ca_file;
    Reactor reactor;
    CallQueue queue;
    std::map<Ticket, Call> calls;  // waiting and under way
    Ticket last_ticket = 0;
    std::size_t under_way = 0;
    bool is_ending = false;
    WebhookSecret secret;
    std::unique_ptr<net::Client> client;  // from the first call on
    std::thread thread;                   // the last: it uses all the others
};

WebhookCalls::Parts::Parts(const Catalog& the_catalog, WebhookCallsOptions wanted,
                           const Clock& the_clock)
    : catalog(the_catalog),
      clock{the_clock},
      data(absolute_folder(wanted.data)),
      ca_file(std::move(wanted.ca_file)),
      thread(quiet_thread([this] { reactor.run(); })) {}

WebhookCalls::Parts::~Parts() {
    reactor.post([this] {
        is_ending = true;
        client.reset();  // every outcome that was still to come is posted now
        reactor.post([this] {
            give_up();
            reactor.stop();
        });
    });
    thread.join();
}

void WebhookCalls::Parts::add(CallRequest request, Webhook webhook, CallDone done) {
    if (request.edge == Edge::Stop) drop_start_of(request.run);
    const Ticket ticket = ++last_ticket;
    queue.add(ticket, request.workload, request.edge);
    calls.emplace(ticket, Call{std::move(request), std::move(webhook), std::move(done)});
    begin_next();
}

// It keeps its place in the queue, where it then does nothing.
void WebhookCalls::Parts::drop_start_of(const RunId& run) {
    for (auto& [ticket, call] : calls)
        if (call.request.run == run && call.request.edge == Edge::Start && !call.is_under_way)
            if (const auto done = std::exchange(call.done, {}))
                done({What::NotDone, "stopped before it was started"});
}

void WebhookCalls::Parts::begin_next() {
    while (!is_ending && under_way < kMostUnderWay) {
        const auto ticket = queue.next();
        if (!ticket) return;
        ++under_way;
        Call& call = calls.at(*ticket);
        call.is_under_way = true;
        begin(*ticket, call);
    }
}

void WebhookCalls::Parts::begin(Ticket ticket, Call& call) {
    if (!call.done) return end(ticket, {});
    if (auto late = if_too_late(call.request, clock.now())) return end(ticket, std::move(*late));
    if (!client) {
        auto made = net::Client::create({.ca_file = ca_file});
        if (!made) return end(ticket, {What::NotDone, std::move(made).error().message});
        client = std::move(*made);
    }
    // Without the folder there is no log, but a call.
    [[maybe_unused]] const auto made = make_folders(data + "/logs");
    if (call.webhook.state)
        return send(ticket, call, state_request(call.webhook), &Parts::on_state);
    send(ticket, call, edge_request(call.webhook, call.request), &Parts::on_edge);
}

void WebhookCalls::Parts::send(Ticket ticket, Call& call, net::Request request, OnOutcome then) {
    if (!call.webhook.secret_file.empty())
        if (auto done = secret.sign(request, call.webhook.secret_file, clock.now()); !done)
            return end(ticket, {What::NotDone, std::move(done).error().message});
    const auto sent = std::make_shared<const net::Request>(std::move(request));
    auto accepted = client->send(*sent, [this, ticket, sent, then](net::CallOutcome outcome) {
        reactor.post([this, ticket, sent, then, outcome = std::move(outcome)] {
            (this->*then)(ticket, *sent, outcome);
        });
    });
    if (!accepted) end(ticket, {What::NotDone, std::move(accepted).error().message});
}

void WebhookCalls::Parts::on_state(Ticket ticket, const net::Request& request,
                                   const net::CallOutcome& outcome) {
    Call& call = calls.at(ticket);
    const StateAnswer found = read_state_answer(*call.webhook.state, outcome);
    const StateAnswer wanted =
        call.request.edge == Edge::Start ? StateAnswer::Up : StateAnswer::Down;
    const std::string line = line_of(request, outcome);
    log(call, "state",
        line + (found == StateAnswer::Up     ? ": up"
                : found == StateAnswer::Down ? ": down"
                                             : ": so nobody knows"));
    if (found == wanted) return end(ticket, {What::Already, line});
    if (is_ending) return end(ticket, {What::NotDone, "not called: this server is stopping"});
    // Asking may have taken its time.
    if (auto late = if_too_late(call.request, clock.now())) return end(ticket, std::move(*late));
    send(ticket, call, edge_request(call.webhook, call.request), &Parts::on_edge);
}

void WebhookCalls::Parts::on_edge(Ticket ticket, const net::Request& request,
                                  const net::CallOutcome& outcome) {
    const Call& call = calls.at(ticket);
    auto said = read_edge_answer(request, call.request.edge, outcome, clock.now());
    log(call, text(call.request.edge), said.line);
    end(ticket, std::move(said.result));
}

void WebhookCalls::Parts::end(Ticket ticket, CallResult result) {
    const Call call = std::move(calls.at(ticket));
    calls.erase(ticket);
    --under_way;
    queue.done(call.request.workload);
    if (call.done) call.done(std::move(result));
    // Not from here: a row of calls that end at once would go ever deeper.
    reactor.post([this] { begin_next(); });
}

// What waits; what was under way has ended with the client.
void WebhookCalls::Parts::give_up() {
    for (auto& [ticket, call] : std::exchange(calls, {}))
        if (call.done) call.done({What::NotDone, "not called: this server is stopping"});
}

void WebhookCalls::Parts::log(const Call& call, std::string_view what,
                              const std::string& line) const {
    RunLog(data, call.request.run.text()).write(std::string(what) + ": " + one_line(line));
}

WebhookCalls::WebhookCalls(const Catalog& catalog, WebhookCallsOptions options, const Clock& clock)
    : parts_(new Parts(catalog, std::move(options), clock)) {}

WebhookCalls::~WebhookCalls() = default;

void WebhookCalls::start(CallRequest request, CallDone done) {
    request.edge = Edge::Start;
    ask(std::move(request), std::move(done));
}

void WebhookCalls::stop(CallRequest request, CallDone done) {
    request.edge = Edge::Stop;
    ask(std::move(request), std::move(done));
}

void WebhookCalls::ask(CallRequest request, CallDone done) {
    const std::string name(name_in_key(request.workload));
    const Webhook* webhook = parts_->catalog.webhook(name);
    if (webhook == nullptr)
        return parts_->reactor.post([name, done = std::move(done)] {
            done({What::Blocked, "the catalog has no webhook '" + name +
                                     "'; add it, or change the schedule's target"});
        });
    parts_->reactor.post([parts = parts_.get(), request = std::move(request), webhook = *webhook,
                          done = std::move(done)]() mutable {
        parts->add(std::move(request), std::move(webhook), std::move(done));
    });
}

}  // namespace wls::local
