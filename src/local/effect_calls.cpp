#include "local/effect_calls.h"

namespace wls::local {

std::string idempotency_key(const CallRequest& request) {
    return request.run.text() + "-" + std::string(text(request.edge));
}

CallResult not_in_catalog(std::string_view kind, std::string_view name) {
    return {CallResult::What::Blocked, "the catalog has no " + std::string(kind) + " '" +
                                           std::string(name) +
                                           "'; add it, or change the schedule's target"};
}

std::optional<CallResult> if_too_late(const CallRequest& request, Instant now) {
    if (request.edge != Edge::Start || !request.window.over(now)) return std::nullopt;
    return CallResult{CallResult::What::NotDone, "its window ended before its turn came"};
}

}  // namespace wls::local
