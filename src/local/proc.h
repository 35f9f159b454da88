// Processes as /proc and pidfds know them. A pid alone names nothing, because pids come back; a pid
// with its start time names one process of one boot. Any thread.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <expected>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "local/fd.h"

namespace wls::local {

struct ProcessId {
    pid_t pid = 0;
    std::uint64_t start = 0;  // clock ticks since the boot: field 22 of /proc/<pid>/stat

    friend bool operator==(const ProcessId&, const ProcessId&) = default;
};

// Which life of this machine or container: the kernel's boot id, the pid namespace, and the start
// of its process 1 (the kernel gives a namespace's number out again, so two alone would not tell a
// restarted container). Without spaces. Processes of another boot are dead.
std::string this_boot();

struct ProcessStat {
    char state = '?';  // 'Z' and 'X': dead
    pid_t parent = 0;
    pid_t group = 0;
    bool is_exiting = false;  // not dead yet, but executes nothing more
    std::uint64_t start = 0;
};

// Reads the text of /proc/<pid>/stat. The command's name in it is chosen by the process: any bytes,
// spaces and ')' too. Nothing when the text is not one.
std::optional<ProcessStat> parse_stat(std::string_view text);
std::optional<ProcessStat> read_stat(pid_t pid);

// The process `pid` with its start time; nothing when it is gone or dead.
std::optional<ProcessId> identify(pid_t pid);

// A pidfd of a child that is not reaped yet; empty when there are no descriptors left.
Fd open_child(pid_t child);

// A pidfd of exactly this process, readable when it ends. ESRCH: it is gone or dead. Any other
// errno: not known (too many open files, for one).
std::expected<Fd, int> open_process(ProcessId process);

// After SIGKILL a process or a group is dead at once, unless the kernel itself is stuck in it: so
// long it is waited for.
inline constexpr std::chrono::seconds kKillPatience{5};

// Sends to exactly that process, however pids are reused; 0 or errno.
int signal_process(const Fd& pidfd, int signal);

// Sends to the process group that the process leads. Where the kernel (before 6.9) cannot do it by
// pidfd: by number, right after the process was seen alive.
int signal_group(const Fd& leader_pidfd, pid_t leader, int signal);

// True while the caller has children besides `pid`, dead ones too, or when it cannot be known.
bool has_children_besides(pid_t pid);

// Calls `take` with the number of each process of the machine until it returns false.
void each_process(const std::function<bool(pid_t)>& take);

// Sends to every live process of the group `leader` whose environment has the entry `mark`
// ("NAME=value"), to exactly those, also when the leader is long gone and its number another's.
void signal_members(pid_t leader, std::string_view mark, int signal);

// False when no process is in a group of that number, whoever's; else the number may be another's.
bool group_exists(pid_t leader);

// True while there is such a process, or one that is exiting: its environment is gone before it is.
bool group_has_marked(pid_t leader, std::string_view mark);

// True while live processes besides its leader are in the process group `leader`. Reads all of
// /proc: ask has_children_besides first.
bool group_has_members(pid_t leader);

}  // namespace wls::local
