#include "app/commands.h"

#include <cstdio>

#include "app/exit_code.h"
#include "app/process.h"
#include "app/server_lock.h"
#include "app/service.h"
#include "app/system_clock.h"
#include "storage/backup.h"
#include "storage/sqlite_store.h"

namespace wls::app {

int serve(const CommandLine& line) {
    prepare_process();
    Log log(line.settings.log_format, LogLevel::Info);
    auto service = Service::open(line.settings, log);
    if (!service) return refuse(service.error());
    const auto ended = (*service)->run();
    return ended ? 0 : refuse(ended.error());
}

int init_db(const CommandLine& line) {
    // A server that runs has brought its tables up to date, and must not lose them meanwhile.
    if (const auto sound = storage::SqliteStore::check(line.settings.database); !sound)
        return refuse(sound.error());
    const auto lock = ServerLock::of_file(line.settings.database, "--database");
    if (!lock) return refuse(lock.error());
    const auto store = storage::SqliteStore::open(line.settings.database, {});
    if (!store) return refuse(store.error());
    std::printf("The database is ready: %s\n",
                std::filesystem::absolute(line.settings.database).c_str());
    return 0;
}

int back_up(const CommandLine& line) {
    const SystemClock clock;
    storage::BackupOrder order;
    order.database = line.settings.database;
    order.folder = line.to ? std::filesystem::path(*line.to) : line.settings.data / "backups";
    order.keep = line.keep;
    order.now = clock.now();
    const auto backup = storage::back_up(order);
    if (!backup) return refuse(backup.error());
    std::printf("%s  %ju bytes, checked\n", std::filesystem::absolute(backup->file).c_str(),
                backup->size);
    if (backup->removed > 0)
        std::printf("%d older %s removed (--keep %d)\n", backup->removed,
                    backup->removed == 1 ? "copy" : "copies", line.keep);
    return 0;
}

int version() {
    std::printf("workload-scheduler %s\n", WLS_VERSION);
    return 0;
}

int help(const CommandLine& line) {
    std::fputs(line.text.c_str(), stdout);
    return 0;
}

}  // namespace wls::app
