// A transition: one change of what a workload should be, at its nominal instant, with its outcome;
// a row of the history. Value; any thread.
//
//   (new) → pending | skipped | missed | already
//   pending → cancelled | already | missed | failed | acting (intent committed)
//   acting → done | failed | pending (try again) | blocked → pending
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/ids.h"
#include "base/instant.h"

namespace wls {

enum class Edge { Start, Stop };
enum class Cause { Window, Override, Edit, CatchUp, Drift };
enum class Outcome {
    Pending,
    Acting,  // shown as pending
    Done,
    Already,
    Failed,
    Missed,
    Skipped,
    Blocked,
    Cancelled,
};

// Words of the API and the database. `acting` is the database's own.
std::string_view text(Edge edge);
std::string_view text(Cause cause);
std::string_view text(Outcome outcome);
std::optional<Edge> parse_edge(std::string_view word);
std::optional<Cause> parse_cause(std::string_view word);
std::optional<Outcome> parse_outcome(std::string_view word);

inline bool is_open(Outcome outcome) {
    return outcome == Outcome::Pending || outcome == Outcome::Acting || outcome == Outcome::Blocked;
}

// It did, or found, what it asked for.
inline bool is_right(Outcome outcome) {
    return outcome == Outcome::Done || outcome == Outcome::Already;
}

struct Transition {
    TransitionId id;
    std::string workload;  // Workload::key()
    ScheduleId schedule;
    Life life;
    Revision revision;
    Edge edge = Edge::Start;
    Instant nominal_at;
    std::int64_t event =
        0;                  // 0: the plan's own; else the number of what caused it, from the lives'
                            // sequence. Unique: (workload, life, revision, nominal_at, edge, event)
    Instant occurrence_at;  // nominal start of the occurrence it belongs to
    Cause cause = Cause::Window;
    Instant decided_at;
    std::optional<Instant> done_at;  // of a start: when it was up, not when the run ended
    std::string from;                // "down", "up"
    std::string to;
    Outcome outcome = Outcome::Pending;
    int attempts = 0;
    std::optional<Instant> try_at;  // set while open and not waiting for another run
    std::string message;
};

// The stop that an edit caused says why from the beginning, and still when it is done.
inline bool has_reason(const Transition& transition) {
    return transition.edge == Edge::Stop && transition.cause == Cause::Edit &&
           !transition.message.empty();
}

}  // namespace wls
