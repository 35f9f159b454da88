#include "local/process/keeper_search.h"

#include <filesystem>
#include <string_view>
#include <system_error>

#include "local/files.h"

namespace wls::local {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kArgumentsLimit = 8192;  // a path has 4096 at most

// What a keeper's arguments say: see spawn_keeper.
struct Keeper {
    pid_t pid = 0;
    std::string run;
    std::string data;  // its folder, as that was called when it began
};

std::string folder_of(pid_t pid) {
    return "/proc/" + std::to_string(pid);
}

std::optional<Keeper> keeper_of(pid_t pid) {
    const auto text = read_file(folder_of(pid) + "/cmdline", kArgumentsLimit);
    if (!text || text->empty()) return {};
    std::vector<std::string> words;
    for (std::size_t at = 0, end = 0; (end = text->find('\0', at)) != std::string::npos;
         at = end + 1)
        words.push_back(text->substr(at, end - at));
    if (words.size() != 4 || words[1] != "keep") return {};
    return Keeper{pid, words[2], words[3]};
}

// The open file of its claim, empty when it has none of our folder `data`. The kernel names it as
// it was made, "…/<run>.<pid>.new (deleted)", by the folder's present name: see Claim::take. A
// draft that is not linked yet is not deleted. So it is ours below our folder, and, where our
// folder of claims was renamed, wherever else.
std::string held_claim(const Keeper& keeper, const std::string& data) {
    const std::string name = "/" + keeper.run + ".";
    std::error_code error;
    for (fs::directory_iterator file(folder_of(keeper.pid) + "/fd", error), end;
         !error && file != end; file.increment(error)) {
        std::error_code gone;
        const std::string target = fs::read_symlink(file->path(), gone).string();
        if (gone || !target.ends_with(".new (deleted)")) continue;
        if (target.starts_with(data + "/run" + name) ||
            (keeper.data == data && target.contains(name)))
            return file->path().string();
    }
    return {};
}

std::optional<ClaimState> claim_of(const Keeper& keeper, const std::string& data) {
    const auto self = identify(keeper.pid);
    const std::string file = held_claim(keeper, data);
    if (!self || file.empty()) return {};
    const auto text = read_file(file, kClaimLimit);
    if (identify(keeper.pid) != self) return {};  // its pid was given out again
    auto told = text ? parse_claim(*text) : std::nullopt;
    if (told && told->keeper == *self) return told;
    ClaimState state;
    state.boot = this_boot();
    state.keeper = *self;
    state.started = true;
    return state;
}

}  // namespace

std::optional<ClaimState> find_taken_claim(const std::string& data, const std::string& run) {
    std::error_code error;
    const std::string ours = fs::weakly_canonical(data, error).string();
    std::optional<ClaimState> found;
    each_process([&](pid_t pid) {
        const auto keeper = keeper_of(pid);
        if (keeper && keeper->run == run) found = claim_of(*keeper, ours);
        return !found;
    });
    return found;
}

std::vector<KeptRun> kept_runs(const std::string& data) {
    std::error_code error;
    const std::string ours = fs::weakly_canonical(data, error).string();
    std::vector<KeptRun> found;
    each_process([&](pid_t pid) {
        const auto keeper = keeper_of(pid);
        if (keeper && !held_claim(*keeper, ours).empty()) found.push_back({keeper->run, pid});
        return true;
    });
    return found;
}

}  // namespace wls::local
