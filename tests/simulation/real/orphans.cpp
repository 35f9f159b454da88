#include "simulation/real/orphans.h"

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <string>

namespace wls::simulation {

namespace {

std::vector<pid_t> children() {
    const auto self = std::to_string(::getpid());
    std::ifstream file("/proc/self/task/" + self + "/children");
    std::vector<pid_t> pids;
    for (pid_t pid = 0; file >> pid;) pids.push_back(pid);
    return pids;
}

}  // namespace

std::string told_of(pid_t pid) {
    const std::string folder = "/proc/" + std::to_string(pid) + "/";
    std::string words, word;
    for (std::ifstream line(folder + "cmdline"); std::getline(line, word, '\0');)
        words += word + " ";
    for (std::ifstream all(folder + "environ"); std::getline(all, word, '\0');)
        if (word.starts_with("WORKLOAD_SCHEDULER_RUN=")) words += "(" + word + ")";
    return words;
}

Orphans::Orphans() {
    ::prctl(PR_SET_CHILD_SUBREAPER, 1);
}

Orphans::~Orphans() {
    kill_all();
}

std::vector<pid_t> Orphans::alive(pid_t server) const {
    std::vector<pid_t> here;
    for (const pid_t pid : children())
        if (pid != server && ::waitpid(pid, nullptr, WNOHANG) == 0) here.push_back(pid);
    return here;
}

// A child is not anybody else's number until we have waited for it.
void Orphans::kill_all() const {
    for (auto pids = children(); !pids.empty(); pids = children()) {
        for (const pid_t pid : pids) ::kill(pid, SIGKILL);
        for (const pid_t pid : pids) ::waitpid(pid, nullptr, 0);
    }
}

}  // namespace wls::simulation
