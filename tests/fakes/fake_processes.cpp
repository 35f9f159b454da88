#include "fakes/fake_processes.h"

#include <algorithm>

namespace wls::fakes {

namespace {

bool is_effect(std::string_view workload) {
    return workload.starts_with("Command/");
}

}  // namespace

int World::running() const {
    return static_cast<int>(up.size()) +
           static_cast<int>(std::ranges::count_if(
               processes, [](const auto& entry) { return entry.second.state == State::Running; }));
}

World::Process* World::find_running(std::string_view workload) {
    for (auto& [run, process] : processes)
        if (process.state == State::Running && process.workload == workload) return &process;
    return nullptr;
}

void FakeProcesses::start(const StartOrder& order) {
    if (deaf) return;
    if (is_effect(order.workload)) return start_effect(order);
    if (refusing) return report(order.run, Report::What::NotStarted, 0, "no such program");
    if (world_.proven_unrun.contains(order.run) || world_.processes.contains(order.run))
        return report(order.run, Report::What::Lost, 0, "claimed twice");
    world_.processes[order.run] = {order.workload, World::State::Running, 0};
    world_.started.push_back(order.workload);
    report(order.run, Report::What::Started);
}

void FakeProcesses::start_effect(const StartOrder& order) {
    if (forgotten)
        return send({.run = order.run,
                     .what = Report::What::NotStarted,
                     .message = "not in the catalog",
                     .blocked = true});
    if (refusing) return report(order.run, Report::What::NotStarted, 0, "refused");
    const bool was_up = world_.up.contains(order.workload);
    if (looking && was_up)
        return send({.run = order.run, .what = Report::What::Started, .already = true});
    if (unsent) return report(order.run, Report::What::Unsure, 0, "timed out");
    world_.up.insert(order.workload);
    world_.started.push_back(order.workload);
    report(order.run, unheard ? Report::What::Unsure : Report::What::Started, 0,
           unheard ? "timed out" : "");
}

void FakeProcesses::stop_effect(const RunId& run, std::string_view workload) {
    if (forgotten)
        return send({.run = run,
                     .what = Report::What::NotStopped,
                     .message = "not in the catalog",
                     .blocked = true});
    const std::string name(workload);
    if (failing_stops || unsent) return report(run, Report::What::NotStopped, 0, "timed out");
    if (looking && !world_.up.contains(name))
        return send({.run = run, .what = Report::What::Stopped, .already = true});
    world_.up.erase(name);
    ++world_.stops;
    report(run, unheard ? Report::What::NotStopped : Report::What::Stopped, 0,
           unheard ? "timed out" : "");
}

void FakeProcesses::stop(const RunId& run, std::string_view workload) {
    if (deaf || lingering) return;
    if (is_effect(workload)) return stop_effect(run, workload);
    const auto found = world_.processes.find(run);
    if (found == world_.processes.end()) return report(run, Report::What::Lost, 0, "no such run");
    if (found->second.state != World::State::Running) return recover(run, found->second.workload);
    found->second.state = World::State::Stopped;
    found->second.exit_code = 143;
    ++world_.stops;
    report(run, Report::What::Stopped, 143);
}

void FakeProcesses::recover(const RunId& run, std::string_view workload) {
    if (deaf) return;
    if (is_effect(workload))
        return report(run, Report::What::Unsure, 0, "the server ended during the call");
    const auto found = world_.processes.find(run);
    if (found == world_.processes.end()) {
        world_.proven_unrun.insert(run);
        return report(run, Report::What::NotStarted, 0, "nothing was executed");
    }
    report(run, Report::What::Started);
    if (found->second.state == World::State::Exited)
        report(run, Report::What::Exited, found->second.exit_code);
    if (found->second.state == World::State::Dead) report(run, Report::What::Lost, 0, "it is gone");
    if (found->second.state == World::State::Stopped)
        report(run, Report::What::Stopped, found->second.exit_code);
}

void FakeProcesses::exit(std::string_view workload, int code) {
    end(workload, World::State::Exited, Report::What::Exited, code, "");
}

void FakeProcesses::die(std::string_view workload) {
    end(workload, World::State::Dead, Report::What::Lost, 0, "it is gone");
}

void FakeProcesses::lose_sight(std::string_view workload) {
    for (auto& [run, process] : world_.processes)
        if (process.state == World::State::Running && process.workload == workload)
            return report(run, Report::What::Unproven, 0, "its claim is gone: it may still run");
}

void FakeProcesses::end(std::string_view workload, World::State state, Report::What what, int code,
                        std::string message) {
    for (auto& [run, process] : world_.processes) {
        if (process.state != World::State::Running || process.workload != workload) continue;
        process.state = state;
        process.exit_code = code;
        return report(run, what, code, std::move(message));
    }
}

void FakeProcesses::report(const RunId& run, Report::What what, int exit_code,
                           std::string message) {
    send({.run = run, .what = what, .exit_code = exit_code, .message = std::move(message)});
}

void FakeProcesses::send(Report report) {
    if (mute) return;
    held_.push_back(std::move(report));
    if (!slow) let_reports_go();
}

void FakeProcesses::let_reports_go() {
    for (auto& held : held_) reports_.receive(std::move(held));
    held_.clear();
}

}  // namespace wls::fakes
