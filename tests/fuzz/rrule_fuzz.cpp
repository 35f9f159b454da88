// Recurrence rules: what parses moves forward, and back to where it was.
#include "fuzz/fuzz.h"
#include "time/rrule.h"

using namespace wls;
using fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const auto text = fuzz::text_of(bytes, size);
    const auto first = fuzz::local_time_for(text);
    const auto rule = RRule::parse(text, first);
    require(rule || !rule.error().message.empty(), "an error says something");
    if (!rule) return 0;

    require(rule->next_local(first) == first, "the first start is one of the rule's");
    require(!rule->text(Language::English).empty(), "it has a sentence");
    require(!rule->text(Language::French).empty(), "it has a French sentence");
    LocalTime from = first;
    for (int i = 0; i < 10; ++i) {
        const auto next = rule->next_local(from);
        if (!next) break;
        require(*next >= from, "next is not before");
        require(rule->prev_local(*next) == next, "prev finds what next found");
        require(*next == first || rule->prev_local(*next - Duration(1)) < from,
                "nothing lies between");
        from = *next + Duration(1);
    }
    return 0;
}
