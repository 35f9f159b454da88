// Small pieces of sentences in both languages. Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include "time/language.h"

namespace wls {

// "a, b and c"; "a, b et c".
std::string listed(const std::vector<std::string>& parts, Language language);

// "08:00", "08:00:30", "24:00": a second of the day.
std::string clock_text(int second);

// With a capital first, where that is a letter of ASCII.
std::string capitalized(std::string text);

}  // namespace wls
