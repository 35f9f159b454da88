#include "engine/retention.h"

namespace wls {

namespace {

constexpr Duration kFirst = std::chrono::minutes{10};
constexpr Duration kBetweenPasses = std::chrono::hours{1};

// A batch deletes for some milliseconds; clients' writes have all the time between.
constexpr Duration kBetweenBatches = std::chrono::milliseconds{200};
constexpr int kRows = 200;

// After a store or a folder that did not answer.
constexpr Duration kAgain = std::chrono::minutes{1};

}  // namespace

Duration Retention::step(Instant now, Moment moment) {
    const auto verdict = clock_watch_.look(now, moment);
    if (!due_at_) due_at_ = moment + kFirst;
    if (verdict.jumped) due_at_ = moment + kBetweenPasses;
    if (moment < *due_at_) return *due_at_ - moment;
    const auto more =
        phase_ == Phase::History
            ? (limits_.transitions ? history_batch(now - *limits_.transitions) : false)
            : (limits_.logs ? log_batch(now - *limits_.logs) : false);
    Duration wait = kBetweenBatches;
    if (!more) {
        note_failure(more.error());
        wait = kAgain;
    } else if (!*more && phase_ == Phase::History) {
        phase_ = Phase::Logs;
    } else if (!*more) {
        end_pass();
        wait = kBetweenPasses;
    }
    due_at_ = moment + wait;
    return wait;
}

// True when there may be more.
Result<bool> Retention::history_batch(Instant before) {
    const auto batch = archive_.find(before, mark_, kRows);
    if (!batch) return fail(batch);
    std::vector<Archive::Old> cleared;  // whose files are gone
    std::optional<Archive::Mark> last = batch->last;
    for (const auto& old : batch->old) {
        bool is_clear = true;
        for (const auto& run : old.runs) {
            const auto removed = files_.remove(run);
            if (!removed) note_failure(removed.error());
            is_clear = is_clear && removed;
        }
        // One with more runs than fit is looked at again, unless it cannot be cleared anyway.
        if (!old.all_runs && !is_clear) last = old.mark;
        if (is_clear) cleared.push_back(old);
    }
    if (!cleared.empty()) {
        WLS_TRY(files_.sync());
        WLS_TRY(archive_.forget(cleared, before));
    }
    for (const auto& old : cleared) transitions_ += old.all_runs ? 1 : 0;
    if (last) mark_ = *last;
    return last.has_value();
}

// What was written last is what counts: a run that has been silent for long may still live.
Result<bool> Retention::log_batch(Instant before) {
    const auto logs = files_.next_logs(kRows);
    if (!logs) return fail(logs);
    for (const auto& log : *logs) {
        if (log.written_at >= before) continue;
        const auto live = archive_.is_live(log.run);
        if (!live) return fail(live);
        if (*live) continue;
        if (const auto removed = files_.remove_log(log.name); !removed)
            note_failure(removed.error());
        else
            ++log_files_;
    }
    return !logs->empty();
}

// One line for each pass; the rest is counted.
void Retention::note_failure(const Error& error) {
    if (failures_++ == 0)
        log_.warning("old history cannot be removed; it is tried again",
                     {{"error", error.message}});
}

void Retention::end_pass() {
    if (transitions_ > 0 || log_files_ > 0)
        log_.info("old history removed",
                  {{"transitions", transitions_}, {"log files", log_files_}});
    if (failures_ > 1)
        log_.warning("old history that could not be removed", {{"times", failures_}});
    phase_ = Phase::History;
    mark_ = {};
    transitions_ = log_files_ = failures_ = 0;
}

}  // namespace wls
