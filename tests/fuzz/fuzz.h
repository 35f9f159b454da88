// What every fuzz target here has: one input, the laws that must hold for it, and instants drawn
// from its bytes. A target defines LLVMFuzzerTestOneInput, which libFuzzer calls, or replay.cpp.
// One thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/instant.h"
#include "time/local_time.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

namespace wls::fuzz {

// Ends the process, saying which law was broken. What was found wrong stays a seed in corpus/.
void require(bool holds, const char* law);

std::string_view text_of(const std::uint8_t* bytes, std::size_t size);

// The same for the same text: in the years 1970 to 2400, of which every second one may be drawn.
LocalTime local_time_for(std::string_view text);
Instant instant_for(std::string_view text);

}  // namespace wls::fuzz
