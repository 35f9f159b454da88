// How long to wait before the next attempt of something that failed. Pure; any thread.
#pragma once

#include "base/instant.h"

namespace wls {

// 1 s after the first attempt, doubling to 60 s. `attempts` made so far, at least 1.
Duration back_off(int attempts);

}  // namespace wls
