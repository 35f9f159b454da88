// What the server tells a caller: one start or stop of a Command workload, completely. Travels as a
// keeper's order does (keeper_order.h). Value; any thread.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/transition.h"
#include "local/program.h"

namespace wls::local {

struct CallOrder {
    std::string data;                // absolute; holds logs/
    std::string run;                 // RunId::text()
    Edge edge = Edge::Start;         // which of them `call` is
    std::vector<std::string> call;   // argv, never empty
    std::vector<std::string> state;  // argv, or empty: nobody can be asked
    std::string directory;           // absolute
    std::vector<std::string> environment;
    std::chrono::milliseconds timeout{0};  // of each command
    std::chrono::milliseconds stop_grace{0};

    // One of its two commands.
    Program program(const std::vector<std::string>& argv) const;

    // How long the whole of it takes at most once it is its turn, all time-outs run out.
    std::chrono::milliseconds longest() const;

    friend bool operator==(const CallOrder&, const CallOrder&) = default;
};

std::string encode(const CallOrder& order);
std::optional<CallOrder> decode_call_order(std::string_view bytes);

// The caller's one line on fd 1: one of these words; behind the last two a space and the reason.
inline constexpr std::string_view kAnswerDone = "done";
inline constexpr std::string_view kAnswerAlready = "already";
inline constexpr std::string_view kAnswerNotDone = "not-done";
inline constexpr std::string_view kAnswerUnsure = "unsure";

}  // namespace wls::local
