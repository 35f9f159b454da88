#include "simulation/people.h"

#include <array>

namespace wls::simulation {

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using support::Random;

constexpr std::size_t kMostSchedules = 12;
constexpr std::array<const char*, 7> kWords = {"scheduled", "running", "completed", "failed",
                                               "missed",    "paused",  "see ticket"};

Duration up_to(Random& random, Duration most) {
    return Duration{random.below(most.count() + 1)};
}

// To the second mostly, as people write times.
Instant rounded(Random& random, Instant at) {
    if (random.chance(15)) return at;
    const Duration unit = random.chance(50) ? Duration{seconds{1}} : Duration{minutes{1}};
    return Instant{at.time_since_epoch() / unit * unit};
}

Duration length(Random& random) {
    const auto kind = random.below(100);
    if (kind < 15) return Duration{1} + up_to(random, seconds{2});
    if (kind < 60) return seconds{1} + up_to(random, hours{1});
    if (kind < 85) return hours{1} + up_to(random, hours{11});
    return days{1} + up_to(random, days{3});
}

Duration distance(Random& random) {
    const auto kind = random.below(100);
    if (kind < 15) return -up_to(random, hours{2});
    if (kind < 65) return up_to(random, hours{2});
    if (kind < 90) return up_to(random, days{1});
    return up_to(random, days{5});
}

std::string told(const ScheduleDraft& draft) {
    return "'" + draft.name + "' " + iso_text(draft.start.time) + " to " +
           iso_text(draft.end.time) + " " + draft.status + (draft.active ? "" : " inactive");
}

std::string number(ScheduleId id) {
    return std::to_string(id.value);
}

}  // namespace

Window People::window(Random& random) const {
    const auto& rows = disk_.tables().schedules.rows();
    Instant start = rounded(random, timeline_.now() + distance(random));
    if (!rows.empty() && random.chance(20)) {  // one that begins, or overlaps, where another ends
        const auto id = someone(random);
        if (const auto end = parse_table_text(rows.at(*id).end_time)) {
            start = zone_.to_instant(*end);
            if (random.chance(30)) start -= up_to(random, minutes{30});
        }
    }
    const Instant end = start + length(random);
    const Instant round = rounded(random, end);
    return {start, round > start ? round : end};
}

ScheduleDraft People::draft(Random& random) const {
    const Window made = window(random);
    ScheduleDraft draft;
    draft.name = random.one_of(names_);
    draft.start = zone_.to_local(made.start_at);
    draft.end = zone_.to_local(made.end_at);
    if (random.chance(10)) draft.status = random.one_of(kWords);
    draft.active = !random.chance(10);
    return draft;
}

std::optional<ScheduleId> People::someone(Random& random) const {
    const auto& rows = disk_.tables().schedules.rows();
    if (rows.empty()) return {};
    auto at = rows.begin();
    std::advance(at, random.below(static_cast<std::int64_t>(rows.size())));
    return at->first;
}

// Mostly an open window's end or start, or around now: that is where edits matter.
ScheduleChange People::edit(Random& random, const Schedule& schedule) const {
    ScheduleChange change;
    const auto near = [&] {
        const Duration by = up_to(random, random.chance(50) ? hours{1} : hours{12});
        return zone_.to_local(rounded(random, timeline_.now() + (random.chance(40) ? -by : by)));
    };
    const auto kind = random.below(100);
    if (kind < 30) {
        change.end = near();
    } else if (kind < 55) {
        change.start = near();
    } else if (kind < 75) {
        const Window other = window(random);
        change.start = zone_.to_local(other.start_at);
        change.end = zone_.to_local(other.end_at);
    } else {
        change.name = random.one_of(names_);
        if (random.chance(30)) change.end = near();
    }
    if (random.chance(10)) change.status = random.one_of(kWords);
    if (random.chance(10)) change.active = !schedule.active;
    return change;
}

std::string People::change(ScheduleId id, const ScheduleChange& change) {
    std::string said;
    const auto done = disk_.write([&](Transaction& transaction) -> Result<> {
        const auto stored = Schedules(zone_, timeline_).change(transaction, id, change, {});
        if (!stored) return fail(stored);
        said = "'" + stored->name + "' " + stored->start_time + " to " + stored->end_time + " " +
               stored->status + (stored->active ? "" : " inactive");
        return {};
    });
    return "a client changes schedule " + number(id) + ": " +
           (done ? said : "refused, " + done.error().message);
}

std::string People::request(std::string_view kind, Random& random) {
    const auto id = someone(random);
    if (kind == "create") {
        if (disk_.tables().schedules.rows().size() >= kMostSchedules)
            return request("delete", random);
        const auto made = draft(random);
        ScheduleId created;
        const auto done = disk_.write([&](Transaction& transaction) -> Result<> {
            const auto added = Schedules(zone_, timeline_).create(transaction, made);
            if (!added) return fail(added);
            created = *added;
            return {};
        });
        return "a client creates schedule " + number(created) + ": " + told(made) +
               (done ? "" : " (refused)");
    }
    if (!id) return "a client finds no schedule";
    if (kind == "edit") return change(*id, edit(random, *disk_.tables().schedule(*id)));
    if (kind == "status") return change(*id, {{}, {}, {}, random.one_of(kWords), {}});
    if (kind == "activate") {
        const bool active = disk_.tables().schedules.find(*id)->active;
        return change(*id, {{}, {}, {}, {}, !active});
    }
    const auto done = disk_.write([&](Transaction& transaction) {
        return Schedules(zone_, timeline_).remove(transaction, *id, {});
    });
    return "a client deletes schedule " + number(*id) + (done ? "" : " (refused)");
}

fakes::SeedRow People::row(Random& random) const {
    const auto made = draft(random);
    fakes::SeedRow row{made.name, table_text(made.start.time), table_text(made.end.time),
                       made.status, made.active};
    if (random.chance(8)) std::swap(row.start_time, row.end_time);
    if (random.chance(5)) row.end_time = "some day";
    return row;
}

std::string People::foreign_update(ScheduleId id, Random& random) {
    const auto other = row(random);
    const auto what = random.below(4);
    disk_.foreign_update(id, [&](fakes::SeedRow& stored) {
        if (what == 0) stored = other;
        if (what == 1) stored.end_time = other.end_time;
        if (what == 2) stored.active = !stored.active;
        if (what == 3) stored.name = other.name;
    });
    const auto& stored = *disk_.tables().schedules.find(id);
    return "another program changes schedule " + number(id) + ": '" + stored.name + "' " +
           stored.start_time + " to " + stored.end_time + (stored.active ? "" : " inactive");
}

std::string People::foreign(Random& random) {
    const auto id = someone(random);
    const auto kind = random.below(100);
    if (kind < 25 || !id) {
        const auto made = row(random);
        const auto added = disk_.foreign_insert(made);
        return "another program inserts schedule " + number(added) + ": '" + made.name + "' " +
               made.start_time + " to " + made.end_time;
    }
    if (kind < 40) {
        const auto made = row(random);
        disk_.foreign_replace(*id, made);
        return "another program replaces schedule " + number(*id) + ": '" + made.name + "' " +
               made.start_time + " to " + made.end_time;
    }
    if (kind < 55) {
        disk_.foreign_remove(*id);
        return "another program deletes schedule " + number(*id);
    }
    if (kind < 62) {
        const ScheduleId to{random.between(1, 15)};
        disk_.foreign_move(*id, to);
        return "another program gives schedule " + number(*id) + " the id " + number(to);
    }
    return foreign_update(*id, random);
}

}  // namespace wls::simulation
