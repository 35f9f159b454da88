#include "local/proc.h"

#include <dirent.h>
#include <poll.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <memory>

#include "local/files.h"

namespace wls::local {

namespace {

constexpr unsigned kSignalGroup = 1U << 2;  // PIDFD_SIGNAL_PROCESS_GROUP, Linux 6.9
constexpr std::size_t kEnvironmentLimit = 1 << 20;
constexpr unsigned kExiting = 1U << 2;    // PF_EXITING, of the kernel's flags of a process
constexpr std::size_t kStatLimit = 4096;  // a stat line has some 52 numbers

template <class Number>
bool parse_number(std::string_view text, Number& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size();
}

bool is_dead(const ProcessStat& stat) {
    return stat.state == 'Z' || stat.state == 'X';
}

bool has_ended(const Fd& pidfd) {
    pollfd ready{pidfd.get(), POLLIN, 0};
    return ::poll(&ready, 1, 0) == 1;
}

}  // namespace

std::string this_boot() {
    auto id = read_file("/proc/sys/kernel/random/boot_id", 64).value_or("-");
    while (!id.empty() && (id.back() == '\n' || id.back() == ' ')) id.pop_back();
    struct stat names{};
    const bool known = ::stat("/proc/self/ns/pid", &names) == 0;
    const auto first = read_stat(1);
    return id + ":" + (known ? std::to_string(names.st_ino) : "-") + ":" +
           (first ? std::to_string(first->start) : "-");
}

std::optional<ProcessStat> parse_stat(std::string_view text) {
    // After the name's ')' there are only numbers and one letter, so the last one ends the name.
    const auto name_end = text.rfind(") ");
    if (name_end == std::string_view::npos) return {};
    text.remove_prefix(name_end + 2);

    std::array<std::string_view, 20> words;  // from field 3, the state, to field 22, the start
    for (auto& word : words) {
        const auto end = text.find_first_of(" \n");
        word = text.substr(0, end);
        if (word.empty()) return {};
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    ProcessStat stat;
    if (words[0].size() != 1) return {};
    stat.state = words[0][0];
    unsigned flags = 0;
    if (!parse_number(words[1], stat.parent) || !parse_number(words[2], stat.group) ||
        !parse_number(words[6], flags) || !parse_number(words[19], stat.start))
        return {};
    stat.is_exiting = (flags & kExiting) != 0;
    return stat;
}

std::optional<ProcessStat> read_stat(pid_t pid) {
    const auto text = read_file("/proc/" + std::to_string(pid) + "/stat", kStatLimit);
    if (!text) return {};
    return parse_stat(*text);
}

std::optional<ProcessId> identify(pid_t pid) {
    const auto stat = read_stat(pid);
    if (!stat || is_dead(*stat)) return {};
    return ProcessId{pid, stat->start};
}

// By number: glibc 2.36 declares pidfd_open without extern "C".
Fd open_child(pid_t child) {
    return Fd(static_cast<int>(::syscall(SYS_pidfd_open, child, 0U)));
}

std::expected<Fd, int> open_process(ProcessId process) {
    if (process.pid <= 0) return std::unexpected(ESRCH);
    Fd pidfd = open_child(process.pid);
    if (!pidfd) return std::unexpected(errno == EINVAL ? ESRCH : errno);
    // `process` began before the pidfd was opened. If it is alive now, it was alive then, and alone
    // had this pid: so the pidfd is its.
    const auto text = read_file("/proc/" + std::to_string(process.pid) + "/stat", kStatLimit);
    if (!text && text.error() != ENOENT && text.error() != ESRCH)
        return std::unexpected(text.error());
    const auto stat = text ? parse_stat(*text) : std::nullopt;
    if (!stat || is_dead(*stat) || stat->start != process.start) return std::unexpected(ESRCH);
    return pidfd;
}

int signal_process(const Fd& pidfd, int signal) {
    return ::syscall(SYS_pidfd_send_signal, pidfd.get(), signal, nullptr, 0) == 0 ? 0 : errno;
}

int signal_group(const Fd& leader_pidfd, pid_t leader, int signal) {
    if (::syscall(SYS_pidfd_send_signal, leader_pidfd.get(), signal, nullptr, kSignalGroup) == 0)
        return 0;
    if (errno != EINVAL) return errno;
    if (has_ended(leader_pidfd)) return ESRCH;
    return ::kill(-leader, signal) == 0 ? 0 : errno;
}

bool has_children_besides(pid_t pid) {
    const std::string self = std::to_string(::getpid());
    // Missing without CONFIG_PROC_CHILDREN: then nobody knows.
    const auto text = read_file("/proc/self/task/" + self + "/children", 4096);
    if (!text) return true;
    std::string_view rest = *text;
    while (!rest.empty()) {
        const auto end = rest.find(' ');
        const auto word = rest.substr(0, end);
        if (!word.empty() && word != std::to_string(pid)) return true;
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    }
    return false;
}

void each_process(const std::function<bool(pid_t)>& take) {
    const std::unique_ptr<DIR, int (*)(DIR*)> processes(::opendir("/proc"), ::closedir);
    if (!processes) return;
    while (const dirent* entry = ::readdir(processes.get())) {
        pid_t pid = 0;
        if (parse_number(std::string_view(entry->d_name), pid) && !take(pid)) return;
    }
}

namespace {

// Calls `take` with the pid and stat of each live process of the group until it returns false.
template <class Take>
void each_member(pid_t leader, Take take) {
    each_process([&](pid_t pid) {
        const auto stat = read_stat(pid);
        return !stat || stat->group != leader || is_dead(*stat) || take(pid, *stat);
    });
}

bool has_in_environment(pid_t pid, std::string_view mark) {
    const auto text = read_file("/proc/" + std::to_string(pid) + "/environ", kEnvironmentLimit);
    if (!text) return false;
    const std::string entry = std::string(mark) + '\0';
    return text->starts_with(entry) || text->contains('\0' + entry);
}

// Asked after its environment, which an exiting process no longer has.
bool is_exiting(pid_t pid) {
    const auto stat = read_stat(pid);
    return stat && stat->is_exiting && !is_dead(*stat);
}

}  // namespace

void signal_members(pid_t leader, std::string_view mark, int signal) {
    each_member(leader, [&](pid_t pid, const ProcessStat& stat) {
        if (!has_in_environment(pid, mark)) return true;
        if (const auto process = open_process({pid, stat.start})) signal_process(*process, signal);
        return true;
    });
}

bool group_exists(pid_t leader) {
    return ::kill(-leader, 0) == 0 || errno != ESRCH;
}

bool group_has_marked(pid_t leader, std::string_view mark) {
    bool found = false;
    each_member(leader, [&](pid_t pid, const ProcessStat&) {
        found = has_in_environment(pid, mark) || is_exiting(pid);
        return !found;
    });
    return found;
}

bool group_has_members(pid_t leader) {
    bool found = false;
    each_member(leader, [&](pid_t pid, const ProcessStat&) {
        found = pid != leader;
        return !found;
    });
    return found;
}

}  // namespace wls::local
