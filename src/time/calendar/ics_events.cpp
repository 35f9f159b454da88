#include "time/calendar/ics_events.h"

#include <array>

#include "base/text.h"
#include "time/calendar/content_lines.h"
#include "time/calendar/limits.h"

namespace wls {

namespace {

constexpr std::size_t kMostProperties = 10'000;  // of an event, that say when

std::string where(std::size_t line) {
    return "line " + std::to_string(line);
}

bool is_event(const ContentLines& lines) {
    const auto& components = lines.components();
    return components.size() == 2 && is_same_in_any_case(components[1], "VEVENT");
}

// Looks at the form of the whole text before anything is kept of it.
Result<> check_form(std::string_view text) {
    ContentLines lines(text);
    std::size_t events = 0;
    for (;;) {
        const auto more = lines.advance();
        if (!more) return fail(more);
        if (!*more) return {};
        if (!is_same_in_any_case(lines.components().front(), "VCALENDAR"))
            return fail(ErrorCode::Invalid,
                        where(lines.number()) + ": a BEGIN:VCALENDAR is wanted around everything");
        if (lines.begins() && is_event(lines) && ++events > kMostCalendarEvents)
            return fail(ErrorCode::Invalid, where(lines.number()) +
                                                ": more than 100,000 events; leave out what is "
                                                "not a holiday");
    }
}

class Reader {
  public:
    Reader(std::string_view text, const IcsProperties& properties)
        : lines_(text), properties_(properties) {}

    Result<std::vector<IcsEvent>> read() {
        for (;;) {
            const auto more = lines_.advance();
            if (!more) return fail(more);
            if (!*more) return std::move(events_);
            if (!is_event(lines_)) {
                WLS_TRY(check_method());
            } else if (lines_.begins()) {
                event_ = {};
                event_.line = lines_.number();
                name_line_.clear();
                kept_ = 0;
            } else if (lines_.ends()) {
                if (!event_.start)
                    return fail(ErrorCode::Invalid,
                                where(event_.line) + ": an event without DTSTART");
                if (!name_line_.empty()) event_.name = properties_.text(name_line_);
                events_.push_back(std::move(event_));
            } else if (auto kept = keep(); !kept) {
                return fail(where(lines_.number()), kept);
            }
        }
    }

  private:
    struct Property {
        std::string_view name;
        Result<> (Reader::*keep)(const std::string& line);
    };

    // RFC 5546, 3.2.5: events that are off.
    Result<> check_method() const {
        if (!is_same_in_any_case(lines_.name(), "METHOD") || lines_.components().size() != 1)
            return {};
        const auto line = lines_.unfolded();
        if (!line || !is_same_in_any_case(value_of_line(*line), "CANCEL")) return {};
        return fail(ErrorCode::Invalid, where(lines_.number()) +
                                            ": METHOD:CANCEL: a message that events are off is no "
                                            "calendar; give the calendar itself");
    }

    Result<> keep() {
        static constexpr std::array<Property, 11> kProperties = {{
            {"DTSTART", &Reader::keep_start},
            {"DTEND", &Reader::keep_end},
            {"DURATION", &Reader::keep_duration},
            {"RRULE", &Reader::keep_rule},
            {"EXRULE", &Reader::keep_exception_rule},
            {"RDATE", &Reader::keep_extra},
            {"EXDATE", &Reader::keep_except},
            {"RECURRENCE-ID", &Reader::keep_replaces},
            {"UID", &Reader::keep_uid},
            {"SUMMARY", &Reader::keep_name},
            {"STATUS", &Reader::keep_status},
        }};
        for (const auto& property : kProperties) {
            if (!is_same_in_any_case(lines_.name(), property.name)) continue;
            if (++kept_ > kMostProperties)
                return fail(ErrorCode::Invalid, "an event with more than 10,000 properties");
            const auto line = lines_.unfolded();
            if (!line) return fail(line);
            if (line->contains('\0'))
                return fail(ErrorCode::Invalid, "a NUL character in " + std::string(property.name));
            return (this->*property.keep)(*line);
        }
        return {};
    }

    Result<> keep_time(const std::string& line, std::optional<IcsTime>& time) {
        const auto read = ics_times(line);
        if (!read) return fail(read);
        if (time || read->size() != 1)
            return fail(ErrorCode::Invalid,
                        std::string(lines_.name()) + " gives more than one date");
        time = read->front();
        return {};
    }

    Result<> keep_times(const std::string& line, std::vector<IcsTime>& times) {
        const auto read = ics_times(line);
        if (!read) return fail(read);
        times.insert(times.end(), read->begin(), read->end());
        return {};
    }

    Result<> keep_start(const std::string& line) { return keep_time(line, event_.start); }
    Result<> keep_extra(const std::string& line) { return keep_times(line, event_.extra); }
    Result<> keep_except(const std::string& line) { return keep_times(line, event_.except); }

    Result<> keep_end(const std::string& line) {
        if (event_.duration) return two_ends();
        return keep_time(line, event_.end);
    }

    static Failure two_ends() {
        return fail(ErrorCode::Invalid,
                    "an event has one end: DTEND or DURATION, once; leave out one of them");
    }

    Result<> keep_duration(const std::string& line) {
        if (event_.end || event_.duration) return two_ends();
        const auto read = properties_.duration(line);
        if (!read) return fail(read);
        event_.duration = *read;
        return {};
    }

    Result<> keep_rule(const std::string& line) {
        event_.rules.push_back({lines_.number(), std::string(value_of_line(line))});
        return {};
    }

    Result<> keep_exception_rule(const std::string& line) {
        event_.exception_rules.push_back({lines_.number(), std::string(value_of_line(line))});
        return {};
    }

    Result<> keep_replaces(const std::string& line) {
        const auto parameters = std::string_view(line).substr(0, line.find(':'));
        if (parameters.contains("RANGE="))
            return fail(ErrorCode::Invalid,
                        "RECURRENCE-ID with RANGE is not supported; end the series with UNTIL and "
                        "begin another");
        return keep_time(line, event_.replaces);
    }

    Result<> keep_uid(const std::string& line) {
        event_.uid = value_of_line(line);
        return {};
    }

    Result<> keep_name(const std::string& line) {
        name_line_ = line;
        return {};
    }

    Result<> keep_status(const std::string& line) {
        event_.cancelled = is_same_in_any_case(value_of_line(line), "CANCELLED");
        return {};
    }

    ContentLines lines_;
    const IcsProperties& properties_;
    std::vector<IcsEvent> events_;
    IcsEvent event_;
    std::string name_line_;  // its SUMMARY
    std::size_t kept_ = 0;
};

}  // namespace

Result<std::vector<IcsEvent>> read_events(std::string_view text, const IcsProperties& properties) {
    WLS_TRY(check_form(text));
    return Reader(text, properties).read();
}

}  // namespace wls
