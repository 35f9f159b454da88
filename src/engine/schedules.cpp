#include "engine/schedules.h"

namespace wls {

namespace {

Failure not_found() {
    return fail(ErrorCode::NotFound, "Schedule not found");
}

Result<Schedule> found(Transaction& transaction, ScheduleId id, const Precondition& precondition) {
    auto schedule = transaction.schedule(id);
    if (!schedule) return fail(schedule);
    if (!*schedule) return not_found();
    if (precondition && !precondition(**schedule))
        return fail(ErrorCode::Conflict,
                    "the schedule has changed since you read it: read it again, then repeat");
    return std::move(**schedule);
}

}  // namespace

Result<ScheduleId> Schedules::create(Transaction& transaction, const ScheduleDraft& draft) const {
    WLS_TRY(check_window(draft, zone_));
    return transaction.add(draft, clock_.now());
}

Result<Schedule> Schedules::replace(Transaction& transaction, ScheduleId id,
                                    const ScheduleDraft& draft,
                                    const Precondition& precondition) const {
    const auto schedule = found(transaction, id, precondition);
    if (!schedule) return fail(schedule);
    return store(transaction, id, draft);
}

Result<Schedule> Schedules::change(Transaction& transaction, ScheduleId id,
                                   const ScheduleChange& change,
                                   const Precondition& precondition) const {
    const auto schedule = found(transaction, id, precondition);
    if (!schedule) return fail(schedule);
    const auto draft = with_change(*schedule, change);
    if (!draft) return fail(draft);
    return store(transaction, id, *draft);
}

Result<> Schedules::remove(Transaction& transaction, ScheduleId id,
                           const Precondition& precondition) const {
    if (precondition) {
        const auto schedule = found(transaction, id, precondition);
        if (!schedule) return fail(schedule);
    }
    const auto removed = transaction.remove(id);
    if (!removed) return fail(removed);
    return *removed ? Result<>{} : not_found();
}

Result<Schedule> Schedules::store(Transaction& transaction, ScheduleId id,
                                  const ScheduleDraft& draft) const {
    WLS_TRY(check_window(draft, zone_));
    WLS_TRY(transaction.replace(id, draft, clock_.now()));
    auto stored = transaction.schedule(id);
    if (!stored) return fail(stored);
    if (!*stored) return not_found();
    return std::move(**stored);
}

}  // namespace wls
