#include "local/process/keeper_search.h"

#include <charconv>
#include <filesystem>
#include <string_view>
#include <system_error>

#include "local/files.h"

namespace wls::local {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kArgumentsLimit = 4096;

// Its arguments name the run, but runs of another server's folder may have the same name.
bool says_that_it_keeps(const std::string& proc, const std::string& run) {
    const auto text = read_file(proc + "/cmdline", kArgumentsLimit);
    return text && text->find(std::string("\0keep\0", 6) + run + '\0') != std::string::npos;
}

// The kernel names an open file as it was made, "…/<run>.<pid>.new (deleted)": see Claim::take.
bool holds_claim(const std::string& proc, const std::string& path) {
    std::error_code error;
    for (fs::directory_iterator file(proc + "/fd", error), end; !error && file != end;
         file.increment(error)) {
        std::error_code gone;
        const std::string target = fs::read_symlink(file->path(), gone).string();
        if (!gone && target.starts_with(path + ".")) return true;
    }
    return false;
}

}  // namespace

std::optional<ProcessId> find_keeper(const std::string& folder, const std::string& run) {
    std::error_code error;
    const std::string path = fs::weakly_canonical(folder, error).string() + "/" + run;
    if (error) return {};
    for (fs::directory_iterator entry("/proc", error), end; !error && entry != end;
         entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        pid_t pid = 0;
        const auto [rest, wrong] = std::from_chars(name.data(), name.data() + name.size(), pid);
        if (wrong != std::errc() || rest != name.data() + name.size()) continue;
        const std::string proc = entry->path().string();
        if (!says_that_it_keeps(proc, run)) continue;
        const auto before = identify(pid);
        if (before && holds_claim(proc, path) && identify(pid) == before) return before;
    }
    return {};
}

}  // namespace wls::local
