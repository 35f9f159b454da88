#include "local/effect_calls.h"

namespace wls::local {

std::string idempotency_key(const CallRequest& request) {
    return request.run.text() + "-" + std::string(text(request.edge));
}

}  // namespace wls::local
