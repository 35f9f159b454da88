#include "storage/writer.h"

#include <algorithm>
#include <future>
#include <iterator>

namespace wls::storage {

namespace {

// Works in one transaction. Larger groups save no more fsyncs worth having, and each member waits
// for the whole group.
constexpr std::size_t kGroup = 256;

// Works that may wait. Beyond, the answer is "try again": memory is bounded whatever clients do.
constexpr std::size_t kQueue = 16'384;

Result<> stopping() {
    return fail(ErrorCode::Unavailable, "the server is stopping: try again when it is back");
}

}  // namespace

Writer::Writer(WriteSession& session, std::function<void()> committed,
               std::function<void(const Error&)> failed)
    : session_(session),
      committed_(std::move(committed)),
      failed_(std::move(failed)),
      thread_([this] { serve(); }) {}

Writer::~Writer() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    hurry();
    wake_.notify_one();
    thread_.join();
}

void Writer::submit(Store::Work work, Store::Done done) {
    {
        const std::lock_guard lock(mutex_);
        if (submitted_.size() < kQueue) {
            submitted_.push_back({std::move(work), std::move(done), kPatience, tries_, {}});
            wake_.notify_one();
            return;
        }
    }
    done(fail(ErrorCode::Unavailable, "too many writes are waiting: try again in a moment"));
}

Result<> Writer::write(Store::Work work) {
    // Shared: our thread may go on while the other is still in set_value.
    const auto promise = std::make_shared<std::promise<Result<>>>();
    auto outcome = promise->get_future();
    {
        const std::lock_guard lock(mutex_);
        urgent_.push_back({std::move(work),
                           [promise](const Result<>& result) { promise->set_value(result); },
                           kEnginePatience,
                           tries_,
                           {}});
    }
    wake_.notify_one();
    return outcome.get();
}

std::size_t Writer::waiting() const {
    const std::lock_guard lock(mutex_);
    return urgent_.size() + submitted_.size();
}

void Writer::serve() {
    for (;;) {
        auto group = take();
        if (group.empty()) return;
        ++steps_;
        run(group);
        ++steps_;
        bool more = false;
        {
            const std::lock_guard lock(mutex_);
            more = !ending_ && (!urgent_.empty() || !submitted_.empty());
        }
        session_.give_way(more);
    }
}

std::vector<Writer::Item> Writer::take() {
    std::unique_lock lock(mutex_);
    wake_.wait(lock, [this] { return ending_ || !urgent_.empty() || !submitted_.empty(); });
    std::vector<Item> group;
    for (auto* queue : {&urgent_, &submitted_})
        while (!queue->empty() && group.size() < kGroup) {
            group.push_back(std::move(queue->front()));
            queue->pop_front();
        }
    return group;
}

void Writer::run(std::vector<Item>& group) {
    Result<> committed = refusing_ ? stopping() : begin(group);
    if (group.empty()) return;
    if (committed) committed = run_in_transaction(group);
    if (!committed) {
        const std::lock_guard lock(mutex_);
        refusing_ = ending_;
    }
    for (auto& item : group) {
        if (item.result && !committed) item.result = committed;
        item.done(item.result);
    }
    if (committed && committed_) committed_();
    if (!committed && failed_) failed_(committed.error());
}

// Until the lock is taken, or all members of the group have been answered.
Result<> Writer::begin(std::vector<Item>& group) {
    while (!group.empty()) {
        const auto begun = session_.begin();
        if (!begun) return fail(begun);
        if (*begun) break;
        answer_impatient(group);
    }
    return {};
}

// Those in the queue too: they wait for the same lock.
void Writer::answer_impatient(std::vector<Item>& group) {
    steps_ += 2;  // another program's lock is no write that hangs
    std::vector<Item> answered;
    const auto is_patient = [this](const Item& item) {
        const int patience = hurrying_ ? std::min(item.patience, kHurriedPatience) : item.patience;
        return tries_ - item.given_at < patience;
    };
    const auto look_at = [&](auto& items) {
        const auto rest = std::stable_partition(items.begin(), items.end(), is_patient);
        std::move(rest, items.end(), std::back_inserter(answered));
        items.erase(rest, items.end());
    };
    {
        const std::lock_guard lock(mutex_);
        ++tries_;
        look_at(group);
        look_at(urgent_);
        look_at(submitted_);
        refusing_ = ending_ && !answered.empty();
    }
    for (auto& item : answered) item.done(Failure(session_.locked()));
}

Result<> Writer::run_in_transaction(std::vector<Item>& group) {
    for (auto& item : group) {
        item.result = run_in_savepoint(item);
        if (item.result) continue;
        if (auto undone = session_.roll_back_savepoint(); !undone) {
            // The database gave up the whole transaction, the neighbours' work with it.
            session_.roll_back();
            return undone;
        }
    }
    auto committed = session_.commit();
    if (!committed) session_.roll_back();
    return committed;
}

Result<> Writer::run_in_savepoint(Item& item) {
    WLS_TRY(session_.savepoint());
    WLS_TRY(item.work(session_.transaction()));
    return session_.release_savepoint();
}

}  // namespace wls::storage
