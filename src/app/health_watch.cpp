#include "app/health_watch.h"

#include <algorithm>
#include <utility>

#include "base/quiet_thread.h"

namespace wls::app {

namespace {

constexpr Duration kLook = std::chrono::seconds{1};

}  // namespace

HealthWatch::HealthWatch(Vitals& vitals, const Clock& clock, Log& log,
                         std::function<std::uint64_t()> write_steps)
    : vitals_(vitals),
      clock_(clock),
      log_(log),
      alarm_(clock),
      write_steps_(std::move(write_steps)) {
    vitals_.watch(Vitals::kDatabase, "a write has been under way");
}

HealthWatch::~HealthWatch() {
    end();
}

void HealthWatch::add(std::string_view part, Ask ask) {
    vitals_.failing(part, "it has not been looked at yet");
    vitals_.watch(part, "its thread has not answered");
    asked_.push_back(
        {std::string(part), std::move(ask), std::make_shared<std::atomic<bool>>(false)});
}

void HealthWatch::begin() {
    thread_ = quiet_thread([this] {
        while (!ending_) {
            look();
            alarm_.wait_until(clock_.now() + kLook);
        }
    });
}

void HealthWatch::end() {
    ending_ = true;
    alarm_.nudge();
    if (thread_.joinable()) thread_.join();
}

void HealthWatch::look() {
    const std::uint64_t steps = write_steps_();
    const bool is_writing = steps % 2 != 0;
    if (std::exchange(last_steps_, steps) != steps || !is_writing) vitals_.moved(Vitals::kDatabase);
    tell_changes();
    for (const Asked& asked : asked_) {
        if (asked.is_open->exchange(true)) continue;
        asked.ask(
            [&vitals = vitals_, part = asked.part, is_open = asked.is_open](const Result<>& found) {
                vitals.moved(part);
                vitals.settle(part, found.has_value(), found ? "" : found.error().message);
                *is_open = false;
            });
    }
}

// What was answered to the look before.
void HealthWatch::tell_changes() {
    const bool is_first = !std::exchange(has_looked_, true);
    for (const Vitals::Part& part : vitals_.parts()) {
        const auto asked = std::ranges::find(asked_, part.name, &Asked::part);
        if (is_first || asked == asked_.end() || asked->told_failing != part.is_ok) continue;
        asked->told_failing = !part.is_ok;
        if (part.is_ok)
            log_.info("is well again", {{"part", part.name}});
        else
            log_.warning("is failing", {{"part", part.name}, {"why", part.why}});
    }
}

}  // namespace wls::app
