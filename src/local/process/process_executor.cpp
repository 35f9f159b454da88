#include "local/process/process_executor.h"

#include "domain/workload.h"
#include "local/environment.h"
#include "local/process/watcher.h"

namespace wls::local {

namespace {

std::string name_of(std::string_view workload) {
    return std::string(name_in_key(workload));
}

}  // namespace

struct ProcessExecutor::Parts {
    KeeperOrder order_for(const StartOrder& start, const Process& process) const;
    std::chrono::milliseconds grace_of(std::string_view workload) const;

    const Catalog& catalog;
    std::string data;
    std::string database;
    std::string fault;
    ServerEnvironment environment{};
    Watcher watcher;
};

KeeperOrder ProcessExecutor::Parts::order_for(const StartOrder& start,
                                              const Process& process) const {
    KeeperOrder order;
    order.data = data;
    order.run = start.run.text();
    order.argv = process.run;
    order.this_program = process.run.front() == kThisProgram;
    order.directory = absolute_folder(process.directory);
    order.stop_grace = process.stop_grace;
    order.fault = fault;

    auto variables = environment.of_run(start.run, start.window, process.environment);
    if (order.this_program) {
        variables["WORKLOAD_SCHEDULER_DATABASE"] = database;
        variables["WORKLOAD_SCHEDULER_DATA"] = data;
    }
    order.environment = environment_entries(variables);
    return order;
}

std::chrono::milliseconds ProcessExecutor::Parts::grace_of(std::string_view workload) const {
    const Process* process = catalog.process(name_of(workload));
    return process != nullptr ? process->stop_grace : Process{}.stop_grace;
}

ProcessExecutor::ProcessExecutor(const Catalog& catalog, ProcessExecutorOptions options,
                                 const Clock& clock, Reports& reports)
    : parts_(new Parts{
          .catalog = catalog,
          .data = absolute_folder(options.data),
          .database = std::move(options.database),
          .fault = std::move(options.fault),
          .watcher = {absolute_folder(options.data), options.keeper_patience, clock, reports}}) {}

ProcessExecutor::~ProcessExecutor() = default;

void ProcessExecutor::start(const StartOrder& order) {
    const std::string name = name_of(order.workload);
    const Process* process = parts_->catalog.process(name);
    if (process == nullptr)
        return parts_->watcher.refuse(order.run, "the catalog has no process '" + name +
                                                     "'; add it, or change the schedule's target");
    parts_->watcher.start(order.run, parts_->order_for(order, *process), order.window.end_at);
}

void ProcessExecutor::stop(const RunId& run, std::string_view workload) {
    parts_->watcher.stop(run, parts_->grace_of(workload));
}

void ProcessExecutor::recover(const RunId& run, std::string_view workload) {
    parts_->watcher.recover(run, parts_->grace_of(workload));
}

void ProcessExecutor::look(std::function<void(const Result<>&)> told) {
    parts_->watcher.look_at_claims(std::move(told));
}

}  // namespace wls::local
