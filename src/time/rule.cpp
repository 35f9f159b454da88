#include "time/rule.h"

#include <algorithm>
#include <utility>

#include "time/rule/compiled.h"

namespace wls {

// The windows from an instant on, cut to validity. Of those that begin together: what is skipped,
// by what clocks show, then the longest of the others.
class Rule::Walk {
  public:
    Walk(const Compiled& rule, Instant from)
        : rule_(rule), ahead_(rule.pattern.first_from(std::max(from, rule.valid_from))) {
        if (rule.opening && from <= rule.valid_from)
            longest_ = PlannedWindow{
                *rule.opening, {shown_at(rule.opening->start_at), shown_at(rule.opening->end_at)}};
    }

    std::optional<PlannedWindow> next() {
        while (const auto* const found = peek()) {
            const Instant start = found->window.start_at;
            if (start >= rule_.valid_until || (longest_ && longest_->window.start_at < start))
                break;
            is_taken_ = true;
            if (found->is_skipped()) return *found;
            if (!longest_ || longest_->window.end_at < found->window.end_at) longest_ = *found;
            if (rule_.pattern.begins_alone(*found)) break;
        }
        if (longest_ && longest_->window.end_at > rule_.valid_until) {
            longest_->window.end_at = rule_.valid_until;
            longest_->local.end = shown_at(rule_.valid_until);
        }
        return std::exchange(longest_, {});
    }

  private:
    const PlannedWindow* peek() {
        if (std::exchange(is_taken_, false)) ahead_ = rule_.pattern.after(*ahead_);
        return ahead_ ? &*ahead_ : nullptr;
    }
    LocalTime shown_at(Instant at) const { return rule_.pattern.zone().to_local(at).time; }

    const Compiled& rule_;
    std::optional<PlannedWindow> ahead_;
    bool is_taken_ = false;  // `ahead_`: what follows it is looked for when it is asked for
    std::optional<PlannedWindow> longest_;
};

std::vector<PlannedWindow> Rule::windows(Instant from, Instant to, std::size_t most) const {
    std::vector<PlannedWindow> found;
    Walk walk(*compiled_, from);
    while (found.size() < most) {
        const auto planned = walk.next();
        if (!planned || planned->window.start_at >= to) break;
        found.push_back(*planned);
    }
    return found;
}

std::optional<Window> Rule::next(Instant after) const {
    if (after == Instant::max()) return {};
    Walk walk(*compiled_, after + Duration(1));
    while (const auto planned = walk.next())
        if (!planned->is_skipped()) return planned->window;
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

std::optional<Window> Rule::open_at(Instant at) const {
    const auto& rule = *compiled_;
    if (at < rule.valid_from || rule.valid_until <= at) return {};
    const auto open = rule.pattern.open_at(at);
    if (!open) return {};
    const auto& [start, end] = open->window;
    return Window{std::max(start, rule.valid_from), std::min(end, rule.valid_until)};
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
