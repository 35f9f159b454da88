#include <gtest/gtest.h>

#include "time/calendar_text.h"
#include "time/local_time.h"

namespace wls {
namespace {

std::string shown(const Calendar& calendar, std::size_t most = 8) {
    std::string text;
    for (const auto& span : calendar.spans()) {
        if (!text.empty()) text += "; ";
        if (most-- == 0) return text + "…";
        text += iso_date(span.first);
        if (span.first != span.last) text += ".." + iso_date(span.last);
        if (!span.name.empty()) text += " " + span.name;
    }
    return text;
}

// With "; 2 timed" behind it when events were left out; or what is wrong.
std::string read(const std::string& text) {
    const auto calendar = parse_ics(text);
    if (!calendar) return calendar.error().message;
    auto dates = shown(calendar->calendar);
    if (calendar->timed_events > 0)
        dates += "; " + std::to_string(calendar->timed_events) + " timed";
    return dates;
}

// Each word a line; the events start at line 2.
std::string lines(const std::string& text) {
    std::string all = "BEGIN:VCALENDAR\r\n";
    for (const char c : text) all += c == ' ' ? "\r\n" : std::string(1, c);
    return all + "\r\nEND:VCALENDAR\r\n";
}

std::string event(const std::string& text) {
    return lines("BEGIN:VEVENT " + text + " END:VEVENT");
}

TEST(Ics, ReadsWhatGoogleWrites) {
    EXPECT_EQ(
        read("BEGIN:VCALENDAR\r\n"
             "PRODID:-//Google Inc//Google Calendar 70.9054//EN\r\n"
             "VERSION:2.0\r\nCALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n"
             "X-WR-CALNAME:Jours fériés en France\r\nX-WR-TIMEZONE:UTC\r\n"
             "BEGIN:VEVENT\r\n"
             "DTSTART;VALUE=DATE:20261225\r\nDTEND;VALUE=DATE:20261226\r\n"
             "DTSTAMP:20261001T083000Z\r\nUID:20261225_abc@google.com\r\n"
             "CLASS:PUBLIC\r\nCREATED:20240517T112716Z\r\n"
             "DESCRIPTION:Jour férié\\nPour masquer les jours commémoratifs\\, accédez aux \r\n"
             " paramètres : DTSTART:20260101\r\n"
             "LAST-MODIFIED:20240517T112716Z\r\nSEQUENCE:0\r\nSTATUS:CONFIRMED\r\n"
             "SUMMARY:No\xC3\r\n \xABl\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\n"
             "END:VCALENDAR\r\n"),
        "2026-12-25 Noël");
}

TEST(Ics, ReadsWhatAppleWrites) {
    EXPECT_EQ(read("\xEF\xBB\xBF"
                   "BEGIN:VCALENDAR\nVERSION:2.0\n"
                   "PRODID:-//Apple Inc.//macOS 14.4//EN\nX-APPLE-CALENDAR-COLOR:#CC73E1\n"
                   "BEGIN:VTIMEZONE\nTZID:Europe/Paris\nBEGIN:DAYLIGHT\nTZOFFSETFROM:+0100\n"
                   "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\nDTSTART:19810329T020000\n"
                   "TZNAME:UTC+2\nTZOFFSETTO:+0200\nEND:DAYLIGHT\nEND:VTIMEZONE\n"
                   "BEGIN:VEVENT\nUID:1F0F@apple\nDTSTAMP:20260101T000000Z\n"
                   "DTSTART;VALUE=DATE:20240701\nDURATION:P1D\n"
                   "RRULE:FREQ=YEARLY;UNTIL=20280701\nSUMMARY;LANGUAGE=en:Canada Day\n"
                   "BEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:-PT15H\nDURATION:PT15M\nREPEAT:2\n"
                   "SUMMARY:Alarm\nEND:VALARM\nEND:VEVENT\nEND:VCALENDAR\n"),
              "2024-07-01 Canada Day; 2025-07-01 Canada Day; 2026-07-01 Canada Day; "
              "2027-07-01 Canada Day; 2028-07-01 Canada Day");
}

TEST(Ics, ReadsWhatOutlookWrites) {
    EXPECT_EQ(read("BEGIN:VCALENDAR\r\n"
                   "PRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN\r\nVERSION:2.0\r\n"
                   "BEGIN:VTIMEZONE\r\nTZID:W. Europe Standard Time\r\nBEGIN:STANDARD\r\n"
                   "DTSTART:16010101T030000\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\n"
                   "TZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
                   "BEGIN:VEVENT\r\n"
                   "DTSTART;TZID=\"W. Europe Standard Time\":20261225T000000\r\n"
                   "DTEND;TZID=\"W. Europe Standard Time\":20261227T000000\r\n"
                   "RRULE:FREQ=YEARLY;UNTIL=20281224T230000Z\r\n"
                   "EXDATE;TZID=\"W. Europe Standard Time\":20271225T000000\r\n"
                   "SUMMARY;LANGUAGE=de:Weihnachten\\; frei\r\nUID:040000008200E0\r\n"
                   "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE\r\nX-ALT-DESC;FMTTYPE=text/html:<html>\r\n"
                   "END:VEVENT\r\n"
                   "BEGIN:VEVENT\r\nDTSTART;TZID=\"W. Europe Standard Time\":20261228T090000\r\n"
                   "DTEND;TZID=\"W. Europe Standard Time\":20261228T100000\r\n"
                   "SUMMARY:Meeting\r\nEND:VEVENT\r\n"
                   "END:VCALENDAR\r\n"),
              "2026-12-25..2026-12-26 Weihnachten; frei; 2028-12-25..2028-12-26 Weihnachten; "
              "frei; 1 timed");
}

TEST(Ics, TakesAllDayEventsOnly) {
    const struct {
        const char *event, *want;
    } rows[] = {
        {"DTSTART;VALUE=DATE:20261225", "2026-12-25"},
        {"DTSTART:20261225", "2026-12-25"},
        {"dtstart;value=date:20261225 summary:Noël", "2026-12-25 Noël"},
        {"DTSTART;VALUE=DATE:20261225 DTEND;VALUE=DATE:20261226", "2026-12-25"},
        {"DTSTART;VALUE=DATE:20261225 DTEND;VALUE=DATE:20261225", "2026-12-25"},
        {"DTSTART;VALUE=DATE:20261224 DTEND;VALUE=DATE:20270103", "2026-12-24..2027-01-02"},
        {"DTSTART;VALUE=DATE:20261225 DURATION:P1D", "2026-12-25"},
        {"DTSTART;VALUE=DATE:20261225 DURATION:P1W", "2026-12-25..2026-12-31"},
        {"DTSTART;VALUE=DATE:20261225 DURATION:PT0S", "2026-12-25"},
        {"DTSTART;VALUE=DATE:20261225 DURATION:PT25H", "2026-12-25..2026-12-26"},
        {"DTSTART;VALUE=DATE:20261225 DURATION:P60000W", "2026-12-25..2400-12-31"},
        {"DTSTART;VALUE=DATE:20261225 DTEND:20261226T080000", "2026-12-25..2026-12-26"},
        {"DTSTART:20261225T000000 DTEND:20261227T000000", "2026-12-25..2026-12-26"},
        {"DTSTART;TZID=Europe/Paris:20261225T000000 DURATION:P1D", "2026-12-25"},
        {"DTSTART:20261225T000000 DURATION:P1DT1H", "; 1 timed"},
        {"DTSTART:20261225T000000 DTEND:20261225T000000", "; 1 timed"},
        {"DTSTART:20261225T000000", "; 1 timed"},
        {"DTSTART:20261225T000000Z DTEND:20261226T000000Z", "; 1 timed"},
        {"DTSTART:20261225T090000 DTEND:20261227T180000", "; 1 timed"},
        {"DTSTART:20261225T090000 RRULE:FREQ=SECONDLY", "; 1 timed"},
        {"DTSTART:20261225 STATUS:TENTATIVE TRANSP:OPAQUE", "2026-12-25"},
        {"DTSTART:20261225 STATUS:CANCELLED", ""},
        {"DTSTART:20261225 status:cancelled", ""},
        {"DTSTART:19691231 DURATION:P2D", "1970-01-01"},
        {"DTSTART:19691231", ""},
        {"DTSTART:16010101", ""},
        {"DTSTART:24001231 DURATION:P2D", "2400-12-31"},
        {"DTSTART:24010101", ""},
        {"DTSTART:99991231", ""},
        {"DTSTART:20380119", "2038-01-19"},
        {"DTSTART:22620412", "2262-04-12"},
        {"DTSTART:20000229", "2000-02-29"},
        {"DTSTART:20261225 SUMMARY:", "2026-12-25"},
        {"DTSTART:20261225 SUMMARY;X=\"a:b\":c", "2026-12-25 c"},
        {"DTSTART:20261225 SUMMARY:No\xEBl", "2026-12-25 No\uFFFDl"},
        {"DTSTART:20261225 SUMMARY:a\\nb\\,c\\;d\\\\e", "2026-12-25 a b,c;d\\e"},
        {"DTSTART:20261225 what?", "2026-12-25"},
        {"DTSTART:20261225 X-COMMENT", "2026-12-25"},
    };
    for (const auto& row : rows) EXPECT_EQ(read(event(row.event)), row.want) << row.event;
}

TEST(Ics, ExpandsWhatRepeats) {
    const struct {
        const char *event, *want;
    } rows[] = {
        {"DTSTART:20240229 RRULE:FREQ=YEARLY;COUNT=3", "2024-02-29; 2028-02-29; 2032-02-29"},
        {"DTSTART:20961224 RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;UNTIL=21080301",
         "2096-12-24; 2104-02-29; 2108-02-29"},
        {"DTSTART:19550302 RRULE:FREQ=YEARLY;UNTIL=19720101", "1970-03-02; 1971-03-02"},
        {"DTSTART:19550302 RRULE:FREQ=YEARLY;COUNT=17", "1970-03-02; 1971-03-02"},
        {"DTSTART:19550302 RRULE:FREQ=YEARLY;INTERVAL=4;UNTIL=19760101", "1971-03-02; 1975-03-02"},
        {"DTSTART:16040101 RRULE:FREQ=YEARLY;BYDAY=4TH;BYMONTH=11;UNTIL=19721201",
         "1970-11-26; 1971-11-25; 1972-11-23"},
        {"DTSTART:20260131 RRULE:FREQ=MONTHLY;COUNT=4",
         "2026-01-31; 2026-03-31; 2026-05-31; 2026-07-31"},
        {"DTSTART:20260227 RRULE:FREQ=MONTHLY;BYDAY=-1FR;COUNT=3",
         "2026-02-27; 2026-03-27; 2026-04-24"},
        {"DTSTART:20260525 RRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO;COUNT=2",
         "2026-05-25; 2027-05-31"},
        {"DTSTART:20241105 RRULE:FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;"
         "BYMONTHDAY=2,3,4,5,6,7,8;COUNT=3",
         "2024-11-05; 2028-11-07; 2032-11-02"},
        {"DTSTART:20261225 DTEND:20261227 RRULE:FREQ=YEARLY;COUNT=2",
         "2026-12-25..2026-12-26; 2027-12-25..2027-12-26"},
        {"DTSTART:20261231 RRULE:FREQ=DAILY", "2026-12-31..2400-12-31"},
        {"DTSTART:20261228 RRULE:FREQ=DAILY;COUNT=1000000", "2026-12-28..2400-12-31"},
        {"DTSTART:23980101 RRULE:FREQ=YEARLY", "2398-01-01; 2399-01-01; 2400-01-01"},
        {"DTSTART:20261225 RRULE:FREQ=DAILY;UNTIL=20261227T225959Z", "2026-12-25..2026-12-27"},
        {"DTSTART:20261225 RRULE:UNTIL=20261226T000000;FREQ=DAILY", "2026-12-25..2026-12-26"},
        {"DTSTART:20261225 RRULE:FREQ=DAILY;UNTIL=20261224", ""},
        {"DTSTART:20261225T000000 DURATION:P1D RRULE:FREQ=DAILY;UNTIL=20261226T110000Z",
         "2026-12-25..2026-12-27"},  // midnight in Auckland
        {"DTSTART:20261225T000000 DURATION:P1D RRULE:FREQ=DAILY;UNTIL=20261226T080000Z",
         "2026-12-25..2026-12-26"},  // midnight in Los Angeles
        {"DTSTART:20261225T000000 DURATION:P1D RRULE:FREQ=DAILY;UNTIL=20261226T225959Z",
         "2026-12-25..2026-12-26"},  // the end of a day in Paris
        {"DTSTART:20261225 RDATE;VALUE=DATE:20261228,20261231",
         "2026-12-25; 2026-12-28; 2026-12-31"},
        {"DTSTART:20261225 RDATE;VALUE=PERIOD:20261228T000000Z/P1D", "2026-12-25; 2026-12-28"},
        {"DTSTART:20261225 RDATE:20261228 RDATE:20261228", "2026-12-25; 2026-12-28"},
        {"DTSTART:20261225 EXDATE:20261225", ""},
        {"DTSTART:20261225 RRULE:FREQ=DAILY;COUNT=5 EXDATE;VALUE=DATE:20261226,20261228",
         "2026-12-25; 2026-12-27; 2026-12-29"},
        {"DTSTART:20261225 RRULE:FREQ=DAILY;COUNT=3 EXDATE:20261226T000000Z",
         "2026-12-25; 2026-12-27"},
        {"DTSTART:20261225 RRULE:FREQ=DAILY;COUNT=3 EXDATE:20250101", "2026-12-25..2026-12-27"},
        {"DTSTART:20261225 RRULE:FREQ=DAILY;COUNT=4 EXRULE:FREQ=WEEKLY;BYDAY=SA,SU",
         "2026-12-25; 2026-12-28"},
        {"DTSTART:20261225 RRULE:FREQ=DAILY;COUNT=2 RRULE:FREQ=YEARLY;COUNT=2",
         "2026-12-25..2026-12-26; 2027-12-25"},
        {"DTSTART:20261225 RRULE;X-A=b:FREQ=DAILY;COUNT=2", "2026-12-25..2026-12-26"},
    };
    for (const auto& row : rows) EXPECT_EQ(read(event(row.event)), row.want) << row.event;
    const auto yearly = parse_ics(event("DTSTART:20260101 RRULE:FREQ=YEARLY"));
    EXPECT_EQ(yearly->calendar.size(), 375U);
}

TEST(Ics, PutsAnOverrideInTheSeriesPlace) {
    const std::string series =
        "BEGIN:VEVENT UID:a DTSTART:20261225 RRULE:FREQ=DAILY;COUNT=3 SUMMARY:A END:VEVENT ";
    const struct {
        const char *event, *want;
    } rows[] = {
        {"UID:a RECURRENCE-ID;VALUE=DATE:20261226 DTSTART:20261230 SUMMARY:Moved",
         "2026-12-25 A; 2026-12-27 A; 2026-12-30 Moved"},
        {"UID:a RECURRENCE-ID:20261226 DTSTART:20261226 SUMMARY:Renamed",
         "2026-12-25 A; 2026-12-26 Renamed; 2026-12-27 A"},
        {"UID:a RECURRENCE-ID:20261226 DTSTART:20261226 STATUS:CANCELLED",
         "2026-12-25 A; 2026-12-27 A"},
        {"UID:a RECURRENCE-ID:20261226T000000 DTSTART:20261226T090000 DTEND:20261226T100000",
         "2026-12-25 A; 2026-12-27 A; 1 timed"},
        {"UID:a RECURRENCE-ID:20261226 DTSTART:20261230 RRULE:FREQ=DAILY",
         "2026-12-25 A; 2026-12-27 A; 2026-12-30"},
        {"UID:b RECURRENCE-ID:20261226 DTSTART:20261230", "2026-12-25..2026-12-27 A; 2026-12-30"},
        {"RECURRENCE-ID:20261226 DTSTART:20261230", "2026-12-25..2026-12-27 A; 2026-12-30"},
        {"UID:a RECURRENCE-ID:20301226 DTSTART:20261230", "2026-12-25..2026-12-27 A; 2026-12-30"},
    };
    for (const auto& row : rows) {
        const std::string other = std::string("BEGIN:VEVENT ") + row.event + " END:VEVENT";
        EXPECT_EQ(read(lines(series + other)), row.want) << row.event;
        EXPECT_EQ(read(lines(other + " " + series)), row.want) << row.event;
    }
}

TEST(Ics, ReadsSeveralCalendarsAndPassesOverTheRest) {
    const auto one = event("DTSTART:20261225"), two = event("DTSTART:20261226");
    EXPECT_EQ(read(one + "\r\n\r\n" + two), "2026-12-25..2026-12-26");
    EXPECT_EQ(read("\r\n  \r\n" + one), "2026-12-25");
    EXPECT_EQ(read(lines("VERSION:2.0")), "");
    EXPECT_EQ(read("begin:vcalendar\nend:VCALENDAR"), "");
    EXPECT_EQ(read("BEGIN:VCALENDAR \nEND:VCALENDAR\t"), "");
    EXPECT_EQ(read(lines("BEGIN:VTODO DTSTART:20261225 END:VTODO BEGIN:X-FOO DTSTART:1 END:X-FOO")),
              "");
    EXPECT_EQ(read(lines("BEGIN:X BEGIN:VEVENT DTSTART:20261225 END:VEVENT END:X")), "");
    EXPECT_EQ(read(event("DTSTART:20261225 BEGIN:VEVENT DTSTART:no END:VEVENT")), "2026-12-25");
    EXPECT_EQ(read("BEGIN:VCAL\r\n ENDAR\r\nBEGIN:VEVENT\r\nDTST\r\n\tART:2026\r\n 1225\r\n"
                   "END:VEVENT\r\nEND:VCALENDAR"),
              "not iCalendar: no BEGIN:VCALENDAR; give an .ics file or a list of dates");
    EXPECT_EQ(read(event("DTST\r\n\tART:2026\r\n\t1225")), "2026-12-25");
}

TEST(Ics, IsToldFromAListOfDates) {
    EXPECT_EQ(shown(parse_calendar(event("DTSTART:20261225"))->calendar), "2026-12-25");
    EXPECT_EQ(shown(parse_calendar("\xEF\xBB\xBF\n" + event("DTSTART:20261225"))->calendar),
              "2026-12-25");
    EXPECT_EQ(shown(parse_calendar("2026-12-25 Noël")->calendar), "2026-12-25 Noël");
    EXPECT_EQ(shown(parse_calendar("")->calendar), "");
    EXPECT_TRUE(parse_calendar("BEGIN:VCARD").error().message.contains("no BEGIN:VCALENDAR"));
    EXPECT_TRUE(parse_calendar("VERSION:2.0").error().message.contains("a date is wanted here"));
}

}  // namespace
}  // namespace wls
