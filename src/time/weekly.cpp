#include "time/weekly.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

#include "time/text/date_words.h"
#include "time/text/day_names.h"
#include "time/text/sentence.h"
#include "time/weekly/weekly_parser.h"

namespace wls {

namespace {

using std::chrono::days;
using std::chrono::seconds;

constexpr int kDay = 86'400;
constexpr LocalTime kAMonday{std::chrono::local_days{std::chrono::year(1970) / 1 / 5}};

std::string_view name(int day, Language language) {
    return week_day_name(day % 7, language);
}

std::string text_of(const Weekly::Entry& entry, Language language) {
    const bool is_french = language == Language::French;
    const int end = entry.start + entry.length;
    const bool names_its_end = entry.length > kDay || (entry.length == kDay && entry.start != 0);
    if (names_its_end) {
        const int first = std::countr_zero(entry.days);
        const auto begin = name(first, language), last = name(first + (end - 1) / kDay, language);
        const std::string start_text = clock_text(entry.start);
        const std::string end_text = clock_text((end - 1) % kDay + 1);
        return is_french ? fmt::format("du {} {} au {} {}", begin, start_text, last, end_text)
                         : fmt::format("{} {} to {} {}", begin, start_text, last, end_text);
    }
    std::string on = week_days_text(entry.days, language);
    if (!is_french) on = capitalized(std::move(on));
    const std::string start_text = clock_text(entry.start);
    const std::string end_text = clock_text(end > kDay ? end - kDay : end);
    return is_french ? fmt::format("{} de {} à {}", on, start_text, end_text)
                     : fmt::format("{} {} to {}", on, start_text, end_text);
}

}  // namespace

Result<Weekly> Weekly::parse(const std::vector<std::string>& texts) {
    std::vector<Entry> entries;
    for (const auto& text : texts) WLS_TRY(parse_weekly(text, entries));
    if (entries.empty())
        return fail(ErrorCode::Invalid, "no window; write for example Mon-Fri 08:00-19:00");
    return Weekly(std::move(entries));
}

Weekly::Weekly(std::vector<Entry> entries) : entries_(std::move(entries)) {
    for (const auto& entry : entries_)
        for (int day = 0; day < 7; ++day)
            if (((entry.days >> day) & 1) != 0)
                starts_.push_back({day * kDay + entry.start, entry.length});
    // Of those that begin together the longest is first, and stays.
    std::ranges::sort(starts_, [](const Start& a, const Start& b) {
        return a.at != b.at ? a.at < b.at : a.length > b.length;
    });
    const auto doubles = std::ranges::unique(starts_, {}, &Start::at);
    starts_.erase(doubles.begin(), doubles.end());
}

std::optional<LocalSpan> Weekly::next_local(LocalTime from) const {
    const auto since = std::chrono::ceil<seconds>(from - kAMonday);
    auto week = std::chrono::floor<std::chrono::weeks>(since);
    auto start =
        std::ranges::lower_bound(starts_, static_cast<int>((since - week).count()), {}, &Start::at);
    if (start == starts_.end()) {
        start = starts_.begin();
        week += std::chrono::weeks(1);
    }
    const LocalTime at = kAMonday + week + seconds(start->at);
    if (at + seconds(start->length) > kLastLocalTime) return {};
    return LocalSpan{at, at + seconds(start->length)};
}

std::optional<LocalSpan> Weekly::prev_local(LocalTime until) const {
    const auto since = std::chrono::floor<seconds>(until - kAMonday);
    auto week = std::chrono::floor<std::chrono::weeks>(since);
    auto start =
        std::ranges::upper_bound(starts_, static_cast<int>((since - week).count()), {}, &Start::at);
    if (start == starts_.begin()) {
        start = starts_.end();
        week -= std::chrono::weeks(1);
    }
    --start;
    const LocalTime at = kAMonday + week + seconds(start->at);
    if (at < kFirstLocalTime) return {};
    return LocalSpan{at, at + seconds(start->length)};
}

std::string Weekly::text(Language language) const {
    std::string text;
    for (const auto& entry : entries_) {
        if (!text.empty()) text += "; ";
        text += text_of(entry, language);
    }
    return text;
}

}  // namespace wls
