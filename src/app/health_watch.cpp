#include "app/health_watch.h"

#include <utility>

#include "base/quiet_thread.h"

namespace wls::app {

namespace {

constexpr Duration kLook = std::chrono::seconds{1};

}  // namespace

HealthWatch::HealthWatch(Vitals& vitals, const Clock& clock,
                         std::function<std::uint64_t()> write_steps)
    : vitals_(vitals), clock_(clock), alarm_(clock), write_steps_(std::move(write_steps)) {
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
    for (const auto& [part, ask, is_open] : asked_) {
        if (is_open->exchange(true)) continue;
        ask([&vitals = vitals_, part, is_open](const Result<>& found) {
            vitals.moved(part);
            vitals.settle(part, found.has_value(), found ? "" : found.error().message);
            *is_open = false;
        });
    }
}

}  // namespace wls::app
