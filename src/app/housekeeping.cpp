#include "app/housekeeping.h"

namespace wls::app {

Result<std::unique_ptr<Housekeeping>> Housekeeping::open(const Settings& settings,
                                                         storage::SqliteStore& store,
                                                         const Clock& clock, Log& log) {
    auto archive = store.archive();
    if (!archive) return fail(archive);
    return std::unique_ptr<Housekeeping>(
        new Housekeeping(settings, std::move(*archive), clock, log));
}

Housekeeping::Housekeeping(const Settings& settings, std::unique_ptr<Archive> archive,
                           const Clock& clock, Log& log)
    : needed_(settings.keep_transitions || settings.keep_logs),
      clock_(clock),
      alarm_(clock),
      archive_(std::move(archive)),
      files_(std::filesystem::absolute(settings.data).string()),
      retention_({settings.keep_transitions, settings.keep_logs}, *archive_, files_, log) {}

Housekeeping::~Housekeeping() {
    end();
}

void Housekeeping::begin() {
    if (!needed_) return;
    thread_ = std::thread([this] {
        while (!ending_) {
            const Duration wait = retention_.step(clock_.now(), clock_.moment());
            if (!ending_) alarm_.wait_until(clock_.now() + wait);
        }
    });
}

void Housekeeping::end() {
    ending_ = true;
    alarm_.nudge();
    if (thread_.joinable()) thread_.join();
}

}  // namespace wls::app
