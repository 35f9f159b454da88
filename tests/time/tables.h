// Words for tests of rules that read as tables: rules from their texts, answers as texts. Only
// tests.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "time/rule.h"

namespace wls::support {

inline Zone zone(const std::string& name) {
    return *Zone::load(name);
}

// "2026-11-30 08:00:00", as clocks show it, and as an instant in UTC.
inline LocalTime local(const std::string& text) {
    return *parse_table_text(text);
}
inline Instant utc(const std::string& text) {
    return Zone::utc().to_instant(local(text));
}

inline RuleFields weekly(std::vector<std::string> texts) {
    RuleFields fields;
    fields.weekly = std::move(texts);
    return fields;
}
inline RuleFields cron(const std::string& start, const std::string& stop) {
    RuleFields fields;
    fields.cron_start = start;
    fields.cron_stop = stop;
    return fields;
}
inline RuleFields once(const std::string& start, const std::string& end) {
    RuleFields fields;
    fields.start = LocalReading{local(start), Pass::First};
    fields.end = LocalReading{local(end), Pass::First};
    return fields;
}
inline RuleFields repeated(const std::string& start, const std::string& end,
                           const std::string& repeat) {
    RuleFields fields = once(start, end);
    fields.repeat = repeat;
    return fields;
}

inline Rule rule_of(const RuleFields& fields, const std::string& zone_name) {
    auto rule = Rule::compile(fields, zone(zone_name));
    EXPECT_TRUE(rule) << (rule ? "" : rule.error().message);
    return *rule;
}

// "2026-11-30T08:00:00Z".
inline std::string said(Instant at) {
    return iso_text(Zone::utc().to_local(at).time) + "Z";
}
inline std::string said(const std::optional<Window>& window) {
    return window ? said(window->start_at) + "/" + said(window->end_at) : "never";
}
// One after the other; a skipped one is its instant and "skipped".
inline std::string said(const std::vector<PlannedWindow>& windows) {
    std::string text;
    for (const auto& planned : windows)
        text += (text.empty() ? "" : ", ") + (planned.is_skipped()
                                                  ? said(planned.window.start_at) + " skipped"
                                                  : said(std::optional(planned.window)));
    return text;
}

}  // namespace wls::support
