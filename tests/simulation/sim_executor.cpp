#include "simulation/sim_executor.h"

#include <algorithm>
#include <utility>

#include "simulation/modes.h"

namespace wls::simulation {

// What the executor's own thread does next; not if the server ends before.
void SimExecutor::later(std::function<void()> event) {
    const Moment now = parts_.timeline.moment();
    last_turn_ = std::max(last_turn_, now + parts_.faults.delay(now, parts_.random));
    parts_.timeline.at(last_turn_, [alive = alive_, event = std::move(event)] {
        if (*alive) event();
    });
}

void SimExecutor::start(const StartOrder& order) {
    parts_.points.pass("before a start order");
    parts_.listener.on_start(order);
    later([this, order] {
        if (is_effect(order.workload)) return call(order.run, order.workload, true);
        watched_.insert(order.run);
        parts_.machine.spawn(order.run, order.workload);
    });
    parts_.points.pass("after a start order");
}

void SimExecutor::stop(const RunId& run, std::string_view workload) {
    parts_.points.pass("before a stop order");
    parts_.listener.on_stop(run, workload);
    const bool forgotten = parts_.faults.hung(parts_.timeline.moment()) && parts_.random.chance(50);
    if (!forgotten)
        later([this, run, name = std::string(workload)] {
            if (is_effect(name)) return call(run, name, false);
            find(run);
            parts_.machine.stop(run);
        });
    parts_.points.pass("after a stop order");
}

void SimExecutor::recover(const RunId& run, std::string_view workload) {
    parts_.points.pass("before a recovery");
    if (is_effect(workload))
        later([this, run] { send(run, Report::What::Unsure, 0, "the server ended"); });
    else
        later([this, run] { find(run); });
    parts_.points.pass("after a recovery");
}

void SimExecutor::call(const RunId& run, const std::string& workload, bool up) {
    parts_.effects.call(run, workload, up, [this, alive = alive_](Report report) {
        if (*alive) send(std::move(report));
    });
}

// No claim: it is taken, which proves that nothing ran. Else the claim tells.
void SimExecutor::find(const RunId& run) {
    const bool known = !watched_.insert(run).second;
    if (parts_.machine.take_void(run)) return send(run, Report::What::NotStarted, 0, "nothing ran");
    const Process& process = *parts_.machine.find(run);
    if (known && process.stage == Stage::Running) return;  // it was told already
    tell_all(run, process);
}

void SimExecutor::on_change(const RunId& run, const Process& process) {
    if (!watched_.contains(run)) return;
    switch (process.stage) {
        case Stage::Running:
            return send(run, Report::What::Started);
        case Stage::Exited:
            return send(run, Report::What::Exited, process.exit_code);
        case Stage::Stopped:
            return send(run, Report::What::Stopped, process.exit_code);
        case Stage::Gone:
            if (parts_.random.chance(20))
                return send(run, Report::What::Unproven, 0, "its claim is gone: it may still run");
            return send(run, Report::What::Lost, 0, "its keeper was killed");
        case Stage::Void:
        case Stage::Dead:
        case Stage::Refused:
            return send(run, Report::What::NotStarted, 0, "no such program");
        case Stage::Claimed:
            return;
    }
}

void SimExecutor::tell_all(const RunId& run, const Process& process) {
    if (process.executed && process.stage != Stage::Running) send(run, Report::What::Started);
    on_change(run, process);
}

void SimExecutor::send(const RunId& run, Report::What what, int exit_code, const char* message) {
    send({run, what, exit_code, message});
}

void SimExecutor::send(Report report) {
    const Moment now = parts_.timeline.moment();
    Moment& last = last_report_[report.run];
    last = std::max(last, now + parts_.faults.delay(now, parts_.random));
    parts_.timeline.at(last, [this, alive = alive_, report = std::move(report)] {
        if (*alive) parts_.reports.receive(report);
    });
}

}  // namespace wls::simulation
