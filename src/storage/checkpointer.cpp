#include "storage/checkpointer.h"

#include <utility>

namespace wls::storage {

namespace {

constexpr int kPassivePages = 1'000;   // 4 MB: copy what no reader needs, disturbing nobody
constexpr int kRestartPages = 16'000;  // 64 MB: make the next writer begin at the log's front

}  // namespace

Checkpointer::Checkpointer(const std::filesystem::path& file)
    : connection_(file, Connection::Mode::ReadWrite) {
    // A restart that waited for readers would hold the write lock meanwhile: rather not at all.
    connection_.database().setBusyTimeout(0);
    thread_ = std::thread([this] { serve(); });
}

Checkpointer::~Checkpointer() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    wake_.notify_one();
    thread_.join();
}

void Checkpointer::log_grew_to(int pages) {
    if (pages < kPassivePages) return;
    {
        const std::lock_guard lock(mutex_);
        pages_ = pages;
    }
    wake_.notify_one();
}

void Checkpointer::serve() {
    for (;;) {
        int pages = 0;
        {
            std::unique_lock lock(mutex_);
            wake_.wait(lock, [this] { return ending_ || pages_ > 0; });
            if (ending_) return;
            pages = std::exchange(pages_, 0);
        }
        // One that fails is tried again at the next commit: the log is safe where it is.
        [[maybe_unused]] const auto result = guarded([&]() -> Result<> {
            const bool restart = pages >= kRestartPages;
            auto query = connection_.query(restart ? "PRAGMA wal_checkpoint(RESTART)"
                                                   : "PRAGMA wal_checkpoint(PASSIVE)");
            query.run();
            return {};
        });
    }
}

}  // namespace wls::storage
