#include "time/zone.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

namespace wls {
namespace {

Zone zone(std::string_view name) {
    auto loaded = Zone::load(name);
    EXPECT_TRUE(loaded) << name;
    return loaded ? *loaded : Zone::utc();
}

LocalTime at(std::string_view text) {
    return parse_table_text(text).value();
}

TEST(ZoneLoad, RefusesWhatIsNoPlainName) {
    for (const std::string_view name :
         {"", "Europe/Pariss", "/etc/passwd", "../zoneinfo/UTC", "Europe/../UTC", "localtime",
          "./UTC", "Europe/Paris\n", "posix rules,M3", "Europe", "CET-1CEST",
          "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
        EXPECT_FALSE(Zone::load(name)) << name;
    for (const std::string_view name :
         {"UTC", "Etc/GMT+5", "Europe/Paris", "America/Port-au-Prince"})
        EXPECT_TRUE(Zone::load(name)) << name;
}

TEST(ToInstant, FollowsTheRuleForClockChanges) {
    const struct {
        const char* why;
        const char* zone;
        const char* local;
        Pass pass;
        const char* utc;
    } rows[] = {
        {"winter", "Europe/Paris", "2026-01-05 08:00:00", Pass::First, "2026-01-05T07:00:00"},
        {"summer", "Europe/Paris", "2026-07-05 08:00:00", Pass::First, "2026-07-05T06:00:00"},
        {"gap: the change", "Europe/Paris", "2026-03-29 02:30:00", Pass::First,
         "2026-03-29T01:00:00"},
        {"gap, with a fraction", "Europe/Paris", "2026-03-29 02:30:00.5", Pass::First,
         "2026-03-29T01:00:00"},
        {"just before the gap", "Europe/Paris", "2026-03-29 01:59:59.999999", Pass::First,
         "2026-03-29T00:59:59.999999"},
        {"repeated: first pass", "Europe/Paris", "2026-10-25 02:30:00", Pass::First,
         "2026-10-25T00:30:00"},
        {"repeated: second pass", "Europe/Paris", "2026-10-25 02:30:00", Pass::Second,
         "2026-10-25T01:30:00"},
        {"half an hour", "Australia/Lord_Howe", "2026-10-04 02:15:00", Pass::First,
         "2026-10-03T15:30:00"},
        {"a removed day", "Pacific/Apia", "2011-12-30 12:00:00", Pass::First,
         "2011-12-30T10:00:00"},
        {"a midnight gap", "America/Sao_Paulo", "2018-11-04 00:00:00", Pass::First,
         "2018-11-04T03:00:00"},
        {"the table's footer, far ahead", "Europe/Paris", "2399-07-01 12:00:00", Pass::First,
         "2399-07-01T10:00:00"},
        {"a pass means nothing elsewhere", "UTC", "2026-07-05 08:00:00", Pass::Second,
         "2026-07-05T08:00:00"},
    };
    for (const auto& row : rows) {
        const Instant instant = zone(row.zone).to_instant(at(row.local), row.pass);
        EXPECT_EQ(iso_text(Zone::utc().to_local(instant).time), row.utc) << row.why;
    }
}

TEST(ToLocal, IsUndoneByToInstantAcrossEveryChangeOfADecade) {
    for (const char* name : {"Europe/Paris", "America/New_York", "Australia/Lord_Howe",
                             "Pacific/Apia", "Africa/Casablanca", "Asia/Kathmandu", "UTC"}) {
        const Zone z = zone(name);
        const Instant first = Zone::utc().to_instant(at("2009-12-31 00:00:00"));
        for (int half_hour = 0; half_hour < 10 * 366 * 48; ++half_hour) {
            const Instant instant = first + std::chrono::minutes{30 * half_hour} + Duration{7};
            const auto [time, pass] = z.to_local(instant);
            ASSERT_EQ(z.to_instant(time, pass), instant) << name << " " << iso_text(time);
        }
    }
}

TEST(Rfc3339, CarriesTheZonesOffset) {
    const Instant instant = Zone::utc().to_instant(at("2026-11-30 07:00:00"));
    EXPECT_EQ(zone("Europe/Paris").rfc3339(instant), "2026-11-30T08:00:00+01:00");
    EXPECT_EQ(zone("America/St_Johns").rfc3339(instant), "2026-11-30T03:30:00-03:30");
    EXPECT_EQ(zone("UTC").rfc3339(instant + Duration{500}), "2026-11-30T07:00:00.000500+00:00");
    // Monrovia's offset was -00:44:30 until 1972.
    EXPECT_EQ(zone("Africa/Monrovia").rfc3339(Instant{}), "1969-12-31T23:16:00-00:44");
    EXPECT_EQ(zone("Europe/Paris").rfc3339(Instant::min()), "0001-01-01T00:00:00+00:09");
    EXPECT_EQ(zone("Europe/Paris").rfc3339(Instant::max()), "9999-12-31T23:59:59.999999+01:00");
}

class MachineZone : public testing::Test {
  protected:
    std::string link_to(const std::string& target) {
        const auto path = std::filesystem::path(testing::TempDir()) / "wls_localtime";
        std::filesystem::remove(path);
        std::filesystem::create_symlink(target, path);
        return path.string();
    }
};

TEST_F(MachineZone, IsTheVariableThenTheLinkThenUtc) {
    const std::string paris = link_to("/usr/share/zoneinfo/Europe/Paris");
    EXPECT_EQ(machine_zone("Asia/Tokyo", paris).name(), "Asia/Tokyo");
    EXPECT_EQ(machine_zone(":Asia/Tokyo", paris).name(), "Asia/Tokyo");
    EXPECT_EQ(machine_zone(nullptr, paris).name(), "Europe/Paris");
    EXPECT_EQ(machine_zone("", paris).name(), "Europe/Paris");
    EXPECT_EQ(machine_zone("CET-1CEST,M3.5.0", paris).name(), "Europe/Paris");
    EXPECT_EQ(machine_zone(nullptr, link_to("../usr/share/zoneinfo/Asia/Tokyo")).name(),
              "Asia/Tokyo");
    EXPECT_EQ(machine_zone(nullptr, link_to("/nowhere")).name(), "UTC");
    EXPECT_EQ(machine_zone(nullptr, "/nonexistent").name(), "UTC");
}

TEST(Resolve, SaysWhatClocksDoThere) {
    const struct {
        const char *zone, *local, *utc, *again, *resumes;
        bool is_skipped = false;
    } rows[] = {
        {"Europe/Paris", "2026-01-05 08:00:00", "2026-01-05T07:00:00", "", "2026-01-05T08:00:00"},
        {"Europe/Paris", "2026-03-29 02:30:00", "2026-03-29T01:00:00", "", "2026-03-29T03:00:00",
         true},
        {"Europe/Paris", "2026-10-25 02:30:00.5", "2026-10-25T00:30:00.500000",
         "2026-10-25T01:30:00.500000", "2026-10-25T03:00:00"},
        {"Europe/Paris", "2026-10-25 03:00:00", "2026-10-25T02:00:00", "", "2026-10-25T03:00:00"},
        {"Pacific/Apia", "2011-12-30 12:00:00", "2011-12-30T10:00:00", "", "2011-12-31T00:00:00",
         true},
        {"America/Havana", "2024-11-03 00:15:00", "2024-11-03T04:15:00", "2024-11-03T05:15:00",
         "2024-11-03T01:00:00"},
    };
    for (const auto& row : rows) {
        const auto found = zone(row.zone).resolve(at(row.local));
        const auto utc = [](Instant instant) {
            return iso_text(Zone::utc().to_local(instant).time);
        };
        EXPECT_EQ(utc(found.at), row.utc) << row.local;
        EXPECT_EQ(found.again ? utc(*found.again) : "", row.again) << row.local;
        EXPECT_EQ(iso_text(found.resumes_local), row.resumes) << row.local;
        EXPECT_EQ(found.is_skipped, row.is_skipped) << row.local;
    }
}

TEST(SteadyTime, LastsFromChangeToChange) {
    const Zone paris = zone("Europe/Paris"), utc = Zone::utc();
    const auto instant = [&](const char* text) { return utc.to_instant(at(text)); };
    const Instant spring = instant("2026-03-29 01:00:00"), autumn = instant("2026-10-25 01:00:00");
    for (const Instant in : {spring, instant("2026-07-01 12:00:00.5"), autumn - Duration(1)}) {
        EXPECT_EQ(paris.steady_from(in).until, autumn);
        EXPECT_EQ(paris.steady_from(in).offset, std::chrono::hours(2));
        EXPECT_EQ(paris.steady_until(in).since, spring);
        EXPECT_EQ(paris.steady_until(in).offset, std::chrono::hours(2));
    }
    EXPECT_EQ(paris.steady_from(autumn).offset, std::chrono::hours(1));
    EXPECT_EQ(paris.steady_until(autumn).since, autumn);
    EXPECT_EQ(utc.steady_from(spring).until, std::nullopt);
    EXPECT_EQ(utc.steady_until(spring).since, std::nullopt);
    // The rules of the footer go on: the last change that a search meets.
    EXPECT_EQ(paris.steady_from(instant("2400-06-01 00:00:00")).until,
              instant("2400-10-29 01:00:00"));
}

}  // namespace
}  // namespace wls
