// Which routes the server has, and what they are made of.
#pragma once

#include <functional>
#include <string>

#include "app/settings/settings.h"
#include "base/clock.h"
#include "base/result.h"
#include "engine/schedules.h"
#include "engine/store.h"
#include "engine/vitals.h"
#include "http/router.h"
#include "time/zone.h"

namespace wls::app {

struct RouteParts {
    Store& store;
    Reader& reader;  // the io thread's
    const Schedules& schedules;
    const Zone& zone;
    const Clock& clock;
    const Vitals& vitals;
    std::function<std::string()> metrics;  // the text of /metrics; the io thread
};

// Fills the router, with a guard when the settings name a token file. All that `parts` refers to
// outlives it. What reading the token gives.
Result<> add_routes(http::Router& router, const RouteParts& parts, const Settings& settings);

}  // namespace wls::app
