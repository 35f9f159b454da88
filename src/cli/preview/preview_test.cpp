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
        Output out(out_file.fd(), {}), err(err_file.fd(), {});
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

TEST_F(Preview, EveryFlagWrong) {
    using Change = std::function<void(PreviewOrder&)>;
    const struct {
        Change change;
        const char* message;
    } rows[] = {
        {[](auto&) {}, "say when: --weekly"},
        {[](auto& o) { o.weekly = {"Mon-Fry 8:00-9:00"}; }, "--weekly: 'Mon-Fry 8:00-9:00'"},
        {[](auto& o) { o.fields = {{"cron_start", "0 8 * * *"}}; }, "--cron-stop: missing"},
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
         "--calendar: there is no calendar 'work'"},
        {[](auto& o) {
             o.weekly = {"Mon 8:00-9:00"};
             o.from = "2026-11-30";
             o.to = "2026-11-29";
         },
         "--to: 2026-11-29T00:00:00+01:00 lies before from"},
        {[](auto& o) {
             o.weekly = {"Mon 8:00-9:00"};
             o.from = "2026-02-30";
         },
         "--from '2026-02-30'"},
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
