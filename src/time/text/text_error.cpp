#include "time/text/text_error.h"

#include "base/text.h"
#include "base/unicode.h"

namespace wls {

namespace {

constexpr std::size_t kMostShown = 80;

}  // namespace

Failure fail_at(std::string_view text, std::size_t position, const std::string& what) {
    return fail(ErrorCode::Invalid, one_line("'" + shortened(text, kMostShown) + "', character " +
                                             std::to_string(position + 1) + ": " + what));
}

std::string character_at(std::string_view text, std::size_t position) {
    const auto shown = one_line(text.substr(position, utf8_step(text, position).length));
    if (shown == " " && text[position] != ' ') return "a control character";
    return "'" + shown + "'";
}

}  // namespace wls
