#include "app/service.h"

#include <cstdlib>
#include <filesystem>
#include <thread>

#include "app/catalog_file.h"
#include "app/executors.h"
#include "app/health_watch.h"
#include "app/housekeeping.h"
#include "app/measuring.h"
#include "app/process.h"
#include "app/routes.h"
#include "app/server_lock.h"
#include "app/signals.h"
#include "app/start_log.h"
#include "app/system_clock.h"
#include "app/unknown_runs.h"
#include "engine/history_log.h"
#include "engine/loop.h"
#include "engine/observers.h"
#include "engine/schedules.h"
#include "engine/vitals.h"
#include "engine/write_in_turn.h"
#include "http/server.h"
#include "local/catalog.h"
#include "local/process/claim.h"
#include "storage/sqlite_store.h"
#include "time/tzdata.h"

namespace wls::app {

namespace {

namespace fs = std::filesystem;

// SIGTERM ends the server within 5 s: this for requests under way, the rest for closing.
constexpr std::chrono::milliseconds kStopLimit{4'000};

Result<Zone> zone_of(const Settings& settings) {
    if (!settings.timezone.empty()) return Zone::load(settings.timezone);
    return machine_zone(std::getenv("TZ"), "/etc/localtime");
}

http::ServerOptions options_of(const Settings& settings, Measuring& measuring) {
    http::ServerOptions options{.host = settings.host, .port = settings.port};
    options.stop_limit = kStopLimit;
    options.connections_limit = connections_limit(options.connections_limit);
    options.watch = [&measuring](const http::Exchange& exchange) { measuring.answered(exchange); };
    return options;
}

}  // namespace

struct Service::Parts {
    Parts(const Settings& settings, Log& service_log, ServerLock held, Zone server_zone,
          CatalogFile file, local::Catalog known)
        : log(service_log),
          data_lock(std::move(held)),
          zone(std::move(server_zone)),
          catalog_file(std::move(file)),
          catalog(std::move(known)),
          schedules(zone, clock),
          executors(settings, catalog, clock, reports),
          history_log(service_log) {}

    Log& log;
    StopSignals signals;
    ServerLock data_lock;
    std::optional<ServerLock> database_lock;
    SystemClock clock;
    SystemAlarm alarm{clock};
    Vitals vitals{clock};
    Zone zone;
    const std::string zone_release = tzdata_release(kZoneInfo);  // of its rules
    CatalogFile catalog_file;
    local::Catalog catalog;
    ReportsToLoop reports;
    Schedules schedules;  // before the store, whose last works call it
    std::unique_ptr<storage::SqliteStore> store;
    std::unique_ptr<Reader> reader;
    std::unique_ptr<Housekeeping> housekeeping;
    std::unique_ptr<Measuring> measuring;
    std::unique_ptr<Loop> loop;
    Executors executors;
    std::unique_ptr<HealthWatch> health_watch;
    HistoryLog history_log;
    Observers observers;
    http::Router router;
    std::unique_ptr<http::Server> server;
};

// The folder of claims is made while nothing is recorded as running. Later its absence means that
// claims were lost with it: nothing can be proved then, and nothing is started again.
Result<> Service::prepare(Transaction& transaction, const Parts& parts, const Settings& settings) {
    WLS_TRY(transaction.set_workloads(parts.catalog.workloads()));
    WLS_TRY(transaction.set_zone_rules(parts.zone.name() + ", tzdata " + parts.zone_release));
    const auto live = transaction.all_live_runs();
    if (!live) return fail(live);
    warn_of_unknown_runs(parts.log, settings.data, *live);
    return live->empty() ? local::begin_claims((settings.data / "run").string()) : Result<>{};
}

Result<> Service::open_database(Parts& parts, const Settings& settings) {
    // Nothing of the file changes before the lock says that no other server uses it; no lock is
    // laid beside a file that is no database.
    WLS_TRY(storage::SqliteStore::check(settings.database));
    auto database_lock = ServerLock::of_file(settings.database, "--database");
    if (!database_lock) return fail(database_lock);
    parts.database_lock.emplace(std::move(*database_lock));
    auto store = storage::SqliteStore::open(
        settings.database, [&alarm = parts.alarm] { alarm.nudge(); },
        [&vitals = parts.vitals](const Error& error) {
            vitals.failing(Vitals::kDatabase, error.message);
        });
    if (!store) return fail(store);
    parts.store = std::move(*store);
    auto reader = parts.store->reader();
    if (!reader) return fail(reader);
    parts.reader = std::move(*reader);
    const auto prepared = write_in_turn(*parts.store, [&](Transaction& transaction) {
        return prepare(transaction, parts, settings);
    });
    if (prepared) return {};
    return fail("the database '" + fs::absolute(settings.database).string() + "'", prepared);
}

Result<std::unique_ptr<Service>> Service::open(const Settings& settings, Log& log) {
    auto zone = zone_of(settings);
    if (!zone) return fail(zone);
    CatalogFile file(settings);
    auto catalog = file.read();
    if (!catalog) return fail(catalog);
    auto data_lock = ServerLock::of_folder(settings.data, "--data");
    if (!data_lock) return fail(data_lock);
    auto parts = std::make_unique<Parts>(settings, log, std::move(*data_lock), std::move(*zone),
                                         std::move(file), std::move(*catalog));
    parts->vitals.ok(Vitals::kCatalog);
    WLS_TRY(open_database(*parts, settings));
    auto housekeeping = Housekeeping::open(settings, *parts->store, parts->clock, log);
    if (!housekeeping) return fail(housekeeping);
    parts->housekeeping = std::move(*housekeeping);
    parts->measuring =
        std::make_unique<Measuring>(parts->zone_release, settings.database, parts->clock);
    parts->observers.add(parts->history_log);
    parts->observers.add(parts->measuring->observer());
    parts->loop =
        std::make_unique<Loop>(Loop::Parts{*parts->store, parts->executors.all(), parts->clock,
                                           parts->alarm, parts->observers, log, parts->vitals},
                               Runner(parts->catalog, parts->zone));
    parts->reports.connect(*parts->loop);
    parts->health_watch = std::make_unique<HealthWatch>(
        parts->vitals, parts->clock, log, [&store = *parts->store] { return store.write_steps(); });
    parts->executors.add_to(*parts->health_watch);
    const auto metrics = [&made = *parts] { return made.measuring->text(*made.store, *made.loop); };
    WLS_TRY(add_routes(parts->router,
                       {*parts->store, *parts->reader, parts->schedules, parts->zone, parts->clock,
                        parts->vitals, metrics},
                       settings));
    parts->server = std::make_unique<http::Server>(options_of(settings, *parts->measuring),
                                                   parts->router, parts->clock, log);
    WLS_TRY(parts->server->listen());
    log_start(log, settings,
              {parts->server->port(), parts->zone.name(), parts->catalog_file.name(),
               parts->catalog.size()});
    return std::unique_ptr<Service>(new Service(std::move(parts)));
}

Service::Service(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Service::~Service() = default;

Result<> Service::run() {
    Result<> engine;
    std::thread loop([&] {
        engine = parts_->loop->run();
        if (!engine) parts_->server->stop();
    });
    Log& log = parts_->log;
    const auto stop = [&] {
        log.info("stopping");
        parts_->store->hurry();
        parts_->server->stop();
    };
    const CatalogReload hangup{
        parts_->catalog_file, parts_->catalog, *parts_->store, *parts_->loop, log, parts_->vitals};
    parts_->signals.listen({stop, hangup, [&] { log.warning("a second signal: ending at once"); }});
    parts_->housekeeping->begin();
    parts_->health_watch->begin();
    parts_->server->run();
    parts_->housekeeping->end();
    parts_->loop->stop();
    loop.join();
    parts_->signals.end();
    if (engine) parts_->log.info("stopped");
    return engine;
}

}  // namespace wls::app
