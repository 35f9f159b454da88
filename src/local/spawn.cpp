#include "local/spawn.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <filesystem>
#include <memory>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "local/files.h"

namespace wls::local {

namespace {

constexpr std::chrono::milliseconds kReapAgain{1'000};
constexpr std::size_t kOrderLimit = 4 << 20;  // argv and environment may have 2 MiB together

Failure cannot_spawn(int error) {
    return fail(ErrorCode::Unavailable, "cannot start a process of our own: " + errno_text(error) +
                                            "; the server's limits of open files, processes and "
                                            "memory must allow one for each run");
}

// A memory file that nobody can change any more.
std::expected<Fd, int> sealed_file(const std::string& bytes) {
    Fd file(::memfd_create("order", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (!file) return std::unexpected(errno);
    if (const int error = write_all(file.get(), bytes); error != 0) return std::unexpected(error);
    constexpr int kSeals = F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE;
    if (::fcntl(file.get(), F_ADD_SEALS, kSeals) != 0) return std::unexpected(errno);
    return file;
}

struct Attributes {
    posix_spawnattr_t value;
    Attributes() {
        ::posix_spawnattr_init(&value);
        sigset_t every;
        ::sigfillset(&every);
        ::posix_spawnattr_setsigdefault(&value, &every);
        // All blocked until the process is ready for them: an early SIGTERM must not kill a keeper.
        ::posix_spawnattr_setsigmask(&value, &every);
        ::posix_spawnattr_setflags(
            &value, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
    }
    ~Attributes() { ::posix_spawnattr_destroy(&value); }
};

struct Actions {
    posix_spawn_file_actions_t value;
    Actions(int order, int answer) {
        ::posix_spawn_file_actions_init(&value);
        ::posix_spawn_file_actions_adddup2(&value, order, 0);
        ::posix_spawn_file_actions_adddup2(&value, answer, 1);
        ::posix_spawn_file_actions_addopen(&value, 2, "/dev/null", O_WRONLY, 0);
        ::posix_spawn_file_actions_addclosefrom_np(&value, 3);
    }
    ~Actions() { ::posix_spawn_file_actions_destroy(&value); }
};

// Of one that has ended: a debugger that holds it is told first.
void reap_ended(Reactor& reactor, pid_t child) {
    if (::waitpid(child, nullptr, WNOHANG) == 0)
        reactor.after(kReapAgain, [&reactor, child] { reap_ended(reactor, child); });
}

}  // namespace

Result<Spawned> spawn_self(std::vector<std::string> words, const std::string& order) {
    if (order.size() > kOrderLimit)
        return fail(ErrorCode::Unavailable,
                    "its arguments and its environment exceed 4 MiB; shorten them in the catalog");
    const auto file = sealed_file(order);
    if (!file) return cannot_spawn(file.error());
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return cannot_spawn(errno);
    Fd answer(ends[0]), answer_writer(ends[1]);
    ::fcntl(answer.get(), F_SETFL, O_NONBLOCK);

    words.insert(words.begin(), "workload-scheduler");
    std::vector<char*> argv;
    argv.reserve(words.size() + 1);
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    char* environment[] = {nullptr};
    const Attributes attributes;
    const Actions actions(file->get(), answer_writer.get());
    pid_t pid = 0;
    const int error = ::posix_spawn(&pid, "/proc/self/exe", &actions.value, &attributes.value,
                                    argv.data(), environment);
    if (error != 0) return cannot_spawn(error);
    return Spawned{pid, std::move(answer)};
}

std::optional<std::string> read_answer(const Fd& answer) {
    char line[2048];  // one write of the process, so one read: see one_line
    const ssize_t got = ::read(answer.get(), line, sizeof line);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return {};
    if (got <= 0 || line[got - 1] != '\n') return std::string();
    return std::string(line, static_cast<std::size_t>(got) - 1);
}

void reap(Reactor& reactor, pid_t child, Fd process) {
    if (child == 0 || ::waitpid(child, nullptr, WNOHANG) != 0 || !process) return;
    const int fd = process.get();
    const auto held = std::make_shared<Fd>(std::move(process));
    const auto key = std::make_shared<Reactor::Key>(0);
    *key = reactor.watch(fd, [&reactor, child, held, key] {
        reactor.forget(*key);
        reap_ended(reactor, child);
    });
}

Result<Spawned> spawn_keeper(const KeeperOrder& order) {
    std::error_code error;
    const auto data = std::filesystem::weakly_canonical(order.data, error);
    return spawn_self({"keep", order.run, error ? order.data : data.string()}, encode(order));
}

std::optional<std::string> read_sealed_order() {
    const int seals = ::fcntl(0, F_GET_SEALS);
    if (seals < 0 || (seals & F_SEAL_WRITE) == 0 || ::lseek(0, 0, SEEK_SET) != 0) return {};
    auto bytes = read_all(0, kOrderLimit);
    if (!bytes) return {};
    return std::move(*bytes);
}

void let_go_of_server() {
    const int null = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    for (int fd = 0; fd <= 2; ++fd)
        if (null < 0 || ::dup2(null, fd) < 0) ::close(fd);
    if (null > 2) ::close(null);
    if (::chdir("/") != 0) return;  // else we would keep the server's directory mounted
}

}  // namespace wls::local
