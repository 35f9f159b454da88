#include "storage/repair.h"

#include "storage/schema.h"

namespace wls::storage {

namespace {

// -9000000000000000000 is kAsSoonAsPossible.
constexpr const char* kLives = R"sql(
UPDATE run SET due_at = -9000000000000000000 WHERE state IN ('claimed', 'running')
    AND held_for NOT IN (SELECT life FROM schedule_plan
                     WHERE schedule_id IN (SELECT id FROM workloadschedule));
UPDATE transition SET try_at = -9000000000000000000 WHERE outcome IN ('pending', 'blocked')
    AND life NOT IN (SELECT life FROM schedule_plan
                     WHERE schedule_id IN (SELECT id FROM workloadschedule));
DELETE FROM schedule_plan WHERE schedule_id NOT IN (SELECT id FROM workloadschedule);
UPDATE life_sequence SET number = number + 1;
UPDATE schedule_plan SET revision = (SELECT number FROM life_sequence), changed_at = NULL,
    due_at = -9000000000000000000;
INSERT INTO schedule_plan(schedule_id, life, revision, due_at)
    SELECT id, number + row_number() OVER (ORDER BY id),
           number + row_number() OVER (ORDER BY id), -9000000000000000000
    FROM workloadschedule, life_sequence
    WHERE id NOT IN (SELECT schedule_id FROM schedule_plan);
UPDATE life_sequence SET number = number + (SELECT count(*) FROM workloadschedule);
)sql";

}  // namespace

bool has_triggers(Connection& connection) {
    auto query = connection.query(
        "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = "
        "'workloadschedule'"
        " AND name IN ('schedule_added', 'schedule_removed', 'schedule_changed',"
        " 'schedule_moved')");
    return query.step() && query.number(0) == 4;
}

void repair(Connection& connection) {
    connection.exec(seed_table());
    connection.exec(kLives);
    connection.exec(triggers());
}

}  // namespace wls::storage
