#include "cli/preview/preview.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>
#include <thread>

#include "cli/session_for_tests.h"

namespace wls::cli {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class Preview : public testing::Test {
  protected:
    Preview() { order.zone = *Zone::load("Europe/Paris"); }

    Done run(const std::string& input = "") {
        const MemoryFile in_file, out_file, err_file;
        EXPECT_EQ(::pwrite(in_file.fd(), input.data(), input.size(), 0),
                  static_cast<ssize_t>(input.size()));
        Output out(out_file.fd(), shape), err(err_file.fd(), {});
        auto result = preview(order, {in_file.fd(), out, err, clock});
        return {std::move(result), out_file.text(), err_file.text()};
    }

    std::string error_of(const std::string& input = "") {
        const auto done = run(input);
        return done.result ? "no error" : done.result.error().message;
    }

    std::string file(const std::string& name, const std::string& text) {
        const auto path = testing::TempDir() + "preview_" + name;
        std::ofstream(path) << text;
        return path;
    }

    PreviewOrder order;
    TestClock clock;
    Shape shape;
};

TEST_F(Preview, ShowsWindowsAndWhatMaySurprise) {
    order.weekly = {"every day 22:00-06:00"};
    order.from = "2027-03-27";
    order.to = "2027-03-29 00:00";
    const auto done = run();
    ASSERT_TRUE(done.result) << done.result.error().message;
    EXPECT_EQ(done.out,
              "Every day 22:00 to 06:00 (Europe/Paris)\n"
              "\n"
              "start                         end                           length\n"
              "Sat 27 Mar 2027 22:00 +01:00  Sun 28 Mar 2027 06:00 +02:00  7 h\n"
              "Sun 28 Mar 2027 22:00 +02:00  Mon 29 Mar 2027 06:00 +02:00  8 h\n");
    EXPECT_EQ(
        done.err,
        "warning: the window 2027-03-27 22:00 to 2027-03-28 06:00 lasts 7 h: clocks change\n");
}

TEST_F(Preview, IsJsonWhenAsked) {
    order.fields = {{"cron_start", "0 8 * * 1-5"}, {"cron_stop", "0 19 * * 1-5"}};
    order.from = "2026-11-30";
    order.limit = 1;
    order.format = Format::Json;
    EXPECT_EQ(run().out,
              R"x({"text":"Monday to Friday 08:00 to 19:00 (Europe/Paris)","windows":[{"start":)x"
              R"("2026-11-30T08:00:00+01:00","end":"2026-11-30T19:00:00+01:00","seconds":39600}],)"
              R"("warnings":[]})"
              "\n");
}

TEST_F(Preview, ReadsAScheduleFromAFileOrTheInput) {
    const std::string schedule = R"({"weekly":["Mon 08:00-09:00"],"timezone":"Asia/Tokyo"})";
    order.file = file("schedule.json", schedule);
    order.from = "2026-11-30";
    order.limit = 1;
    const auto from_file = run();
    EXPECT_THAT(from_file.out, HasSubstr("Mon 30 Nov 2026 08:00 +09:00"));
    order.file = "-";
    EXPECT_EQ(run(schedule).out, from_file.out);
}

TEST_F(Preview, SkipsCalendarsOrKeepsToThem) {
    order.weekly = {"every day 08:00-09:00"};
    order.calendars = {"off=" + file("off.txt", "2026-11-30\n"),
                       "work=" + file("work.txt", "2026-11-30..2026-12-02\n")};
    order.only = {"work"};
    order.from = "2026-11-01";
    order.format = Format::Json;
    const auto done = run();
    ASSERT_TRUE(done.result) << done.result.error().message;
    EXPECT_THAT(done.out, HasSubstr("except off, only on work"));
    EXPECT_THAT(done.out, HasSubstr(R"("windows":[{"start":"2026-12-01T08:00:00+01:00")"));
    EXPECT_THAT(done.out, testing::Not(HasSubstr("2026-11-30T08")));
    EXPECT_THAT(done.out, testing::Not(HasSubstr("2026-12-03T08")));
}

TEST_F(Preview, TellsOfWhatItsFilesAndSettingsLeaveOpen) {
    order.fields = {{"cron_start", "H 8 * * THU"}, {"cron_stop", "0 19 * MARCH *"}};
    order.calendars = {"off=" + file("timed.ics",
                                     "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//x//EN\r\n"
                                     "BEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260101T000000Z\r\n"
                                     "DTSTART:20261201T100000Z\r\nDTEND:20261201T110000Z\r\n"
                                     "END:VEVENT\r\nEND:VCALENDAR\r\n")};
    order.zone_doubt = "TZ 'CET-1CEST'";
    order.from = "2026-12-01";
    order.limit = 1;
    order.format = Format::Json;
    const auto json = run();
    ASSERT_TRUE(json.result) << json.result.error().message;
    EXPECT_THAT(
        json.out,
        HasSubstr(
            R"({"code":"timed_events","message":"calendar off: only all-day events count; )"
            R"(with times of day, left out: 1"},{"code":"unknown_timezone","message":"TZ 'CET-1CEST' )"
            R"(names no known time zone, Europe/Paris is taken; give one"}]})"));
    order.format = Format::Table;
    EXPECT_THAT(run().err, HasSubstr("warning: --cron-start: H goes by the schedule's id"));
    EXPECT_THAT(run().err, HasSubstr("warning: calendar off: only all-day events count; with "
                                     "times of day, left out: 1\n"));
    order.language = Language::French;
    EXPECT_THAT(run().err,
                HasSubstr("avertissement : --cron-start : H dépend de l'id du planning"));
    order.fields = {
        {"cron_start", "0 8 * MARCH THU"}, {"cron_stop", "@hourly"}, {"timezone", "Europe/Paris"}};
    EXPECT_THAT(run().err, testing::Not(testing::AnyOf(HasSubstr("H dépend"), HasSubstr("TZ"))));

    order.fields.clear();
    order.calendars.clear();
    order.batch = true;
    order.from.reset();
    order.limit.reset();
    const auto stored =
        run(R"({"schedule":{"cron_start":"H 8 * * *","cron_stop":"H 9 * * *"},"limit":1})"
            "\n"
            R"({"schedule":{"id":7,"cron_start":"H 8 * * *","cron_stop":"H 9 * * *",)"
            R"("timezone":"UTC"},"limit":1})"
            "\n");
    EXPECT_THAT(stored.out, HasSubstr("cron_hash"));
    EXPECT_THAT(stored.out, HasSubstr("unknown_timezone"));
    const auto second = stored.out.substr(stored.out.find('\n'));
    EXPECT_THAT(second, HasSubstr("\"seconds\""));
    EXPECT_THAT(second, testing::Not(
                            testing::AnyOf(HasSubstr("cron_hash"), HasSubstr("unknown_timezone"))));
}

TEST_F(Preview, SpeaksFrench) {
    order.weekly = {"every day 02:00-02:30"};
    order.fields = {{"valid_from", "2027-03-27"}};
    order.from = "2027-03-27";
    order.to = "2027-03-29";
    order.language = Language::French;
    const auto done = run();
    EXPECT_THAT(done.out,
                HasSubstr("\n\n"
                          "début                           fin                             durée\n"
                          "sam. 27 mars 2027 02:00 +01:00  sam. 27 mars 2027 02:30 +01:00  30 m\n"
                          "dim. 28 mars 2027 03:00 +02:00  dim. 28 mars 2027 03:00 +02:00  "
                          "sautée\n"));
    EXPECT_THAT(done.err, StartsWith("avertissement : les horloges sautent"));
    order.to = "2027-03-27";
    EXPECT_THAT(run().err, StartsWith("Aucune fenêtre ne commence dans ce temps.\n"));
}

TEST_F(Preview, ShowsTimesWholeOnANarrowTerminal) {
    order.fields = {{"start_time", "2026-11-30T08:00:00.25"}, {"end_time", "2026-12-02T09:00:30"}};
    order.from = "2026-11-30";
    shape.columns = 20;
    EXPECT_THAT(run().out,
                HasSubstr("\nMon 30 Nov 2026 08:00:00.250000 +01:00  Wed 2 Dec 2026 09:00:30 "
                          "+01:00  2 d 1 h\n"));
}

TEST_F(Preview, SaysThatNoWindowStartsWhateverElseItSays) {
    order.fields = {{"cron_start", "0 8 13 * 5"}, {"cron_stop", "0 19 * * *"}};
    order.from = "2027-03-01";
    order.to = "2027-03-02";
    EXPECT_EQ(run().err,
              "No window starts in that time.\n"
              "warning: --cron-start: day of the month and day of the week are both given; either "
              "is enough\n");
}

TEST_F(Preview, ShowsNothingThatATerminalObeys) {
    order.calendars = {"o\u009bff=" + file("c1.txt", "2026-11-30\n")};
    order.weekly = {"Mon 8:00-9:00"};
    order.from = "2026-12-01";
    const auto table = run();
    EXPECT_THAT(table.out, HasSubstr("except o\\x9bff"));
    EXPECT_THAT(table.err, HasSubstr("calendar o\\x9bff ends"));
    order.format = Format::Json;
    EXPECT_THAT(run().out, HasSubstr(R"(except o\u009bff","windows")"));
    order = {};
    order.batch = true;
    EXPECT_EQ(run("{\"schedule\":{},\"a\u009b\\u001b\":1}\n").out,
              R"({"detail":"a\u009b\u001b: unknown; there are schedule, from, to and limit"})"
              "\n");
}

TEST_F(Preview, TellsWhatIsOpenNowAndThatMoreFollows) {
    order.zone = Zone::utc();
    order.weekly = {"every day 22:00-06:00"};
    clock.at = Zone::utc().to_instant(*parse_table_text("2026-11-30 02:00:00"));
    order.limit = 2;
    order.to = "2026-12-03";
    const auto done = run();
    EXPECT_THAT(done.out, StartsWith("Every day 22:00 to 06:00 (UTC)\n"
                                     "Open now, until Mon 30 Nov 2026 06:00 +00:00\n\n"));
    EXPECT_EQ(done.err, "More windows start before --to; --limit shows more.\n");
    order.language = Language::French;
    EXPECT_THAT(run().out, HasSubstr("Ouverte maintenant, jusqu'au lun. 30 novembre 2026 06:00"));
    order.limit = 3;
    EXPECT_EQ(run().err, "");
    order.from = "2026-11-30 02:00";
    EXPECT_THAT(run().out, testing::Not(HasSubstr("Ouverte")));
    order.from.reset();
    for (const auto* const edge : {"2026-11-30 06:00:00", "2026-11-30 22:00:00"}) {
        clock.at = Zone::utc().to_instant(*parse_table_text(edge));
        EXPECT_THAT(run().out, testing::Not(HasSubstr("Ouverte"))) << edge;
    }
}

TEST_F(Preview, TakesAZoneForSchedulesThatNameNone) {
    order.fields = {{"timezone", "Asia/Tokyo"}};
    order.file = "-";
    order.from = "2026-11-30";
    order.limit = 1;
    EXPECT_THAT(run(R"({"weekly":["Mon 8:00-9:00"]})").out, HasSubstr("+09:00"));
    EXPECT_THAT(run(R"({"weekly":["Mon 8:00-9:00"],"timezone":"UTC"})").out, HasSubstr("+00:00"));
    order.file.reset();
    order.from.reset();
    order.limit.reset();
    order.batch = true;
    EXPECT_THAT(run(R"({"schedule":{"weekly":["Mon 8:00-9:00"]},"limit":1})").out,
                HasSubstr("+09:00"));
}

TEST_F(Preview, TellsOfMembersThatNoScheduleHas) {
    order.batch = true;
    EXPECT_THAT(
        run(R"({"schedule":{"weekly":["Mon 8:00-9:00"],"name":"x","colour":"red"},"limit":1})").out,
        HasSubstr(R"("warnings":[{"code":"unknown_member","message":"colour: an unknown member )"
                  R"(says nothing; docs/time.md has the four forms"}])"));
    EXPECT_EQ(run("{\"weekly\":[\"Mon 8:00-9:00\"]}\n").out,
              R"x({"detail":"schedule: missing; put what says when into it, {\"schedule\":{)x"
              R"x(\"weekly\":[\"Mon-Fri 08:00-19:00\"]}}"})x"
              "\n");
}

// The whole calendar of years that a file may name, typed.
TEST_F(Preview, TakesTheFirstAndTheLastYearsFromFlagsToo) {
    order.zone = Zone::utc();
    order.fields = {{"start_time", "9999-12-30 08:00"}, {"end_time", "9999-12-31 23:59"}};
    EXPECT_THAT(run().out, HasSubstr("Thu 30 Dec 9999 08:00"));
    order.fields = {{"start_time", "0001-01-02 08:00"}, {"end_time", "0001-01-02 09:00"}};
    order.from = "0001-01-01";
    EXPECT_THAT(run().out, HasSubstr("Tue 2 Jan 1 08:00"));
}

TEST_F(Preview, AFileMustNameTheCalendarsThatAreGiven) {
    order.calendars = {"off=" + file("off3.txt", "2026-11-30\n")};
    order.file = "-";
    EXPECT_EQ(error_of(R"({"weekly":["Mon 8:00-9:00"]})"),
              "--calendar off: the schedule does not name it; write "
              R"("calendar":{"skip":["off"]} into it, or leave the flag out)");
    EXPECT_EQ(error_of(R"({"weekly":["Mon 8:00-9:00"],"calendar":{"only":["off"]}})"), "no error");
    EXPECT_EQ(error_of(R"({"weekly":["Mon 8:00-9:00"],"calendar":{"skip":["x"]}})"),
              "the input: calendar: there is no calendar 'x'; give --calendar x=FILE");
    EXPECT_EQ(error_of(R"({"schedule":{"weekly":["Mon 8:00-9:00"]}})"),
              "--file: the input is a line for --batch; give what stands in its \"schedule\" "
              "alone");
    const std::string name(1'000, 'x');
    EXPECT_EQ(error_of(R"({"weekly":["Mon 8:00-9:00"],"calendar":{"skip":[")" + name + "\"]}}"),
              "the input: calendar: there is no calendar '" + name.substr(0, 60) +
                  "…'; give --calendar " + name.substr(0, 60) + "…=FILE");
}

TEST_F(Preview, EveryFlagWrong) {
    using Change = std::function<void(PreviewOrder&)>;
    const struct {
        Change change;
        const char* message;
    } rows[] = {
        {[](auto&) {}, "say when: --weekly"},
        {[](auto& o) { o.weekly = {"Mon-Fry 8:00-9:00"}; }, "--weekly: 'Mon-Fry 8:00-9:00'"},
        {[](auto& o) { o.weekly = {"it's weekly: 8:00-9:00"}; },
         "--weekly: 'it's weekly: 8:00-9:00', character 1: unknown day 'it'"},
        {[](auto& o) {
             o.weekly = {"Mon 8:00-9:00"};
             o.only = {"weekly"};
         },
         "--only: there is no calendar 'weekly'; give --calendar weekly=FILE"},
        {[](auto& o) { o.fields = {{"cron_start", "0 8 * * *"}}; },
         "--cron-stop: missing; --cron-start says when windows begin, --cron-stop when they end"},
        {[](auto& o) { o.fields = {{"cron_stop", "0 8 * * *"}}; }, "--cron-start: missing"},
        {[](auto& o) { o.fields = {{"start_time", "2026-11-30 08:00"}}; }, "--end: missing"},
        {[](auto& o) { o.fields = {{"end_time", "2026-11-30 08:00"}}; }, "--start: missing"},
        {[](auto& o) { o.fields = {{"start_time", "sometime"}}; }, "--start 'sometime'"},
        {[](auto& o) {
             o.weekly = {"Mon 8:00-9:00"};
             o.fields = {{"start_time", "2026-11-30 08:00"}};
         },
         "--start goes with one window or --repeat; --valid-from sets when windows begin"},
        {[](auto& o) {
             o.weekly = {"Mon 8:00-9:00"};
             o.fields = {{"end_time", "2026-11-30 08:00"}};
         },
         "--end goes with one window or --repeat; --valid-until sets when windows end"},
        {[](auto& o) { o.fields = {{"timezone", "Europe/Pariss"}}; },
         "--timezone: unknown time zone 'Europe/Pariss'; did you mean Europe/Paris?"},
        {[](auto& o) { o.file = "/nowhere.json"; },
         "/nowhere.json cannot be read: No such file or directory"},
        {[](auto& o) { o.file = "-"; }, "--file: the input is no JSON"},
        {[](auto& o) {
             o.file = "-";
             o.weekly = {"Mon 8:00-9:00"};
         },
         "--file says when; leave out the flags that do"},
        {[](auto& o) {
             o.batch = true;
             o.weekly = {"Mon 8:00-9:00"};
         },
         "--batch reads schedules from its input"},
        {[](auto& o) {
             o.batch = true;
             o.limit = 1;
         },
         "--batch: each line says its own from, to and limit"},
        {[](auto& o) {
             o.weekly = {"Mon 8:00-9:00"};
             o.calendars = {"holidays"};
         },
         "--calendar holidays: give NAME=FILE, such as fr-holidays=holidays.ics"},
        {[](auto& o) {
             o.weekly = {"Mon 8:00-9:00"};
             o.calendars = {"holidays=/nowhere.ics"};
         },
         "--calendar holidays: /nowhere.ics cannot be read"},
        {[](auto& o) {
             o.weekly = {"Mon 8:00-9:00"};
             o.only = {"work"};
         },
         "--only: there is no calendar 'work'; give --calendar work=FILE"},
        {[](auto& o) { o.fields = {{"timezone", "UTC"}}; },
         "nothing says when: give --start and --end, --weekly, or --cron-start and --cron-stop"},
        {[](auto& o) {
             o.fields = {{"start_time", "2026-11-30 08:00"}, {"end_time", "2026-11-30 08:00"}};
         },
         "--end: 2026-11-30 08:00 does not lie after --start, 2026-11-30 08:00"},
        {[](auto& o) {
             o.weekly = {"Mon 8:00-9:00"};
             o.fields = {{"cron_start", "0 8 * * *"}};
         },
         "--weekly and --cron-start say two things about when"},
        {[](auto& o) {
             o.weekly = {"Mon 8:00-9:00"};
             o.extra = {"2026-11-30"};
         },
         "--extra: goes with --repeat, whose windows"},
        {[](auto& o) {
             o.weekly = {"Mon 8:00-9:00"};
             o.fields = {{"valid_from", "2026-12-02"}, {"valid_until", "2026-12-01"}};
         },
         "--valid-until: 2026-12-01 does not lie after --valid-from, 2026-12-02"},
        {[](auto& o) { o.fields = {{"cron_start", "cron_stop"}, {"cron_stop", "0 8 * * *"}}; },
         "--cron-start: 'cron_stop', character 1"},
        {[](auto& o) {
             o.weekly = {"Mon 8:00-9:00"};
             o.from = "2026-11-30";
             o.to = "2026-11-29";
         },
         "--to: 2026-11-29T00:00:00+01:00 lies before --from, 2026-11-30"},
        {[](auto& o) {
             o.weekly = {"Mon 8:00-9:00"};
             o.from = "2026-02-30";
         },
         "--from '2026-02-30': a day of February 2026 is 01 to 28"},
    };
    for (const auto& row : rows) {
        order = {};
        order.zone = *Zone::load("Europe/Paris");
        row.change(order);
        EXPECT_THAT(error_of(), StartsWith(row.message));
    }
}

TEST_F(Preview, ABatchAnswersEachLineInItsPlace) {
    order.batch = true;
    order.calendars = {"off=" + file("off2.txt", "2026-11-30\n")};
    const auto done = run(
        R"({"schedule":{"weekly":["Mon 08:00-09:00"]},"from":"2026-11-30","limit":1})"
        "\nnonsense\n\n"
        R"({"schedule":{"weekly":["Mon 08:00-09:00"],"calendar":{"skip":["off"]}},"from":"2026-11-30T00:00:00Z","to":"2026-12-08"})"
        "\n"
        R"({"schedule":{"weekly":["Mon 08:00-09:00"]},"form":"2026-11-30"})"
        "\n"
        R"({"schedule":{"weekly":["Mon 08:00-09:00"]},"limit":0})"
        "\n"
        R"({"from":"2026-11-30"})" +
        std::string("\n{\"schedule\":{\"weekly\":[\"") + std::string(2'000'000, 'x') + "\"]}}\n" +
        R"({"schedule":{"weekly":["Tue 08:00-09:00"]},"from":"2026-11-30","limit":1})");
    ASSERT_TRUE(done.result);
    std::vector<std::string> lines;
    for (std::istringstream text(done.out); text.good();) {
        lines.emplace_back();
        std::getline(text, lines.back());
    }
    ASSERT_EQ(lines.size(), 10U);
    const std::string no_object = R"({"detail":"the line is no JSON object; write )";
    const char* const wanted[] = {
        R"x({"text":"Monday 08:00 to 09:00 (Europe/Paris)","windows":[{"start":"2026-11-30T08:00:00+01:00")x",
        no_object.c_str(),
        no_object.c_str(),
        R"x({"text":"Monday 08:00 to 09:00 (Europe/Paris), except off","windows":[{"start":"2026-12-07)x",
        R"({"detail":"form: unknown; did you mean from?"})",
        R"({"detail":"limit: give a number from 1 to 1000"})",
        R"({"detail":"schedule: missing"})",
        R"({"detail":"the line has over 1 MB, more than is read"})",
        R"({"text":"Tuesday 08:00 to 09:00)"};
    for (std::size_t i = 0; i < std::size(wanted); ++i)
        EXPECT_THAT(lines[i], StartsWith(wanted[i]));
}

// Another program asks, waits for the answer, and asks again.
TEST_F(Preview, ABatchAnswersBeforeItWaitsForMore) {
    order.batch = true;
    std::array<int, 2> asked{}, answered{};
    ASSERT_EQ(::pipe2(asked.data(), O_CLOEXEC), 0);
    ASSERT_EQ(::pipe2(answered.data(), O_CLOEXEC), 0);
    std::thread program([&] {
        Output out(answered[1], {}), err(answered[1], {});
        EXPECT_TRUE(preview(order, {asked[0], out, err, clock}));
    });
    const std::string line = "{\"schedule\":{\"weekly\":[\"Mon 08:00-09:00\"]},\"limit\":1}\n";
    for (int i = 0; i < 3; ++i) {
        ASSERT_EQ(::write(asked[1], line.data(), line.size()), static_cast<ssize_t>(line.size()));
        std::array<char, 4096> answer{};
        ASSERT_GT(::read(answered[0], answer.data(), answer.size()), 0);
        EXPECT_THAT(answer.data(), StartsWith("{\"text\":\"Monday"));
    }
    ::close(asked[1]);
    program.join();
    for (const int fd : {asked[0], answered[0], answered[1]}) ::close(fd);
}

}  // namespace
}  // namespace wls::cli
