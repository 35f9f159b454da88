#include "engine/loop.h"

#include <algorithm>

namespace wls {

namespace {

// Other programs write the seed's table without telling us. Their triggers make rows due; we look
// this often, so that they see the effect within a second.
constexpr Duration kLook = std::chrono::milliseconds{500};

// After a store that could not write. What was decided is decided anew.
constexpr Duration kStoreRetry = std::chrono::seconds{1};

constexpr std::size_t kReportsATurn = 256;

// Turns before the loop looks at its alarm again; what is still due then wakes it at once.
constexpr int kTurnsAWake = 1'000;

bool is_end(Report::What what) {
    switch (what) {
        case Report::What::Exited:
        case Report::What::Stopped:
        case Report::What::Lost:
        case Report::What::Unproven:
        case Report::What::NotStarted:
            return true;
        case Report::What::Started:
        case Report::What::Unsure:
        case Report::What::NotStopped:
            return false;
    }
    return false;
}

}  // namespace

Loop::Loop(Parts parts, Runner runner) : parts_(parts), runner_(runner) {}

void Loop::receive(Report report) {
    {
        const std::lock_guard lock(mutex_);
        inbox_.push_back(std::move(report));
        ++reports_waiting_;
    }
    parts_.alarm.nudge();
}

void Loop::between_turns(std::function<void()> call) {
    {
        const std::lock_guard lock(mutex_);
        calls_.push_back(std::move(call));
    }
    parts_.alarm.nudge();
}

void Loop::run_calls() {
    std::vector<std::function<void()>> calls;
    {
        const std::lock_guard lock(mutex_);
        calls.swap(calls_);
    }
    for (const auto& call : calls) call();
}

void Loop::stop() {
    stopping_ = true;
    parts_.alarm.nudge();
}

Result<> Loop::run() {
    // Another program may hold the database's lock just now.
    for (auto found = recover(); !found; found = recover()) {
        if (found.error().code != ErrorCode::Unavailable) return found;
        parts_.log.warning("cannot look for runs of before; it is tried again",
                           {{"error", found.error().message}});
        if (stopping_) return {};
        parts_.alarm.wait_until(parts_.clock.now() + kStoreRetry);
    }
    while (!stopping_) {
        const Instant wake_at = tick();
        if (stopping_) break;
        if (parts_.alarm.wait_until(wake_at) == Wake::ClockStepped)
            parts_.log.warning("the clock was set; what is due is looked at anew");
    }
    // Changes that other programs make while we are away came after this. Best effort: without it
    // the last turn counts.
    [[maybe_unused]] const auto kept =
        parts_.store.write([&](Transaction& transaction) -> Result<> {
            return looked_at_ ? transaction.set_looked_at(*looked_at_) : Result<>{};
        });
    return {};
}

Result<> Loop::recover() {
    auto reader = parts_.store.reader();
    if (!reader) return fail(reader);
    reader_ = std::move(*reader);
    std::vector<Run> live;
    const Instant now = parts_.clock.now();
    const auto read = parts_.store.write([&](Transaction& transaction) -> Result<> {
        auto runs = transaction.all_live_runs();
        if (!runs) return fail(runs);
        live = std::move(*runs);
        const auto looked_at = transaction.looked_at();
        if (!looked_at) return fail(looked_at);
        looked_at_ = *looked_at;
        // Set back while nobody watched: what was decided by the later clock is looked at again.
        clock_went_back_ = looked_at_ && *looked_at_ > now;
        if (looked_at_) return {};
        looked_at_ = now;  // the first time: what is there already is created now
        return transaction.set_looked_at(now);
    });
    if (!read) return fail(read);
    for (const auto& run : live) {
        parts_.log.info("looking for a run of before",
                        {{"run", run.id.text()}, {"workload", run.workload}});
        looked_for_.insert(run.id);
        parts_.executor.recover(run.id, run.workload);
    }
    return {};
}

Instant Loop::tick() {
    for (int turn = 0; turn < kTurnsAWake; ++turn) {
        const Instant now = parts_.clock.now();
        run_calls();
        parts_.vitals.turned();
        if (!clock_is_trusted(now)) return now + kStoreRetry;
        take_reports();
        const auto due_at = reader_->next_due_at();
        if (!due_at) {
            parts_.log.error("cannot read what is due", {{"error", due_at.error().message}});
            parts_.vitals.turn_ended(fail(due_at));
            return now + kStoreRetry;
        }
        // Where somebody's write failed, a turn with nothing to do is the try that tells when it is
        // well again.
        const bool due = clock_went_back_ || (*due_at && **due_at <= now) ||
                         !parts_.vitals.is_ok(Vitals::kDatabase);
        if (!due && unsettled_.empty() && unrecorded_.ends().empty()) {
            looked_at_ = now;
            parts_.vitals.ok(Vitals::kEngine);
            return std::min(now + kLook, due_at->value_or(now + kLook));
        }
        if (stopping_) return now;
        const auto done = one_turn(now);
        parts_.vitals.turn_ended(done);
        if (!done) {
            parts_.log.error("cannot record what is due; it is tried again",
                             {{"error", done.error().message}});
            stop_without_record(now);
            return now + kStoreRetry;
        }
    }
    return parts_.clock.now();
}

// A jump of more than a day is likelier a mistake than the truth: nothing is started, stopped or
// missed for a minute, in which it may be set right.
bool Loop::clock_is_trusted(Instant now) {
    const auto verdict = clock_watch_.look(now, parts_.clock.moment());
    clock_went_back_ = clock_went_back_ || verdict.went_back;
    if (verdict.jumped)
        parts_.log.warning("the clock jumped by more than a day: nothing is decided for 60 s",
                           {{"seconds", verdict.by / std::chrono::seconds{1}}});
    parts_.vitals.settle(Vitals::kClock, !verdict.holding,
                         "it jumped by more than a day: nothing is decided for 60 s");
    return !verdict.holding;
}

void Loop::take_reports() {
    const std::lock_guard lock(mutex_);
    for (auto& report : inbox_)
        if (!unrecorded_.keep(report)) unsettled_.push_back(std::move(report));
    inbox_.clear();
}

Result<> Loop::one_turn(Instant now) {
    const std::size_t settled = std::min(unsettled_.size(), kReportsATurn);
    Orders orders;
    std::vector<Transition> changes;
    const std::set<RunId> stopped = unrecorded_.ended();
    std::set<RunId> ended;  // of these, what is settled now
    const auto written = parts_.store.write([&](Transaction& transaction) -> Result<> {
        Journal journal(transaction, now, stopped);
        for (std::size_t i = 0; i < settled; ++i) WLS_TRY(runner_.settle(journal, unsettled_[i]));
        if (clock_went_back_) WLS_TRY(transaction.make_unfinished_due(now));
        auto taken = runner_.turn(journal, looked_at_.value_or(now));
        if (!taken) return fail(taken);
        if (settled == unsettled_.size()) WLS_TRY(settle_unrecorded(journal, ended));
        WLS_TRY(transaction.set_looked_at(now));
        orders = std::move(*taken);
        changes = journal.changes();
        return {};
    });
    if (!written) return fail(written);
    looked_at_ = now;
    clock_went_back_ = false;
    unrecorded_.forget_orders();
    for (std::size_t i = 0; i < settled; ++i) log_report(unsettled_[i]);
    unsettled_.erase(unsettled_.begin(), unsettled_.begin() + static_cast<std::ptrdiff_t>(settled));
    const auto late = unrecorded_.take(ended);
    for (const auto& report : late) log_report(report);
    reports_waiting_ -= settled + late.size();
    std::erase_if(orders, [&](const Order& order) {
        const auto* stop = std::get_if<StopOrder>(&order);
        return stop && stopped.contains(stop->run);
    });
    give(orders);
    for (const auto& transition : changes) parts_.observer.changed(transition, now);
    return {};
}

// The turn has decided what had to be done without a record; its end is known already. What the
// planner is yet to look at waits for a later turn.
Result<> Loop::settle_unrecorded(Journal& journal, std::set<RunId>& ended) {
    ended.clear();
    for (const auto& report : unrecorded_.ends()) {
        const auto decided = runner_.is_decided(journal, report.run);
        if (!decided) return fail(decided);
        if (!*decided) continue;
        WLS_TRY(runner_.settle(journal, report));
        ended.insert(report.run);
    }
    return {};
}

// A full disk must not keep up what is to be down: stops act even when nothing can be recorded,
// starts never do. The reports wait in memory until the store takes them.
void Loop::stop_without_record(Instant now) {
    const auto overdue = reader_->overdue_runs(now);
    if (!overdue)
        return parts_.log.error("cannot read what is owed a stop",
                                {{"error", overdue.error().message}});
    for (const auto& run : *overdue) {
        if (!is_to_stop_unrecorded(run.id)) continue;
        parts_.log.warning("stopping without a record",
                           {{"workload", run.workload}, {"run", run.id.text()}});
        parts_.executor.stop(run.id, run.workload);
    }
}

// The store still says that it is up, whatever was ordered and answered: a call is an effect each
// time, so one that was answered is not made again, and another waits for its back-off.
bool Loop::is_to_stop_unrecorded(const RunId& run) {
    const auto ends_it = [&](const Report& report) {
        return report.run == run && is_end(report.what);
    };
    if (std::ranges::any_of(unsettled_, ends_it) ||
        std::ranges::any_of(unrecorded_.ends(), ends_it))
        return false;
    return unrecorded_.is_to_order(run, parts_.clock.moment());
}

void Loop::give(const Orders& orders) {
    for (const auto& order : orders) {
        if (const auto* start = std::get_if<StartOrder>(&order)) {
            parts_.log.info("starting",
                            {{"workload", start->workload}, {"run", start->run.text()}});
            parts_.executor.start(*start);
        } else if (const auto* stop = std::get_if<StopOrder>(&order)) {
            parts_.log.info("stopping", {{"workload", stop->workload}, {"run", stop->run.text()}});
            parts_.executor.stop(stop->run, stop->workload);
        }
    }
}

void Loop::log_report(const Report& report) {
    const std::string run = report.run.text();
    const bool is_found = looked_for_.erase(report.run) > 0;
    switch (report.what) {
        case Report::What::Started:
            parts_.log.info(is_found ? "found again" : "started", {{"run", run}});
            return;
        case Report::What::Exited:
            if (report.exit_code == 0)
                parts_.log.info("exited", {{"run", run}, {"code", 0}});
            else
                parts_.log.warning("exited", {{"run", run}, {"code", report.exit_code}});
            return;
        case Report::What::Stopped:
            parts_.log.info("stopped", {{"run", run}});
            return;
        case Report::What::NotStarted:
            parts_.log.warning("not started", {{"run", run}, {"why", report.message}});
            return;
        case Report::What::Unsure:
            if (is_found)
                parts_.log.info("nobody watches it meanwhile", {{"run", run}});
            else
                parts_.log.warning("it may be up", {{"run", run}, {"why", report.message}});
            return;
        case Report::What::NotStopped:
            parts_.log.warning("not stopped", {{"run", run}, {"why", report.message}});
            return;
        case Report::What::Unproven:
            parts_.log.error("it may still run", {{"run", run}, {"why", report.message}});
            return;
        case Report::What::Lost:
            parts_.log.warning("lost", {{"run", run}, {"why", report.message}});
            return;
    }
}

}  // namespace wls
