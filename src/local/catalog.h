// The catalog: the workloads of this machine that a schedule may name, read from catalog.yaml. Only
// what stands here is ever executed. A value: read again by assigning a new one, on the loop's
// thread, which alone asks it (its executors included).
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "engine/executor.h"
#include "local/webhooks/webhook.h"

namespace wls::local {

// How a local process is run.
struct Process {
    std::vector<std::string> run;  // argv, never empty, never through a shell
    std::string directory = ".";   // below the server's working directory, or absolute
    std::map<std::string, std::string> environment = {};
    std::chrono::milliseconds stop_grace = std::chrono::seconds{10};
};

// Commands that start and stop something outside of us, and perhaps say whether it is up.
struct Command {
    std::vector<std::string> start, stop;  // argv, never empty, never through a shell
    std::vector<std::string> state = {};   // empty: nobody can be asked
    std::string directory = ".";
    std::map<std::string, std::string> environment = {};
    std::chrono::milliseconds timeout = std::chrono::seconds{30};  // of each of the three
    // Between SIGTERM and SIGKILL, for a command that exceeds its time.
    std::chrono::milliseconds stop_grace = std::chrono::seconds{10};
};

struct CatalogEntry {
    Workload workload;
    std::variant<Process, Command, Webhook> how;
};

// As the first word of `run`, `start`, `stop` or `state`: this very program.
inline constexpr std::string_view kThisProgram = "workload-scheduler";

class Catalog : public Workloads {
  public:
    // The one of a machine without catalog.yaml: "Backup Database".
    static Catalog built_in();

    // NotFound: no such file. Unavailable: it cannot be read. Invalid: "<path>:<line>:<column>: "
    // with what is wrong and the way out. Never waits: a pipe or a device is refused.
    static Result<Catalog> read(const std::string& path);

    // The same from a text; `path` is for messages.
    static Result<Catalog> parse(const std::string& text, const std::string& path);

    const Workload* find(std::string_view name) const override;

    // Null when there is none of that name, or it is of another kind.
    const Process* process(std::string_view name) const;
    const Command* command(std::string_view name) const;
    const Webhook* webhook(std::string_view name) const;

    std::size_t size() const { return entries_.size(); }

    std::vector<Workload> workloads() const;

  private:
    void add(CatalogEntry entry);
    template <class How>
    const How* how(std::string_view name) const;

    std::map<std::string, CatalogEntry, std::less<>> entries_;
};

}  // namespace wls::local
