#include "app/start_log.h"

#include <filesystem>

namespace wls::app {

namespace {

bool is_loopback(const std::string& host) {
    return host == "localhost" || host == "::1" || host == "[::1]" || host.starts_with("127.");
}

}  // namespace

void log_start(Log& log, const Settings& settings, const StartFacts& facts) {
    const std::string port = std::to_string(facts.port);
    log.info("database", {{"file", std::filesystem::absolute(settings.database).string()}});
    log.info("time zone", {{"zone", facts.zone}});
    if (!settings.token_file && !is_loopback(settings.host))
        log.warning(
            "no --token-file: whoever reaches this port can change every schedule, and so start and"
            " stop every workload of the catalog");
    log.info("workloads", {{"catalog", facts.catalog}, {"count", facts.workloads}});
    // Last: who waits for this line has read the others.
    log.info("listening", {{"address", settings.host + ":" + port},
                           {"docs", "http://localhost:" + port + "/docs"}});
}

}  // namespace wls::app
