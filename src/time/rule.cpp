#include "time/rule.h"

#include <algorithm>

#include "time/rule/compiled.h"

namespace wls {

// The windows from an instant on, cut to validity, in groups that start together.
class Rule::Walk {
  public:
    Walk(const Compiled& rule, Instant from) : rule_(rule) {
        const Instant begin = std::max(from, rule.valid_from);
        ahead_ = rule.pattern.first_from(begin);
        if (rule.opening && from <= rule.valid_from) opening_ = rule.opening;
    }

    // Those that start at the next instant: what is skipped, by what clocks show, then the longest
    // of the others. Empty: there is no more.
    std::vector<PlannedWindow> next() {
        std::vector<PlannedWindow> group;
        std::optional<PlannedWindow> longest;
        if (opening_) {
            longest = PlannedWindow{*opening_,
                                    {shown_at(opening_->start_at), shown_at(opening_->end_at)}};
            opening_.reset();
        } else if (!ahead_) {
            return group;
        }
        const Instant start = longest ? longest->window.start_at : ahead_->window.start_at;
        if (start >= rule_.valid_until) {
            ahead_.reset();
            return group;
        }
        for (; ahead_ && ahead_->window.start_at == start; ahead_ = rule_.pattern.after(*ahead_)) {
            if (ahead_->is_skipped())
                group.push_back(*ahead_);
            else if (!longest || longest->window.end_at < ahead_->window.end_at)
                longest = ahead_;
        }
        if (longest) {
            if (longest->window.end_at > rule_.valid_until) {
                longest->window.end_at = rule_.valid_until;
                longest->local.end = shown_at(rule_.valid_until);
            }
            group.push_back(*longest);
        }
        return group;
    }

  private:
    LocalTime shown_at(Instant at) const { return rule_.pattern.zone().to_local(at).time; }

    const Compiled& rule_;
    std::optional<PlannedWindow> ahead_;
    std::optional<Window> opening_;
};

std::vector<PlannedWindow> Rule::windows(Instant from, Instant to, std::size_t most) const {
    std::vector<PlannedWindow> found;
    Walk walk(*compiled_, from);
    while (found.size() < most) {
        const auto group = walk.next();
        if (group.empty() || group.front().window.start_at >= to) break;
        for (const auto& window : group)
            if (found.size() < most) found.push_back(window);
    }
    return found;
}

std::optional<Window> Rule::next(Instant after) const {
    if (after == Instant::max()) return {};
    Walk walk(*compiled_, after + Duration(1));
    for (auto group = walk.next(); !group.empty(); group = walk.next())
        if (!group.back().is_skipped()) return group.back().window;
    return {};
}

std::optional<Window> Rule::prev(Instant before) const {
    const auto& [fields, pattern, valid_from, valid_until, opening] = *compiled_;
    std::optional<Window> last;
    if (opening && valid_from < before) last = opening;
    for (auto found = pattern.last_before(std::min(before, valid_until)); found;
         found = pattern.before(*found)) {
        const Window& window = found->window;
        if (window.start_at < valid_from || (last && window.start_at < last->start_at)) break;
        if (window.empty()) continue;
        if (!last || last->start_at < window.start_at || last->end_at < window.end_at)
            last = window;
    }
    if (last) last->end_at = std::min(last->end_at, valid_until);
    return last;
}

bool Rule::repeats() const {
    return compiled_->pattern.repeats();
}

const Zone& Rule::zone() const {
    return compiled_->pattern.zone();
}

const RuleFields& Rule::fields() const {
    return compiled_->fields;
}

}  // namespace wls
