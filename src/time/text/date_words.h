// Days in sentences. Pure; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "time/language.h"

namespace wls {

// "Monday to Friday", "Monday, Wednesday and Sunday", "every day"; "du lundi au vendredi", "le
// lundi", "tous les jours". `days`: bit 0 is Monday; not empty. A run may pass Sunday.
std::string week_days_text(std::uint32_t days, Language language);

// "a day of February 2026 is 01 to 28": why what begins as a date, year first, is none; empty: it
// is one, or nothing like one.
std::string wrong_day(std::string_view date);

// 1: "1st", "1er"; 22: "22nd", "22".
std::string ordinal(int number, Language language);

}  // namespace wls
