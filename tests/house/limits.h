// How long things may be. One that stands in the way of clarity is raised here for all, or in
// exceptions.h for one file, with the reason.
#pragma once

namespace wls::house {

inline constexpr int kHeaderLines = 150;
inline constexpr int kSourceLines = 400;
inline constexpr int kTestLines = 600;
inline constexpr int kFunctionLines = 60;
inline constexpr int kMainLines = 60;     // src/app/main.cpp: straight down to one command
inline constexpr int kWiringLines = 200;  // src/app/service.cpp: constructors only
inline constexpr int kRoutesLines = 250;  // *_routes.cpp: split by resource, never by growing
inline constexpr int kColumns = 100;      // characters; what stands in a raw string does not count
inline constexpr int kFilesPerFolder = 36;  // sources and headers; `_test.cpp` counted apart

}  // namespace wls::house
