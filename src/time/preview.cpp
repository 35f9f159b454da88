#include "time/preview.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "time/cron.h"
#include "time/rrule.h"
#include "time/rule/date_text.h"
#include "time/searched_years.h"

namespace wls {

namespace {

using Code = PreviewWarning::Code;
using std::chrono::days;
using std::chrono::seconds;

// "9 h", "8 h 30 min", "45 s".
std::string length_text(Duration length) {
    const auto whole = std::chrono::floor<seconds>(length).count();
    std::string text;
    const auto add = [&](std::int64_t count, const char* unit) {
        if (count != 0) text += fmt::format("{}{} {}", text.empty() ? "" : " ", count, unit);
    };
    add(whole / 3600, "h");
    add(whole / 60 % 60, "min");
    add(whole % 60, "s");
    return text.empty() ? "0 s" : text;
}

class Warnings {
  public:
    Warnings(const Rule& rule, Language language)
        : rule_(rule), language_(language), is_french_(language == Language::French) {}

    void add(Code code, std::optional<Instant> at, std::string message) {
        found_.push_back({code, at, std::move(message)});
    }

    // The change of clocks that a window meets, if it makes any difference.
    void look_at(const PlannedWindow& planned) {
        const auto& [window, local] = planned;
        const Duration by_clocks = local.end - local.start, real = window.end_at - window.start_at;
        if (by_clocks == real || window.end_at < window.start_at) return;
        const Instant at = change_in(planned);
        const auto spoken = [&](LocalTime time, Instant instant) {
            return spoken_time(time, instant, rule_.zone(), language_);
        };
        const std::string when = spoken(local.start, window.start_at) +
                                 (is_french_ ? " à " : " to ") + spoken(local.end, window.end_at);
        if (planned.is_skipped())
            return add(Code::ClockChange, at,
                       is_french_ ? fmt::format("les horloges sautent toute la fenêtre {}", when)
                                  : fmt::format("clocks skip all of the window {}", when));
        add(Code::ClockChange, at,
            is_french_
                ? fmt::format("la fenêtre {} dure {} : les horloges changent", when,
                              length_text(real))
                : fmt::format("the window {} lasts {}: clocks change", when, length_text(real)));
    }

    // Of one whose dates have no windows: those that are shown after its last.
    void look_at_skipped(const NamedCalendar& named, const std::vector<PlannedWindow>& windows) {
        const auto ends = named.calendar.last_date();
        const auto after = std::ranges::find_if(windows, [&](const PlannedWindow& planned) {
            return !ends || planned.local.start >= LocalTime{*ends + days(1)};
        });
        if (after != windows.end())
            add(Code::CalendarEnds, after->window.start_at,
                ends_text(named) + (is_french_ ? " : rien n'est connu de la suite"
                                               : ": nothing is known of what follows"));
    }

    // Of those whose dates alone have windows: the last to end, where fewer are shown than asked
    // and the plan itself goes on.
    void look_at_kept(const PreviewRange& range, std::size_t shown) {
        const auto& only = rule_.fields().only;
        if (only.empty() || shown >= range.most) return;
        const auto last = std::ranges::max_element(
            only, {}, [](const NamedCalendar& named) { return named.calendar.last_date(); });
        const auto ends = last->calendar.last_date();
        std::optional<Instant> at;
        if (ends) at = rule_.zone().to_instant(*ends + days(1));
        if (at && range.to && *at >= *range.to) return;
        auto fields = rule_.fields();
        fields.only.clear();
        const auto without = Rule::compile(fields, rule_.zone());
        if (!without || !without->next(at ? *at - Duration(1) : Instant::min())) return;
        add(Code::CalendarEnds, at,
            ends_text(*last) + (is_french_ ? " : il n'y a pas de fenêtre ensuite"
                                           : ": there is no window after it"));
    }

    void look_at_cron(const char* field, const std::optional<std::string>& expression) {
        const auto cron = expression ? Cron::parse(*expression, rule_.fields().key)
                                     : fail(ErrorCode::Invalid, "");
        if (!cron) return;
        const std::string name = field + std::string(is_french_ ? " : " : ": ");
        if (cron->has_two_days())
            add(Code::CronDayOr, {},
                name + (is_french_ ? "le jour du mois et celui de la semaine sont donnés tous "
                                     "deux ; l'un ou l'autre suffit"
                                   : "day of the month and day of the week are both given; "
                                     "either is enough"));
        if (cron->depends_on_key() && rule_.fields().key == 0)
            add(Code::CronHash, {},
                name + (is_french_ ? "H dépend de l'id du planning, et celui-ci n'en a pas ; une "
                                     "fois enregistré, il peut avoir d'autres heures"
                                   : "H goes by the schedule's id, and this one has none; once it "
                                     "is stored, its times may be others"));
    }

    void look_at_first() {
        const auto& start = rule_.fields().start;
        const auto& repeat = rule_.fields().repeat;
        if (!start || !repeat) return;
        const auto series = RRule::parse(*repeat, start->time);
        if (!series || series->means_first()) return;
        add(Code::FirstStart, rule_.zone().to_instant(start->time),
            (is_french_ ? "le premier début compte, même si la règle ne dit pas ce jour : "
                        : "the first start counts, though the rule does not say its day: ") +
                spoken_time(start->time));
    }

    std::vector<PreviewWarning> take() { return std::move(found_); }

  private:
    // "calendar holidays ends on 2027-12-31".
    std::string ends_text(const NamedCalendar& named) const {
        const auto ends = named.calendar.last_date();
        const std::string name = (is_french_ ? "le calendrier " : "calendar ") + named.name;
        if (!ends) return name + (is_french_ ? " est vide" : " is empty");
        return name + (is_french_ ? " s'arrête le " : " ends on ") + iso_date(*ends);
    }

    Instant change_in(const PlannedWindow& planned) const {
        const Zone& zone = rule_.zone();
        const auto steady = zone.steady_from(planned.window.start_at - Duration(1));
        return steady.until && *steady.until <= planned.window.end_at ? *steady.until
                                                                      : planned.window.start_at;
    }

    const Rule& rule_;
    Language language_;
    bool is_french_;
    std::vector<PreviewWarning> found_;
};

Result<> check_range(const Rule& rule, const PreviewRange& range) {
    if (range.to && *range.to < range.from)
        return fail(ErrorCode::Invalid, "to: " + rule.zone().rfc3339(*range.to) +
                                            " lies before from, " +
                                            rule.zone().rfc3339(range.from));
    if (!rule.repeats()) return {};
    const Instant first = rule.zone().to_instant(kSearchedFrom);
    const Instant last = rule.zone().to_instant(kSearchedUntil);
    const bool from_is_out = range.from < first || range.from >= last;
    if (from_is_out || (range.to && *range.to > last))
        return fail(ErrorCode::Invalid,
                    std::string(from_is_out ? "from: " : "to: ") +
                        rule.zone().rfc3339(from_is_out ? range.from : *range.to) +
                        " lies outside 1970 to 2400, where windows that repeat are searched");
    return {};
}

}  // namespace

std::string_view name_of(Code code) {
    constexpr std::array<std::string_view, 7> kNames = {"clock_change", "never",     "past",
                                                        "cron_day_or",  "cron_hash", "first_start",
                                                        "calendar_ends"};
    return kNames.at(static_cast<std::size_t>(code));
}

Result<Preview> preview_of(const Rule& rule, const PreviewRange& range, Instant now,
                           Language language) {
    WLS_TRY(check_range(rule, range));
    const bool is_french = language == Language::French;
    Preview preview{rule.text(language),
                    rule.windows(range.from, range.to.value_or(Instant::max()), range.most),
                    {}};
    Warnings warnings(rule, language);
    // One that began before the last may end after it.
    const auto last = rule.prev(Instant::max());
    const auto last_end = last ? rule.open_at(last->start_at)->end_at : Instant::max();
    if (!last)
        warnings.add(Code::Never, {},
                     is_french ? "il n'y a jamais de fenêtre" : "there is never a window");
    else if (last_end <= now)
        warnings.add(
            Code::Past, last_end,
            (is_french ? "la dernière fenêtre a pris fin le " : "the last window ended at ") +
                rule.zone().rfc3339(last_end));
    warnings.look_at_first();
    warnings.look_at_cron("cron_start", rule.fields().cron_start);
    warnings.look_at_cron("cron_stop", rule.fields().cron_stop);
    for (const auto& window : preview.windows) warnings.look_at(window);
    for (const auto& named : rule.fields().skip) warnings.look_at_skipped(named, preview.windows);
    warnings.look_at_kept(range, preview.windows.size());
    preview.warnings = warnings.take();
    return preview;
}

}  // namespace wls
