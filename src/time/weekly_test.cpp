#include "time/weekly.h"

#include <gtest/gtest.h>

namespace wls {
namespace {

std::string shown(const std::optional<LocalSpan>& span) {
    return span ? iso_text(span->start) + " " + iso_text(span->end) : "never";
}

LocalTime at(const char* text) {
    return *parse_table_text(text);
}

TEST(Weekly, ReadsWhatPeopleWrite) {
    const struct {
        const char *text, *english, *french;
    } rows[] = {
        {"Mon-Fri 08:00-19:00", "Monday to Friday 08:00 to 19:00",
         "du lundi au vendredi de 08:00 à 19:00"},
        {"Fri 21:00-Mon 06:00", "Friday 21:00 to Monday 06:00", "du vendredi 21:00 au lundi 06:00"},
        {"mon,WED , fri 9:00 - 12:30", "Monday, Wednesday and Friday 09:00 to 12:30",
         "le lundi, le mercredi et le vendredi de 09:00 à 12:30"},
        {"Sat,Sun 10:00-12:00", "Saturday and Sunday 10:00 to 12:00",
         "le samedi et le dimanche de 10:00 à 12:00"},
        {"Fri-Mon 10:00-12:00", "Friday to Monday 10:00 to 12:00",
         "du vendredi au lundi de 10:00 à 12:00"},
        {"Mon-Sun 22:00-06:00", "Every day 22:00 to 06:00", "tous les jours de 22:00 à 06:00"},
        {"daily 00:00-24:00", "Every day 00:00 to 24:00", "tous les jours de 00:00 à 24:00"},
        {"every day from 08:00 until 08:00:30", "Every day 08:00 to 08:00:30",
         "tous les jours de 08:00 à 08:00:30"},
        {"weekdays 8h30-17h; weekend 10:00-12:00",
         "Monday to Friday 08:30 to 17:00; Saturday and Sunday 10:00 to 12:00",
         "du lundi au vendredi de 08:30 à 17:00; le samedi et le dimanche de 10:00 à 12:00"},
        {"every Monday 08:00-09:00; chaque mardi 10:00-11:00; tous les mercredis 8h-9h",
         "Monday 08:00 to 09:00; Tuesday 10:00 to 11:00; Wednesday 08:00 to 09:00",
         "le lundi de 08:00 à 09:00; le mardi de 10:00 à 11:00; le mercredi de 08:00 à 09:00"},
        {"every weekday 08:00-09:00; every weekend 10:00-11:00",
         "Monday to Friday 08:00 to 09:00; Saturday and Sunday 10:00 to 11:00",
         "du lundi au vendredi de 08:00 à 09:00; le samedi et le dimanche de 10:00 à 11:00"},
        {"Mon–Fri 08:00–19:00", "Monday to Friday 08:00 to 19:00",
         "du lundi au vendredi de 08:00 à 19:00"},
        {"dimanche–lundi 08:00–19:00", "Sunday and Monday 08:00 to 19:00",
         "le dimanche et le lundi de 08:00 à 19:00"},
        {"lun-ven 08:00–19:00;", "Monday to Friday 08:00 to 19:00",
         "du lundi au vendredi de 08:00 à 19:00"},
        {"Mondays 08:00-Tue 08:00", "Monday 08:00 to Tuesday 08:00",
         "du lundi 08:00 au mardi 08:00"},
        {"Mon 08:00-Mon 08:00", "Monday 08:00 to Monday 08:00", "du lundi 08:00 au lundi 08:00"},
        {"Fri 21:00-Sat 06:00", "Friday 21:00 to 06:00", "le vendredi de 21:00 à 06:00"},
        {"Fri 21:00-Sun 24:00", "Friday 21:00 to Sunday 24:00",
         "du vendredi 21:00 au dimanche 24:00"},
        {"Mon,Tue,Wed,Sat 08:00-09:00", "Monday to Wednesday and Saturday 08:00 to 09:00",
         "du lundi au mercredi et le samedi de 08:00 à 09:00"},
    };
    for (const auto& row : rows) {
        const auto weekly = Weekly::parse({row.text});
        ASSERT_TRUE(weekly) << row.text << ": " << weekly.error().message;
        EXPECT_EQ(weekly->text(Language::English), row.english);
        EXPECT_EQ(weekly->text(Language::French), row.french);
        for (const auto language : {Language::English, Language::French}) {
            const auto again = Weekly::parse({weekly->text(language)});
            ASSERT_TRUE(again) << weekly->text(language) << ": " << again.error().message;
            EXPECT_EQ(again->text(language), weekly->text(language));
            EXPECT_EQ(shown(again->next_local(at("2026-11-25 00:00:00"))),
                      shown(weekly->next_local(at("2026-11-25 00:00:00"))));
        }
    }
}

TEST(Weekly, RefusesTheRestAndPointsAtIt) {
    const struct {
        std::string text, message;
    } rows[] = {
        {"", "character 1: a day is wanted here"},
        {"  ", "character 3: a day is wanted here"},
        {"Mon-Fry 08:00-19:00", "character 5: unknown day 'Fry', did you mean Fri?"},
        {"Munday 08:00-19:00", "character 1: unknown day 'Munday', did you mean Monday?"},
        {"lundy 08:00-19:00", "character 1: unknown day 'lundy', did you mean lundi?"},
        {"xyzzy 08:00-19:00", "character 1: unknown day 'xyzzy'; they are Mon to Sun"},
        {"08:00-19:00", "character 1: on which days?"},
        {"Mon", "character 4: the time at which it starts is wanted here"},
        {"Mon-", "character 5: a day is wanted here"},
        {"Mon,", "character 5: a day is wanted here"},
        {"Mon-08:00-19:00", "character 5: a day is wanted here"},
        {"Mon 08:00", "character 10: when does it end?"},
        {"Mon 08:00 19:00", "character 11: when does it end?"},
        {"Mon 08:00-", "character 11: the time at which it ends is wanted here"},
        {"Mon 08:00-Tue", "character 14: the time at which it ends is wanted here"},
        {"Mon 08:00-08:00",
         "character 11: it ends as it starts; a whole day is 00:00-24:00, or with the day it ends "
         "on, Mon 08:00-Tue 08:00"},
        {"Mon 24:00-08:00", "character 5: 24:00 is an end only; write 00:00"},
        {"Mon 25:00-26:00", "character 5: no time of a day"},
        {"Mon 08:60-19:00", "character 5: no time of a day"},
        {"Mon 24:01-19:00", "character 5: no time of a day"},
        {"Mon 8-19", "character 5: a time is written 08:00"},
        {"Mon 8am-7pm", "character 5: a time is written 08:00"},
        {"Mon 08.00-19.00", "character 5: a time is written 08:00"},
        {"Mon 0800-1900", "character 5: a time is written 08:00"},
        {"Mon 08:0-19:00", "character 5: a time is written 08:00"},
        {"Mon 08:00:00:00-19:00", "character 5: a time is written 08:00"},
        {"Mon 08:00-19:00 Tue 08:00-19:00", "character 17: a window ends here; write ';'"},
        {"Mon 08:00-19:00, Tue 08:00-19:00", "character 16: a window ends here; write ';'"},
        {"Mon,Tue 21:00-Wed 06:00", "character 15: an end with a day of its own"},
        {"daily 21:00-Wed 06:00", "character 13: an end with a day of its own"},
        {"Mon 08:00-19:00 *", "character 17: unexpected '*'"},
        {"Mon\n08:00-19:00", "character 4: unexpected a control character"},
        {"Mon 08:00-19:00;;", "character 17: a day is wanted here"},
        {std::string(1025, ' '), "at most 1,024 bytes"},
    };
    for (const auto& row : rows) {
        const auto weekly = Weekly::parse({row.text});
        ASSERT_FALSE(weekly) << row.text;
        EXPECT_TRUE(weekly.error().message.contains(row.message)) << row.text << "\n"
                                                                  << weekly.error().message;
    }
    EXPECT_FALSE(Weekly::parse({}));
    EXPECT_TRUE(Weekly::parse(std::vector<std::string>(64, "Mon 08:00-09:00")));
    EXPECT_FALSE(Weekly::parse(std::vector<std::string>(65, "Mon 08:00-09:00")));
}

TEST(Weekly, FindsTheWindowBeforeAndAfter) {
    const auto weekly = *Weekly::parse({"Mon-Fri 08:00-19:00", "Fri 21:00-Mon 06:00"});
    const struct {
        const char *from, *next, *prev;
    } rows[] = {
        {"2026-11-27 08:00:00", "2026-11-27T08:00:00 2026-11-27T19:00:00",
         "2026-11-27T08:00:00 2026-11-27T19:00:00"},
        {"2026-11-27 08:00:00.000001", "2026-11-27T21:00:00 2026-11-30T06:00:00",
         "2026-11-27T08:00:00 2026-11-27T19:00:00"},
        {"2026-11-29 12:00:00", "2026-11-30T08:00:00 2026-11-30T19:00:00",
         "2026-11-27T21:00:00 2026-11-30T06:00:00"},
        {"1969-12-31 00:00:00", "1969-12-31T08:00:00 1969-12-31T19:00:00",
         "1969-12-30T08:00:00 1969-12-30T19:00:00"},
        {"9999-12-31 23:00:00", "never", "9999-12-31T21:00:00 never"},
        {"0001-01-01 00:00:00", "0001-01-01T08:00:00 0001-01-01T19:00:00", "never"},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(shown(weekly.next_local(at(row.from))), row.next) << row.from;
        if (std::string(row.prev).ends_with(" never")) continue;
        EXPECT_EQ(shown(weekly.prev_local(at(row.from))), row.prev) << row.from;
    }
}

TEST(Weekly, OfWindowsThatBeginTogetherTheLongestCounts) {
    const auto weekly =
        *Weekly::parse({"Mon 08:00-09:00; Mon-Tue 08:00-19:00; Mon 08:00-10:00; Mon 09:00-10:00"});
    EXPECT_EQ(shown(weekly.next_local(at("2026-11-30 00:00:00"))),
              "2026-11-30T08:00:00 2026-11-30T19:00:00");
    EXPECT_EQ(shown(weekly.next_local(at("2026-11-30 08:00:01"))),
              "2026-11-30T09:00:00 2026-11-30T10:00:00");
}

}  // namespace
}  // namespace wls
