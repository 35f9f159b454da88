#include "support/leftovers.h"

#include <sys/types.h>
#include <unistd.h>

#include <charconv>
#include <csignal>
#include <fstream>
#include <sstream>
#include <string>
#include <system_error>
#include <vector>

namespace wls::support {

namespace {

namespace fs = std::filesystem;

constexpr int kMostRounds = 1'000;  // a process that dies is seen for a while

bool has_in_file(const fs::path& file, const std::string& text) {
    std::ostringstream all;
    all << std::ifstream(file).rdbuf();
    return all.str().contains(text);
}

bool has_open(const fs::path& process, const std::string& text) {
    std::error_code error;
    if (fs::read_symlink(process / "cwd", error).string().starts_with(text)) return true;
    for (fs::directory_iterator file(process / "fd", error), end; !error && file != end;
         file.increment(error)) {
        std::error_code gone;
        if (fs::read_symlink(file->path(), gone).string().starts_with(text)) return true;
    }
    return false;
}

std::vector<pid_t> processes_of(const std::string& folder) {
    std::vector<pid_t> found;
    std::error_code error;
    for (fs::directory_iterator entry("/proc", error), end; !error && entry != end;
         entry.increment(error)) {
        const std::string name = entry->path().filename();
        pid_t pid = 0;
        const auto [last, wrong] = std::from_chars(name.data(), name.data() + name.size(), pid);
        if (wrong != std::errc() || last != name.data() + name.size() || pid == ::getpid())
            continue;
        const fs::path& process = entry->path();
        if (has_in_file(process / "cmdline", folder) || has_in_file(process / "environ", folder) ||
            has_open(process, folder))
            found.push_back(pid);
    }
    return found;
}

}  // namespace

void end_processes_of(const fs::path& folder) {
    for (int round = 0; round < kMostRounds; ++round) {
        const auto found = processes_of(folder.string());
        if (found.empty()) return;
        for (const pid_t pid : found) ::kill(pid, SIGKILL);
    }
}

void remove_with_processes(const fs::path& folder) {
    end_processes_of(folder);
    std::error_code ignored;
    fs::remove_all(folder, ignored);
    end_processes_of(folder);
    fs::remove_all(folder, ignored);  // what they wrote meanwhile
}

}  // namespace wls::support
