#include "fuzz/fuzz.h"

#include <cstdio>
#include <cstdlib>

#include "support/random.h"

namespace wls::fuzz {

namespace {

constexpr std::int64_t kSecondsOf431Years = 13'601'088'000;

std::chrono::seconds seconds_for(std::string_view text) {
    return std::chrono::seconds(support::Random(0, text).below(kSecondsOf431Years));
}

}  // namespace

void require(bool holds, const char* law) {
    if (holds) return;
    std::fprintf(stderr, "broken law: %s\n", law);
    std::abort();
}

std::string_view text_of(const std::uint8_t* bytes, std::size_t size) {
    return {reinterpret_cast<const char*>(bytes), size};
}

LocalTime local_time_for(std::string_view text) {
    return LocalTime(seconds_for(text));
}

Instant instant_for(std::string_view text) {
    return Instant(seconds_for(text));
}

}  // namespace wls::fuzz
