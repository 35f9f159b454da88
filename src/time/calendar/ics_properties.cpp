#include "time/calendar/ics_properties.h"

#include <libical/ical.h>

#include <algorithm>
#include <optional>

#include "base/shared_library.h"
#include "base/text.h"

namespace wls {

namespace {

using std::chrono::seconds;

// "20261225", "20261225T080000", "20261225T080000Z". libical takes blanks, signs and letters in
// the place of digits.
bool has_form_of_time(std::string_view text) {
    constexpr std::string_view kForm = "00000000T000000Z";
    if (text.size() != 8 && text.size() != 15 && text.size() != 16) return false;
    return std::ranges::equal(text, kForm.substr(0, text.size()), [](char c, char form) {
        return form == '0' ? c >= '0' && c <= '9' : c == form;
    });
}

// A list of them, or of periods: "20261225T080000Z/PT1H".
bool has_form_of_times(std::string_view list) {
    for (;;) {
        const std::size_t comma = std::min(list.find(','), list.size());
        const auto item = list.substr(0, comma);
        if (!has_form_of_time(item.substr(0, item.find('/')))) return false;
        if (comma == list.size()) return true;
        list.remove_prefix(comma + 1);
    }
}

Failure no_time(std::string_view value) {
    std::string shown = shortened(value, 40);
    std::ranges::replace_if(shown, [](unsigned char c) { return c < 0x20 || c == 0x7F; }, ' ');
    return fail(ErrorCode::Invalid,
                "'" + shown + "' is no date; write 20261225, or 20261225T080000 with a time");
}

std::optional<IcsTime> time_of(const icaltimetype& read) {
    const std::chrono::year_month_day date{std::chrono::year(read.year),
                                           std::chrono::month(static_cast<unsigned>(read.month)),
                                           std::chrono::day(static_cast<unsigned>(read.day))};
    if (read.year < 1 || read.year > 9999 || read.month < 0 || read.day < 0 || !date.ok())
        return {};
    IcsTime time;
    time.date = std::chrono::local_days(date);
    time.is_date = read.is_date != 0;
    if (time.is_date) return time;
    // A leap second is the second before.
    if (read.hour < 0 || read.hour > 23 || read.minute < 0 || read.minute > 59) return {};
    if (read.second < 0 || read.second > 60) return {};
    time.time_of_day = std::chrono::hours(read.hour) + std::chrono::minutes(read.minute) +
                       seconds(std::min(read.second, 59));
    time.is_utc = read.zone != nullptr;
    return time;
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
    decltype(::icalvalue_get_date)* date = nullptr;
    decltype(::icalvalue_get_datetime)* datetime = nullptr;
    decltype(::icalvalue_get_datetimeperiod)* datetimeperiod = nullptr;
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
        WLS_TRY(library.find("icalvalue_get_date", date));
        WLS_TRY(library.find("icalvalue_get_datetime", datetime));
        WLS_TRY(library.find("icalvalue_get_datetimeperiod", datetimeperiod));
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

Result<std::vector<IcsTime>> IcsProperties::times(const std::string& line) const {
    const auto value = value_of_line(line);
    if (!has_form_of_times(value)) return no_time(value);
    std::vector<IcsTime> times;
    const bool read = library_->each_value(line, [&](const icalvalue* one) {
        std::optional<IcsTime> time;
        switch (library_->value_isa(one)) {
            case ICAL_DATE_VALUE:
                time = time_of(library_->date(one));
                break;
            case ICAL_DATETIME_VALUE:
                time = time_of(library_->datetime(one));
                break;
            case ICAL_DATETIMEPERIOD_VALUE:
            case ICAL_PERIOD_VALUE: {
                const icaldatetimeperiodtype either = library_->datetimeperiod(one);
                const bool is_period = either.time.year == 0;
                time = time_of(is_period ? either.period.start : either.time);
                break;
            }
            default:
                break;
        }
        if (time) times.push_back(*time);
        return time.has_value();
    });
    if (!read) return no_time(value);
    return times;
}

Result<seconds> IcsProperties::duration(const std::string& line) const {
    std::optional<seconds> length;
    const bool read = library_->each_value(line, [&](const icalvalue* value) {
        if (library_->value_isa(value) != ICAL_DURATION_VALUE) return false;
        // libical's own sum wraps after 136 years.
        const icaldurationtype parts = library_->duration(value);
        length = std::chrono::weeks(parts.weeks) + std::chrono::days(parts.days) +
                 std::chrono::hours(parts.hours) + std::chrono::minutes(parts.minutes) +
                 seconds(parts.seconds);
        if (parts.is_neg == 1) length = -*length;
        return true;
    });
    if (!read || !length)
        return fail(ErrorCode::Invalid,
                    "'" + shortened(value_of_line(line), 40) + "' is no duration; write P1D");
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

std::string_view value_of_line(std::string_view line) {
    bool quoted = false;
    for (std::size_t at = 0; at < line.size(); ++at) {
        if (line[at] == '"') quoted = !quoted;
        if (line[at] == ':' && !quoted) return line.substr(at + 1);
    }
    return {};
}

}  // namespace wls
