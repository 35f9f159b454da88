#include "api/schedule_tag.h"

#include <fmt/format.h>

#include "api/schedule_json.h"

namespace wls::api {

namespace {

// FNV-1a, 64 bits (Fowler, Noll, Vo): short, and chance collisions within one revision of one life
// are all that matters.
std::uint64_t hash(std::string_view text) {
    std::uint64_t value = 14'695'981'039'346'656'037ULL;
    for (const char c : text) {
        value ^= static_cast<unsigned char>(c);
        value *= 1'099'511'628'211ULL;
    }
    return value;
}

}  // namespace

std::string etag(const Schedule& schedule) {
    return fmt::format("\"{}-{}-{:016x}\"", schedule.life.value, schedule.revision.value,
                       hash(encode(schedule)));
}

}  // namespace wls::api
