// Reads the values of iCalendar's properties with libical: parameters, quotes, escapes, lists. Only
// ics_properties.cpp knows libical.
//
// libical is loaded when the first calendar is read: linked, it and ICU would cost every process of
// this program 4 MB. It reads neither zones nor TZ for this. Of its settings for the whole process
// one is touched: errors never abort, which is how Debian builds it; the rest is each thread's own.
// So: any thread.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"

namespace wls {

// A DATE or DATE-TIME as it is written; zones are not looked up.
struct IcsTime {
    std::chrono::local_days date;
    std::chrono::seconds time_of_day{0};
    bool is_date = false;  // no time is written
    bool is_utc = false;   // "Z"
};

class IcsProperties {
  public:
    // Unavailable: libical is not there.
    static Result<IcsProperties> load();

    // Of an unfolded line: "EXDATE;VALUE=DATE:20261225,20261226". Of a period its start. Invalid:
    // not so; says what would be right.
    Result<std::vector<IcsTime>> times(const std::string& line) const;
    // "DURATION:P1D". Invalid: not so.
    Result<std::chrono::seconds> duration(const std::string& line) const;
    // "SUMMARY;LANGUAGE=fr:Noël\, férié". Empty when it cannot be read.
    std::string text(const std::string& line) const;

  private:
    struct Library;
    explicit IcsProperties(std::shared_ptr<const Library> library) : library_(std::move(library)) {}

    std::shared_ptr<const Library> library_;
};

// What stands behind the name and the parameters: "20261225,20261226".
std::string_view value_of_line(std::string_view line);

}  // namespace wls
