// One of the four forms of "when", placed on the world's time line: windows in the order of their
// starts by the clocks' faces, before validity cuts them. Value; any thread.
#pragma once

#include <optional>
#include <variant>

#include "base/instant.h"
#include "time/planned_window.h"
#include "time/rule/cron_pair.h"
#include "time/rule/day_filter.h"
#include "time/rule/series.h"
#include "time/weekly.h"
#include "time/zone.h"

namespace wls {

// One window; its times may be of either pass.
struct OneOff {
    PlannedWindow window;
};

class Pattern {
  public:
    using Form = std::variant<OneOff, Series, Weekly, CronPair>;

    // Only windows that start on days of `days`.
    Pattern(Form form, Zone zone, DayFilter days)
        : form_(std::move(form)), zone_(std::move(zone)), days_(std::move(days)) {}

    // The first window that starts at `from` or later, the last that starts before `before`.
    // Skipped ones too.
    std::optional<PlannedWindow> first_from(Instant from) const;
    std::optional<PlannedWindow> last_before(Instant before) const;

    // The next one in the order, the one before it.
    std::optional<PlannedWindow> after(const PlannedWindow& window) const;
    std::optional<PlannedWindow> before(const PlannedWindow& window) const;

    // No window after it in the order begins at the same instant.
    bool begins_alone(const PlannedWindow& window) const;

    // Of the windows that contain `at` the one that ends last.
    std::optional<PlannedWindow> open_at(Instant at) const;

    const Form& form() const { return form_; }
    const Zone& zone() const { return zone_; }
    bool repeats() const { return !std::holds_alternative<OneOff>(form_); }

  private:
    const CronPair* interval_pair() const;
    std::optional<Duration> overlap_reach() const;
    std::optional<LocalSpan> next_local(LocalTime from) const;
    std::optional<LocalSpan> prev_local(LocalTime until) const;
    std::optional<PlannedWindow> placed(const std::optional<LocalSpan>& span) const;
    std::optional<PlannedWindow> read(const std::optional<Window>& window) const;

    Form form_;
    Zone zone_;
    DayFilter days_;
};

}  // namespace wls
