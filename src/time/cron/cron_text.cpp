#include "time/cron/cron_text.h"

#include <fmt/format.h>

#include <array>
#include <bit>
#include <vector>

#include "time/text/date_words.h"
#include "time/text/day_names.h"
#include "time/text/sentence.h"

namespace wls {

namespace {

constexpr std::size_t kMostNamed = 6;  // times, days or months in one sentence
constexpr std::uint64_t kAllMinutes = (std::uint64_t{1} << 60) - 1;
constexpr std::uint32_t kAllHours = (std::uint32_t{1} << 24) - 1;
constexpr std::uint32_t kAllMonths = 0x1FFE;

std::vector<int> members_of(std::uint64_t set) {
    std::vector<int> members;
    for (int member = member_from(set, 0); member >= 0; member = member_from(set, member + 1))
        members.push_back(member);
    return members;
}

std::size_t size_of(std::uint64_t set) {
    return static_cast<std::size_t>(std::popcount(set));
}

// The n of "every n minutes": 0, n, 2n, … up to `size`, which n divides.
std::optional<int> step_of(std::uint64_t set, int size) {
    const int members = std::popcount(set);
    if ((set & 1) == 0 || size % members != 0) return {};
    const int step = size / members;
    for (int at = 0; at < size; at += step)
        if (((set >> at) & 1) == 0) return {};
    return step;
}

std::optional<std::string> times_listed(const CronFields& fields, Language language) {
    if (size_of(fields.seconds) * size_of(fields.minutes) * size_of(fields.hours) > kMostNamed)
        return {};
    std::vector<std::string> times;
    for (const int hour : members_of(fields.hours))
        for (const int minute : members_of(fields.minutes))
            for (const int second : members_of(fields.seconds))
                times.push_back(clock_text((hour * 60 + minute) * 60 + second));
    return (language == Language::French ? "à " : "at ") + listed(times, language);
}

std::string every(int step, const char* one, const char* many, Language language) {
    if (language == Language::French)
        return fmt::format("{} {}", step == 1 ? "chaque" : fmt::format("toutes les {}", step),
                           step == 1 ? one : many);
    return step == 1 ? fmt::format("every {}", one) : fmt::format("every {} {}", step, many);
}

std::optional<std::string> intervals(const CronFields& fields, Language language) {
    const bool is_french = language == Language::French;
    // All hours listed, 0-23, are times of a day: said as an interval they would come twice where
    // clocks go back.
    if (!fields.is_interval) return {};
    const bool all_hours = fields.hours == kAllHours;
    if (all_hours && fields.minutes == kAllMinutes)
        if (const auto step = step_of(fields.seconds, 60); step && *step < 60)
            return is_french ? every(*step, "seconde", "secondes", language)
                             : every(*step, "second", "seconds", language);
    if (fields.seconds != 1) return {};
    if (all_hours)
        if (const auto step = step_of(fields.minutes, 60); step && *step < 60)
            return every(*step, "minute", "minutes", language);
    const auto step = step_of(fields.hours, 24);
    if (size_of(fields.minutes) != 1 || !step || *step >= 24) return {};
    const int minute = std::countr_zero(fields.minutes);
    auto text = is_french ? every(*step, "heure", "heures", language)
                          : every(*step, "hour", "hours", language);
    if (minute == 0) return text;
    return is_french ? fmt::format("{}, à {} min", text, minute)
                     : fmt::format("{} at {} min past", text, minute);
}

// Of days of the week, bit 0 Sunday: one name each.
void add_week_days(std::vector<std::string>& parts, std::uint32_t set, const char* english,
                   const char* french, Language language) {
    for (const int day : members_of(set)) {
        const auto name = week_day_name((day + 6) % 7, language);
        parts.push_back(language == Language::French ? fmt::format("le {} {}", french, name)
                                                     : fmt::format("the {} {}", english, name));
    }
}

// Bit 0 is Sunday in cron, Monday in sentences.
std::uint32_t from_monday(std::uint32_t set) {
    return ((set >> 1) | (set << 6)) & 0x7F;
}

void add_days_of_month(std::vector<std::string>& parts, const CronFields& fields,
                       Language language) {
    const bool is_french = language == Language::French;
    for (const int day : members_of(fields.days))
        parts.push_back((is_french ? "le " : "the ") + ordinal(day, language));
    for (const int days : members_of(fields.days_to_last)) {
        if (days == 0)
            parts.emplace_back(is_french ? "le dernier jour du mois" : "the last day of the month");
        else
            parts.push_back(is_french ? fmt::format("{} j avant le dernier du mois", days)
                                      : fmt::format("{} d before the month's last", days));
    }
    for (const int day : members_of(fields.nearest_days))
        parts.push_back(
            is_french ? fmt::format("le jour ouvré le plus proche du {}", ordinal(day, language))
                      : fmt::format("the weekday nearest to the {}", ordinal(day, language)));
    if (fields.last_weekday)
        parts.emplace_back(is_french ? "le dernier jour ouvré du mois"
                                     : "the last weekday of the month");
}

void add_days_of_week(std::vector<std::string>& parts, const CronFields& fields,
                      Language language) {
    constexpr std::array<std::array<const char*, 2>, 5> kWhich = {{{"first", "premier"},
                                                                   {"second", "deuxième"},
                                                                   {"third", "troisième"},
                                                                   {"fourth", "quatrième"},
                                                                   {"fifth", "cinquième"}}};
    if (fields.week_days != 0)
        parts.push_back(week_days_text(from_monday(fields.week_days), language));
    for (std::size_t i = 0; i < kWhich.size(); ++i)
        add_week_days(parts, fields.nth_week_days.at(i), kWhich.at(i)[0], kWhich.at(i)[1],
                      language);
    add_week_days(parts, fields.last_week_days, "last", "dernier", language);
}

}  // namespace

std::optional<int> only_time_of(const CronFields& fields) {
    if (size_of(fields.seconds) * size_of(fields.minutes) * size_of(fields.hours) != 1) return {};
    return (std::countr_zero(fields.hours) * 60 + std::countr_zero(fields.minutes)) * 60 +
           std::countr_zero(fields.seconds);
}

std::optional<std::string> cron_days_text(const CronFields& fields, Language language) {
    const bool is_french = language == Language::French;
    std::vector<std::string> parts;
    if (!fields.any_day) add_days_of_month(parts, fields, language);
    if (!fields.any_week_day) add_days_of_week(parts, fields, language);
    if (parts.size() > kMostNamed) return {};
    std::string text;
    for (const auto& part : parts) text += (text.empty() ? "" : is_french ? " ou " : " or ") + part;
    if (parts.empty()) text = week_days_text(0x7F, language);
    if (fields.months == kAllMonths) return text;
    if (size_of(fields.months) > kMostNamed) return {};
    std::vector<std::string> months;
    for (const int month : members_of(fields.months))
        months.emplace_back(month_name(month, language));
    return text + (is_french ? " en " : " in ") + listed(months, language);
}

std::string cron_text(const CronFields& fields, std::string_view expression, Language language) {
    const bool is_french = language == Language::French;
    const auto days = cron_days_text(fields, language);
    if (days) {
        const bool every_day = fields.any_day && fields.any_week_day && fields.months == kAllMonths;
        if (const auto often = intervals(fields, language))
            return every_day ? *often : *often + ", " + *days;
        if (const auto times = times_listed(fields, language)) return *days + " " + *times;
    }
    return is_french ? fmt::format("quand « {} » convient", expression)
                     : fmt::format("when '{}' matches", expression);
}

}  // namespace wls
