#include "domain/retry.h"

#include <algorithm>

namespace wls {

Duration back_off(int attempts) {
    constexpr int kDoublings = 6;  // 64 s, past the most we wait
    const int doublings = std::clamp(attempts - 1, 0, kDoublings);
    return std::min<Duration>(std::chrono::seconds{1 << doublings}, std::chrono::seconds{60});
}

}  // namespace wls
