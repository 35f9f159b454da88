#include "domain/run.h"

#include <array>
#include <charconv>

namespace wls {

std::string RunId::text() const {
    return std::to_string(life.value) + "-" +
           std::to_string(occurrence_at.time_since_epoch().count()) + "-" + std::to_string(attempt);
}

// Instants before 1970 are negative, so the middle number may have a sign of its own.
std::optional<RunId> RunId::parse(std::string_view text) {
    std::array<std::int64_t, 3> numbers{};
    const char* at = text.data();
    const char* const end = text.data() + text.size();
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        if (i > 0 && (at == end || *at++ != '-')) return {};
        const auto [next, error] = std::from_chars(at, end, numbers[i]);
        if (error != std::errc{}) return {};
        at = next;
    }
    if (at != end || numbers[0] < 1 || numbers[2] < 1 || numbers[2] > 1'000'000'000) return {};
    const RunId run{Life{numbers[0]}, Instant{Duration{numbers[1]}}, static_cast<int>(numbers[2])};
    if (run.text() != text) return {};  // no second spelling, such as leading zeros
    return run;
}

}  // namespace wls
