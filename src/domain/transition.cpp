#include "domain/transition.h"

#include <array>
#include <cstddef>

namespace wls {

namespace {

constexpr std::array<std::string_view, 2> kEdges = {"start", "stop"};
constexpr std::array<std::string_view, 5> kCauses = {"window", "override", "edit", "catch_up",
                                                     "drift"};
constexpr std::array<std::string_view, 9> kOutcomes = {
    "pending", "acting", "done", "already", "failed", "missed", "skipped", "blocked", "cancelled"};

template <class Value, std::size_t N>
std::optional<Value> parse(const std::array<std::string_view, N>& words, std::string_view word) {
    for (std::size_t i = 0; i < N; ++i)
        if (words[i] == word) return static_cast<Value>(i);
    return {};
}

}  // namespace

std::string_view text(Edge edge) {
    return kEdges[static_cast<std::size_t>(edge)];
}
std::string_view text(Cause cause) {
    return kCauses[static_cast<std::size_t>(cause)];
}
std::string_view text(Outcome outcome) {
    return kOutcomes[static_cast<std::size_t>(outcome)];
}
std::optional<Edge> parse_edge(std::string_view word) {
    return parse<Edge>(kEdges, word);
}
std::optional<Cause> parse_cause(std::string_view word) {
    return parse<Cause>(kCauses, word);
}
std::optional<Outcome> parse_outcome(std::string_view word) {
    return parse<Outcome>(kOutcomes, word);
}

}  // namespace wls
