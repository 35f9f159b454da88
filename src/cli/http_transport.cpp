#include "cli/http_transport.h"

#include <algorithm>
#include <future>

#include "cli/display.h"
#include "net/url.h"

namespace wls::cli {

namespace {

std::string lower(std::string_view text) {
    std::string out(text);
    std::ranges::transform(out, out.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return out;
}

// What answers speaks http where https was asked for, or the other way round: OpenSSL's words and
// GnuTLS's, and our own for what is no HTTP. Empty: nothing of the kind.
std::string scheme_hint(const std::string& address, const std::string& reason) {
    const bool https = address.starts_with("https://");
    const auto rest = address.substr(address.find("://"));
    if (https && (reason.contains("wrong version number") ||
                  reason.contains("unexpected TLS packet was received")))
        return "; what answers there speaks no https: if it speaks http, give --server http" + rest;
    if (!https && reason.contains("is not HTTP/1.1"))
        return "; if it speaks https, give --server https" + rest;
    return "";
}

}  // namespace

Result<std::string> server_address(std::string_view text) {
    const auto wrong = [&](const std::string& why) {
        return fail(ErrorCode::Invalid, "--server: " + why +
                                            "; give it as http://localhost:8000 or"
                                            " https://scheduler.example.org");
    };
    const auto scheme_end = text.find("://");
    std::string address =
        scheme_end == std::string_view::npos
            ? "http://" + std::string(text)
            : lower(text.substr(0, scheme_end)) + std::string(text.substr(scheme_end));
    while (address.ends_with('/')) address.pop_back();
    const auto host = address.find("://") + 3;
    // Before anything is repeated in a message: it may hold a password.
    if (address.find('@', std::min(host, address.size())) != std::string::npos)
        return wrong(
            "a name or password does not belong into an address (--token-file is for"
            " the token)");
    const auto url = net::check_url(address);
    if (!url) return wrong(cut(visible(url.error().message), 300));
    if (address.find_first_of("/?#", host) != std::string::npos)
        return wrong("an address ends with the port, '" + cut(visible(text), 100) +
                     "' goes on behind it");
    return address;
}

Result<std::unique_ptr<HttpTransport>> HttpTransport::to(std::string_view address,
                                                         std::string token, Patience patience) {
    auto checked = server_address(address);
    if (!checked) return fail(checked);
    auto client = net::Client::create();
    if (!client) return fail(client);
    return std::unique_ptr<HttpTransport>(
        new HttpTransport(std::move(*client), std::move(*checked), std::move(token), patience));
}

HttpTransport::HttpTransport(std::unique_ptr<net::Client> client, std::string address,
                             std::string token, Patience patience)
    : client_(std::move(client)),
      address_(std::move(address)),
      token_(std::move(token)),
      patience_(patience) {}

Result<Answer> HttpTransport::send(const Request& request) {
    return stream(request, {});
}

Result<Answer> HttpTransport::stream(const Request& request, TakePiece take) {
    net::Request call;
    call.method = request.method;
    call.url = address_ + request.target;
    call.headers = request.headers;
    call.headers.emplace_back("Accept", "*/*");
    if (!token_.empty()) call.headers.emplace_back("Authorization", "Bearer " + token_);
    call.body = request.body;
    call.timeout = patience_.answering;
    call.connect_timeout = patience_.connecting;
    call.most_body_bytes = kMostAnswerBytes;
    const bool streams = take != nullptr;
    call.take = std::move(take);
    // Shared: the client's thread may still be in set_value when its value is here.
    const auto ended = std::make_shared<std::promise<net::CallOutcome>>();
    auto end = ended->get_future();
    WLS_TRY(client_->send(std::move(call), [ended](net::CallOutcome outcome) {
        ended->set_value(std::move(outcome));
    }));
    auto outcome = end.get();
    if (outcome)
        return Answer{outcome->status, std::move(outcome->headers), std::move(outcome->body)};

    const auto& error = outcome.error();
    if (streams && error.broke_off)
        return fail(ErrorCode::Unavailable, "the connection to the server " + address_ +
                                                " was lost: " + error.message + "; ask again");
    std::string sentence = "no answer from the server " + address_ + ": " + error.message;
    const auto hint = scheme_hint(address_, error.message);
    sentence += hint;
    if (error.what == net::CallError::What::NotSent && hint.empty())
        sentence += "; is it running ('workload-scheduler serve'), and is --server right?";
    else if (error.what != net::CallError::What::NotSent && request.method != "GET")
        sentence += "; what was asked may have been done all the same: look before trying again";
    return fail(ErrorCode::Unavailable, std::move(sentence));
}

}  // namespace wls::cli
