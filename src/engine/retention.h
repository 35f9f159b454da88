// Forgets what is old, a little at a time: closed transitions with their runs, claims and logs; and
// logs alone, sooner. Driven from outside, so that a test's clock can.
//
// Never forgotten: what is open, what has a live run, what belongs to the occurrence that its
// schedule's plan stands for (it would be run again). Files go before their rows: a crash between
// leaves rows that find their files gone at the next try, never a file that nobody knows. A claim
// only goes when its run's end is on disk: then nobody recovers the run or starts it again.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/log.h"
#include "base/result.h"
#include "domain/run.h"
#include "domain/transition.h"
#include "engine/clock_watch.h"

namespace wls {

// What of the history is old, as the store knows it. One thread.
class Archive {
  public:
    virtual ~Archive() = default;

    // How far a pass through the history has come.
    struct Mark {
        Instant done_at = Instant::min();
        TransitionId id;
    };
    struct Old {
        Mark mark;
        std::vector<RunId> runs;  // that it started and that have ended
        bool all_runs = true;     // there are no more
    };
    struct Batch {
        std::vector<Old> old;
        std::optional<Mark> last;  // looked at; none: the pass has come to its end
    };
    // Transitions that were closed before `before` and may be forgotten, the oldest first, from
    // `after` on. Looks at no more than `rows` of them and names no more than `rows` rows.
    virtual Result<Batch> find(Instant before, const Mark& after, int rows) = 0;

    // Deletes the runs, and the transitions whose runs are all named. What may no longer be
    // forgotten stays. One transaction, behind what clients wait for.
    virtual Result<> forget(const std::vector<Old>& old, Instant before) = 0;

    virtual Result<bool> is_live(const RunId& run) = 0;
};

// The files of runs. Errors name the file and the reason. One thread.
class RunFiles {
  public:
    virtual ~RunFiles() = default;

    // Claim and log; what is not there is no error.
    virtual Result<> remove(const RunId& run) = 0;

    struct LogFile {
        RunId run;
        std::string name;
        Instant written_at;
    };
    // Some of the log files, at most `count`; the next call goes on. Empty: that were all, and the
    // next call begins anew.
    virtual Result<std::vector<LogFile>> next_logs(int count) = 0;
    virtual Result<> remove_log(const std::string& name) = 0;

    // What was removed stays removed, also after a power cut.
    virtual Result<> sync() = 0;
};

// None: for ever.
struct RetentionLimits {
    std::optional<Duration> transitions;
    std::optional<Duration> logs;
};

class Retention {
  public:
    // All outlive it.
    Retention(RetentionLimits limits, Archive& archive, RunFiles& files, Log& log)
        : limits_(limits), archive_(archive), files_(files), log_(log) {}

    // Does one batch, if one is due: the first pass begins 10 minutes after the first call, the
    // next an hour after one has ended; a wall clock that jumped by more than a day puts off for an
    // hour, since what is deleted does not come back. How long to wait before the next call; a call
    // that comes earlier does nothing. One thread.
    Duration step(Instant now, Moment moment);

  private:
    enum class Phase { History, Logs };

    Result<bool> history_batch(Instant before);
    Result<bool> log_batch(Instant before);
    void note_failure(const Error& error);
    void end_pass();

    RetentionLimits limits_;
    Archive& archive_;
    RunFiles& files_;
    Log& log_;
    ClockWatch clock_watch_;
    std::optional<Moment> due_at_;
    Phase phase_ = Phase::History;
    Archive::Mark mark_;
    int transitions_ = 0;  // forgotten in this pass, like the next two
    int log_files_ = 0;
    int failures_ = 0;
};

}  // namespace wls
