// For comparisons with other libraries: reads lines "RRULE <tab> DTSTART <tab> LIMIT", DTSTART as
// 1997-09-02T09:00:00, and answers each with a line: at most LIMIT starts with blanks between, or
// "error: ...". Ends with its input.
#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <string>

#include "time/rrule.h"

namespace {

using namespace wls;

std::string answer(const std::string& rule_text, const std::string& first_text, long limit) {
    const auto first = parse_table_text(first_text);
    if (!first) return "error: no date-time: " + first_text;
    const auto rule = RRule::parse(rule_text, *first);
    if (!rule) return "error: " + rule.error().message;
    std::string starts;
    auto next = rule->next_local(*first);
    for (long i = 0; next && i < limit; ++i) {
        starts += (i == 0 ? "" : " ") + iso_text(*next);
        next = rule->next_local(*next + Duration(1));
    }
    return starts;
}

}  // namespace

int main() {
    for (std::string line; std::getline(std::cin, line);) {
        const auto rule_end = std::min(line.find('\t'), line.size());
        const auto first_end = line.find('\t', rule_end + 1);
        if (first_end == std::string::npos) {
            std::cout << "error: three fields are wanted\n" << std::flush;
            continue;
        }
        const std::string first = line.substr(rule_end + 1, first_end - rule_end - 1);
        const long limit = std::strtol(line.c_str() + first_end + 1, nullptr, 10);
        std::cout << answer(line.substr(0, rule_end), first, limit) << '\n' << std::flush;
    }
}
