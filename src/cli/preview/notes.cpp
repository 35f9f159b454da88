#include "cli/preview/notes.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace wls::cli {

namespace {

bool is_letter(char c) {
    return std::isalpha(static_cast<unsigned char>(c)) != 0;
}

// H as a field's value, and not a letter of THU, MARCH or @hourly.
bool has_hash(const std::optional<std::string>& cron) {
    if (!cron) return false;
    const std::string text = " " + *cron + " ";
    for (std::size_t at = 1; at + 1 < text.size(); ++at)
        if ((text[at] == 'H' || text[at] == 'h') && !is_letter(text[at - 1]) &&
            !is_letter(text[at + 1]))
            return true;
    return false;
}

}  // namespace

std::vector<api::PreviewNote> notes_on(const Rule& rule, const api::Json& schedule,
                                       const CalendarFiles& files, const PreviewOrder& order) {
    std::vector<api::PreviewNote> notes;
    const bool is_french = order.language == Language::French;
    const auto& fields = rule.fields();
    for (const auto* const list : {&fields.skip, &fields.only})
        for (const auto& named : *list)
            if (const auto timed = files.timed_events.find(named.name);
                timed != files.timed_events.end())
                notes.push_back(
                    {"timed_events",
                     fmt::format(
                         fmt::runtime(is_french ? "calendrier {} : seuls comptent les événements "
                                                  "d'une journée entière ; à heure fixe, omis : {}"
                                                : "calendar {}: only all-day events count; with "
                                                  "times of day, left out: {}"),
                         named.name, timed->second)});
    if (fields.key == 0 && (has_hash(fields.cron_start) || has_hash(fields.cron_stop)))
        notes.push_back(
            {"cron_hash", is_french ? "H dans cron dépend de l'id du planning, et celui-ci n'en a "
                                      "pas : une fois enregistré, il peut avoir d'autres heures"
                                    : "H in cron goes by a schedule's id, and this one has none: "
                                      "once it is stored, its times may be others"});
    const auto* const zone = schedule.find("timezone");
    if (!order.zone_doubt.empty() && (!zone || zone->is_null()))
        notes.push_back(
            {"unknown_timezone",
             fmt::format(
                 fmt::runtime(is_french ? "{} ne nomme aucun fuseau connu, {} est pris ; donnez "
                                          "un fuseau"
                                        : "{} names no known time zone, {} is taken; give one"),
                 order.zone_doubt, rule.zone().name())});
    return notes;
}

}  // namespace wls::cli
