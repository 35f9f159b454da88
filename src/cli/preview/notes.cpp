#include "cli/preview/notes.h"

#include <fmt/format.h>

#include "base/text.h"

namespace wls::cli {

namespace {

constexpr std::size_t kMostNotes = 20;  // a file may have a million members

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
    for (const auto& name : api::unknown_members(schedule)) {
        if (notes.size() >= kMostNotes) break;
        notes.push_back(
            {"unknown_member",
             fmt::format(
                 fmt::runtime(is_french ? "{} : membre inconnu, qui ne dit rien ; les "
                                          "quatre formes sont dans docs/time.md"
                                        : "{}: an unknown member says nothing; docs/time.md "
                                          "has the four forms"),
                 shortened(name, 60))});
    }
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
