#include "local/process_executor.h"

#include <cstdlib>
#include <filesystem>
#include <map>
#include <system_error>

#include "local/watcher.h"
#include "time/zone.h"

namespace wls::local {

namespace {

constexpr std::string_view kKeyPrefix = "Process/-/";  // of Workload::key()
constexpr const char* kUsualPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

std::string name_of(std::string_view workload) {
    if (workload.starts_with(kKeyPrefix)) workload.remove_prefix(kKeyPrefix.size());
    return std::string(workload);
}

std::string absolute(const std::string& path) {
    std::error_code error;
    auto whole = std::filesystem::absolute(path, error).lexically_normal().string();
    while (whole.size() > 1 && whole.back() == '/') whole.pop_back();
    return error ? path : whole;
}

std::string setting(const char* name, const char* otherwise) {
    const char* value = std::getenv(name);
    return value != nullptr && *value != '\0' ? value : otherwise;
}

// "2026-11-24T07:33:06Z"
std::string utc_text(Instant at) {
    return iso_text(Zone::utc().to_local(at).time) + "Z";
}

}  // namespace

struct ProcessExecutor::Parts {
    KeeperOrder order_for(const StartOrder& start, const Process& process) const;
    std::chrono::milliseconds grace_of(std::string_view workload) const;

    const Catalog& catalog;
    std::string data;
    std::string database;
    std::string fault;
    std::string path = setting("PATH", kUsualPath);
    std::string home = setting("HOME", "/");
    Watcher watcher;
};

KeeperOrder ProcessExecutor::Parts::order_for(const StartOrder& start,
                                              const Process& process) const {
    KeeperOrder order;
    order.data = data;
    order.run = start.run.text();
    order.argv = process.run;
    order.this_program = process.run.front() == kThisProgram;
    order.directory = absolute(process.directory);
    order.stop_grace = process.stop_grace;
    order.fault = fault;

    std::map<std::string, std::string> environment{{"PATH", path}, {"HOME", home}};
    for (const auto& [name, value] : process.environment) environment[name] = value;
    environment["WORKLOAD_SCHEDULER_RUN"] = order.run;
    environment["WORKLOAD_SCHEDULER_WINDOW_START"] = utc_text(start.window.start_at);
    environment["WORKLOAD_SCHEDULER_WINDOW_END"] = utc_text(start.window.end_at);
    if (order.this_program) {
        environment["WORKLOAD_SCHEDULER_DATABASE"] = database;
        environment["WORKLOAD_SCHEDULER_DATA"] = data;
    }
    for (const auto& [name, value] : environment) order.environment.push_back(name + "=" + value);
    return order;
}

std::chrono::milliseconds ProcessExecutor::Parts::grace_of(std::string_view workload) const {
    const Process* process = catalog.process(name_of(workload));
    return process != nullptr ? process->stop_grace : Process{}.stop_grace;
}

ProcessExecutor::ProcessExecutor(const Catalog& catalog, ProcessExecutorOptions options,
                                 Reports& reports)
    : parts_(new Parts{.catalog = catalog,
                       .data = absolute(options.data),
                       .database = std::move(options.database),
                       .fault = std::move(options.fault),
                       .watcher = {absolute(options.data), reports}}) {}

ProcessExecutor::~ProcessExecutor() = default;

void ProcessExecutor::start(const StartOrder& order) {
    const std::string name = name_of(order.workload);
    const Process* process = parts_->catalog.process(name);
    if (process == nullptr)
        return parts_->watcher.refuse(order.run, "the catalog has no process '" + name +
                                                     "'; add it, or change the schedule's target");
    parts_->watcher.start(order.run, parts_->order_for(order, *process));
}

void ProcessExecutor::stop(const RunId& run, std::string_view workload) {
    parts_->watcher.stop(run, parts_->grace_of(workload));
}

void ProcessExecutor::recover(const RunId& run, std::string_view workload) {
    parts_->watcher.recover(run, parts_->grace_of(workload));
}

}  // namespace wls::local
