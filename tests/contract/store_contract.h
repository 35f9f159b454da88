// What tests of every store begin with: a store in a place of its own, and words for its works.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "contract/stores.h"

namespace wls::contract {

inline Instant at(const char* text) {
    return Zone::utc().to_instant(parse_table_text(text).value());
}

inline ScheduleDraft draft(std::string name, const char* start = "2026-03-02 10:00:00",
                           const char* end = "2026-03-02 11:00:00") {
    ScheduleDraft made;
    made.name = std::move(name);
    made.start.time = parse_table_text(start).value();
    made.end.time = parse_table_text(end).value();
    return made;
}

class StoreTest : public testing::TestWithParam<Kind> {
  protected:
    StoreTest() : place_(GetParam().make()) { reopen(); }
    ~StoreTest() override { reader_.reset(); }

    void reopen() {
        reader_.reset();
        store_ = &place_->open();
        reader_ = store_->reader().value();
    }

    void write(const Store::Work& work) {
        const auto done = store_->write(work);
        ASSERT_TRUE(done) << done.error().message;
    }

    ScheduleId add(const ScheduleDraft& made) {
        ScheduleId id;
        write([&](Transaction& transaction) -> Result<> {
            id = transaction.add(made, at("2026-01-01")).value();
            return {};
        });
        return id;
    }

    void know(const std::vector<std::string>& names) {
        std::vector<Workload> workloads;
        for (const auto& name : names) workloads.push_back({"Process", "-", name, Mode::Task});
        write([&](Transaction& transaction) { return transaction.set_workloads(workloads); });
    }

    std::vector<PlannedSchedule> due(Instant now) {
        std::vector<PlannedSchedule> rows;
        write([&](Transaction& transaction) -> Result<> {
            rows = transaction.due_schedules(now, 100).value();
            return {};
        });
        return rows;
    }

    std::vector<std::string> names(const ScheduleFilter& filter = {}) {
        std::vector<std::string> listed;
        EXPECT_TRUE(reader_->schedules(filter, {}, 1000, [&](const Schedule& schedule) {
            listed.push_back(schedule.name);
            return true;
        }));
        return listed;
    }

    std::unique_ptr<Place> place_;
    Store* store_ = nullptr;
    std::unique_ptr<Reader> reader_;
};

inline auto every_store() {
    return testing::Values(Kind{"Sqlite", sqlite_place}, Kind{"Memory", memory_place});
}

inline std::string name_of(const testing::TestParamInfo<Kind>& kind) {
    return kind.param.name;
}

}  // namespace wls::contract
