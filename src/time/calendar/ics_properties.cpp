#include "time/calendar/ics_properties.h"

#include <libical/ical.h>

#include <algorithm>
#include <optional>

#include "base/shared_library.h"
#include "base/text.h"
#include "base/unicode.h"
#include "time/calendar/ics_times.h"

namespace wls {

using std::chrono::seconds;

namespace {

// libical reads P as nothing, and numbers from 2^32 on as others.
bool has_fitting_numbers(std::string_view duration) {
    constexpr std::string_view kDigits = "0123456789";
    constexpr std::size_t kMostDigits = 6;
    auto at = duration.find_first_of(kDigits);
    if (at == duration.npos) return false;
    for (; at < duration.size(); at = duration.find_first_of(kDigits, at)) {
        const auto end = std::min(duration.find_first_not_of(kDigits, at), duration.size());
        if (end - at > kMostDigits) return false;
        at = end;
    }
    return true;
}

}  // namespace

struct IcsProperties::Library {
    decltype(::icalerror_set_errors_are_fatal)* set_errors_are_fatal = nullptr;
    decltype(::icalparser_parse_string)* parse_string = nullptr;
    decltype(::icalcomponent_free)* component_free = nullptr;
    decltype(::icalcomponent_get_first_property)* first_property = nullptr;
    decltype(::icalcomponent_get_next_property)* next_property = nullptr;
    decltype(::icalproperty_isa)* property_isa = nullptr;
    decltype(::icalproperty_get_value)* property_value = nullptr;
    decltype(::icalvalue_isa)* value_isa = nullptr;
    decltype(::icalvalue_get_duration)* duration = nullptr;
    decltype(::icalvalue_get_text)* text = nullptr;

    explicit Library(SharedLibrary loaded) : library(std::move(loaded)) {}

    Result<> find_all() {
        WLS_TRY(library.find("icalerror_set_errors_are_fatal", set_errors_are_fatal));
        WLS_TRY(library.find("icalparser_parse_string", parse_string));
        WLS_TRY(library.find("icalcomponent_free", component_free));
        WLS_TRY(library.find("icalcomponent_get_first_property", first_property));
        WLS_TRY(library.find("icalcomponent_get_next_property", next_property));
        WLS_TRY(library.find("icalproperty_isa", property_isa));
        WLS_TRY(library.find("icalproperty_get_value", property_value));
        WLS_TRY(library.find("icalvalue_isa", value_isa));
        WLS_TRY(library.find("icalvalue_get_duration", duration));
        WLS_TRY(library.find("icalvalue_get_text", text));
        return {};
    }

    // The values of one line, in a component that holds nothing else; false when one of them could
    // not be read.
    template <class Take>
    bool each_value(const std::string& line, Take take) const {
        const std::string whole = "BEGIN:VEVENT\r\n" + line + "\r\nEND:VEVENT\r\n";
        const std::unique_ptr<icalcomponent, decltype(component_free)> event(
            parse_string(whole.c_str()), component_free);
        if (!event) return false;
        bool good = false;
        for (auto* property = first_property(event.get(), ICAL_ANY_PROPERTY); property;
             property = next_property(event.get(), ICAL_ANY_PROPERTY)) {
            const icalvalue* value = property_value(property);
            if (property_isa(property) == ICAL_XLICERROR_PROPERTY || !value || !take(value))
                return false;
            good = true;
        }
        return good;
    }

    SharedLibrary library;
};

Result<IcsProperties> IcsProperties::load() {
    auto library = SharedLibrary::open("libical.so.3", "libical3 (libical3t64 since Debian 13)");
    if (!library) return fail(library);
    auto found = std::make_shared<Library>(std::move(*library));
    WLS_TRY(found->find_all());
    [[maybe_unused]] static const bool kSet = (found->set_errors_are_fatal(0), true);
    return IcsProperties(std::move(found));
}

Result<seconds> IcsProperties::duration(const std::string& line) const {
    std::optional<seconds> length;
    const bool read = has_fitting_numbers(value_of_line(line)) &&
                      library_->each_value(line, [&](const icalvalue* value) {
                          if (library_->value_isa(value) != ICAL_DURATION_VALUE) return false;
                          // libical's own sum wraps after 136 years.
                          const icaldurationtype parts = library_->duration(value);
                          length = std::chrono::weeks(parts.weeks) + std::chrono::days(parts.days) +
                                   std::chrono::hours(parts.hours) +
                                   std::chrono::minutes(parts.minutes) + seconds(parts.seconds);
                          if (parts.is_neg == 1) length = -*length;
                          return true;
                      });
    if (!read || !length)
        return fail(ErrorCode::Invalid, "'" + one_line(shortened(value_of_line(line), 40)) +
                                            "' is no duration; write P1D");
    return *length;
}

std::string IcsProperties::text(const std::string& line) const {
    std::string text;
    library_->each_value(line, [&](const icalvalue* value) {
        const bool is_text = library_->value_isa(value) == ICAL_TEXT_VALUE;
        if (const char* read = is_text ? library_->text(value) : nullptr) text = read;
        return is_text;
    });
    return text;
}

}  // namespace wls
