// The claim: a file `run/<RunId>` that decides who may execute a run, and tells how it went. It
// appears with its first line in it, whole and on the disk, or not at all; one process wins.
// Then lines are added, each counting only when its '\n' is there:
//
//   void                                           nothing was executed, and nothing will be
//   claimed <boot> <keeper's pid> <its start>      the keeper owns the run; nothing executed yet
//   forked <pid> <start>                           on the disk before anything may be executed
//   started                                        the workload's program runs
//   not-started <why>                              nothing was executed (after claimed or forked)
//   exited <code> | stopped <code>                 the end; 128 + n for signal n
//
// So a claim without `forked` whose keeper is gone proves that nothing ran. A claim is some 150
// bytes and stays until its run leaves the history: see local_run_files.h. Any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"
#include "local/fd.h"
#include "local/proc.h"

namespace wls::local {

// Makes the folder of claims and marks it as whole. Only while no run is recorded as live: from
// then on a claim that is not there was never made. Unavailable: names the folder and the way out.
Result<> begin_claims(const std::string& folder);

// False when the folder was emptied, replaced or never begun: then nothing can be proved by a claim
// that is not there.
bool are_claims_whole(const std::string& folder);

// Whether claims can be made in the folder, and those that are not there prove something. Else
// Unavailable: names the folder and the way out. Three calls of the system.
Result<> look_at_claims(const std::string& folder);

inline constexpr std::size_t kClaimLimit = 16 * 1024;  // five lines; the longest has 1 kB

// What a claim says.
struct ClaimState {
    bool is_void = false;
    std::string boot;
    ProcessId keeper;
    std::optional<ProcessId> workload;  // forked: it may run, or have run
    bool started = false;
    std::optional<std::string> not_started;
    std::optional<int> exited;
    std::optional<int> stopped;

    bool proves_nothing_ran() const { return is_void || not_started.has_value(); }

    friend bool operator==(const ClaimState&, const ClaimState&) = default;
};

// Nothing for a text that no keeper writes: unknown words, wrong order, numbers out of range. A
// last line without its '\n' is ignored.
std::optional<ClaimState> parse_claim(std::string_view text);

// A claim that was won and is open for more lines.
class Claim {
  public:
    // Nothing when the claim exists: somebody else was first. Unavailable: it cannot be known to be
    // on the disk; the message names folder, reason and way out. Then nothing may be executed.
    static Result<std::optional<Claim>> take(const std::string& folder, const std::string& run,
                                             std::string_view first_line);

    enum class Sync { No, Yes };

    // Adds a line (without '\n'; control characters become spaces). 0, or errno: then the file is
    // as before, and the call may be repeated.
    int append(std::string_view line, Sync sync);

    // Where the claim was taken away from its folder, or the folder with it: makes both anew, with
    // all that it says. Somebody else's claim stays. Best effort.
    void put_back();

  private:
    Claim(Fd file, std::string folder, std::string run, std::string text)
        : file_(std::move(file)),
          folder_(std::move(folder)),
          run_(std::move(run)),
          text_(std::move(text)) {}

    Fd file_;
    std::string folder_, run_;
    std::string text_;  // what the file says
};

// "<pid> <start>", as claims name a process.
std::string process_text(ProcessId process);
std::optional<ProcessId> parse_process(std::string_view text);

std::string claimed_line(const std::string& boot, ProcessId keeper);
std::string forked_line(ProcessId workload);
inline constexpr std::string_view kVoidLine = "void";

// Nothing when there is no such claim. Unavailable: it cannot be read. Internal: no keeper wrote
// what it says. (A reader that sees either must not conclude that nothing ran.)
Result<std::optional<ClaimState>> read_claim(const std::string& folder, const std::string& run);

}  // namespace wls::local
