#include "engine/retention.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

namespace wls {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

// History and files as lists; each call is written down.
struct Things : Archive, RunFiles {
    struct Row {
        Instant done_at;
        std::vector<RunId> runs;
    };
    std::map<std::int64_t, Row> rows;
    std::set<RunId> claims, live, stuck;
    std::vector<LogFile> logs;
    std::string calls;
    bool away = false, no_sync = false;
    int batch_rows = 2;

    Result<Batch> find(Instant before, const Mark& after, int) override {
        calls += "find ";
        if (away) return fail(ErrorCode::Unavailable, "the database is away");
        Batch batch;
        for (const auto& [id, row] : rows) {
            if (row.done_at >= before || id <= after.id.value) continue;
            if (static_cast<int>(batch.old.size()) == batch_rows) break;
            batch.old.push_back({{row.done_at, {id}}, row.runs, true});
            if (row.runs.size() > 2) {
                batch.old.back().runs.resize(2);
                batch.old.back().all_runs = false;
                batch.last = batch.old.size() > 1 ? batch.old[batch.old.size() - 2].mark : after;
                return batch;
            }
            batch.last = batch.old.back().mark;
        }
        return batch;
    }
    Result<> forget(const std::vector<Old>& old, Instant) override {
        calls += "forget ";
        for (const auto& one : old) {
            auto& runs = rows[one.mark.id.value].runs;
            for (const auto& run : one.runs) {
                EXPECT_FALSE(claims.contains(run)) << "files go first";
                std::erase(runs, run);
            }
            if (one.all_runs) rows.erase(one.mark.id.value);
        }
        return {};
    }
    Result<bool> is_live(const RunId& run) override { return live.contains(run); }

    Result<> remove(const RunId& run) override {
        if (stuck.contains(run)) return fail(ErrorCode::Unavailable, "cannot remove it");
        claims.erase(run);
        return {};
    }
    Result<std::vector<LogFile>> next_logs(int) override {
        calls += "logs ";
        return std::exchange(handed_, !handed_) ? std::vector<LogFile>{} : logs;
    }
    Result<> remove_log(const std::string& name) override {
        std::erase_if(logs, [&](const LogFile& log) { return log.name == name; });
        return {};
    }
    Result<> sync() override {
        calls += "sync ";
        return no_sync ? fail(ErrorCode::Unavailable, "the folder cannot be written") : Result<>{};
    }

    void add(std::int64_t id, Instant done_at, int runs = 1) {
        Row row{done_at, {}};
        for (int attempt = 1; attempt <= runs; ++attempt) {
            row.runs.push_back({Life{id}, done_at, attempt});
            claims.insert(row.runs.back());
        }
        rows[id] = row;
    }

  private:
    bool handed_ = false;
};

class Forgetting : public testing::Test {
  protected:
    // Time passes; what is due happens.
    void pass(Duration time) {
        const Moment end = moment_ + time;
        for (;;) {
            const Duration wait = retention_->step(now_, moment_);
            EXPECT_GT(wait, Duration::zero());
            if (moment_ + wait > end) break;
            now_ += wait;
            moment_ += wait;
        }
        now_ += end - moment_;
        moment_ = end;
    }
    void limit(RetentionLimits limits) {
        retention_ = std::make_unique<Retention>(limits, things_, things_, log_);
    }

    Instant now_{days{20'000}};
    Moment moment_{};
    Things things_;
    Log log_{LogFormat::Text, LogLevel::Error, Log::Stream::None};
    std::unique_ptr<Retention> retention_ =
        std::make_unique<Retention>(RetentionLimits{days{400}, days{30}}, things_, things_, log_);
};

TEST_F(Forgetting, BeginsTenMinutesAfterTheStartAndThenEachHour) {
    things_.add(1, now_ - days{401});
    pass(minutes{9});
    EXPECT_EQ(things_.calls, "");
    pass(minutes{2});
    EXPECT_TRUE(things_.rows.empty());
    EXPECT_TRUE(things_.claims.empty());
    EXPECT_EQ(things_.calls, "find sync forget find logs ");
    things_.add(2, now_ - days{401});
    pass(minutes{50});
    EXPECT_EQ(things_.rows.size(), 1U);
    pass(minutes{20});
    EXPECT_TRUE(things_.rows.empty());
}

TEST_F(Forgetting, GoesOnInSmallBatches) {
    for (int id = 1; id <= 9; ++id) things_.add(id, now_ - days{500});
    things_.add(10, now_ - days{399});
    pass(minutes{11});
    EXPECT_EQ(things_.rows.size(), 1U);
    EXPECT_EQ(things_.calls,
              "find sync forget find sync forget find sync forget find sync forget"
              " find sync forget find logs ");
}

TEST_F(Forgetting, OneWithManyRunsGoesInParts) {
    things_.add(1, now_ - days{500}, 5);
    things_.add(2, now_ - days{500}, 1);
    pass(minutes{11});
    EXPECT_TRUE(things_.rows.empty());
    EXPECT_TRUE(things_.claims.empty());
}

TEST_F(Forgetting, WhatCannotBeRemovedStaysAndIsTriedAgain) {
    things_.add(1, now_ - days{500}, 5);
    things_.add(2, now_ - days{500}, 1);
    things_.add(3, now_ - days{500}, 1);
    things_.stuck = {things_.rows[1].runs[0], things_.rows[2].runs[0]};
    pass(minutes{11});
    EXPECT_TRUE(things_.rows.contains(1) && things_.rows.contains(2));
    EXPECT_FALSE(things_.rows.contains(3)) << "it holds up nobody";
    things_.stuck.clear();
    pass(hours{2});
    EXPECT_TRUE(things_.rows.empty());
}

TEST_F(Forgetting, NothingIsForgottenBeforeItsFilesAreGoneForGood) {
    things_.add(1, now_ - days{500});
    things_.no_sync = true;
    pass(hours{1});
    EXPECT_EQ(things_.rows.size(), 1U);
    things_.no_sync = false;
    pass(minutes{2});
    EXPECT_TRUE(things_.rows.empty());
}

TEST_F(Forgetting, ADatabaseThatIsAwayIsAskedAgain) {
    things_.add(1, now_ - days{500});
    things_.away = true;
    pass(hours{1});
    things_.away = false;
    pass(minutes{2});
    EXPECT_TRUE(things_.rows.empty());
}

TEST_F(Forgetting, LogsGoSoonerUnlessTheirRunLives) {
    const RunId old{Life{1}, Instant{}, 1}, living{Life{2}, Instant{}, 1};
    things_.live = {living};
    things_.logs = {{old, "old", now_ - days{31}},
                    {old, "newer", now_ - days{29}},
                    {living, "living", now_ - days{31}}};
    pass(minutes{11});
    ASSERT_EQ(things_.logs.size(), 2U);
    EXPECT_EQ(things_.logs[0].name, "newer");
    EXPECT_EQ(things_.logs[1].name, "living");
    pass(days{2});
    ASSERT_EQ(things_.logs.size(), 1U);
    EXPECT_EQ(things_.logs[0].name, "living");
}

TEST_F(Forgetting, WithoutALimitEverythingStays) {
    limit({});
    things_.add(1, now_ - days{10'000});
    things_.logs = {{RunId{}, "old", now_ - days{10'000}}};
    pass(days{1});
    EXPECT_EQ(things_.calls, "");
    EXPECT_EQ(things_.rows.size(), 1U);
}

TEST_F(Forgetting, AClockThatJumpsDeletesNothingForAnHour) {
    things_.add(1, now_ - days{1});
    pass(minutes{9});
    now_ += days{3'650};  // set wrong
    pass(minutes{59});
    EXPECT_EQ(things_.rows.size(), 1U);
    now_ -= days{3'650};  // and set right
    pass(hours{3});
    EXPECT_EQ(things_.rows.size(), 1U);
}

}  // namespace
}  // namespace wls
