// Reads iCalendar's durations and texts (parameters, quotes, escapes) with libical. Only
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

#include "base/result.h"

namespace wls {

class IcsProperties {
  public:
    // Unavailable: libical is not there.
    static Result<IcsProperties> load();

    // Of an unfolded line: "DURATION:P1D". Invalid: not so; says what would be right.
    Result<std::chrono::seconds> duration(const std::string& line) const;
    // "SUMMARY;LANGUAGE=fr:Noël\, férié". Empty when it cannot be read.
    std::string text(const std::string& line) const;

  private:
    struct Library;
    explicit IcsProperties(std::shared_ptr<const Library> library) : library_(std::move(library)) {}

    std::shared_ptr<const Library> library_;
};

}  // namespace wls
