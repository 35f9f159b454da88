#include "local/process/claim.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <utility>

#include "local/files.h"

namespace wls::local {

namespace {

constexpr const char* kMark = "/claims";
constexpr std::string_view kMarkText =
    "Claims of runs: what was started here, and how it ended. Taking them away while the server "
    "has\n"
    "runs makes it lose sight of them.\n";

// The words of a line, split at single spaces; nothing when there are not exactly as many.
template <std::size_t count>
std::optional<std::array<std::string_view, count>> words(std::string_view line) {
    std::array<std::string_view, count> found;
    for (std::size_t i = 0; i < count; ++i) {
        const auto end = line.find(' ');
        if ((end == std::string_view::npos) != (i + 1 == count)) return {};
        found[i] = line.substr(0, end);
        if (found[i].empty()) return {};
        line.remove_prefix(end == std::string_view::npos ? line.size() : end + 1);
    }
    return found;
}

template <class Number>
std::optional<Number> number(std::string_view text, Number least, Number most) {
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return {};
    if (value < least || value > most) return {};
    return value;
}

std::optional<ProcessId> process_of(std::string_view pid_text, std::string_view start_text) {
    const auto pid = number<pid_t>(pid_text, 1, 1 << 22);  // the kernel's PID_MAX_LIMIT
    const auto start = number<std::uint64_t>(start_text, 0, UINT64_MAX);
    if (!pid || !start) return {};
    return ProcessId{*pid, *start};
}

bool add_first_line(ClaimState& state, std::string_view line) {
    if (line == kVoidLine) {
        state.is_void = true;
        return true;
    }
    const auto parts = words<4>(line);
    if (!parts || (*parts)[0] != "claimed") return false;
    const auto keeper = process_of((*parts)[2], (*parts)[3]);
    if (!keeper) return false;
    state.boot = (*parts)[1];
    state.keeper = *keeper;
    return true;
}

bool add_forked(ClaimState& state, std::string_view line) {
    const auto parts = words<3>(line);
    if (!parts || state.workload) return false;
    state.workload = process_of((*parts)[1], (*parts)[2]);
    return state.workload.has_value();
}

bool add_end(ClaimState& state, std::string_view line) {
    const auto parts = words<2>(line);
    if (!parts || !state.workload) return false;
    const auto code = number<int>((*parts)[1], 0, 255);
    if (!code) return false;
    ((*parts)[0] == "exited" ? state.exited : state.stopped) = code;
    state.started = true;  // the line that says so is not synced, and may not have been taken
    return true;
}

bool add_line(ClaimState& state, std::string_view line) {
    if (state.is_void || state.not_started || state.exited || state.stopped) return false;
    const auto word = line.substr(0, line.find(' '));
    if (word == "forked") return add_forked(state, line);
    if (word == "exited" || word == "stopped") return add_end(state, line);
    if (line == "started") return state.workload && !std::exchange(state.started, true);
    if (word != "not-started" || state.started) return false;
    state.not_started = line.substr(std::min(line.size(), word.size() + 1));
    return true;
}

Failure cannot_claim(const std::string& folder, int error) {
    return fail(ErrorCode::Unavailable,
                "cannot claim the run in " + folder + ": " + errno_text(error) +
                    "; the server's user must be able to write there, or give another folder "
                    "with --data");
}

// The claim's file, open for more lines; nothing when there is one of that name. A file of our own
// is completed first and then linked to it: link(2) is as exclusive as O_EXCL, and nobody ever sees
// a claim without its first line.
Result<std::optional<Fd>> make_claim(const std::string& folder, const std::string& run,
                                     std::string_view text) {
    const std::string path = folder + "/" + run;
    const std::string draft = path + "." + std::to_string(::getpid()) + ".new";
    ::unlink(draft.c_str());  // left by a process of an earlier boot that had our pid
    Fd file(::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0644));
    if (!file) return cannot_claim(folder, errno);

    int error = write_all(file.get(), text);
    if (error == 0 && ::fsync(file.get()) != 0) error = errno;
    if (error == 0 && ::link(draft.c_str(), path.c_str()) != 0) error = errno;
    ::unlink(draft.c_str());
    if (error == EEXIST) return std::optional<Fd>();
    if (error != 0) return cannot_claim(folder, error);

    error = sync_folder(folder);
    if (error != 0) return cannot_claim(folder, error);
    return std::optional<Fd>(std::move(file));
}

}  // namespace

std::optional<ClaimState> parse_claim(std::string_view text) {
    ClaimState state;
    bool first = true;
    for (auto end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
        const auto line = text.substr(0, end);
        if (!(first ? add_first_line(state, line) : add_line(state, line))) return {};
        first = false;
        text.remove_prefix(end + 1);
    }
    if (first) return {};
    return state;
}

Result<std::optional<Claim>> Claim::take(const std::string& folder, const std::string& run,
                                         std::string_view first_line) {
    const std::string line = one_line(first_line);
    auto file = make_claim(folder, run, line);
    if (!file) return fail(file);
    if (!*file) return std::optional<Claim>();
    return std::optional<Claim>(Claim(std::move(**file), folder, run, line));
}

void Claim::put_back() {
    struct stat status{};
    if (::stat((folder_ + "/" + run_).c_str(), &status) == 0 || errno != ENOENT) return;
    ::mkdir(folder_.c_str(), 0777);  // only this one: the data folder may be gone for good
    auto file = make_claim(folder_, run_, text_);
    if (file && *file) file_ = std::move(**file);
}

int Claim::append(std::string_view line, Sync sync) {
    const std::string whole = one_line(line);
    int error = write_all(file_.get(), whole);
    if (error == 0 && sync == Sync::Yes && ::fsync(file_.get()) != 0) error = errno;
    if (error == 0) {
        text_ += whole;
        return 0;
    }
    // Half a line would swallow the next one.
    if (::ftruncate(file_.get(), static_cast<off_t>(text_.size())) != 0) return error;
    return error;
}

std::string process_text(ProcessId process) {
    return std::to_string(process.pid) + " " + std::to_string(process.start);
}

std::optional<ProcessId> parse_process(std::string_view text) {
    const auto parts = words<2>(text);
    if (!parts) return {};
    return process_of((*parts)[0], (*parts)[1]);
}

std::string claimed_line(const std::string& boot, ProcessId keeper) {
    return "claimed " + boot + " " + process_text(keeper);
}

std::string forked_line(ProcessId workload) {
    return "forked " + process_text(workload);
}

Result<std::optional<ClaimState>> read_claim(const std::string& folder, const std::string& run) {
    const std::string path = folder + "/" + run;
    const auto text = read_file(path, kClaimLimit);
    if (!text && text.error() == ENOENT) return std::optional<ClaimState>();
    if (!text)
        return fail(ErrorCode::Unavailable,
                    "cannot read the claim " + path + ": " + errno_text(text.error()));
    auto state = parse_claim(*text);
    if (!state)
        return fail(ErrorCode::Internal, "the claim " + path + " is damaged: see what it says");
    return state;
}

Result<> begin_claims(const std::string& folder) {
    WLS_TRY(make_folders(folder));
    if (are_claims_whole(folder)) return {};
    const Fd mark(::open((folder + kMark).c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666));
    const int error = !mark ? errno : write_all(mark.get(), kMarkText);
    if (error != 0)
        return fail(ErrorCode::Unavailable,
                    "cannot write in the folder " + folder + ": " + errno_text(error) +
                        "; give --data a folder that the server's user may write");
    ::fsync(mark.get());
    sync_folder(folder);
    return {};
}

Result<> look_at_claims(const std::string& folder) {
    constexpr const char* kAnew = "restart the server while no workload runs";
    constexpr const char* kRights = "the server's user must be able to read and write there";
    const auto unusable = [&](const std::string& why, const std::string& way_out) {
        return fail(ErrorCode::Unavailable,
                    "the folder of claims " + folder + " " + why + ": " + way_out);
    };
    struct stat status{};
    if (::stat(folder.c_str(), &status) != 0) {
        if (errno == ENOENT)
            return unusable("was taken away", std::string("put it back, or ") + kAnew);
        return unusable("cannot be read (" + errno_text(errno) + ")", kRights);
    }
    if (!S_ISDIR(status.st_mode))
        return unusable("is no folder",
                        std::string("put the folder back, or remove what is there and ") + kAnew);
    if (::faccessat(AT_FDCWD, folder.c_str(), R_OK | W_OK | X_OK, AT_EACCESS) != 0)
        return unusable("cannot be written (" + errno_text(errno) + ")", kRights);
    if (!are_claims_whole(folder))
        return unusable("was emptied while the server used it",
                        std::string("put its files back, or ") + kAnew);
    return {};
}

bool are_claims_whole(const std::string& folder) {
    return ::access((folder + kMark).c_str(), F_OK) == 0;
}

}  // namespace wls::local
