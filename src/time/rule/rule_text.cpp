#include <fmt/format.h>

#include "time/cron/cron_text.h"
#include "time/rule/compiled.h"
#include "time/rule/date_text.h"
#include "time/text/date_words.h"
#include "time/text/sentence.h"

namespace wls {

namespace {

using std::chrono::days;
using std::chrono::seconds;

constexpr std::size_t kMostNamed = 4;  // dates in one sentence; of more the number is said

struct TextOf {
    const RuleFields& fields;
    const Zone& zone;
    Language language;

    std::string pick(const char* english, const char* french) const {
        return language == Language::French ? french : english;
    }

    std::string operator()(const OneOff& once) const {
        const auto& [window, local] = once.window;
        const bool same_day = day_of(local.start) == day_of(local.end);
        const std::string from = spoken_time(local.start, window.start_at, zone, language);
        const std::string to =
            spoken_time(local.end, window.end_at, zone, language).substr(same_day ? 11 : 0);
        if (same_day && language == Language::French)
            return fmt::format("une fois, le {} de {} à {}", from.substr(0, 10), from.substr(11),
                               to);
        return fmt::format(fmt::runtime(pick("once, {} to {}", "une fois, du {} au {}")), from, to);
    }

    std::string operator()(const Series& series) const {
        const auto& [start, end] = series.first();
        const auto day = std::chrono::floor<days>(start);
        const auto second = [](LocalTime time) {
            return static_cast<int>(
                std::chrono::floor<seconds>(time - std::chrono::floor<days>(time)).count());
        };
        const auto later = (std::chrono::floor<days>(end) - day).count();
        std::string to = clock_text(second(end));
        if (later == 1) to += pick(" the next day", " le lendemain");
        if (later > 1) to += " " + std::to_string(later) + pick(" days later", " jours plus tard");
        return series.rule().text(language) +
               fmt::format(
                   fmt::runtime(pick(", {} to {}, from {}", ", de {} à {}, à partir du {}")),
                   clock_text(second(start)), to, iso_date(day));
    }

    std::string operator()(const Weekly& weekly) const { return weekly.text(language); }

    std::string operator()(const CronPair& pair) const {
        const auto &start = pair.start().fields(), &stop = pair.stop().fields();
        if (const auto text = as_days(start, stop)) return *text;
        return fmt::format(fmt::runtime(pick("starts {}, stops {}", "démarre {}, s'arrête {}")),
                           cron_text(start, *fields.cron_start, language),
                           cron_text(stop, *fields.cron_stop, language));
    }

    // Each day's window ends on the day itself, or in the night that follows.
    std::optional<std::string> as_days(const CronFields& start, const CronFields& stop) const {
        const auto from = only_time_of(start), to = only_time_of(stop);
        const auto on = cron_days_text(start, language), off = cron_days_text(stop, language);
        if (!from || !to || !on || !off) return {};
        const bool stops_daily = *off == week_days_text(0x7F, language);
        if (*from == *to) return {};
        const bool is_right = *from < *to ? *on == *off || stops_daily : stops_daily;
        if (!is_right) return {};
        return fmt::format(fmt::runtime(pick("{} {} to {}", "{} de {} à {}")), *on,
                           clock_text(*from), clock_text(*to));
    }
};

std::string dates_text(const std::vector<std::string>& dates, Language language) {
    if (dates.size() > kMostNamed) return std::to_string(dates.size()) + " dates";  // in both
    std::vector<std::string> shown;
    for (const auto& date : dates) {
        const auto read = parse_date_or_time(date);
        const auto* const time = read ? std::get_if<LocalTime>(&*read) : nullptr;
        shown.push_back(time ? spoken_time(*time) : date);
    }
    return listed(shown, language);
}

std::string names_text(const std::vector<NamedCalendar>& calendars, Language language) {
    std::vector<std::string> names;
    for (const auto& calendar : calendars) names.push_back(calendar.name);
    return listed(names, language);
}

}  // namespace

std::string Rule::text(Language language) const {
    const RuleFields& fields = compiled_->fields;
    const TextOf of{fields, compiled_->pattern.zone(), language};
    std::string text = capitalized(std::visit(of, compiled_->pattern.form()));
    text += " (" + compiled_->pattern.zone().name() + ")";
    std::vector<std::string> out;
    if (!fields.except.empty()) out.push_back(dates_text(fields.except, language));
    if (!fields.skip.empty()) out.push_back(names_text(fields.skip, language));
    if (!out.empty()) text += of.pick(", except ", ", sauf ") + listed(out, language);
    if (!fields.only.empty())
        text +=
            of.pick(", only on ", ", seulement les jours de ") + names_text(fields.only, language);
    if (!fields.extra.empty())
        text += of.pick(", and also ", ", et aussi ") + dates_text(fields.extra, language);
    if (fields.valid_from)
        text += of.pick(", from ", ", à partir du ") + dates_text({*fields.valid_from}, language);
    if (fields.valid_until)
        text += of.pick(", until ", ", jusqu'au ") + dates_text({*fields.valid_until}, language);
    return text;
}

}  // namespace wls
