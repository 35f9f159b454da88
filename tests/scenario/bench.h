// A test bench for the engine: the real planner, runner, loop and SQLite file, on a clock that the
// test moves and processes that are rows. Speaks names and local times, so that a story reads like
// one. One thread.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/log.h"
#include "engine/loop.h"
#include "engine/schedules.h"
#include "fakes/fake_clock.h"
#include "fakes/fake_processes.h"
#include "fakes/fake_workloads.h"
#include "fakes/full_disk.h"
#include "fakes/no_observer.h"
#include "storage/sqlite_store.h"

namespace wls::scenario {

class Bench {
  public:
    Bench();
    ~Bench();

    void set_zone(const std::string& name);
    // The catalog has these of this mode from now on, and still those of others. While the server
    // is up it is as after SIGHUP.
    void set_workloads(const std::vector<std::string>& names, Mode mode);

    // The server. `crash`: nothing it knew survives but the file and the processes.
    void up();
    void crash();
    bool is_up() const { return loop_ != nullptr; }

    // Moves the clock there, stopping at everything that is due on the way. Backwards is a step.
    void advance_to(const std::string& local);
    // The clock is set to a time, past whatever lies between.
    void set_clock(const std::string& local);
    void tick();

    // A client's requests. Each is followed by a turn of the engine if it is up.
    void add(const ScheduleDraft& draft);
    void change(std::int64_t id, const ScheduleChange& change);
    void remove(std::int64_t id);
    // The executor's faults, named as in README.md. While the server is down: of its next life.
    void set_faults(std::set<std::string> faults);
    // From now on the engine can write nothing, or can again.
    void set_disk_full(bool full);
    // Called before each of the engine's writes from now on; one that does not return hangs it.
    void set_before_write(std::function<void()> call);
    // Another program's statement on the same file.
    void foreign(const std::string& sql);

    std::string status(std::int64_t id);
    // "start done, stop already": a schedule's transitions, oldest first.
    std::string history(std::int64_t id);
    std::string last_message(std::int64_t id);

    LocalReading local(const std::string& text) const;

    fakes::World world;
    fakes::FakeClock clock;
    Vitals vitals{clock};
    std::unique_ptr<fakes::FakeProcesses> processes;  // null while the server is down

  private:
    class Connector;
    Result<> write(const Store::Work& work);
    void apply_faults();

    std::filesystem::path folder_;
    std::set<std::string> faults_;
    Zone zone_ = Zone::utc();
    fakes::FakeWorkloads workloads_;
    fakes::NoObserver observer_;
    Log log_{LogFormat::Text, LogLevel::Error, Log::Stream::None};
    std::unique_ptr<storage::SqliteStore> store_;
    std::unique_ptr<fakes::FullDisk> disk_;  // between the engine and the store
    std::unique_ptr<Reader> reader_;
    std::unique_ptr<Connector> connector_;
    std::unique_ptr<Loop> loop_;
};

}  // namespace wls::scenario
