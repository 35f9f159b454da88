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
    return text && text->contains(std::string("\0keep\0", 6) + run + '\0');
}

// The open file of the claim, empty when there is none. The kernel names it as it was made,
// "…/<run>.<pid>.new (deleted)": see Claim::take. A draft that is not linked yet is not deleted.
std::string held_claim(const std::string& proc, const std::string& path) {
    std::error_code error;
    for (fs::directory_iterator file(proc + "/fd", error), end; !error && file != end;
         file.increment(error)) {
        std::error_code gone;
        const std::string target = fs::read_symlink(file->path(), gone).string();
        if (!gone && target.starts_with(path + ".") && target.ends_with(" (deleted)"))
            return file->path().string();
    }
    return {};
}

std::optional<ClaimState> claim_of_keeper(pid_t pid, const std::string& path,
                                          const std::string& run) {
    const std::string proc = "/proc/" + std::to_string(pid);
    if (!says_that_it_keeps(proc, run)) return {};
    const auto keeper = identify(pid);
    const std::string file = held_claim(proc, path);
    if (!keeper || file.empty()) return {};
    const auto text = read_file(file, kClaimLimit);
    if (identify(pid) != keeper) return {};  // its pid was given out again
    auto told = text ? parse_claim(*text) : std::nullopt;
    if (told && told->keeper == *keeper) return told;
    ClaimState state;
    state.boot = this_boot();
    state.keeper = *keeper;
    state.started = true;
    return state;
}

}  // namespace

std::optional<ClaimState> find_taken_claim(const std::string& folder, const std::string& run) {
    std::error_code error;
    const std::string path = fs::weakly_canonical(folder, error).string() + "/" + run;
    if (error) return {};
    for (fs::directory_iterator entry("/proc", error), end; !error && entry != end;
         entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        pid_t pid = 0;
        const auto [rest, wrong] = std::from_chars(name.data(), name.data() + name.size(), pid);
        if (wrong != std::errc() || rest != name.data() + name.size()) continue;
        if (auto found = claim_of_keeper(pid, path, run)) return found;
    }
    return {};
}

}  // namespace wls::local
