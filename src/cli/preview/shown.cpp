#include "cli/preview/shown.h"

#include "cli/display.h"
#include "cli/preview/flag_words.h"
#include "cli/rows.h"
#include "cli/table.h"

namespace wls::cli {

namespace {

struct Words {
    const char *start, *end, *length, *skipped, *open, *none, *more, *warning;
};
constexpr Words kEnglish = {"start",
                            "end",
                            "length",
                            "skipped",
                            "Open now, until ",
                            "No window starts in that time.",
                            "More windows start before --to; --limit shows more.",
                            "warning: "};
constexpr Words kFrench = {"début",
                           "fin",
                           "durée",
                           "sautée",
                           "Ouverte maintenant, jusqu'au ",
                           "Aucune fenêtre ne commence dans ce temps.",
                           "D'autres fenêtres commencent avant --to ; --limit en montre plus.",
                           "avertissement : "};

// "Mon 30 Nov 2026 08:00 +01:00"; seconds and a fraction only where there are some.
std::string time_words(const Zone& zone, Instant at, Language language) {
    constexpr std::size_t kClock = 11, kSeconds = 16, kOffset = 6;
    const auto text = zone.rfc3339(at);
    auto clock = text.substr(kClock, text.size() - kClock - kOffset);
    if (clock.ends_with(":00")) clock.resize(kSeconds - kClock);
    return day_words(zone.to_local(at).time, true, language) + " " + clock + " " +
           text.substr(text.size() - kOffset);
}

void show_windows(const Preview& preview, const Zone& zone, const Words& words, Language language,
                  Output& out) {
    std::vector<Row> rows;
    for (const auto& planned : preview.windows)
        rows.push_back(
            {{time_words(zone, planned.window.start_at, language)},
             {time_words(zone, planned.window.end_at, language)},
             planned.is_skipped()
                 ? Cell{words.skipped, Paint::Yellow}
                 : Cell{length_words(planned.window.end_at - planned.window.start_at, language)}});
    Table table({{.title = words.start}, {.title = words.end}, {.title = words.length}},
                out.shape().columns, out.shape().colour);
    table.fit(rows);
    out.write("\n" + table.head());
    for (const auto& row : rows) out.write(table.line(row));
}

}  // namespace

void show(const Preview& preview, const Rule& rule, const PreviewRange& range,
          const std::vector<api::PreviewNote>& notes, const PreviewOrder& order,
          const PreviewPlace& place) {
    const Zone& zone = rule.zone();
    const auto& words = order.language == Language::French ? kFrench : kEnglish;
    place.out.line(visible(preview.text));
    if (const auto open = order.from ? std::nullopt : rule.open_at(range.from - Duration(1));
        open && !open->over(range.from))
        place.out.line(words.open + time_words(zone, open->end_at, order.language));
    if (!preview.windows.empty()) show_windows(preview, zone, words, order.language, place.out);
    place.out.flush();
    if (preview.windows.empty()) place.err.line(words.none);
    if (range.to && preview.windows.size() == range.most) {
        const auto next = rule.next(preview.windows.back().window.start_at);
        if (next && next->start_at < *range.to) place.err.line(words.more);
    }
    const auto warn = [&](const std::string& message) {
        place.err.line(words.warning + visible(message));
    };
    for (const auto& warning : preview.warnings) {
        using Code = PreviewWarning::Code;
        const bool names_flag =
            !order.file && (warning.code == Code::CronDayOr || warning.code == Code::CronHash);
        warn(names_flag ? in_flags(warning.message) : warning.message);
    }
    for (const auto& note : notes) warn(note.message);
    place.err.flush();
}

}  // namespace wls::cli
