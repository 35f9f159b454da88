#include "cli/session.h"

namespace wls::cli {

namespace {

struct Runner {
    Session& session;

    Result<> operator()(const ListSchedules& command) { return list_schedules(session, command); }
    Result<> operator()(const ShowSchedule& command) { return show_schedule(session, command); }
    Result<> operator()(const CreateSchedule& command) { return create_schedule(session, command); }
    Result<> operator()(const DeleteSchedules& command) {
        return delete_schedules(session, command);
    }
    Result<> operator()(const SetActive& command) { return set_active(session, command); }
    Result<> operator()(const ListHistory& command) { return list_history(session, command); }
    Result<> operator()(const ShowLog& command) { return show_log(session, command); }
    Result<> operator()(const ListWorkloads& command) { return list_workloads(session, command); }
};

}  // namespace

Result<> run(Session& session, const Command& command) {
    const auto done = std::visit(Runner{session}, command);
    session.out.flush();
    session.err.flush();
    if (!done) return fail(done);
    return session.out.whole();
}

}  // namespace wls::cli
