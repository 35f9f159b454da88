#include "simulation/effects.h"

#include <utility>

#include "simulation/modes.h"

namespace wls::simulation {

namespace {

// What the other side asks for is no more than the longest wait (kSettle).
constexpr Duration kRetryAfter = std::chrono::seconds{60};

}  // namespace

Effects::Effects(Timeline& timeline, const Faults& faults, const Workloads& catalog,
                 std::uint64_t seed)
    : timeline_(timeline),
      faults_(faults),
      catalog_(catalog),
      random_(seed, "effects"),
      looks_(random_.chance(50)) {}

const Effect& Effects::of(const std::string& workload) {
    const auto [found, is_new] = effects_.try_emplace(workload);
    if (is_new) found->second.up = random_.chance(20);
    return found->second;
}

void Effects::call(const RunId& run, const std::string& workload, bool up, Answer answer) {
    lines_[workload].waiting.push_back({run, up, std::move(answer)});
    if (!lines_[workload].is_busy) next(workload);
}

void Effects::forget_waiting() {
    for (auto& [workload, line] : lines_) {
        line.waiting.clear();
        line.is_cut = line.is_busy && random_.chance(50);
    }
}

void Effects::next(const std::string& workload) {
    Line& line = lines_[workload];
    line.is_busy = !line.waiting.empty();
    line.is_cut = false;
    if (!line.is_busy) return;
    Call call = std::move(line.waiting.front());
    line.waiting.pop_front();
    static_cast<void>(of(workload));
    effects_[workload].changed = timeline_.moment();
    timeline_.after(faults_.delay(timeline_.moment(), random_),
                    [this, workload, call = std::move(call)] { end(workload, call); });
}

void Effects::end(const std::string& workload, const Call& call) {
    effects_[workload].changed = timeline_.moment();
    const auto report = made(workload, call);
    call.answer(report);
    next(workload);
}

Report Effects::made(const std::string& workload, const Call& call) {
    using What = Report::What;
    Effect& effect = effects_[workload];
    const What not_done = call.up ? What::NotStarted : What::NotStopped;
    if (!is_in(catalog_, workload))
        return {.run = call.run, .what = not_done, .message = "no entry", .blocked = true};
    if (faults_.refusing) {
        Report refused{.run = call.run, .what = not_done, .message = "refused"};
        if (random_.chance(30)) refused.retry_after = Duration{random_.below(kRetryAfter.count())};
        return refused;
    }
    const bool is_right = looks_ && effect.up == call.up;
    bool arrives = !lines_[workload].is_cut;
    bool is_heard = true;
    if (faults_.losing) {
        arrives = arrives && random_.chance(50);
        is_heard = arrives && random_.chance(30);
    }
    if (call.up) effect.may_be_up = true;
    if (call.up) effect.found_up = is_right;
    if (arrives) effect.up = call.up;
    if (!is_heard)
        return {.run = call.run,
                .what = call.up ? What::Unsure : What::NotStopped,
                .message = "no answer"};
    if (!call.up && arrives) effect.may_be_up = false;
    return {.run = call.run, .what = call.up ? What::Started : What::Stopped, .already = is_right};
}

}  // namespace wls::simulation
