#include "local/process/watcher.h"

#include <algorithm>
#include <utility>

#include "base/quiet_thread.h"
#include "local/files.h"
#include "local/proc.h"
#include "local/spawn.h"

namespace wls::local {

namespace {

// Keepers that may be on their way at once. More would only make each other late.
constexpr std::size_t kMostAsked = 32;
// A keeper answers after three syncs of the disk. Past this the claim decides.
constexpr std::chrono::seconds kAnswerPatience{10};
// Until a keeper that could not be watched is looked for again.
constexpr std::chrono::seconds kLookLater{1};

}  // namespace

Watcher::Watcher(std::string data, std::chrono::milliseconds keeper_patience, const Clock& clock,
                 Reports& reports)
    : data_(std::move(data)),
      boot_(this_boot()),
      keeper_patience_(keeper_patience),
      clock_(clock),
      reports_(reports),
      thread_(quiet_thread([this] { reactor_.run(); })) {}

Watcher::~Watcher() {
    reactor_.stop();
    thread_.join();
}

void Watcher::start(const RunId& run, KeeperOrder order, Instant end_at) {
    reactor_.post([this, run, order = std::move(order), end_at] {
        if (find(run) != nullptr) return;
        Watched& watched = add(run, order.stop_grace);
        watched.order = order;
        watched.end_at = end_at;
        watched.stage = Stage::Waiting;
        waiting_.push_back(run);
        start_waiting();
    });
}

void Watcher::refuse(const RunId& run, std::string why) {
    reactor_.post([this, run, why = std::move(why)] {
        if (find(run) == nullptr) reports_.receive({run, Report::What::NotStarted, 0, why});
    });
}

void Watcher::stop(const RunId& run, std::chrono::milliseconds grace) {
    reactor_.post([this, run, grace] { on_stop(run, grace); });
}

void Watcher::recover(const RunId& run, std::chrono::milliseconds grace) {
    reactor_.post([this, run, grace] {
        if (Watched* known = find(run); known != nullptr) {
            if (std::exchange(known->told_started, false)) tell_started(*known);
            return;
        }
        look(add(run, grace));
    });
}

void Watcher::look_at_claims(std::function<void(const Result<>&)> told) {
    reactor_.post([this, told = std::move(told)] { told(local::look_at_claims(data_ + "/run")); });
}

void Watcher::start_waiting() {
    while (asked_ < kMostAsked && !waiting_.empty()) {
        const RunId run = waiting_.front();
        waiting_.pop_front();
        Watched* watched = find(run);
        if (watched != nullptr && watched->stage == Stage::Waiting) spawn(*watched);
    }
}

void Watcher::spawn(Watched& watched) {
    KeeperOrder order = *std::exchange(watched.order, std::nullopt);
    const Duration left = watched.end_at - clock_.now();
    if (left <= Duration::zero())
        return end(watched, Report::What::NotStarted, 0,
                   "its window was over before its turn came");
    order.start_within = std::chrono::ceil<std::chrono::milliseconds>(left);
    auto folders = make_folders(data_ + "/run");
    // A run without its log is still a run.
    if (folders) [[maybe_unused]]
        const auto logs = make_folders(data_ + "/logs");
    auto spawned = folders ? spawn_keeper(order) : fail(folders);
    if (!spawned)
        return end(watched, Report::What::NotStarted, 0, std::move(spawned).error().message);

    watched.child = spawned->pid;
    watched.keeper = open_child(spawned->pid);
    set_stage(watched, Stage::Asked);
    const RunId run = watched.run;
    if (watched.keeper)
        watched.process_key =
            reactor_.watch(watched.keeper.get(), [this, run] { on_keeper_end(run); });
    if (watched.process_key == 0) watched.keeper.reset();  // found by its claim, then
    watched.answer = std::move(spawned->answer);
    watched.answer_key = reactor_.watch(watched.answer.get(), [this, run] { read_answer(run); });
    watched.timer = reactor_.after(kAnswerPatience, [this, run] {
        if (Watched* late = find(run); late != nullptr) look(*late);
    });
}

void Watcher::read_answer(const RunId& run) {
    Watched* watched = find(run);
    if (watched == nullptr || !watched->answer) return;
    const auto line = local::read_answer(watched->answer);
    if (!line) return;
    reactor_.forget(std::exchange(watched->answer_key, 0));
    watched->answer.reset();
    if (!line->empty())
        on_answer(*watched, *line);
    else if (!watched->keeper)
        look(*watched);  // else its end is about to be seen
}

void Watcher::on_answer(Watched& watched, std::string_view line) {
    reactor_.forget(std::exchange(watched.timer, 0));
    const auto word = line.substr(0, line.find(' '));
    if (word == kAnswerNotStarted) {
        const auto why = line.substr(std::min(line.size(), word.size() + 1));
        return end(watched, Report::What::NotStarted, 0, std::string(why));
    }
    if (word == kAnswerTaken) {  // by a keeper of an earlier life, or by our own void claim
        release_keeper(watched);
        set_stage(watched, Stage::Undecided);
        return look(watched);
    }
    watched.workload = parse_process(line.substr(std::min(line.size(), word.size() + 1)));
    tell_started(watched);
    set_stage(watched, watched.keeper ? Stage::Kept : Stage::Undecided);
    if (!watched.keeper) look_again(watched, kLookLater);
}

void Watcher::on_keeper_end(const RunId& run) {
    Watched* watched = find(run);
    if (watched == nullptr) return;
    if (watched->answer) read_answer(run);  // it may have answered and ended since we last looked
    watched = find(run);
    if (watched == nullptr || !watched->keeper) return;
    release_keeper(*watched);
    look(*watched);
}

Watcher::Watched& Watcher::add(const RunId& run, std::chrono::milliseconds grace) {
    Watched& watched = runs_[run];
    watched.run = run;
    watched.name = run.text();
    watched.grace = grace;
    return watched;
}

Watcher::Watched* Watcher::find(const RunId& run) {
    const auto found = runs_.find(run);
    return found == runs_.end() ? nullptr : &found->second;
}

void Watcher::set_stage(Watched& watched, Stage stage) {
    const bool was_asked = watched.stage == Stage::Asked;
    watched.stage = stage;
    if (was_asked == (stage == Stage::Asked)) return;
    if (!was_asked) {
        ++asked_;
        return;
    }
    --asked_;
    // Not from here: it would change runs_ beneath our caller.
    if (!waiting_.empty()) reactor_.post([this] { start_waiting(); });
}

// Lets go of the keeper; reaps it when it is our child, now or when it ends.
void Watcher::release_keeper(Watched& watched) {
    reactor_.forget(std::exchange(watched.process_key, 0));
    reap(reactor_, std::exchange(watched.child, 0), std::exchange(watched.keeper, Fd()));
}

void Watcher::tell_started(Watched& watched) {
    if (std::exchange(watched.told_started, true)) return;
    reports_.receive({watched.run, Report::What::Started, 0, {}});
}

void Watcher::end(Watched& watched, Report::What what, int exit_code, std::string message) {
    set_stage(watched, Stage::Undecided);
    release_keeper(watched);
    for (const auto key :
         {watched.answer_key, watched.leader_key, watched.timer, watched.stop_timer})
        reactor_.forget(key);
    Report report{watched.run, what, exit_code, std::move(message)};
    runs_.erase(report.run);
    reports_.receive(std::move(report));
}

}  // namespace wls::local
