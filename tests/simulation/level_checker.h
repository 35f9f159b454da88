// Checker: what services and effects promise. A level is up while a window of any schedule is open
// on it, down outside every one, and left alone while an inactive schedule holds it. It knows what
// the checker knows, and of the engine's records only what a rule names. One thread.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/executor.h"
#include "fakes/memory_tables.h"
#include "simulation/effects.h"
#include "simulation/life_model.h"
#include "simulation/machine.h"

namespace wls::simulation {

class LevelChecker {
  public:
    using Lives = std::map<Life, LifeModel>;
    struct Parts {
        const Timeline& timeline;
        const fakes::MemoryTables& tables;
        const Workloads& catalog;
        const Machine& machine;
        Effects& effects;
    };
    struct Broken {
        std::string rule;
        Life life;
    };
    using Verdict = std::optional<Broken>;

    explicit LevelChecker(Parts parts) : parts_(parts) {}

    // What each level is named by has changed.
    void know(const Lives& lives);
    // After each step. `well`: nothing is wrong. `trouble`: the clock was set.
    Verdict look(const Lives& lives, bool well);
    void on_clock_set() {
        trouble_at_ = parts_.timeline.moment();
        clock_was_set_ = true;
        for (auto& [workload, level] : levels_)  // a time when it should be down may be passed over
            level.doubt();
    }
    // A report reached a server.
    void on_report(const Report& report);
    // A turn of a server that lived through it, and could write.
    void on_turn();
    void on_server_end() {  // what it knew, or was about to do, is in doubt
        answers_.clear();
        for (auto& [workload, level] : levels_) {
            level.answered.reset();
            level.in_doubt = false;
            level.may_be_down = level.may_be_down || level.unrecorded_stop;
        }
    }

    Verdict on_start(const Lives& lives, const StartOrder& order);
    Verdict on_stop(const Lives& lives, const RunId& run, std::string_view of, bool disk_full);
    Verdict on_change(const RunId& run, const Process& process);

    // When all has been well for kSettle.
    Verdict settled(const Lives& lives) const;

  private:
    enum class Want { Up, Down, Either };
    struct Level {
        Want want = Want::Either;
        Moment want_since{};
        Moment busy{};              // the last order, or change of a process
        std::deque<Moment> orders;  // of the last minute
        Moment in_catalog_since{};
        bool in_catalog = false;
        std::vector<const LifeModel*> named_by;  // what is acted on and means it, as known last
        std::map<Life, bool> keepers;      // since it was down; true: its window ended by itself
        std::vector<Revision> open;        // of schedules whose windows are open
        Moment opened{};                   // when one last joined them
        bool is_down = true;               // certainly
        std::map<RunId, Moment> up_since;  // processes
        int short_lives = 0;               // certainly so, in a row
        bool may_still_run = false;        // so it was reported, since it was up last
        int maybe_short_lives = 0;         // not certainly long, in a row
        Instant latest_end{};              // of a process, by the wall clock
        Instant looked_at{};               // the wall clock at the last look
        bool in_doubt = false;             // a stop may have been done since its start was ordered
        std::optional<bool> answered;      // effects: the last answer that was written down
        bool unrecorded_stop = false;      // one was ordered since, while nothing could be recorded
        bool may_be_down = false;          // by such a one, and the server that knew of it died

        // A stop may be done now without a record, also of a start that is under way, whose answer
        // then proves nothing.
        void doubt() {
            if (answered == true) answered.reset();
            in_doubt = true;
        }
    };

    Want want(const Lives& lives, const Level& level) const;
    bool comes_again(const LifeModel& life) const;
    bool has_slept_through_gap(const Level& level) const;
    bool is_hasty(Level& level) const;
    void learn(const Lives& lives, const std::string& workload, Level& level);
    void forget_keepers(const Lives& lives, const std::string& workload, Level& level);
    std::set<Life> starting(const std::string& workload) const;
    bool is_up(const std::string& workload) const;
    bool is_stopping(const std::string& workload) const;
    bool gave_up(const std::string& workload, const Level& level) const;
    Verdict check_given_up();
    Verdict check_up(const std::string& workload, const Level& level) const;
    Verdict check_down(const Lives& lives, const std::string& workload, const Level& level) const;

    Parts parts_;
    std::map<std::string, Level> levels_;
    std::map<std::string, bool> answers_;  // reported, not yet written down
    TransitionId seen_{};                  // the last one looked at
    Moment trouble_at_{};
    bool clock_was_set_ = false;
};

}  // namespace wls::simulation
