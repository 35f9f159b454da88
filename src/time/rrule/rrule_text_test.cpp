// What recurrence rules say of themselves.
#include <gtest/gtest.h>

#include "time/rrule.h"

namespace wls {
namespace {

LocalTime at(const std::string& date) {
    return *parse_table_text(date + " 08:30:00");
}

TEST(RRuleText, SaysEveryPartInTwoLanguages) {
    const struct {
        const char *text, *first, *english, *french;
    } rows[] = {
        {"FREQ=DAILY", "2026-11-27", "Every day", "Chaque jour"},
        {"FREQ=DAILY;INTERVAL=2;COUNT=10", "2026-11-27", "Every 2 days, 10 times",
         "Tous les 2 jours, 10 fois"},
        {"FREQ=DAILY;COUNT=1", "2026-11-27", "Every day, once", "Chaque jour, une fois"},
        {"FREQ=DAILY;UNTIL=20271231", "2026-11-27", "Every day until 2027-12-31",
         "Chaque jour jusqu'au 2027-12-31"},
        {"FREQ=DAILY;UNTIL=20271231T180000", "2026-11-27", "Every day until 2027-12-31 18:00",
         "Chaque jour jusqu'au 2027-12-31 18:00"},
        {"FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "2026-11-27", "Every day, only on Monday to Friday",
         "Chaque jour, seulement du lundi au vendredi"},
        {"FREQ=DAILY;INTERVAL=3;BYMONTH=1,4,8;BYDAY=SU,SA;UNTIL=20271231", "2027-01-02",
         "Every 3 days, only on Saturday and Sunday, only in January, April and August, until "
         "2027-12-31",
         "Tous les 3 jours, seulement le samedi et le dimanche, seulement en janvier, en avril et "
         "en août, jusqu'au 2027-12-31"},
        {"FREQ=DAILY;BYMONTHDAY=13,-1;BYDAY=FR;BYSETPOS=1", "2026-11-13",
         "Every day, only on Friday, only on the 13th and the last day",
         "Chaque jour, seulement le vendredi, seulement le 13 et le dernier jour"},
        {"FREQ=WEEKLY", "2026-11-27", "Every week on Friday", "Chaque semaine le vendredi"},
        {"FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;COUNT=10", "2026-11-30",
         "Every 2 weeks on Monday and Wednesday, 10 times",
         "Toutes les 2 semaines le lundi et le mercredi, 10 fois"},
        {"FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;WKST=SU", "2026-11-27", "Every week on Monday to Friday",
         "Chaque semaine du lundi au vendredi"},
        {"FREQ=WEEKLY;BYDAY=MO,TU,WE,SA", "2026-11-28",
         "Every week on Monday to Wednesday and Saturday",
         "Chaque semaine du lundi au mercredi et le samedi"},
        {"FREQ=WEEKLY;BYDAY=MO;BYMONTH=8,9", "2026-08-03",
         "Every week on Monday, only in August and September",
         "Chaque semaine le lundi, seulement en août et en septembre"},
        {"FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;WKST=SU", "2026-11-24", "Every 2 weeks on Tuesday",
         "Toutes les 2 semaines le mardi"},
        {"FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU", "2026-11-24",
         "Every 2 weeks on Tuesday and Sunday, weeks beginning on Sunday",
         "Toutes les 2 semaines le mardi et le dimanche, les semaines commençant le dimanche"},
        {"FREQ=WEEKLY;BYDAY=TU,SU;BYSETPOS=1,-1;WKST=SU", "2026-11-24",
         "Every week on Tuesday and Sunday, only the first and the last of these days in a week, "
         "weeks beginning on Sunday",
         "Chaque semaine le mardi et le dimanche, seulement le premier et le dernier de ces jours "
         "dans la semaine, les semaines commençant le dimanche"},
        {"FREQ=WEEKLY;BYDAY=MO;COUNT=4", "2026-11-25",
         "Every week on Monday, the first on 2026-11-25, 4 times",
         "Chaque semaine le lundi, la première fois le 2026-11-25, 4 fois"},
        {"FREQ=MONTHLY", "2026-11-27", "Every month on the 27th", "Chaque mois le 27"},
        {"FREQ=MONTHLY", "2026-12-01", "Every month on the 1st", "Chaque mois le 1er"},
        {"FREQ=MONTHLY;BYDAY=2FR", "2026-11-13", "Every month on the second Friday",
         "Chaque mois le deuxième vendredi"},
        {"FREQ=MONTHLY;BYDAY=1SU,-1SU,-2MO,-3MO", "2026-11-29",
         "Every month on the first Sunday, the last Sunday, the second to last Monday and the "
         "third to last Monday",
         "Chaque mois le premier dimanche, le dernier dimanche, l'avant-dernier lundi et le "
         "troisième lundi en partant de la fin"},
        {"FREQ=MONTHLY;BYDAY=MO,-1FR;UNTIL=20271231", "2026-11-27",
         "Every month on every Monday and the last Friday until 2027-12-31",
         "Chaque mois chaque lundi et le dernier vendredi jusqu'au 2027-12-31"},
        {"FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1,15,-1", "2026-12-01",
         "Every 3 months on the 1st, the 15th and the last day",
         "Tous les 3 mois le 1er, le 15 et le dernier jour"},
        {"FREQ=MONTHLY;BYMONTHDAY=-2,-3", "2026-11-29",
         "Every month on the second to last day and the third to last day",
         "Chaque mois l'avant-dernier jour et le troisième jour en partant de la fin"},
        {"FREQ=MONTHLY;BYMONTHDAY=21,22,23,30,11,12", "2026-12-11",
         "Every month on the 11th, the 12th, the 21st to the 23rd and the 30th",
         "Chaque mois le 11, le 12, du 21 au 23 et le 30"},
        {"FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR", "2026-11-13",
         "Every month on the 13th, only if it is a Friday",
         "Chaque mois le 13, seulement si c'est un vendredi"},
        {"FREQ=MONTHLY;BYMONTHDAY=8,9,10,11,12,13,14;BYDAY=MO,2FR", "2026-11-13",
         "Every month on the 8th to the 14th, only if it is a Monday or the second Friday of the "
         "month",
         "Chaque mois du 8 au 14, seulement si c'est un lundi ou le deuxième vendredi du mois"},
        {"FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "2026-11-30",
         "Every month on the last working day (Monday to Friday)",
         "Chaque mois le dernier jour ouvré (lundi à vendredi)"},
        {"FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS=-1", "2026-11-30",
         "Every month on the last day", "Chaque mois le dernier jour"},
        {"FREQ=MONTHLY;BYDAY=SA,SU;BYSETPOS=1,-2", "2026-11-01",
         "Every month on the first Saturday or Sunday and the second to last Saturday or Sunday",
         "Chaque mois le premier samedi ou dimanche et l'avant-dernier samedi ou dimanche"},
        {"FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2", "2026-11-10", "Every month on the second Tuesday",
         "Chaque mois le deuxième mardi"},
        {"FREQ=MONTHLY;BYDAY=TU,WE,TH;BYSETPOS=3;BYMONTH=1,10", "2026-10-07",
         "Every month on every day from Tuesday to Thursday, only in January and October, only the "
         "third of these days in a month",
         "Chaque mois chaque jour du mardi au jeudi, seulement en janvier et en octobre, seulement "
         "le troisième de ces jours dans le mois"},
        {"FREQ=MONTHLY;BYMONTHDAY=1,2,3;BYDAY=MO,FR;BYSETPOS=1;COUNT=3", "2027-01-01",
         "Every month on the 1st to the 3rd, only if it is a Monday or a Friday, only the first of "
         "these days in a month, 3 times",
         "Chaque mois du 1er au 3, seulement si c'est un lundi ou un vendredi, seulement le "
         "premier de ces jours dans le mois, 3 fois"},
        {"FREQ=YEARLY", "2026-12-25", "Every year on 25 December", "Chaque année le 25 décembre"},
        {"FREQ=YEARLY;UNTIL=20271231", "2026-12-25", "Every year on 25 December until 2027-12-31",
         "Chaque année le 25 décembre jusqu'au 2027-12-31"},
        {"FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25", "2026-12-25", "Every year on 25 December",
         "Chaque année le 25 décembre"},
        {"FREQ=YEARLY;BYMONTH=1", "2027-01-01", "Every year on 1 January",
         "Chaque année le 1er janvier"},
        {"FREQ=YEARLY;INTERVAL=2;BYMONTH=1,4,10", "2027-01-01",
         "Every 2 years on the 1st of January, April and October",
         "Tous les 2 ans le 1er de janvier, d'avril et d'octobre"},
        {"FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=1,-1", "2027-01-01",
         "Every year on the 1st and the last day of January and July",
         "Chaque année le 1er et le dernier jour de janvier et de juillet"},
        {"FREQ=YEARLY;BYMONTHDAY=13", "2026-11-13", "Every year on the 13th of every month",
         "Chaque année le 13 de chaque mois"},
        {"FREQ=YEARLY;BYMONTH=3,10;BYDAY=-1SU", "2027-03-28",
         "Every year on the last Sunday of March and October",
         "Chaque année le dernier dimanche de mars et d'octobre"},
        {"FREQ=YEARLY;BYMONTH=3;BYDAY=TH", "2027-03-04", "Every year on every Thursday of March",
         "Chaque année chaque jeudi de mars"},
        {"FREQ=YEARLY;BYDAY=20MO", "2027-05-17", "Every year on the 20th Monday of the year",
         "Chaque année le 20e lundi de l'année"},
        {"FREQ=YEARLY;BYDAY=MO,-1FR", "2026-12-25",
         "Every year on every Monday and the last Friday of the year",
         "Chaque année chaque lundi et le dernier vendredi de l'année"},
        {"FREQ=YEARLY;BYDAY=FR", "2026-11-27", "Every year on every Friday",
         "Chaque année chaque vendredi"},
        {"FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8", "2028-11-07",
         "Every 4 years on the 2nd to the 8th of November, only if it is a Tuesday",
         "Tous les 4 ans du 2 au 8 novembre, seulement si c'est un mardi"},
        {"FREQ=YEARLY;BYMONTHDAY=31;BYDAY=53TH", "2026-12-31",
         "Every year on the 31st of every month, only if it is the 53rd Thursday of the year",
         "Chaque année le 31 de chaque mois, seulement si c'est le 53e jeudi de l'année"},
        {"FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1,-1", "2027-01-01",
         "Every year on the first working day (Monday to Friday) and the last working day (Monday "
         "to Friday) of the year",
         "Chaque année le premier jour ouvré (lundi à vendredi) et le dernier jour ouvré (lundi à "
         "vendredi) de l'année"},
        {"FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR;BYMONTH=4;BYSETPOS=-1", "2027-04-30",
         "Every year on the last working day (Monday to Friday) of April",
         "Chaque année le dernier jour ouvré (lundi à vendredi) d'avril"},
        {"FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR;BYMONTH=4,10;BYSETPOS=22", "2027-04-30",
         "Every year on every day from Monday to Friday of April and October, only the 22nd of "
         "these days in a year",
         "Chaque année chaque jour du lundi au vendredi d'avril et d'octobre, seulement le 22e de "
         "ces jours dans l'année"},
        {"FREQ=YEARLY;BYMONTHDAY=13;BYDAY=FR;BYSETPOS=-1", "2026-11-13",
         "Every year on the 13th of every month, only if it is a Friday, only the last of these "
         "days in a year",
         "Chaque année le 13 de chaque mois, seulement si c'est un vendredi, seulement le dernier "
         "de ces jours dans l'année"},
        {"FREQ=YEARLY;BYDAY=FR;BYSETPOS=101,-52", "2026-11-27",
         "Every year on the 101st Friday and the 52nd to last Friday of the year, the first on "
         "2026-11-27",
         "Chaque année le 101e vendredi et le 52e vendredi en partant de la fin de l'année, la "
         "première fois le 2026-11-27"},
        {"FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1,15", "2027-01-01",
         "Every year on the 1st and the 15th of January", "Chaque année le 1er et le 15 janvier"},
        {"FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR,-1SU", "2026-11-27",
         "Every month on every day from Monday to Friday and the last Sunday",
         "Chaque mois chaque jour du lundi au vendredi et le dernier dimanche"},
        {"FREQ=MONTHLY;BYMONTH=1,2,3;BYSETPOS=-1", "2027-01-30",
         "Every month on the 30th, only in January, February and March, only the last of these "
         "days in a month",
         "Chaque mois le 30, seulement en janvier, en février et en mars, seulement le dernier de "
         "ces jours dans le mois"},
    };
    for (const auto& row : rows) {
        const auto rule = RRule::parse(row.text, at(row.first));
        ASSERT_TRUE(rule) << row.text << ": " << rule.error().message;
        EXPECT_EQ(rule->text(Language::English), row.english) << row.text;
        EXPECT_EQ(rule->text(Language::French), row.french) << row.text;
    }
}

}  // namespace
}  // namespace wls
