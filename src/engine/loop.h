// The loop: the one place that waits. Wakes when something is due, reported or nudged; runs turns
// until nothing is due; gives the orders; sleeps until the next. The clock is read once a turn.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <vector>

#include "base/clock.h"
#include "base/log.h"
#include "engine/clock_watch.h"
#include "engine/executor.h"
#include "engine/observer.h"
#include "engine/runner.h"
#include "engine/store.h"
#include "engine/unrecorded_stops.h"
#include "engine/vitals.h"

namespace wls {

class Loop : public Reports {
  public:
    struct Parts {
        Store& store;
        Executor& executor;
        const Clock& clock;
        Alarm& alarm;
        Observer& observer;
        Log& log;
        Vitals& vitals;
    };

    // All outlive the loop.
    Loop(Parts parts, Runner runner);

    // An executor's report; wakes the loop. Any thread.
    void receive(Report report) override;

    // Runs `call` on run()'s thread between two turns, soon: for what only that thread may change,
    // such as the catalog. Any thread.
    void between_turns(std::function<void()> call);

    // Takes up what an earlier life of the server left, then serves until stop(). One thread, once.
    Result<> run();

    // Reports that are not on disk yet. Any thread.
    std::size_t reports_waiting() const { return reports_waiting_; }

    // Ends run() soon, between two turns. Any thread.
    void stop();

    // One wake-up's work, for run() and for tests: settles what was reported, acts on all that is
    // due now. Returns when to wake next. Only run()'s thread.
    Instant tick();

    // Asks the executor about every run whose end is not recorded. Part of run().
    Result<> recover();

  private:
    bool clock_is_trusted(Instant now);
    void take_reports();
    void run_calls();
    Result<> one_turn(Instant now);
    Result<> settle_unrecorded(Journal& journal, std::set<RunId>& ended);
    void give(const Orders& orders);
    void stop_without_record(Instant now);
    bool is_to_stop_unrecorded(const RunId& run);
    void log_report(const Report& report);

    Parts parts_;
    Runner runner_;
    std::unique_ptr<Reader> reader_;
    UnrecordedStops unrecorded_;
    std::set<RunId> looked_for_;  // runs of before that the executor has not answered for
    ClockWatch clock_watch_;
    bool clock_went_back_ = false;      // and the schedules do not know yet
    std::optional<Instant> looked_at_;  // the wall clock at the last look; survives in the store
    std::mutex mutex_;
    std::vector<Report> inbox_;                     // guarded by mutex_
    std::vector<std::function<void()>> calls_;      // guarded by mutex_
    std::vector<Report> unsettled_;                 // taken from the inbox, not on disk yet
    std::atomic<std::size_t> reports_waiting_ = 0;  // all together
    std::atomic<bool> stopping_ = false;
};

}  // namespace wls
