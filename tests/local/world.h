// A machine for one test: a data folder of its own, a catalog, executors and their reports. What a
// test leaves running is killed at its end. The test's thread only, but for Inbox::receive.
#pragma once

#include <sys/types.h>

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "fakes/fake_clock.h"
#include "local/catalog.h"
#include "local/command/command_calls.h"
#include "local/effect_executor.h"
#include "local/process/claim.h"
#include "local/process/process_executor.h"

namespace wls::local {

// Collects reports. Waiting has a deadline of 30 s, far beyond anything that works.
class Inbox : public Reports {
  public:
    void receive(Report report) override;

    // The next report of any run, in order; a Lost with the message "no report came" after 30 s.
    Report next();
    bool empty();
    void clear();

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<Report> reports_;
};

class World {
  public:
    World();
    ~World();

    // Adds a workload. `script` is for /bin/sh, with $0 the world's folder.
    void script(const std::string& name, const std::string& script, const std::string& more = "");
    // The same by argv; `more` is YAML: "stop_grace: 100ms".
    void program(const std::string& name, const std::vector<std::string>& argv,
                 const std::string& more = "", const std::string& more_process = "");

    // A Command workload. Each script is for /bin/sh, with $0 the world's folder; an empty one is
    // left out. `more`: YAML beside them: "timeout: 1s".
    void command(const std::string& name, const std::string& start, const std::string& stop,
                 const std::string& state = "", const std::string& more = "");
    void forget_all();  // an empty catalog

    std::unique_ptr<ProcessExecutor> executor(const std::string& fault = "");
    std::unique_ptr<ProcessExecutor> executor(Inbox& reports, const std::string& fault = "");
    StartOrder order(const std::string& name, int attempt = 1) const;
    std::unique_ptr<Executor> command_executor();
    StartOrder command_order(const std::string& name, int attempt = 1) const;
    static RunId run(int attempt = 1);

    // Starts the workload by a fresh executor and returns its reports, up to the end.
    std::vector<Report> run_to_end(const std::string& name, int attempt = 1);
    // The next reports up to an end or NotStarted.
    std::vector<Report> to_end();

    std::string path(const std::string& name) const { return folder_ + "/" + name; }
    std::string data() const { return path("data"); }
    void touch(const std::string& name) const;  // makes an empty file in the world's folder
    std::string claim_path(int attempt = 1) const;
    std::string claim_text(int attempt = 1) const;
    ClaimState claim(int attempt = 1) const;
    void forge_claim(const std::string& text, int attempt = 1) const;

    Inbox inbox;
    std::chrono::milliseconds keeper_patience = std::chrono::minutes{1};
    fakes::FakeClock clock;  // stands at the start of order()'s window

  private:
    void read_catalog();

    std::string folder_;
    std::string yaml_ = "workloads:\n";
    Catalog catalog_;
};

// Waits until `fact` holds; false when it does not within 30 s.
[[nodiscard]] bool eventually(const std::function<bool()>& fact);
std::string text_of(const std::string& path);
bool is_running(pid_t pid);  // there, and no zombie

// "Started, Exited 3": for comparing.
std::string summary(const std::vector<Report>& reports);

}  // namespace wls::local
