// What is no iCalendar, what contradicts itself, and what is too much.
#include <gtest/gtest.h>

#include "time/calendar_text.h"

namespace wls {
namespace {

std::string error_of(std::string_view text) {
    const auto calendar = parse_ics(text);
    return calendar ? "none" : calendar.error().message;
}

std::string calendar(const std::string& components) {
    return "BEGIN:VCALENDAR\n" + components + "\nEND:VCALENDAR\n";
}

// Its lines are numbered from 3.
std::string event(const std::string& properties) {
    return calendar("BEGIN:VEVENT\n" + properties + "\nEND:VEVENT");
}

std::string times(std::size_t count, const std::string& text) {
    std::string all = text;
    while (all.size() < count * text.size()) all += all.substr(0, count * text.size() - all.size());
    return all;
}

TEST(IcsErrors, NameTheLineAndWhatWouldBeRight) {
    constexpr const char* kNotIcs =
        "not iCalendar: no BEGIN:VCALENDAR; give an .ics file or a list of dates";
    const struct {
        std::string text, message;
    } rows[] = {
        {"", kNotIcs},
        {"\xEF\xBB\xBF", kNotIcs},
        {"2026-12-25", kNotIcs},
        {"<!DOCTYPE html>", kNotIcs},
        {"PK\x03\x04", kNotIcs},
        {"BEGIN:VCARD\nEND:VCARD\n", kNotIcs},
        {"BEGIN:VEVENT\nDTSTART:20261225\nEND:VEVENT\n", kNotIcs},
        {"VERSION:2.0\nBEGIN:VCALENDAR\nEND:VCALENDAR\n", kNotIcs},
        {std::string("\xFF\xFE"
                     "B\0E\0",
                     6),
         "the text is UTF-16; save it as UTF-8"},
        {std::string("\xFE\xFF\0B\0E", 6), "the text is UTF-16; save it as UTF-8"},
        {"BEGIN:VCALENDAR", "line 1: BEGIN:VCALENDAR has no END; is the file cut off?"},
        {"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261225\n",
         "line 2: BEGIN:VEVENT has no END; is the file cut off?"},
        {"BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n",
         "line 3: END:VCALENDAR, but BEGIN:VEVENT of line 2 is still open"},
        {"BEGIN:VCALENDAR\nEND:VCALENDAR\nEND:VCALENDAR\n",
         "line 3: END:VCALENDAR without its BEGIN"},
        {"BEGIN:VCALENDAR\nEND:VCALENDAR\nVERSION:2.0\n", "line 3: not iCalendar: what stands"},
        {"BEGIN:VCALENDAR\nEND:VCALENDAR\nBEGIN:VEVENT\nEND:VEVENT\n",
         "line 3: a BEGIN:VCALENDAR is wanted around everything"},
        {"BEGIN:VCALENDAR\rVERSION:2.0\rEND:VCALENDAR\r", "line 1: a BEGIN:VCALENDAR is"},
        {event("SUMMARY:x"), "line 2: an event without DTSTART"},
        {event("DTSTART:20260230"), "line 3: '20260230' is no date; write 20261225, or"},
        {event("SUMMARY:x\nDTSTART:20260431"), "line 4: '20260431' is no date"},
        {event("DESCRIPTION:x\n y\n z\nDTSTART:21000229"), "line 6: '21000229' is no date"},
        {event("DTSTART:20261301"), "line 3: '20261301' is no date"},
        {event("DTSTART:20260001"), "line 3: '20260001' is no date"},
        {event("DTSTART:20260100"), "line 3: '20260100' is no date"},
        {event("DTSTART:00000101"), "line 3: '00000101' is no date"},
        {event("DTSTART:00000000"), "line 3: '00000000' is no date"},
        {event("DTSTART:2026-12-25"), "line 3: '2026-12-25' is no date"},
        {event("DTSTART:2026 1 1"), "line 3: '2026 1 1' is no date"},
        {event("DTSTART:+2026011"), "line 3: '+2026011' is no date"},
        {event("DTSTART:-2026011"), "line 3: '-2026011' is no date"},
        {event("DTSTART:202612255"), "line 3: '202612255' is no date"},
        {event("DTSTART:2026122"), "line 3: '2026122' is no date"},
        {event("DTSTART:Christmas"), "line 3: 'Christmas' is no date"},
        {event("DTSTART:"), "line 3: '' is no date"},
        {event("DTSTART"), "line 3: '' is no date"},
        {event("DTSTART;VALUE=DATE"), "line 3: '' is no date"},
        {event("DTSTART;VALUE=DATE:20261224T100000"),
         "line 3: '20261224T100000' has a time, but VALUE=DATE says that it has none; write "
         "20261224"},
        {event("DTSTART;X=\";VALUE=TEXT:\";value=\"date\":20261224T000000Z"),
         "line 3: '20261224T000000Z' has a time"},
        {event("DTSTART:20261224\nDTEND;VALUE=DATE:20261225T000000"),
         "line 4: '20261225T000000' has a time"},
        {event("DTSTART:20261224\nEXDATE;VALUE=DATE:20261225,20261226T000000"),
         "line 4: '20261226T000000' has a time"},
        {event("DTSTART;X=\"a:20261225"), "line 3: '' is no date"},
        {event("DTSTART;VALUE=TEXT:20261225"), "line 3: VALUE=TEXT is no date; write VALUE=DATE"},
        {event("DTSTART;VALUE=:20261225"), "line 3: VALUE= is no date; write VALUE=DATE"},
        {event("DTSTART;VALUE=PERIOD:20261225T000000/P1D"), "line 3: VALUE=PERIOD is no date"},
        {event("DTSTART:20261225T000000/P1D"), "line 3: '20261225T000000/P1D' is no date"},
        {event("DTSTART:20261225Z"), "line 3: '20261225Z' is no date"},
        {event("DTSTART:20261225T240000"), "line 3: '20261225T240000' is no date"},
        {event("DTSTART:20261225T006000"), "line 3: '20261225T006000' is no date"},
        {event("DTSTART:20261225T000061"), "line 3: '20261225T000061' is no date"},
        {event("DTSTART:20261225T00"), "line 3: '20261225T00' is no date"},
        {event("DTSTART:2026122x"), "line 3: '2026122x' is no date"},
        {event("DTSTART:20261225T00000p"), "line 3: '20261225T00000p' is no date"},
        {event("DTSTART:20261225 000000"), "line 3: '20261225 000000' is no date"},
        {event("DTSTART:20261225t000000z"), "line 3: '20261225t000000z' is no date"},
        {event("DTSTART:20261225T000000X"), "line 3: '20261225T000000X' is no date"},
        {event("DTSTART:20261225,20261226"), "line 3: "},
        {event("DTSTART:20261225\nDTSTART:20261226"), "line 4: DTSTART gives more than one date"},
        {event(std::string("DTSTART:20261225\0", 17)), "line 3: a NUL character in DTSTART"},
        {event("DTSTART:20261225\nDTEND:20261224"),
         "line 2: an event that ends before it starts; exchange DTSTART and DTEND"},
        {event("DTSTART:20261225T000000\nDTEND:20261224T000000"), "line 2: an event that ends"},
        {event("DTSTART:20261225\nDURATION:-P1D"), "line 2: an event that ends before it starts"},
        {event("DTSTART:20261225\nDTEND:20261226\nDTEND:20261227"), "line 5: DTEND gives more"},
        {event("DTSTART:20261225\nDTEND:never"), "line 4: 'never' is no date"},
        {event("DTSTART:20261225\nDTEND:20261226\nDURATION:P1D"),
         "line 5: an event has one end: DTEND or DURATION, once; leave out one of them"},
        {event("DTSTART:20261225\nDURATION:P1D\nDTEND:20261226"), "line 5: an event has one end"},
        {event("DTSTART:20261225\nDURATION:P1D\nDURATION:P2D"), "line 5: an event has one end"},
        {calendar("METHOD:CANCEL\nBEGIN:VEVENT\nDTSTART:20261225\nEND:VEVENT"),
         "line 2: METHOD:CANCEL: a message that events are off is no calendar; give the calendar"},
        {calendar("VERSION:2.0\nmethod;X=y:cancel"), "line 3: METHOD:CANCEL: a message"},
        {event("DTSTART:20261225") + calendar("METHOD:CANCEL"), "line 7: METHOD:CANCEL: a message"},
        {event("DTSTART:20261225\nDURATION:1 day"), "line 4: '1 day' is no duration; write P1D"},
        {event("DTSTART:20261225\nDURATION:P1M"), "line 4: 'P1M' is no duration"},
        {event("DTSTART:20261225\nDURATION:1D"), "line 4: '1D' is no duration"},
        {event("DTSTART:20261225\nDURATION:P"), "line 4: 'P' is no duration"},
        {event("DTSTART:20261225\nDURATION:P4294967297D"), "line 4: 'P4294967297D' is no duration"},
        {event("DTSTART:20261225\nDURATION:"), "line 4: '' is no duration"},
        {event("DTSTART:20261225\nEXDATE:20260230"), "line 4: '20260230' is no date"},
        {event("DTSTART:20261225\nEXDATE:20261225,"), "line 4: '' is no date"},
        {event("DTSTART:20261225\nRDATE:20261225,x"), "line 4: 'x' is no date"},
        {event("DTSTART:20261225\nRDATE;VALUE=PERIOD:20261225"),
         "line 4: '20261225' is no period; write 20261225T000000/P1D"},
        {event("DTSTART:20261225\nRDATE;VALUE=PERIOD:20261225/"),
         "line 4: '20261225/' is no period"},
        {event("DTSTART:20261225\nRDATE:20261225/P1D"), "line 4: '20261225/P1D' is no date"},
        {event("DTSTART:20261225\nRECURRENCE-ID;RANGE=THISANDFUTURE:20261225"),
         "line 4: RECURRENCE-ID with RANGE is not supported; end the series with UNTIL"},
        {event("DTSTART:20261225\nRRULE:"), "line 4: "},
        {event("DTSTART:20261225\nRRULE"), "line 4: "},
        {event("DTSTART:20261225\nRRULE:COUNT=2"), "line 4: "},
        {event("DTSTART:20261225\nRRULE:FREQ=FORTNIGHTLY"), "line 4: "},
        {event("DTSTART:20261225\nRRULE:FREQ=DAILY;COUNT=0"), "line 4: "},
        {event("DTSTART:20261225\nRRULE:FREQ=DAILY;INTERVAL=0"), "line 4: "},
        {event("DTSTART:20261225\nRRULE:FREQ=DAILY;UNTIL=20260230"), "line 4: UNTIL: '20260230'"},
        {event("DTSTART:20261225\nRRULE:FREQ=DAILY;UNTIL="), "line 4: UNTIL: '' is no date"},
        {event("DTSTART:20261225\nRRULE:FREQ=DAILY;UNTIL=20270101;COUNT=2"),
         "line 4: a rule has one end: UNTIL or COUNT, once"},
        {event("DTSTART:20261225\nRRULE:FREQ=DAILY;UNTIL=20270101;UNTIL=20280101"),
         "line 4: a rule has one end"},
        {event("DTSTART:20261225\nRRULE:FREQ=YEARLY;UNTIL=20261226,20261227"),
         "line 4: UNTIL: '20261226,20261227' is no date"},
    };
    for (const auto& row : rows)
        EXPECT_TRUE(error_of(row.text).contains(row.message)) << row.text << "\n"
                                                              << error_of(row.text);
}

// Who has the file did not write its rules, and has no cron in it.
TEST(IcsErrors, NameAWayOutForRulesThatAreNotSupported) {
    for (const std::string rule :
         {"SECONDLY", "MINUTELY", "HOURLY", "YEARLY;BYYEARDAY", "YEARLY;BYWEEKNO",
          "YEARLY;BYEASTER", "YEARLY;BYHOUR", "YEARLY;RSCALE", "YEARLY;SKIP"}) {
        const std::string name = rule.substr(rule.find(';') + 1);
        for (const char* const property : {"RRULE", "EXRULE"})
            EXPECT_TRUE(error_of(event("DTSTART:20261225\n" + std::string(property) +
                                       ":FREQ=" + rule + (name == rule ? "" : "=1")))
                            .ends_with(": " + name +
                                       " is not supported: leave the event out of the file, or "
                                       "list its dates as RDATE"))
                << rule;
    }
}

TEST(IcsErrors, RefuseWhatIsTooMuch) {
    const struct {
        std::string text, message;
    } rows[] = {
        {times(20'000'001, "x"), "at most 20 MB"},
        {calendar(times(50'000'000, "x")), "at most 20 MB"},
        {calendar(times(1'000'000, "BEGIN:VEVENT\nDTSTART:20261225\nEND:VEVENT\n")),
         "at most 20 MB"},
        {calendar(times(100'001, "BEGIN:VEVENT\nDTSTART:20261225\nEND:VEVENT\n")),
         "line 300002: more than 100,000 events; leave out what is not a holiday"},
        {calendar(times(1'000'000, "BEGIN:X\n")), "line 17: components stand in each other more"},
        {event(times(10'001, "EXDATE:20261225\n")), "line 10003: an event with more than 10,000"},
        {event("SUMMARY:" + times(65'536, "x")), "line 3: SUMMARY has more than 65,536"},
        {event("DTSTART:" + times(100'000, "20261225,") + "20261225"), "line 3: DTSTART has more"},
        {event("DTSTART:20261225\nSUMMARY:" + times(1'000'000, "\n x")), "SUMMARY has more"},
        {"BEGIN:" + times(19'000'000, "x"), "not iCalendar"},
        {calendar("BEGIN:" + times(19'000'000, "x")), "line 2: BEGIN has more than 65,536"},
        {event("DTSTART:20261225\nRRULE:FREQ=DAILY;COUNT=1000000000"), "line 4: "},
        {event("DTSTART:20261225\nRRULE:FREQ=SECONDLY"), "SECONDLY"},
        {event("DTSTART:20261225\nRRULE:FREQ=MINUTELY;COUNT=1000000000"), "MINUTELY"},
        {event("DTSTART:20260101\n" +
               times(9'000, "EXRULE:FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30\n")),
         "repeating events come to more than a million dates, or periods without any"},
        {calendar(times(10'000, "BEGIN:VEVENT\nDTSTART:20260101\nRRULE:FREQ=DAILY\nEND:VEVENT\n")),
         "line 32: repeating events come to more than a million dates, or periods without any"},
    };
    for (const auto& row : rows)
        EXPECT_TRUE(error_of(row.text).contains(row.message)) << row.text.substr(0, 60) << "\n"
                                                              << error_of(row.text);
}

TEST(IcsErrors, AreNoneForWhatIsMuch) {
    const struct {
        std::string text;
        std::size_t size;
    } rows[] = {
        // A series that is written 50,000 times and moved 50,000 times.
        {calendar(times(50'000,
                        "BEGIN:VEVENT\nUID:a\nDTSTART:20261225\nEND:VEVENT\n"
                        "BEGIN:VEVENT\nUID:a\nRECURRENCE-ID:20261225\nDTSTART:20261226\n"
                        "END:VEVENT\n")),
         1},
        {event("DTSTART:20261225\nX-A:" + times(19'000'000, "x")), 1},
        {event("DTSTART:20261225\nX-A:" + times(600'000, "\n x")), 1},
        {event("DTSTART:20261225\n" + times(100'000, "X-A:1\n")), 1},
        {event("DTSTART:20261225\nEXDATE:" + times(7'000, "20261225,") + "20261226"), 0},
        {calendar(times(7, "BEGIN:VEVENT\nDTSTART:20260101\nRRULE:FREQ=DAILY\nEND:VEVENT\n")),
         136'966},
        {calendar(times(5'000, "BEGIN:VEVENT\nDTSTART:19700101\nDURATION:P99999W\nEND:VEVENT\n")),
         157'420},
        {event("DTSTART:20260101\nDURATION:P999999W"), 136'966},
    };
    for (const auto& row : rows) {
        const auto calendar = parse_ics(row.text);
        ASSERT_TRUE(calendar) << row.text.substr(0, 60) << "\n" << calendar.error().message;
        EXPECT_EQ(calendar->calendar.size(), row.size) << row.text.substr(0, 60);
    }
}

}  // namespace
}  // namespace wls
