#include "base/unicode.h"

namespace wls {

namespace {

unsigned char byte_at(std::string_view text, std::size_t at) {
    return at < text.size() ? static_cast<unsigned char>(text[at]) : 0;
}

bool is_continuation(unsigned char byte) {
    return (byte & 0xC0) == 0x80;
}

bool is_white_space(char32_t code_point) {
    return (code_point >= 0x09 && code_point <= 0x0D) || code_point == 0x20 || code_point == 0x85 ||
           code_point == 0xA0 || code_point == 0x1680 ||
           (code_point >= 0x2000 && code_point <= 0x200A) || code_point == 0x2028 ||
           code_point == 0x2029 || code_point == 0x202F || code_point == 0x205F ||
           code_point == 0x3000;
}

bool breaks_line(char32_t code_point) {
    return code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0) ||
           (code_point >= 0x2028 && code_point <= 0x202E) ||
           (code_point >= 0x2066 && code_point <= 0x2069);
}

// How many bytes a lead byte asks for, and between which its second byte must lie (Unicode's table
// 3-7); 0 bytes for what leads nothing.
struct Lead {
    std::size_t length;
    unsigned char second_least;
    unsigned char second_most;
};

Lead lead(unsigned char byte) {
    if (byte < 0x80) return {1, 0, 0};
    if (byte < 0xC2) return {0, 0, 0};
    if (byte < 0xE0) return {2, 0x80, 0xBF};
    if (byte == 0xE0) return {3, 0xA0, 0xBF};
    if (byte == 0xED) return {3, 0x80, 0x9F};
    if (byte < 0xF0) return {3, 0x80, 0xBF};
    if (byte == 0xF0) return {4, 0x90, 0xBF};
    if (byte < 0xF4) return {4, 0x80, 0xBF};
    if (byte == 0xF4) return {4, 0x80, 0x8F};
    return {0, 0, 0};
}

}  // namespace

Utf8Step utf8_step(std::string_view text, std::size_t at) {
    const unsigned char first = byte_at(text, at);
    const Lead want = lead(first);
    if (want.length == 1) return {first, 1, true};
    if (want.length == 0) return {0xFFFD, 1, false};

    const unsigned char second = byte_at(text, at + 1);
    if (second < want.second_least || second > want.second_most) return {0xFFFD, 1, false};
    char32_t code_point = first & (0x7Fu >> want.length);
    code_point = code_point << 6 | (second & 0x3Fu);
    for (std::size_t i = 2; i < want.length; ++i) {
        const unsigned char next = byte_at(text, at + i);
        if (!is_continuation(next)) return {0xFFFD, i, false};
        code_point = code_point << 6 | (next & 0x3Fu);
    }
    return {code_point, want.length, true};
}

bool is_surrogate_at(std::string_view text, std::size_t at) {
    return byte_at(text, at) == 0xED && byte_at(text, at + 1) >= 0xA0 &&
           is_continuation(byte_at(text, at + 1)) && is_continuation(byte_at(text, at + 2));
}

void append_utf8(std::string& out, char32_t code_point) {
    const auto put = [&out](char32_t byte) { out += static_cast<char>(byte); };
    if (code_point < 0x80) {
        put(code_point);
    } else if (code_point < 0x800) {
        put(0xC0 | code_point >> 6);
        put(0x80 | (code_point & 0x3F));
    } else if (code_point < 0x10000) {
        put(0xE0 | code_point >> 12);
        put(0x80 | (code_point >> 6 & 0x3F));
        put(0x80 | (code_point & 0x3F));
    } else {
        put(0xF0 | code_point >> 18);
        put(0x80 | (code_point >> 12 & 0x3F));
        put(0x80 | (code_point >> 6 & 0x3F));
        put(0x80 | (code_point & 0x3F));
    }
}

bool is_utf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const Utf8Step step = utf8_step(text, at);
        if (!step.valid) return false;
        at += step.length;
    }
    return true;
}

bool has_surrogate(std::string_view text) {
    for (std::size_t at = text.find('\xED'); at != text.npos; at = text.find('\xED', at + 1))
        if (is_surrogate_at(text, at)) return true;
    return false;
}

std::string with_replacements(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const Utf8Step step = utf8_step(text, at);
        append_utf8(out, step.code_point);
        at += step.length;
    }
    return out;
}

std::string one_line(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const Utf8Step step = utf8_step(text, at);
        append_utf8(out, breaks_line(step.code_point) ? U' ' : step.code_point);
        at += step.length;
    }
    return out;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty()) {
        const Utf8Step step = utf8_step(text, 0);
        if (!step.valid || !is_white_space(step.code_point)) break;
        text.remove_prefix(step.length);
    }
    while (!text.empty()) {
        // Back to the byte that leads the last character; White_Space needs three at most.
        std::size_t at = text.size() - 1;
        while (at > 0 && text.size() - at < 4 && is_continuation(byte_at(text, at))) --at;
        const Utf8Step step = utf8_step(text, at);
        if (!step.valid || at + step.length != text.size()) break;
        if (!is_white_space(step.code_point)) break;
        text.remove_suffix(step.length);
    }
    return text;
}

}  // namespace wls
