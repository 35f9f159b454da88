#include "time/text/text_error.h"

#include <algorithm>

#include "base/text.h"

namespace wls {

namespace {

constexpr std::size_t kMostShown = 80;

bool is_control(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

}  // namespace

Failure fail_at(std::string_view text, std::size_t position, const std::string& what) {
    std::string shown = shortened(text, kMostShown);
    std::ranges::replace_if(shown, is_control, ' ');
    return fail(ErrorCode::Invalid,
                "'" + shown + "', character " + std::to_string(position + 1) + ": " + what);
}

std::string character_at(std::string_view text, std::size_t position) {
    if (is_control(text[position])) return "a control character";
    std::size_t end = position + 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
    return "'" + std::string(text.substr(position, end - position)) + "'";
}

}  // namespace wls
