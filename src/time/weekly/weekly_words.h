// The words of weekly windows, read off a text one after the other. Pure; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/result.h"

namespace wls {

enum class Word {
    Every,   // every day, unless days follow: "every Monday"
    Days,    // `value`: a set of days, bit 0 Monday
    Day,     // `value`: 0 (Monday) to 6
    Time,    // `value`: seconds of the day, to 86,400
    To,      // "-", "–", "to", "au"
    And,     // ",", "and", "et"
    Next,    // ";"
    Finish,  // the end of the text
};

struct WeeklyWord {
    Word word = Word::Finish;
    std::size_t at = 0;
    std::uint32_t value = 0;
};

class WeeklyWords {
  public:
    // `text` outlives it.
    explicit WeeklyWords(std::string_view text) : text_(text) {}

    // The next word; those that mean nothing are passed over ("from", "on", "le"). Invalid: names
    // the character and what would be right.
    Result<WeeklyWord> next();

  private:
    Result<WeeklyWord> time_of_day();

    std::string_view text_;
    std::size_t at_ = 0;
};

}  // namespace wls
