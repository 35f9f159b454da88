#include "local/webhooks/webhook_calls.h"

#include <thread>
#include <utility>

#include "base/quiet_thread.h"
#include "domain/workload.h"
#include "local/call_board.h"
#include "local/environment.h"
#include "local/files.h"
#include "local/reactor.h"
#include "local/run_log.h"
#include "local/webhooks/webhook_request.h"
#include "local/webhooks/webhook_secret.h"
#include "local/webhooks/webhook_trust.h"
#include "net/client.h"

namespace wls::local {

namespace {

using What = CallResult::What;

constexpr std::size_t kMostUnderWay = net::kMostUnderWay / 2;  // for each lane
constexpr std::string_view kStopping = "not called: this server is stopping";

}  // namespace

// All but the constructor and destructor: the reactor's thread.
struct WebhookCalls::Parts {
    using Board = CallBoard<Webhook>;
    using Ticket = Board::Ticket;
    using Call = Board::Call;
    using OnOutcome = void (Parts::*)(Ticket, const net::Request&, const net::CallOutcome&);

    Parts(const Catalog& the_catalog, WebhookCallsOptions wanted, const Clock& the_clock);
    ~Parts();
    Parts(const Parts&) = delete;
    Parts& operator=(const Parts&) = delete;

    void begin(Ticket ticket, const Call& call);
    void send(Ticket ticket, const Call& call, net::Request request, OnOutcome then);
    void on_state(Ticket ticket, const net::Request& request, const net::CallOutcome& outcome);
    void on_edge(Ticket ticket, const net::Request& request, const net::CallOutcome& outcome);
    void log(const Call& call, std::string_view what, const std::string& line) const;

    const Catalog& catalog;  // the orders' thread
    const Clock& clock;
    const std::string data;
    const std::string usual_ca_file;
    Reactor reactor;
    Board board;
    WebhookSecret secret;
    std::unique_ptr<net::Client> client;  // from the first call on
    std::thread thread;                   // the last: it uses all the others
};

WebhookCalls::Parts::Parts(const Catalog& the_catalog, WebhookCallsOptions wanted,
                           const Clock& the_clock)
    : catalog(the_catalog),
      clock{the_clock},
      data(absolute_folder(wanted.data)),
      usual_ca_file(std::move(wanted.ca_file)),
      board(kMostUnderWay, reactor, clock,
            [this](Ticket ticket, const Call& call) { begin(ticket, call); }),
      thread(quiet_thread([this] { reactor.run(); })) {}

WebhookCalls::Parts::~Parts() {
    reactor.post([this] {
        board.close();
        client.reset();  // every outcome that was still to come is posted now
        reactor.post([this] {
            board.give_up({What::NotDone, std::string(kStopping)});
            reactor.stop();
        });
    });
    thread.join();
}

void WebhookCalls::Parts::begin(Ticket ticket, const Call& call) {
    if (!client) {
        auto made = net::Client::create({.ca_file = usual_ca_file});
        if (!made) return board.end(ticket, {What::NotDone, std::move(made).error().message});
        client = std::move(*made);
    }
    // Without the folder there is no log, but a call.
    [[maybe_unused]] const auto made = make_folders(data + "/logs");
    if (call.work.state) return send(ticket, call, state_request(call.work), &Parts::on_state);
    send(ticket, call, edge_request(call.work, call.request), &Parts::on_edge);
}

void WebhookCalls::Parts::send(Ticket ticket, const Call& call, net::Request request,
                               OnOutcome then) {
    const std::string& ca_file = call.work.ca_file;
    if (!ca_file.empty()) {
        auto authorities = read_ca_file(ca_file);
        if (!authorities)
            return board.end(ticket, {What::NotDone, std::move(authorities).error().message});
        request.authorities = std::move(*authorities);
    }
    if (!call.work.secret_file.empty())
        if (auto done = secret.sign(request, call.work.secret_file, clock.now()); !done)
            return board.end(ticket, {What::NotDone, std::move(done).error().message});
    const auto sent = std::make_shared<const net::Request>(std::move(request));
    auto accepted =
        client->send(*sent, [this, ticket, sent, then, ca_file](net::CallOutcome outcome) {
            name_ca_file(outcome, ca_file);
            reactor.post([this, ticket, sent, then, outcome = std::move(outcome)] {
                (this->*then)(ticket, *sent, outcome);
            });
        });
    if (!accepted) board.end(ticket, {What::NotDone, std::move(accepted).error().message});
}

void WebhookCalls::Parts::on_state(Ticket ticket, const net::Request& request,
                                   const net::CallOutcome& outcome) {
    const Call& call = *board.find(ticket);
    const StateAnswer found = read_state_answer(*call.work.state, outcome);
    const StateAnswer wanted =
        call.request.edge == Edge::Start ? StateAnswer::Up : StateAnswer::Down;
    const std::string line = line_of(request, outcome);
    log(call, "state",
        line + (found == StateAnswer::Up     ? ": up"
                : found == StateAnswer::Down ? ": down"
                                             : ": so nobody knows"));
    if (found == wanted) return board.end(ticket, {What::Already, line});
    if (board.is_closed()) return board.end(ticket, {What::NotDone, std::string(kStopping)});
    // Asking may have taken its time.
    if (auto late = if_too_late(call.request, clock.now()))
        return board.end(ticket, std::move(*late));
    send(ticket, call, edge_request(call.work, call.request), &Parts::on_edge);
}

void WebhookCalls::Parts::on_edge(Ticket ticket, const net::Request& request,
                                  const net::CallOutcome& outcome) {
    const Call& call = *board.find(ticket);
    auto said = read_edge_answer(request, call.request.edge, outcome, clock.now());
    log(call, text(call.request.edge), said.line);
    board.end(ticket, std::move(said.result));
}

void WebhookCalls::Parts::log(const Call& call, std::string_view what,
                              const std::string& line) const {
    RunLog(data, call.request.run.text()).write(std::string(what) + ": " + one_line(line));
}

WebhookCalls::WebhookCalls(const Catalog& catalog, WebhookCallsOptions options, const Clock& clock)
    : parts_(new Parts(catalog, std::move(options), clock)) {}

WebhookCalls::~WebhookCalls() = default;

void WebhookCalls::ask(CallRequest request, CallDone done) {
    const std::string name(name_in_key(request.workload));
    const Webhook* webhook = parts_->catalog.webhook(name);
    if (webhook == nullptr)
        return parts_->reactor.post(
            [name, done = std::move(done)] { done(not_in_catalog("webhook", name)); });
    parts_->reactor.post([parts = parts_.get(), request = std::move(request), webhook = *webhook,
                          done = std::move(done)]() mutable {
        parts->board.add(std::move(request), std::move(webhook), std::move(done));
    });
}

void WebhookCalls::look(std::function<void(const Result<>&)> told) {
    parts_->reactor.post([told = std::move(told)] { told({}); });
}

}  // namespace wls::local
