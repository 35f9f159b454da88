#include "storage/schema.h"

#include <array>

namespace wls::storage {

namespace {

// The table is SQLAlchemy's, to the letter.
constexpr const char* kSeedTable = R"sql(
CREATE TABLE IF NOT EXISTS workloadschedule (
	id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	start_time DATETIME NOT NULL, 
	end_time DATETIME NOT NULL, 
	status VARCHAR NOT NULL, 
	active BOOLEAN NOT NULL, 
	PRIMARY KEY (id)
);
CREATE INDEX IF NOT EXISTS workloadschedule_name ON workloadschedule(name);
)sql";

constexpr const char* kFirst = R"sql(
CREATE TABLE life_sequence (number INTEGER NOT NULL);

CREATE TABLE schedule_plan (
    schedule_id      INTEGER PRIMARY KEY,
    life             INTEGER NOT NULL UNIQUE,
    revision         INTEGER NOT NULL,
    changed_at       INTEGER,                     -- of this revision; NULL: another program's
    start_pass       INTEGER NOT NULL DEFAULT 0,  -- 1: the second pass of a repeated hour
    end_pass         INTEGER NOT NULL DEFAULT 0,
    workload         TEXT NOT NULL DEFAULT '',    -- what it acts on; empty: a mere record
    planned_revision INTEGER,
    planned_at       INTEGER,                     -- instants: microseconds since 1970, UTC
    window_start_at  INTEGER,
    window_end_at    INTEGER,
    valid            INTEGER NOT NULL DEFAULT 0,
    occurrence_at    INTEGER,
    due_at           INTEGER                      -- when the planner must look; NULL: never
);
CREATE INDEX schedule_plan_due ON schedule_plan(due_at) WHERE due_at IS NOT NULL;

CREATE TABLE engine (looked_at INTEGER);          -- one row: when it last looked at what is due
INSERT INTO engine VALUES (NULL);

CREATE TABLE workload_name (name TEXT PRIMARY KEY) WITHOUT ROWID;

CREATE TABLE transition (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    workload      TEXT NOT NULL,
    schedule_id   INTEGER NOT NULL,
    life          INTEGER NOT NULL,
    revision      INTEGER NOT NULL,
    edge          TEXT NOT NULL,
    nominal_at    INTEGER NOT NULL,
    event         INTEGER NOT NULL,               -- 0: the plan's own
    occurrence_at INTEGER NOT NULL,
    cause         TEXT NOT NULL,
    decided_at    INTEGER NOT NULL,
    done_at       INTEGER,
    from_state    TEXT NOT NULL,
    to_state      TEXT NOT NULL,
    outcome       TEXT NOT NULL,
    attempts      INTEGER NOT NULL,
    try_at        INTEGER,
    message       TEXT NOT NULL,
    UNIQUE (workload, life, revision, nominal_at, edge, event)
);
CREATE INDEX transition_due ON transition(try_at) WHERE try_at IS NOT NULL;
CREATE INDEX transition_waiting ON transition(workload, nominal_at, life)
    WHERE edge = 'start' AND outcome = 'pending' AND try_at IS NULL;
CREATE INDEX transition_life ON transition(life);
CREATE INDEX transition_schedule ON transition(schedule_id);

CREATE TABLE run (
    life          INTEGER NOT NULL,
    occurrence_at INTEGER NOT NULL,
    attempt       INTEGER NOT NULL,
    workload      TEXT NOT NULL,
    started_by    INTEGER NOT NULL,               -- transition.id
    state         TEXT NOT NULL,
    exit_code     INTEGER NOT NULL,
    due_at        INTEGER,
    PRIMARY KEY (life, occurrence_at, attempt)
) WITHOUT ROWID;
CREATE INDEX run_live ON run(workload) WHERE state IN ('claimed', 'running');
CREATE INDEX run_due ON run(due_at) WHERE due_at IS NOT NULL;
CREATE INDEX run_started_by ON run(started_by);

-- Rows that were here before us live from now on.
INSERT INTO life_sequence SELECT count(*) FROM workloadschedule;
INSERT INTO schedule_plan(schedule_id, life, revision)
    SELECT id, row_number() OVER (ORDER BY id), row_number() OVER (ORDER BY id)
    FROM workloadschedule;
)sql";

// Services and effects: a level that several schedules may keep up.
constexpr const char* kSecond = R"sql(
ALTER TABLE run ADD COLUMN mode TEXT NOT NULL DEFAULT 'task';
ALTER TABLE run ADD COLUMN held_for INTEGER NOT NULL DEFAULT 0;   -- the life that keeps it up
ALTER TABLE run ADD COLUMN found_up INTEGER NOT NULL DEFAULT 0;
ALTER TABLE run ADD COLUMN unsure INTEGER NOT NULL DEFAULT 0;
ALTER TABLE run ADD COLUMN short_lives INTEGER NOT NULL DEFAULT 0;
ALTER TABLE run ADD COLUMN started_at INTEGER;
ALTER TABLE run ADD COLUMN ended_at INTEGER;
ALTER TABLE run ADD COLUMN end_number INTEGER NOT NULL DEFAULT 0;  -- of a level: by it ends have an order
UPDATE run SET held_for = life;
CREATE INDEX run_held_for ON run(held_for) WHERE state IN ('claimed', 'running');
CREATE INDEX run_ended ON run(workload, end_number) WHERE end_number > 0;

-- For open windows: of those that are not done with few have begun, of the others few end later.
CREATE INDEX schedule_plan_begun ON schedule_plan(workload, window_start_at)
    WHERE due_at IS NOT NULL;
CREATE INDEX schedule_plan_over ON schedule_plan(workload, window_end_at) WHERE due_at IS NULL;
-- In the order of lives too: a turn takes the first of many that are due, and need not sort them.
DROP INDEX schedule_plan_due;
CREATE INDEX schedule_plan_due ON schedule_plan(due_at, life) WHERE due_at IS NOT NULL;
CREATE INDEX schedule_plan_due_on ON schedule_plan(workload, due_at) WHERE due_at IS NOT NULL;
-- What is open is looked up and counted often, and is little beside the history.
CREATE INDEX transition_open_on ON transition(workload)
    WHERE outcome IN ('pending', 'acting', 'blocked');

ALTER TABLE engine ADD COLUMN zone_rules TEXT;  -- by which windows were worked out

ALTER TABLE workload_name ADD COLUMN meaning TEXT NOT NULL DEFAULT '';  -- its key and mode
CREATE INDEX transition_open ON transition(outcome, nominal_at)
    WHERE outcome IN ('pending', 'acting', 'blocked');
-- For forgetting: the oldest first.
CREATE INDEX transition_done ON transition(done_at) WHERE done_at IS NOT NULL;
-- The newest of a workload, or of an outcome, without sorting.
CREATE INDEX transition_workload ON transition(workload);
CREATE INDEX transition_outcome ON transition(outcome);
-- The newest of a time, day by day (storage/history_days).
CREATE INDEX transition_day ON transition(nominal_at / 86400000000, id, nominal_at);
-- A bounded part of one occurrence: a service that ends again and again leaves many.
CREATE INDEX transition_planned ON transition(life, occurrence_at) WHERE cause <> 'drift';
CREATE INDEX transition_again ON transition(life, occurrence_at) WHERE cause = 'drift';
CREATE INDEX transition_open_of ON transition(life)
    WHERE outcome IN ('pending', 'acting', 'blocked');
)sql";

constexpr std::array<const char*, 2> kMigrations = {kFirst, kSecond};

// -9000000000000000000 is kAsSoonAsPossible. An insert first ends the life that INSERT OR REPLACE
// may have written over, since that fires no delete trigger.
// A change of a mere record makes it due as long as a run is held for it: its workload has left the
// catalog, and what an inactive schedule left up is stopped when it is active again.
constexpr const char* kTriggers = R"sql(
DROP TRIGGER IF EXISTS schedule_added;
CREATE TRIGGER schedule_added AFTER INSERT ON workloadschedule BEGIN
    UPDATE run SET due_at = -9000000000000000000 WHERE state IN ('claimed', 'running')
        AND held_for = (SELECT life FROM schedule_plan WHERE schedule_id = NEW.id);
    UPDATE transition SET try_at = -9000000000000000000 WHERE outcome IN ('pending', 'blocked')
        AND life = (SELECT life FROM schedule_plan WHERE schedule_id = NEW.id);
    UPDATE life_sequence SET number = number + 1;
    INSERT OR REPLACE INTO schedule_plan(schedule_id, life, revision, due_at)
        SELECT NEW.id, number, number, CASE WHEN EXISTS
            (SELECT 1 FROM workload_name WHERE name = NEW.name) THEN -9000000000000000000 END
        FROM life_sequence;
END;

DROP TRIGGER IF EXISTS schedule_removed;
CREATE TRIGGER schedule_removed AFTER DELETE ON workloadschedule BEGIN
    UPDATE run SET due_at = -9000000000000000000 WHERE state IN ('claimed', 'running')
        AND held_for = (SELECT life FROM schedule_plan WHERE schedule_id = OLD.id);
    UPDATE transition SET try_at = -9000000000000000000 WHERE outcome IN ('pending', 'blocked')
        AND life = (SELECT life FROM schedule_plan WHERE schedule_id = OLD.id);
    DELETE FROM schedule_plan WHERE schedule_id = OLD.id;
END;

DROP TRIGGER IF EXISTS schedule_changed;
CREATE TRIGGER schedule_changed AFTER UPDATE OF name, start_time, end_time, active
ON workloadschedule
WHEN OLD.id IS NEW.id AND (OLD.name IS NOT NEW.name OR OLD.start_time IS NOT NEW.start_time
    OR OLD.end_time IS NOT NEW.end_time OR OLD.active IS NOT NEW.active) BEGIN
    UPDATE life_sequence SET number = number + 1;
    UPDATE schedule_plan SET
        revision = (SELECT number FROM life_sequence),
        changed_at = NULL,
        start_pass = CASE WHEN OLD.start_time IS NEW.start_time THEN start_pass ELSE 0 END,
        end_pass = CASE WHEN OLD.end_time IS NEW.end_time THEN end_pass ELSE 0 END,
        due_at = CASE WHEN workload <> ''
            OR EXISTS (SELECT 1 FROM workload_name WHERE name = NEW.name)
            OR EXISTS (SELECT 1 FROM run WHERE state IN ('claimed', 'running')
                AND held_for = schedule_plan.life)
            THEN -9000000000000000000 END
    WHERE schedule_id = NEW.id;
END;

DROP TRIGGER IF EXISTS schedule_moved;
CREATE TRIGGER schedule_moved AFTER UPDATE OF id ON workloadschedule
WHEN OLD.id IS NOT NEW.id BEGIN
    UPDATE run SET due_at = -9000000000000000000 WHERE state IN ('claimed', 'running')
        AND held_for IN (SELECT life FROM schedule_plan WHERE schedule_id IN (OLD.id, NEW.id));
    UPDATE transition SET try_at = -9000000000000000000 WHERE outcome IN ('pending', 'blocked')
        AND life IN (SELECT life FROM schedule_plan WHERE schedule_id IN (OLD.id, NEW.id));
    DELETE FROM schedule_plan WHERE schedule_id = OLD.id;
    UPDATE life_sequence SET number = number + 1;
    INSERT OR REPLACE INTO schedule_plan(schedule_id, life, revision, due_at)
        SELECT NEW.id, number, number, CASE WHEN EXISTS
            (SELECT 1 FROM workload_name WHERE name = NEW.name) THEN -9000000000000000000 END
        FROM life_sequence;
END;
)sql";

}  // namespace

std::span<const char* const> migrations() {
    return kMigrations;
}

const char* seed_table() {
    return kSeedTable;
}

const char* triggers() {
    return kTriggers;
}

}  // namespace wls::storage
