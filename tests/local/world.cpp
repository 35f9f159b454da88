#include "local/world.h"

#include <dirent.h>
#include <signal.h>
#include <stdlib.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include <gtest/gtest.h>

#include "base/json_text.h"
#include "local/proc.h"
#include "support/leftovers.h"

namespace wls::local {

namespace {

constexpr std::chrono::seconds kDeadline{30};

}  // namespace

void Inbox::receive(Report report) {
    const std::lock_guard lock(mutex_);
    reports_.push_back(std::move(report));
    changed_.notify_all();
}

Report Inbox::next() {
    std::unique_lock lock(mutex_);
    if (!changed_.wait_for(lock, kDeadline, [this] { return !reports_.empty(); }))
        return {World::run(), Report::What::Lost, 0, "no report came"};
    Report first = reports_.front();
    reports_.erase(reports_.begin());
    return first;
}

bool Inbox::empty() {
    const std::lock_guard lock(mutex_);
    return reports_.empty();
}

void Inbox::clear() {
    const std::lock_guard lock(mutex_);
    reports_.clear();
}

World::World() {
    std::string pattern = std::filesystem::temp_directory_path() / "local-XXXXXX";
    folder_ = ::mkdtemp(pattern.data());
    EXPECT_TRUE(begin_claims(data() + "/run"));
    clock.step_to(run().occurrence_at);
}

World::~World() {
    support::remove_with_processes(folder_);
}

void World::script(const std::string& name, const std::string& script, const std::string& more) {
    program(name, {"/bin/sh", "-c", script, folder_}, more);
}

void World::program(const std::string& name, const std::vector<std::string>& argv,
                    const std::string& more, const std::string& more_process) {
    std::string run;
    for (const auto& word : argv) run += (run.empty() ? "" : ", ") + json_quoted(word);
    yaml_ += "- {name: " + json_quoted(name) + ", process: {run: [" + run + "]" +
             (more_process.empty() ? "" : ", " + more_process) + "}" +
             (more.empty() ? "" : ", " + more) + "}\n";
    read_catalog();
}

void World::command(const std::string& name, const std::string& start, const std::string& stop,
                    const std::string& state, const std::string& more) {
    const auto argv = [&](const std::string& script) {
        return "[/bin/sh, -c, " + json_quoted(script) + ", " + json_quoted(folder_) + "]";
    };
    yaml_ += "- {name: " + json_quoted(name) + ", command: {start: " + argv(start) +
             ", stop: " + argv(stop) + (state.empty() ? "" : ", state: " + argv(state)) +
             (more.empty() ? "" : ", " + more) + "}, stop_grace: 100ms}\n";
    read_catalog();
}

void World::forget_all() {
    yaml_ = "workloads: []\n";
    read_catalog();
}

void World::read_catalog() {
    auto catalog = Catalog::parse(yaml_, "catalog.yaml");
    ASSERT_TRUE(catalog) << catalog.error().message << yaml_;
    catalog_ = std::move(*catalog);
}

std::unique_ptr<ProcessExecutor> World::executor(const std::string& fault) {
    return executor(inbox, fault);
}

std::unique_ptr<ProcessExecutor> World::executor(Inbox& reports, const std::string& fault) {
    return std::make_unique<ProcessExecutor>(
        catalog_, ProcessExecutorOptions{data(), "sqlite:/x/scheduler.db", fault, keeper_patience},
        clock, reports);
}

namespace {

// With the calls it needs.
class CommandExecutor : public Executor {
  public:
    CommandExecutor(const Catalog& catalog, const std::string& data, const Clock& clock,
                    Reports& reports)
        : calls_(catalog, {data, "sqlite:/x/scheduler.db"}, clock), executor_(calls_, reports) {}
    void start(const StartOrder& order) override { executor_.start(order); }
    void stop(const RunId& run, std::string_view workload) override {
        executor_.stop(run, workload);
    }
    void recover(const RunId& run, std::string_view workload) override {
        executor_.recover(run, workload);
    }

  private:
    CommandCalls calls_;
    EffectExecutor executor_;
};

}  // namespace

std::unique_ptr<Executor> World::command_executor() {
    return std::make_unique<CommandExecutor>(catalog_, data(), clock, inbox);
}

StartOrder World::command_order(const std::string& name, int attempt) const {
    StartOrder order = this->order(name, attempt);
    order.workload = "Command/-/" + name;
    return order;
}

RunId World::run(int attempt) {
    return {Life{7}, Instant(std::chrono::seconds{1'745'143'200}), attempt};  // 2025-04-20 10:00
}

StartOrder World::order(const std::string& name, int attempt) const {
    const RunId id = run(attempt);
    return {id, "Process/-/" + name, {id.occurrence_at, id.occurrence_at + std::chrono::hours{1}}};
}

std::vector<Report> World::run_to_end(const std::string& name, int attempt) {
    const auto executor = this->executor();
    executor->start(order(name, attempt));
    return to_end();
}

std::vector<Report> World::to_end() {
    std::vector<Report> found;
    do {
        found.push_back(inbox.next());
    } while (found.back().what == Report::What::Started);
    return found;
}

std::string World::claim_path(int attempt) const {
    return data() + "/run/" + run(attempt).text();
}
std::string World::claim_text(int attempt) const {
    return text_of(claim_path(attempt));
}

ClaimState World::claim(int attempt) const {
    return parse_claim(claim_text(attempt)).value_or(ClaimState{});
}

void World::forge_claim(const std::string& text, int attempt) const {
    const std::string draft = path("claim");
    std::ofstream(draft) << text;
    std::filesystem::rename(draft, claim_path(attempt));  // whoever reads sees a whole one
}

void World::touch(const std::string& name) const {
    std::ofstream(path(name)).flush();
}

bool eventually(const std::function<bool()>& fact) {
    const auto end = std::chrono::steady_clock::now() + kDeadline;
    while (!fact()) {
        if (std::chrono::steady_clock::now() > end) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds{2});
    }
    return true;
}

std::string text_of(const std::string& path) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
}

bool is_running(pid_t pid) {
    return pid > 0 && identify(pid).has_value();
}

namespace {

std::string word(Report::What what) {
    switch (what) {
        case Report::What::Started:
            return "Started";
        case Report::What::NotStarted:
            return "NotStarted";
        case Report::What::Unsure:
            return "Unsure";
        case Report::What::Exited:
            return "Exited";
        case Report::What::Stopped:
            return "Stopped";
        case Report::What::NotStopped:
            return "NotStopped";
        case Report::What::Lost:
            return "Lost";
        case Report::What::Unproven:
            return "Unproven";
    }
    return "?";
}

}  // namespace

std::string summary(const std::vector<Report>& reports) {
    std::string text;
    for (const auto& report : reports) {
        if (!text.empty()) text += ", ";
        text += word(report.what);
        if (report.what == Report::What::Exited || report.what == Report::What::Stopped)
            text += " " + std::to_string(report.exit_code);
        if (report.already) text += " already";
        if (report.blocked) text += " blocked";
    }
    return text;
}

}  // namespace wls::local
