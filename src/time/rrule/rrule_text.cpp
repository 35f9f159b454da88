// What a recurrence rule means, as a sentence in two languages.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>

#include "time/rrule.h"
#include "time/text/date_words.h"
#include "time/text/day_names.h"

namespace wls {

namespace {

using Frequency = RRuleParts::Frequency;
using DayOfWeek = RRuleParts::DayOfWeek;
using Texts = std::vector<std::string>;

constexpr std::array<std::string_view, 5> kEnglishOrdinals = {"first", "second", "third", "fourth",
                                                              "fifth"};
constexpr std::array<std::string_view, 5> kFrenchOrdinals = {"premier", "deuxième", "troisième",
                                                             "quatrième", "cinquième"};

class Sentence {
  public:
    Sentence(const RRuleParts& parts, LocalTime first, Language language)
        : parts_(parts), is_french_(language == Language::French), language_(language) {
        const std::chrono::year_month_day date(std::chrono::floor<std::chrono::days>(first));
        first_day_ = static_cast<int>(unsigned{date.day()});
        first_month_ = unsigned{date.month()};
        const std::chrono::weekday day(std::chrono::floor<std::chrono::days>(first));
        first_week_day_ = static_cast<int>(day.iso_encoding()) - 1;
        std::ranges::sort(parts_.days, {}, [](const DayOfWeek& of) {
            return std::tuple(of.ordinal < 0, std::abs(of.ordinal), of.day);
        });
        const auto from_front = [](int number) { return std::pair(number < 0, std::abs(number)); };
        std::ranges::sort(parts_.month_days, {}, from_front);
        std::ranges::sort(parts_.positions, {}, from_front);
        const auto once = [](auto& values) {
            values.erase(std::ranges::unique(values).begin(), values.end());
        };
        once(parts_.days);
        once(parts_.month_days);
        once(parts_.positions);
    }

    std::string days() const {
        switch (parts_.frequency) {
            case Frequency::Daily:
                return every("day", "jour") + daily();
            case Frequency::Weekly:
                return every("week", "semaine") + weekly();
            case Frequency::Monthly:
                return every("month", "mois") + monthly();
            case Frequency::Yearly:
                break;
        }
        return every("year", "année") + yearly();
    }

    // Where a week begins, when that decides which days are in one.
    std::string week_start() const {
        const bool has_weeks = parts_.frequency == Frequency::Weekly &&
                               (parts_.interval > 1 || !parts_.positions.empty());
        const auto place = [this](int day, int start) {
            return (day - start + 7) % 7 - (first_week_day_ - start + 7) % 7;
        };
        const bool matters = has_weeks && std::ranges::any_of(parts_.days, [&](const auto& of) {
                                 return place(of.day, 0) != place(of.day, parts_.week_start);
                             });
        if (!matters) return "";
        return say(", weeks beginning on ", ", les semaines commençant le ") +
               std::string(week_day_name(parts_.week_start, language_));
    }

    std::string end(bool after_comma) const {
        if (parts_.count)
            return *parts_.count == 1 ? say(", once", ", une fois")
                                      : fmt::format(", {} {}", *parts_.count, say("times", "fois"));
        if (!parts_.until) return "";
        std::string until = iso_text(*parts_.until).substr(0, 16);
        until = parts_.until_is_date ? until.substr(0, 10) : until.replace(10, 1, " ");
        return (after_comma ? "," : "") + say(" until ", " jusqu'au ") + until;
    }

    std::string first(std::chrono::local_days day) const {
        return say(", the first on ", ", la première fois le ") + iso_date(day);
    }

  private:
    std::string say(std::string_view english, std::string_view french) const {
        return std::string(is_french_ ? french : english);
    }

    // "a, b and c"
    std::string list(const Texts& items, std::string_view english = "and",
                     std::string_view french = "et") const {
        std::string text;
        for (std::size_t i = 0; i < items.size(); ++i) {
            if (i > 0) text += i + 1 < items.size() ? ", " : " " + say(english, french) + " ";
            text += items[i];
        }
        return text;
    }

    std::string every(std::string_view english, std::string_view french) const {
        if (parts_.interval == 1) return say("Every ", "Chaque ") + say(english, french);
        if (!is_french_) return fmt::format("Every {} {}s", parts_.interval, english);
        const std::string_view many = french == "année" ? "ans" : french;
        return fmt::format("{} {} {}{}", french == "semaine" ? "Toutes les" : "Tous les",
                           parts_.interval, many, many.ends_with('s') ? "" : "s");
    }

    std::string daily() const {
        std::string text;
        if (!parts_.days.empty())
            text += say(", only on ", ", seulement ") + week_days(parts_.days);
        if (!parts_.month_days.empty())
            text += say(", only on ", ", seulement ") + list(month_days());
        return text + only_months();
    }

    std::string weekly() const {
        const std::vector<DayOfWeek> own = {{first_week_day_, 0}};
        return say(" on ", " ") + week_days(parts_.days.empty() ? own : parts_.days) +
               only_months() + only_positions("in a week", "dans la semaine");
    }

    std::string monthly() const {
        if (const auto noun = chosen_from(); !noun.empty())
            return say(" on ", " ") + list(ordinals(parts_.positions, noun)) + only_months();
        std::string text = say(" on ", " ");
        if (parts_.month_days.empty() && !parts_.days.empty())
            text += list(days_of_week());
        else
            text += list(month_days()) + only_week_days();
        return text + only_months() + only_positions("in a month", "dans le mois");
    }

    std::string yearly() const {
        const bool one_month = (parts_.months & (parts_.months - 1)) == 0;
        std::string text = say(" on ", " ");
        if (const auto noun = chosen_from(); one_month && !noun.empty())
            return text + list(ordinals(parts_.positions, noun)) +
                   (parts_.months == 0 ? of_year() : of_months());
        if (!parts_.month_days.empty() || parts_.days.empty())
            text += dates();
        else
            text += list(days_of_week()) + (parts_.months == 0 ? of_year() : of_months());
        return text + only_positions("in a year", "dans l'année");
    }

    // Of a yearly rule: "25 December", "the 1st and the last day of January and July".
    std::string dates() const {
        const bool has_none = parts_.month_days.empty() && parts_.months == 0;
        const auto months = has_none ? std::uint32_t{1} << first_month_ : parts_.months;
        const bool is_plain =
            std::ranges::all_of(parts_.month_days, [](int day) { return day > 0; });
        const bool one_month = months != 0 && (months & (months - 1)) == 0;
        const bool one_day = parts_.month_days.size() < 2;
        std::string text = list(month_days());
        if (months == 0)
            text += say(" of every month", " de chaque mois");
        else if (one_month && is_plain && is_french_)
            text += " " + month_names(months).front();
        else if (one_month && is_plain && one_day)
            text =
                std::to_string(parts_.month_days.empty() ? first_day_ : parts_.month_days.front()) +
                " " + month_names(months).front();
        else
            text += of_months();
        return text + only_week_days();
    }

    // The last of a run of days from there on; runs of two are none.
    static std::size_t end_of_run(const std::vector<DayOfWeek>& days, std::size_t begin) {
        std::size_t last = begin;
        while (last + 1 < days.size() && days[last + 1].ordinal == 0 &&
               days[last + 1].day == days[last].day + 1)
            ++last;
        return last - begin < 2 ? begin : last;
    }
    std::string run_text(const DayOfWeek& first, const DayOfWeek& last) const {
        return is_french_ ? fmt::format("du {} au {}", name(first.day), name(last.day))
                          : fmt::format("{} to {}", name(first.day), name(last.day));
    }

    // "Monday to Friday and Sunday"
    std::string week_days(const std::vector<DayOfWeek>& wanted) const {
        Texts texts;
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            const std::size_t last = end_of_run(wanted, i);
            texts.push_back(last > i ? run_text(wanted[i], wanted[last])
                                     : say("", "le ") + name(wanted[i].day));
            i = last;
        }
        return list(texts);
    }

    // "every Monday", "every day from Monday to Friday", "the second Friday"
    Texts days_of_week() const {
        const auto& wanted = parts_.days;
        Texts texts;
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            const auto& [day, ordinal] = wanted[i];
            if (ordinal != 0) {
                texts.push_back(ordinal_text(ordinal, name(day)));
                continue;
            }
            const std::size_t last = end_of_run(wanted, i);
            texts.push_back(last > i ? say("every day from ", "chaque jour ") +
                                           run_text(wanted[i], wanted[last])
                                     : say("every ", "chaque ") + name(day));
            i = last;
        }
        return texts;
    }

    // With BYMONTHDAY the days of the week only take away.
    std::string only_week_days() const {
        if (parts_.days.empty()) return "";
        Texts texts;
        bool has_ordinal = false;
        for (const auto& [day, ordinal] : parts_.days) {
            texts.push_back(ordinal == 0 ? say("a ", "un ") + name(day)
                                         : ordinal_text(ordinal, name(day)));
            has_ordinal |= ordinal != 0;
        }
        const bool is_by_year = parts_.frequency == Frequency::Yearly && parts_.months == 0;
        return say(", only if it is ", ", seulement si c'est ") + list(texts, "or", "ou") +
               (!has_ordinal ? ""
                : is_by_year ? say(" of the year", " de l'année")
                             : say(" of the month", " du mois"));
    }

    // What BYSETPOS counts, when it is days of one kind in one month or year.
    std::string chosen_from() const {
        if (parts_.positions.empty() || parts_.days.empty() || !parts_.month_days.empty())
            return "";
        std::uint32_t set = 0;
        for (const auto& [day, ordinal] : parts_.days) {
            if (ordinal != 0) return "";
            set |= 1U << day;
        }
        if (set == 0x7F) return say("day", "jour");
        if (set == 0x1F)
            return say("working day (Monday to Friday)", "jour ouvré (lundi à vendredi)");
        if (set == 0x60) return say("Saturday or Sunday", "samedi ou dimanche");
        return (set & (set - 1)) == 0 ? name(parts_.days.front().day) : "";
    }

    std::string only_positions(std::string_view english, std::string_view french) const {
        if (parts_.positions.empty()) return "";
        return say(", only ", ", seulement ") + list(ordinals(parts_.positions, "")) +
               say(" of these days ", " de ces jours ") + say(english, french);
    }

    std::string only_months() const {
        if (parts_.months == 0) return "";
        Texts texts = month_names(parts_.months);
        if (is_french_)
            for (auto& text : texts) text = "en " + text;
        return say(", only in ", ", seulement ") + list(texts);
    }

    std::string of_year() const {
        const bool counts =
            !parts_.positions.empty() ||
            std::ranges::any_of(parts_.days, [](const auto& of) { return of.ordinal != 0; });
        return counts ? say(" of the year", " de l'année") : "";
    }

    std::string of_months() const {
        Texts texts = month_names(parts_.months);
        if (is_french_)
            for (auto& text : texts) {
                const bool is_vowel = text[0] == 'a' || text[0] == 'o';
                text = (is_vowel ? "d'" : "de ") + text;
            }
        return say(" of ", " ") + list(texts);
    }

    Texts month_names(std::uint32_t months) const {
        Texts texts;
        for (int month = 1; month <= 12; ++month)
            if (((months >> month) & 1) != 0) texts.emplace_back(month_name(month, language_));
        return texts;
    }

    // "the 1st", "the last day"; runs: "the 2nd to the 8th"
    Texts month_days() const {
        const std::vector<int> own = {first_day_};
        const auto& wanted = parts_.month_days.empty() ? own : parts_.month_days;
        Texts texts;
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            if (wanted[i] < 0) {
                texts.push_back(ordinal_text(wanted[i], say("day", "jour")));
                continue;
            }
            std::size_t last = i;
            while (last + 1 < wanted.size() && wanted[last + 1] == wanted[last] + 1) ++last;
            if (last - i < 2) {
                texts.push_back(is_french_ ? french_day(wanted[i]) : english_day(wanted[i]));
                continue;
            }
            texts.push_back(is_french_
                                ? fmt::format("du {} au {}", french_number(wanted[i]),
                                              french_number(wanted[last]))
                                : english_day(wanted[i]) + " to " + english_day(wanted[last]));
            i = last;
        }
        return texts;
    }

    static std::string english_day(int day) { return "the " + ordinal(day, Language::English); }
    static std::string french_number(int day) { return ordinal(day, Language::French); }
    static std::string french_day(int day) { return "le " + french_number(day); }

    Texts ordinals(const std::vector<int>& numbers, const std::string& noun) const {
        Texts texts;
        for (const int number : numbers) texts.push_back(ordinal_text(number, noun));
        return texts;
    }

    // "the second Friday", "the last Friday", "the third to last Friday"; without a noun: "the
    // second".
    std::string ordinal_text(int ordinal, const std::string& noun) const {
        const int number = std::abs(ordinal);
        const bool has_word = number <= static_cast<int>(kEnglishOrdinals.size());
        const auto place = static_cast<std::size_t>(number - 1);
        const std::string after = noun.empty() ? "" : " " + noun;
        if (is_french_) {
            if (ordinal == -1) return "le dernier" + after;
            if (ordinal == -2) return "l'avant-dernier" + after;
            return "le " +
                   (has_word ? std::string(kFrenchOrdinals[place]) : std::to_string(number) + "e") +
                   after + (ordinal < 0 ? " en partant de la fin" : "");
        }
        if (ordinal == -1) return "the last" + after;
        return "the " +
               (has_word ? std::string(kEnglishOrdinals[place])
                         : wls::ordinal(number, Language::English)) +
               (ordinal < 0 ? " to last" : "") + after;
    }

    std::string name(int day) const { return std::string(week_day_name(day, language_)); }

    RRuleParts parts_;
    bool is_french_;
    Language language_;
    int first_day_ = 1;
    unsigned first_month_ = 1;
    int first_week_day_ = 0;
};

}  // namespace

std::string RRule::text(Language language) const {
    const Sentence sentence(parts_, first_, language);
    std::string text = sentence.days() + sentence.week_start();
    if (!means_first()) text += sentence.first(first_day_);
    return text + sentence.end(text.contains(','));
}

}  // namespace wls
