#include "api/transition_json.h"

#include <gtest/gtest.h>

namespace wls::api {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

Instant at(const char* text) {
    return Zone::utc().to_instant(parse_table_text(text).value());
}

TEST(TransitionJson, HasTheShapeOfTheApi) {
    Transition transition;
    transition.id = {991};
    transition.schedule = {7};
    transition.workload = "Process/-/Back \"up\"";
    transition.nominal_at = at("2026-11-30 07:00:00");
    transition.decided_at = at("2026-11-30 07:00:00.000119");
    transition.from = "down";
    transition.to = "up";
    transition.outcome = Outcome::Acting;
    transition.attempts = 1;
    std::string out;
    append(out, transition, Zone::load("Europe/Paris").value());
    EXPECT_EQ(out,
              R"({"id":991,"schedule":7,"workload":"Process/-/Back \"up\"","edge":"start",)"
              R"("at":"2026-11-30T08:00:00+01:00","decided_at":"2026-11-30T08:00:00.000119+01:00",)"
              R"("from":"down","to":"up","cause":"window","outcome":"pending","attempts":1,)"
              R"("message":""})");
    transition.done_at = at("2026-11-30 07:00:01");
    out.clear();
    append(out, transition, Zone::utc());
    EXPECT_NE(out.find(R"("done_at":"2026-11-30T07:00:01+00:00")"), std::string::npos);
}

TEST(TransitionQuery, RefusesWhatItCannotMean) {
    for (const auto& [key, value] : Pairs{{"schedule", "x"},
                                          {"schedule", ""},
                                          {"outcome", "acting"},
                                          {"outcome", "Done"},
                                          {"from", "soon"},
                                          {"to", ""},
                                          {"limit", "0"},
                                          {"limit", "1001"},
                                          {"after", "1.5"},
                                          {"after", "99999999999999999999"}}) {
        const Pairs pairs = {{key, value}};
        const auto filter = decode_transition_query(pairs, Zone::utc());
        ASSERT_FALSE(filter) << key << "=" << value;
        EXPECT_EQ(filter.error().fields.size(), 1U);
    }
}

TEST(TransitionQuery, ReadsLocalTimesInTheZone) {
    const Pairs pairs = {{"from", "2026-11-30T08:00:00"},
                         {"to", "2026-11-30T08:00:00Z"},
                         {"schedule", "7"},
                         {"outcome", "done"},
                         {"after", "12"},
                         {"other", "ignored"}};
    const auto filter = decode_transition_query(pairs, Zone::load("Europe/Paris").value()).value();
    EXPECT_EQ(filter.from, at("2026-11-30 07:00:00"));
    EXPECT_EQ(filter.to, at("2026-11-30 08:00:00"));
    EXPECT_EQ(filter.schedule, ScheduleId{7});
    EXPECT_EQ(filter.outcome, "done");
    EXPECT_EQ(filter.after, TransitionId{12});
    EXPECT_EQ(filter.limit, 100);
}

}  // namespace
}  // namespace wls::api
