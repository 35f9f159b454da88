#include "fakes/fake_processes.h"

#include <algorithm>

namespace wls::fakes {

int World::running() const {
    return static_cast<int>(std::ranges::count_if(
        processes, [](const auto& entry) { return entry.second.state == State::Running; }));
}

World::Process* World::find_running(std::string_view workload) {
    for (auto& [run, process] : processes)
        if (process.state == State::Running && process.workload == workload) return &process;
    return nullptr;
}

void FakeProcesses::start(const StartOrder& order) {
    if (deaf) return;
    if (refusing) return report(order.run, Report::What::NotStarted, 0, "no such program");
    if (world_.proven_unrun.contains(order.run) || world_.processes.contains(order.run))
        return report(order.run, Report::What::Lost, 0, "claimed twice");
    world_.processes[order.run] = {order.workload, World::State::Running, 0};
    ++world_.starts;
    report(order.run, Report::What::Started);
}

void FakeProcesses::stop(const RunId& run, std::string_view) {
    if (deaf || lingering) return;
    const auto found = world_.processes.find(run);
    if (found == world_.processes.end()) return report(run, Report::What::Lost, 0, "no such run");
    if (found->second.state != World::State::Running) return recover(run, found->second.workload);
    found->second.state = World::State::Stopped;
    found->second.exit_code = 143;
    ++world_.stops;
    report(run, Report::What::Stopped, 143);
}

void FakeProcesses::recover(const RunId& run, std::string_view) {
    if (deaf) return;
    const auto found = world_.processes.find(run);
    if (found == world_.processes.end()) {
        world_.proven_unrun.insert(run);
        return report(run, Report::What::NotStarted, 0, "nothing was executed");
    }
    report(run, Report::What::Started);
    if (found->second.state == World::State::Exited)
        report(run, Report::What::Exited, found->second.exit_code);
    if (found->second.state == World::State::Stopped)
        report(run, Report::What::Stopped, found->second.exit_code);
}

void FakeProcesses::exit(std::string_view workload, int code) {
    for (auto& [run, process] : world_.processes) {
        if (process.state != World::State::Running || process.workload != workload) continue;
        process.state = World::State::Exited;
        process.exit_code = code;
        return report(run, Report::What::Exited, code);
    }
}

void FakeProcesses::report(const RunId& run, Report::What what, int exit_code,
                           std::string message) {
    if (mute) return;
    held_.push_back({run, what, exit_code, std::move(message)});
    if (!slow) let_reports_go();
}

void FakeProcesses::let_reports_go() {
    for (auto& held : held_) reports_.receive(std::move(held));
    held_.clear();
}

}  // namespace wls::fakes
