// Cron expressions: what parses moves forward, and back to where it was.
#include "fuzz/fuzz.h"
#include "time/cron.h"

using namespace wls;
using fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    static const Zone kZones[] = {Zone::utc(), *Zone::load("Europe/Paris"),
                                  *Zone::load("Australia/Lord_Howe"), *Zone::load("Africa/Cairo")};
    const auto text = fuzz::text_of(bytes, size);
    const auto cron = Cron::parse(text, size);
    require(cron || !cron.error().message.empty(), "an error says something");
    if (!cron) return 0;

    const auto local = fuzz::local_time_for(text);
    if (const auto next = cron->next_local(local)) {
        require(*next >= local, "next_local is not before");
        require(cron->prev_local(*next) == next, "prev_local finds what next_local found");
    }
    for (const Zone& zone : kZones) {
        Instant after = fuzz::instant_for(text);
        for (int i = 0; i < 3; ++i) {
            const auto next = cron->next(after, zone);
            if (!next) break;
            require(*next > after, "next is later");
            require(cron->prev(*next + Duration(1), zone) == next, "prev finds what next found");
            require(cron->prev(*next, zone).value_or(after) <= after, "nothing lies between");
            after = *next;
        }
    }
    return 0;
}
