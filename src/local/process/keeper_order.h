// What the server tells a keeper: one run, completely. Travels as netstrings in a sealed memory
// file on the keeper's fd 0. Value; any thread.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "local/program.h"

namespace wls::local {

struct KeeperOrder : Program {
    std::string data;  // absolute; holds run/ and logs/
    std::string run;   // RunId::text()
    std::chrono::milliseconds stop_grace{0};
    std::chrono::milliseconds start_within{0};  // from now; later nothing is executed
    std::string fault;  // tests: where the keeper kills itself (fault.h); empty: nowhere

    friend bool operator==(const KeeperOrder&, const KeeperOrder&) = default;
};

std::string encode(const KeeperOrder& order);
std::optional<KeeperOrder> decode_keeper_order(std::string_view bytes);

// The keeper's one line on fd 1: one of these words; after kAnswerStarted a space and the
// workload's process (process_text in claim.h), after kAnswerNotStarted a space and the reason.
inline constexpr std::string_view kAnswerStarted = "started";
inline constexpr std::string_view kAnswerNotStarted = "not-started";
inline constexpr std::string_view kAnswerTaken = "taken";  // the claim is somebody else's

}  // namespace wls::local
