#include "simulation/machine.h"

#include <array>

#include "simulation/modes.h"

namespace wls::simulation {

namespace {

using std::chrono::hours;
using std::chrono::seconds;

constexpr seconds kMostGrace{20};
constexpr hours kLongest{20};

}  // namespace

const char* text(Stage stage) {
    constexpr std::array<const char*, 8> kWords = {"void",    "claimed", "refused", "dead",
                                                   "running", "exited",  "stopped", "gone"};
    return kWords.at(static_cast<std::size_t>(stage));
}

const Process* Machine::find(const RunId& run) const {
    const auto found = processes_.find(run);
    return found == processes_.end() ? nullptr : &found->second;
}

// What a keeper or a process does next; not if the machine starts anew meanwhile.
void Machine::later(std::function<void()> event) {
    timeline_.after(faults_.delay(timeline_.moment(), random_),
                    [this, boot = boot_, event = std::move(event)] {
                        if (boot == boot_) event();
                    });
}

void Machine::become(const RunId& run, Stage stage) {
    Process& process = processes_[run];
    ++version_;
    process.stage = stage;
    if (stage == Stage::Running)
        running_.insert(run);
    else
        running_.erase(run);
    changed_(run, process);
}

void Machine::spawn(const RunId& run, const std::string& workload) {
    later([this, run, workload] { claim(run, workload); });
}

bool Machine::take_void(const RunId& run) {
    if (processes_.contains(run)) return false;
    processes_[run].stage = Stage::Void;
    ++version_;
    return true;
}

void Machine::claim(const RunId& run, const std::string& workload) {
    if (processes_.contains(run)) return;
    processes_[run].workload = workload;
    become(run, Stage::Claimed);
    later([this, run] { execute(run); });
}

void Machine::execute(const RunId& run) {
    if (faults_.killing && random_.chance(20)) return become(run, Stage::Dead);
    if (faults_.killing && random_.chance(20)) return become(run, Stage::Gone);
    if (faults_.refusing) return become(run, Stage::Refused);
    processes_[run].executed = true;
    become(run, Stage::Running);
    plan_end(run);
    if (processes_[run].stop_wanted) stop(run);
}

int Machine::short_chance(std::uint64_t seed) {
    const std::array<int, 4> kChances = {0, 20, 60, 97};
    return support::Random(seed, "temper").one_of(kChances);
}

// Nothing: until it is stopped.
std::optional<Duration> Machine::life_of(const std::string& workload) {
    const std::int64_t kind = random_.below(100);
    if (is_service(workload)) {
        if (kind < short_chance_) return Duration{random_.below(Duration{seconds{60}}.count())};
        if (kind % 2 == 0) return {};
        return seconds{60} + Duration{random_.below(Duration{kLongest}.count())};
    }
    if (kind < 60) return seconds{1} + Duration{random_.below(Duration{seconds{300}}.count())};
    if (kind < 85) return Duration{random_.below(Duration{kLongest}.count())};
    return {};
}

void Machine::plan_end(const RunId& run) {
    const auto lasts = life_of(processes_[run].workload);
    if (!lasts) return;
    const int code = random_.chance(80) ? 0 : static_cast<int>(random_.between(1, 3));
    timeline_.after(*lasts, [this, run, code] {
        const bool lost = faults_.killing && random_.chance(30);
        end(run, lost ? Stage::Gone : Stage::Exited, code);
    });
}

void Machine::end(const RunId& run, Stage stage, int exit_code) {
    Process& process = processes_[run];
    if (process.stage != Stage::Running) return;
    process.exit_code = exit_code;
    become(run, stage);
}

void Machine::stop(const RunId& run) {
    const auto found = processes_.find(run);
    if (found == processes_.end()) return;
    found->second.stop_wanted = true;
    if (found->second.stage != Stage::Running) return;
    timeline_.after(Duration{random_.below(Duration{kMostGrace}.count())},
                    [this, run] { end(run, Stage::Stopped, 143); });
}

void Machine::reboot() {
    ++boot_;
    for (auto& [run, process] : processes_) {
        if (process.stage == Stage::Running) become(run, Stage::Gone);
        if (process.stage == Stage::Claimed) become(run, Stage::Dead);
    }
}

void Machine::stop_something() {
    if (running_.empty()) return;
    const std::vector<RunId> all(running_.begin(), running_.end());
    end(random_.one_of(all), Stage::Stopped, 143);
}

}  // namespace wls::simulation
