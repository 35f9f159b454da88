#include "net/client.h"

#include <deque>
#include <map>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "base/quiet_thread.h"
#include "net/curl_library.h"
#include "net/transfer.h"

namespace wls::net {

namespace {

// A wait ends by an answer, a time-out of libcurl's, or a call that is sent. This is only the
// longest that it may last.
constexpr int kLongestWait = 3'600'000;
// Connections kept open for GET.
constexpr long kMostIdleConnections = 16;

}  // namespace

struct Client::Parts {
    struct Sent {
        Request request;
        CallEnd end;
    };
    struct UnderWay {
        std::unique_ptr<Transfer> transfer;
        CallEnd end;
    };

    Parts(CurlLibrary loaded, ClientOptions wanted)
        : curl(std::move(loaded)), options(std::move(wanted)), multi(curl.multi_init()) {}
    ~Parts() {
        if (multi != nullptr) curl.multi_cleanup(multi);
    }
    Parts(const Parts&) = delete;
    Parts& operator=(const Parts&) = delete;

    void run();
    bool take_turns();
    void begin(Sent sent);
    bool finish_ended();
    void give_up();

    const CurlLibrary curl;
    const ClientOptions options;
    CURLM* const multi;
    std::map<CURL*, UnderWay> under_way;  // the thread's own

    std::mutex mutex;  // guards what follows
    std::deque<Sent> waiting;
    bool stopping = false;

    std::thread thread;
};

Result<std::unique_ptr<Client>> Client::create(ClientOptions options) {
    auto curl = CurlLibrary::load();
    if (!curl) return fail("calls to other machines are not possible", curl);
    auto parts = std::make_unique<Parts>(std::move(*curl), std::move(options));
    if (parts->multi == nullptr)
        return fail(ErrorCode::Unavailable, "libcurl has no memory for calls to other machines");
    parts->curl.multi_setopt(parts->multi, CURLMOPT_MAXCONNECTS, kMostIdleConnections);
    return std::unique_ptr<Client>(new Client(std::move(parts)));
}

Client::Client(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {
    parts_->thread = quiet_thread([this] { parts_->run(); });
}

Client::~Client() {
    {
        const std::lock_guard lock(parts_->mutex);
        parts_->stopping = true;
    }
    parts_->curl.multi_wakeup(parts_->multi);
    parts_->thread.join();
}

Result<> Client::send(Request request, CallEnd end) {
    {
        const std::lock_guard lock(parts_->mutex);
        if (parts_->stopping)
            return fail(ErrorCode::Unavailable, "no call is made: this server is stopping");
        if (parts_->waiting.size() >= kMostWaiting)
            return fail(ErrorCode::Unavailable,
                        "no call is made: too many calls to other machines are waiting");
        parts_->waiting.push_back({std::move(request), std::move(end)});
    }
    parts_->curl.multi_wakeup(parts_->multi);
    return {};
}

void Client::Parts::run() {
    while (take_turns()) {
        int running = 0;
        curl.multi_perform(multi, &running);
        // What ended made room, and may have sent more.
        if (!finish_ended()) curl.multi_poll(multi, nullptr, 0, kLongestWait, nullptr);
    }
    give_up();
}

// Begins what waits, as far as there is room; false: it is time to end.
bool Client::Parts::take_turns() {
    while (true) {
        Sent next;
        {
            const std::lock_guard lock(mutex);
            if (stopping) return false;
            if (waiting.empty() || under_way.size() >= kMostUnderWay) return true;
            next = std::move(waiting.front());
            waiting.pop_front();
        }
        begin(std::move(next));
    }
}

void Client::Parts::begin(Sent sent) {
    auto transfer = Transfer::make(curl, std::move(sent.request), options.ca_file);
    if (!transfer) return sent.end(std::unexpected(std::move(transfer).error()));
    CURL* const handle = (*transfer)->handle();
    if (curl.multi_add_handle(multi, handle) != CURLM_OK)
        return sent.end((*transfer)->outcome(CURLE_OUT_OF_MEMORY));
    under_way.emplace(handle, UnderWay{std::move(*transfer), std::move(sent.end)});
}

bool Client::Parts::finish_ended() {
    bool any = false;
    int left = 0;
    while (const CURLMsg* message = curl.multi_info_read(multi, &left)) {
        if (message->msg != CURLMSG_DONE) continue;
        const CURLcode code = message->data.result;  // gone with the handle
        auto ended = under_way.extract(message->easy_handle);
        if (ended.empty()) continue;
        curl.multi_remove_handle(multi, ended.key());
        ended.mapped().end(ended.mapped().transfer->outcome(code));
        any = true;
    }
    return any;
}

void Client::Parts::give_up() {
    for (auto& [handle, call] : std::exchange(under_way, {})) {
        curl.multi_remove_handle(multi, handle);
        call.end(std::unexpected(call.transfer->given_up()));
    }
    std::deque<Sent> rest;
    {
        const std::lock_guard lock(mutex);
        rest.swap(waiting);
    }
    for (auto& sent : rest)
        sent.end(std::unexpected(
            CallError{CallError::What::NotSent, "a call was given up: this server is stopping"}));
}

}  // namespace wls::net
