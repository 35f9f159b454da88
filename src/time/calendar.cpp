#include "time/calendar.h"

#include <algorithm>
#include <numeric>

#include "base/unicode.h"
#include "time/local_time.h"

namespace wls {

namespace {

using std::chrono::days;
using std::chrono::local_days;

constexpr std::size_t kMostNameBytes = 200;

// One line, well-formed UTF-8, no blanks at its ends, not too long.
std::string tidied(std::string_view name) {
    std::string text = one_line(name);
    if (text.size() > kMostNameBytes) {
        std::size_t end = kMostNameBytes;
        while ((static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
        text.resize(end);
    }
    return std::string(trimmed(text));
}

// The last element that does not begin after `date`; null when there is none.
template <class Spans>
auto last_begun(const Spans& spans, local_days date) {
    const auto after =
        std::ranges::upper_bound(spans, date, {}, [](const auto& s) { return s.first; });
    return after == spans.begin() ? nullptr : &*std::prev(after);
}

Result<> check(const NumberedSpan& span) {
    if (span.last < span.first)
        return fail(ErrorCode::Invalid, "the dates from " + iso_date(span.first) + " to " +
                                            iso_date(span.last) +
                                            " end before they start; exchange the two");
    if (span.first < kFirstSearchedDay || span.last > kLastSearchedDay)
        return fail(ErrorCode::Invalid,
                    iso_date(span.first < kFirstSearchedDay ? span.first : span.last) +
                        " is outside the years 1970 to 2400");
    return {};
}

// The dates of one calendar, as they are given names one span after the other. A date keeps its
// first name.
class Page {
  public:
    Page(local_days first, local_days last)
        : first_(first),
          names_(static_cast<std::size_t>((last - first).count()) + 1, kNone),
          free_(names_.size() + 1) {
        std::iota(free_.begin(), free_.end(), std::size_t{0});
    }

    void write(const NumberedSpan& span) {
        const std::size_t end = index(span.last) + 1;
        for (std::size_t at = next_free(index(span.first)); at < end; at = next_free(at)) {
            names_[at] = span.name;
            free_[at] = at + 1;
        }
    }

    std::vector<DateSpan> read(const std::vector<std::string>& names) const {
        std::vector<DateSpan> in_order;
        for (std::size_t at = 0; at < names_.size(); ++at) {
            if (names_[at] == kNone) continue;
            const local_days date = first_ + days(static_cast<int>(at));
            const auto& name = names[names_[at]];
            const bool goes_on = !in_order.empty() && in_order.back().last + days(1) == date &&
                                 in_order.back().name == name;
            if (goes_on)
                in_order.back().last = date;
            else
                in_order.push_back({date, date, name});
        }
        return in_order;
    }

  private:
    static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

    std::size_t index(local_days date) const {
        return static_cast<std::size_t>((date - first_).count());
    }

    // Each step halves the way for those after it, so that many long spans cost no more than one.
    std::size_t next_free(std::size_t at) {
        while (free_[at] != at) {
            free_[at] = free_[free_[at]];
            at = free_[at];
        }
        return at;
    }

    local_days first_;
    std::vector<std::size_t> names_;
    std::vector<std::size_t> free_;  // itself when it has no name yet, else one nearer to the next
};

}  // namespace

Result<Calendar> Calendar::of(const std::vector<DateSpan>& spans) {
    std::vector<NumberedSpan> numbered;
    std::vector<std::string> names;
    for (const auto& span : spans) {
        numbered.push_back({span.first, span.last, names.size()});
        names.push_back(span.name);
    }
    return of(std::move(numbered), std::move(names));
}

Result<Calendar> Calendar::of(std::vector<NumberedSpan> spans, std::vector<std::string> names) {
    if (spans.empty()) return Calendar();
    for (auto& name : names) name = tidied(name);
    local_days first = kLastSearchedDay, last = kFirstSearchedDay;
    for (const auto& span : spans) {
        WLS_TRY(check(span));
        first = std::min(first, span.first);
        last = std::max(last, span.last);
    }
    const auto goes_first = [&](const NumberedSpan& a, const NumberedSpan& b) {
        const bool unnamed = names[a.name].empty();
        if (unnamed != names[b.name].empty()) return !unnamed;
        return a.last - a.first < b.last - b.first;
    };
    // Most calendars are single dates, each with a name.
    if (!std::is_sorted(spans.begin(), spans.end(), goes_first))
        std::stable_sort(spans.begin(), spans.end(), goes_first);
    Page page(first, last);
    for (const auto& span : spans) page.write(span);
    return Calendar(page.read(names));
}

Calendar::Calendar(std::vector<DateSpan> in_order) {
    auto dates = std::make_shared<Dates>();
    for (const auto& span : in_order) {
        dates->size += static_cast<std::size_t>((span.last - span.first).count()) + 1;
        auto& stretches = dates->stretches;
        if (!stretches.empty() && stretches.back().last + days(1) == span.first)
            stretches.back().last = span.last;
        else
            stretches.push_back({span.first, span.last});
    }
    dates->named = std::move(in_order);
    dates_ = std::move(dates);
}

const Calendar::Stretch* Calendar::stretch_of(local_days date) const {
    const Stretch* stretch = dates_ ? last_begun(dates_->stretches, date) : nullptr;
    return stretch && date <= stretch->last ? stretch : nullptr;
}

bool Calendar::contains(local_days date) const {
    return stretch_of(date) != nullptr;
}

std::string_view Calendar::name_of(local_days date) const {
    const DateSpan* span = last_begun(spans(), date);
    return span && date <= span->last ? std::string_view(span->name) : std::string_view();
}

std::optional<local_days> Calendar::first_from(local_days date) const {
    if (!dates_) return {};
    const auto& all = dates_->stretches;
    const auto found = std::ranges::lower_bound(all, date, {}, &Stretch::last);
    if (found == all.end()) return {};
    return std::max(date, found->first);
}

std::optional<local_days> Calendar::last_until(local_days date) const {
    const Stretch* stretch = dates_ ? last_begun(dates_->stretches, date) : nullptr;
    if (!stretch) return {};
    return std::min(date, stretch->last);
}

local_days Calendar::first_missing_from(local_days date) const {
    const Stretch* stretch = stretch_of(date);
    return stretch ? stretch->last + days(1) : date;
}

local_days Calendar::last_missing_until(local_days date) const {
    const Stretch* stretch = stretch_of(date);
    return stretch ? stretch->first - days(1) : date;
}

std::size_t Calendar::size() const {
    return dates_ ? dates_->size : 0;
}

std::optional<local_days> Calendar::last_date() const {
    if (!dates_) return {};
    return dates_->stretches.back().last;
}

std::span<const DateSpan> Calendar::spans() const {
    if (!dates_) return {};
    return dates_->named;
}

bool operator==(const Calendar& a, const Calendar& b) {
    return std::ranges::equal(a.spans(), b.spans());
}

}  // namespace wls
