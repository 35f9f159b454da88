// Weekly windows: what parses prints a text that means the same.
#include "fuzz/fuzz.h"
#include "time/weekly.h"

using namespace wls;
using fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const auto text = fuzz::text_of(bytes, size);
    const auto weekly = Weekly::parse({std::string(text)});
    require(weekly || !weekly.error().message.empty(), "an error says something");
    if (!weekly) return 0;

    for (const auto language : {Language::English, Language::French}) {
        const auto printed = weekly->text(language);
        // A sentence may be longer than the text that it was made of.
        if (printed.size() > 1'024) continue;
        const auto again = Weekly::parse({printed});
        require(again.has_value(), "what is printed parses");
        require(again->text(language) == printed, "and prints the same");
        LocalTime from = fuzz::local_time_for(text);
        for (int i = 0; i < 5; ++i) {
            const auto next = weekly->next_local(from);
            require(next.has_value(), "there is a window each week");
            require(next->start >= from && next->end > next->start, "it starts later, then ends");
            require(again->next_local(from) == next, "what is printed means the same");
            require(weekly->prev_local(next->start) == next, "prev finds what next found");
            from = next->start + Duration(1);
        }
    }
    return 0;
}
