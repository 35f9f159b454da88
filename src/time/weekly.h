// Weekly windows in words: "Mon-Fri 08:00-19:00", "Fri 21:00-Mon 06:00".
//
//   windows  = window { ";" window } [ ";" ]
//   window   = days time "-" time        each of these days; an end that is earlier: the next day
//            | day time "-" day time     over several days, at most a week
//   days     = "every day" | "daily" | [ "every" ] ( "weekdays" (Mon-Fri) | "weekend" | span
//              { "," span } )
//   span     = day | day "-" day         "Fri-Mon": Fri, Sat, Sun, Mon
//   time     = 8:00 | 08:00 | 08:00:30 | 8h | 8h30; 24:00 as an end
//
// Days have their English or French names or the first three letters, in any case; "–", "to",
// "until", "au" and "à" stand for "-", "and" and "et" for ","; "chaque" and "tous les" for "every";
// "from", "on", "the", "du", "de" and "le" may be there, so what text() prints is
// accepted. Windows that begin together are one, the longest. In every year there is.
//
// Values; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "time/language.h"
#include "time/local_span.h"

namespace wls {

class Weekly {
  public:
    // Invalid: names the character and what would be right. At most 64 windows, 1,024 bytes a text.
    static Result<Weekly> parse(const std::vector<std::string>& texts);

    // The first window that starts at `from` or later, the last that starts at `until` or before.
    std::optional<LocalSpan> next_local(LocalTime from) const;
    std::optional<LocalSpan> prev_local(LocalTime until) const;

    // "Monday to Friday 08:00 to 19:00; Saturday 10:00 to 12:00".
    std::string text(Language language) const;

    // One window of the text: the same times on some days of the week.
    struct Entry {
        std::uint32_t days = 0;  // bit 0: Monday
        int start = 0;           // seconds of the day
        int length = 0;          // seconds by the clocks' faces, 1 to a week
    };

  private:
    // In the order of the week, which begins on Monday.
    struct Start {
        int at;  // seconds of the week
        int length;
    };

    explicit Weekly(std::vector<Entry> entries);

    std::vector<Entry> entries_;
    std::vector<Start> starts_;
};

}  // namespace wls
