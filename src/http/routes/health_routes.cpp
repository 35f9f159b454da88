#include "http/routes/health_routes.h"

#include <algorithm>

#include "time/zone.h"

namespace wls::http {

namespace {

constexpr const char* kLive = "/livez";
constexpr const char* kReady = "/readyz";

// The io thread answers, so it runs: that is all.
Reply live() {
    return text(200, "ok").with_header("Cache-Control", "no-store");
}

// One line for each part, in Kubernetes' style.
std::string described(const std::vector<Vitals::Part>& parts, bool ready) {
    static const Zone kUtc = Zone::utc();
    std::string lines;
    for (const auto& part : parts) {
        lines += part.is_ok ? "[+]" : "[-]";
        lines += part.name + (part.is_ok ? " ok since " : " failing since ");
        lines += kUtc.rfc3339(part.since);
        if (!part.is_ok) lines += ": " + part.why;
        lines += '\n';
    }
    return lines + (ready ? "readyz check passed\n" : "readyz check failed\n");
}

std::string failures(const std::vector<Vitals::Part>& parts) {
    std::string sentence = "not ready: ";
    bool first = true;
    for (const auto& part : parts) {
        if (part.is_ok) continue;
        if (!std::exchange(first, false)) sentence += "; ";
        sentence += part.name + ": " + part.why;
    }
    return sentence;
}

Reply ready(const Vitals& vitals, const Request& request) {
    const auto parts = vitals.parts();
    const bool is_ready = std::ranges::all_of(parts, &Vitals::Part::is_ok);
    std::string body = is_ready ? "ok" : failures(parts);
    if (request.parameter("verbose")) body = described(parts, is_ready);
    Response response = text(is_ready ? 200 : 503, std::move(body));
    response.headers.emplace_back("Cache-Control", "no-store");
    if (!is_ready) response.headers.emplace_back("Retry-After", "1");
    return response;
}

}  // namespace

bool asks_for_health(const Request& request) {
    return (request.method == "GET" || request.method == "HEAD") &&
           (request.path == kLive || request.path == kReady);
}

void add_health_routes(Router& router, const Vitals& vitals) {
    router.add("GET", kLive, [](const Request&, const PathParameters&) { return live(); });
    router.add("GET", kReady, [&vitals](const Request& request, const PathParameters&) {
        return ready(vitals, request);
    });
}

}  // namespace wls::http
