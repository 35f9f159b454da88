#include "scenario/bench.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>

namespace wls::scenario {

// The executor is made before the loop that it reports to.
class Bench::Connector : public Reports {
  public:
    void receive(Report report) override { loop->receive(std::move(report)); }
    Loop* loop = nullptr;
};

Bench::Bench() {
    std::string name = testing::TempDir() + "wls_scenario_XXXXXX";
    folder_ = ::mkdtemp(name.data());
}

Bench::~Bench() {
    crash();
    std::filesystem::remove_all(folder_);
}

void Bench::set_zone(const std::string& name) {
    zone_ = Zone::load(name).value();
}

void Bench::set_workloads(const std::vector<std::string>& names, Mode mode) {
    for (const auto& workload : workloads_.all())
        if (workload.mode == mode) workloads_.remove(workload.name);
    for (const auto& name : names) workloads_.add(name, mode);
    if (!loop_) return;
    const auto named = write(
        [&](Transaction& transaction) { return transaction.set_workloads(workloads_.all()); });
    ASSERT_TRUE(named);
    tick();
}

void Bench::up() {
    store_ = storage::SqliteStore::open(folder_ / "scheduler.db", {}).value();
    disk_ = std::make_unique<fakes::FullDisk>(*store_);
    reader_ = store_->reader().value();
    const auto named = write([&](Transaction& transaction) -> Result<> {
        WLS_TRY(transaction.set_workloads(workloads_.all()));
        return transaction.set_zone_rules(zone_.name());
    });
    ASSERT_TRUE(named);
    connector_ = std::make_unique<Connector>();
    processes = std::make_unique<fakes::FakeProcesses>(world, *connector_);
    apply_faults();
    loop_ = std::make_unique<Loop>(
        Loop::Parts{*disk_, *processes, clock, clock, observer_, log_, vitals},
        Runner(workloads_, zone_));
    connector_->loop = loop_.get();
    ASSERT_TRUE(loop_->recover());
    tick();
}

void Bench::crash() {
    faults_.clear();
    loop_.reset();
    processes.reset();
    connector_.reset();
    reader_.reset();
    disk_.reset();
    store_.reset();
}

void Bench::set_before_write(std::function<void()> call) {
    disk_->before_write = std::move(call);
}

void Bench::set_faults(std::set<std::string> faults) {
    faults_ = std::move(faults);
    if (!processes) return;
    apply_faults();
    if (faults_.contains("well")) processes->let_reports_go();
}

void Bench::apply_faults() {
    processes->deaf = faults_.contains("deaf");
    processes->refusing = faults_.contains("refusing");
    processes->mute = faults_.contains("mute");
    processes->lingering = faults_.contains("lingering");
    processes->slow = faults_.contains("slow");
    processes->unheard = faults_.contains("unheard");
    processes->unsent = faults_.contains("unsent");
    processes->failing_stops = faults_.contains("failing-stops");
    processes->forgotten = faults_.contains("forgotten");
    processes->looking = faults_.contains("looking");
}

void Bench::set_disk_full(bool full) {
    disk_->full = full;
    tick();
}

void Bench::tick() {
    if (loop_) loop_->tick();
}

void Bench::advance_to(const std::string& local_text) {
    const auto [time, pass] = local(local_text);
    const Instant target = zone_.to_instant(time, pass);
    if (target < clock.now()) return set_clock(local_text);
    // What stays due (a full disk) is looked at again a second later, as the loop does.
    constexpr Duration kRetry = std::chrono::seconds{1};
    while (loop_) {
        const auto due_at = reader_->next_due_at().value();
        if (!due_at) break;
        const Instant next = *due_at > clock.now() ? *due_at : clock.now() + kRetry;
        if (next > target) break;
        clock.pass_to(next);
        tick();
    }
    clock.pass_to(target);
    tick();
}

void Bench::set_clock(const std::string& local_text) {
    const auto [time, pass] = local(local_text);
    clock.step_to(zone_.to_instant(time, pass));
    tick();
}

void Bench::add(const ScheduleDraft& draft) {
    const auto done = write([&](Transaction& transaction) -> Result<> {
        const auto id = Schedules(zone_, clock).create(transaction, draft);
        return id ? Result<>{} : fail(id);
    });
    ASSERT_TRUE(done) << done.error().message;
    tick();
}

void Bench::change(std::int64_t id, const ScheduleChange& change) {
    const auto done = write([&](Transaction& transaction) -> Result<> {
        const auto changed = Schedules(zone_, clock).change(transaction, {id}, change, {});
        return changed ? Result<>{} : fail(changed);
    });
    ASSERT_TRUE(done) << done.error().message;
    tick();
}

void Bench::remove(std::int64_t id) {
    const auto done = write([&](Transaction& transaction) {
        return Schedules(zone_, clock).remove(transaction, {id}, {});
    });
    ASSERT_TRUE(done) << done.error().message;
    tick();
}

void Bench::foreign(const std::string& sql) {
    SQLite::Database other((folder_ / "scheduler.db").string(),
                           SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, 5'000);
    other.exec(sql);
    tick();
}

Result<> Bench::write(const Store::Work& work) {
    if (store_) return store_->write(work);
    auto store = storage::SqliteStore::open(folder_ / "scheduler.db", {}).value();
    return store->write(work);
}

std::string Bench::status(std::int64_t id) {
    const auto schedule = reader_->schedule({id}).value();
    return schedule ? schedule->status : "(gone)";
}

std::string Bench::history(std::int64_t id) {
    TransitionFilter filter;
    filter.schedule = ScheduleId{id};
    auto rows = reader_->transitions(filter).value();
    std::ranges::reverse(rows);
    std::string line;
    for (const auto& row : rows) {
        if (!line.empty()) line += ", ";
        line += std::string(text(row.edge)) + " " + std::string(text(row.outcome));
    }
    return line.empty() ? "nothing" : line;
}

std::string Bench::last_message(std::int64_t id) {
    TransitionFilter filter;
    filter.schedule = ScheduleId{id};
    const auto rows = reader_->transitions(filter).value();
    return rows.empty() ? "" : rows.front().message;
}

LocalReading Bench::local(const std::string& text) const {
    const bool second = text.ends_with(" second pass");
    const auto time = parse_table_text(second ? text.substr(0, text.size() - 12) : text);
    if (!time) throw std::invalid_argument("no date-time: " + text);
    return {*time, second ? Pass::Second : Pass::First};
}

}  // namespace wls::scenario
