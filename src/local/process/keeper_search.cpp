#include "local/process/keeper_search.h"

#include <charconv>
#include <filesystem>
#include <string_view>
#include <system_error>

#include "local/files.h"

namespace wls::local {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kArgumentsLimit = 8192;  // a path has 4096 at most

struct Wanted {
    std::string data;  // without symbolic links
    std::string run;
};

// Its arguments name the run, and its data folder as that was called when it began. (Another
// server's folder may have a run of the same name.)
enum class Says { Nothing, Run, RunAndData };

Says arguments_of(const std::string& proc, const Wanted& wanted) {
    const auto text = read_file(proc + "/cmdline", kArgumentsLimit);
    const std::string run = std::string("\0keep\0", 6) + wanted.run + '\0';
    if (!text || !text->contains(run)) return Says::Nothing;
    return text->ends_with(run + wanted.data + '\0') ? Says::RunAndData : Says::Run;
}

// The open file of the claim, empty when there is none. The kernel names it as it was made,
// "…/<run>.<pid>.new (deleted)", by the folder's present name: see Claim::take. A draft that is not
// linked yet is not deleted. So it is ours below our folder, and, where our folder of claims was
// renamed, wherever else.
std::string held_claim(const std::string& proc, const Wanted& wanted, Says says) {
    const std::string ours = wanted.data + "/run/" + wanted.run + ".";
    const std::string renamed = "/" + wanted.run + ".";
    std::error_code error;
    for (fs::directory_iterator file(proc + "/fd", error), end; !error && file != end;
         file.increment(error)) {
        std::error_code gone;
        const std::string target = fs::read_symlink(file->path(), gone).string();
        if (gone || !target.ends_with(".new (deleted)")) continue;
        if (target.starts_with(ours) || (says == Says::RunAndData && target.contains(renamed)))
            return file->path().string();
    }
    return {};
}

std::optional<ClaimState> claim_of_keeper(pid_t pid, const Wanted& wanted) {
    const std::string proc = "/proc/" + std::to_string(pid);
    const Says says = arguments_of(proc, wanted);
    if (says == Says::Nothing) return {};
    const auto keeper = identify(pid);
    const std::string file = held_claim(proc, wanted, says);
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

std::optional<ClaimState> find_taken_claim(const std::string& data, const std::string& run) {
    std::error_code error;
    const Wanted wanted{fs::weakly_canonical(data, error).string(), run};
    if (error) return {};
    for (fs::directory_iterator entry("/proc", error), end; !error && entry != end;
         entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        pid_t pid = 0;
        const auto [rest, wrong] = std::from_chars(name.data(), name.data() + name.size(), pid);
        if (wrong != std::errc() || rest != name.data() + name.size()) continue;
        if (auto found = claim_of_keeper(pid, wanted)) return found;
    }
    return {};
}

}  // namespace wls::local
