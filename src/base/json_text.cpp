#include "base/json_text.h"

#include <array>

#include "base/unicode.h"

namespace wls {

namespace {

enum class Kind : unsigned char { Plain, Escaped, Wide };

constexpr std::array<Kind, 256> kKinds = [] {
    std::array<Kind, 256> kinds{};
    for (std::size_t byte = 0; byte < 0x20; ++byte) kinds[byte] = Kind::Escaped;
    for (std::size_t byte = 0x80; byte < 0x100; ++byte) kinds[byte] = Kind::Wide;
    kinds['"'] = kinds['\\'] = Kind::Escaped;
    return kinds;
}();

Kind kind_of(char c) {
    return kKinds[static_cast<unsigned char>(c)];
}

void append_escape(std::string& out, char c) {
    switch (c) {
        case '"':
            out += "\\\"";
            return;
        case '\\':
            out += "\\\\";
            return;
        case '\b':
            out += "\\b";
            return;
        case '\f':
            out += "\\f";
            return;
        case '\n':
            out += "\\n";
            return;
        case '\r':
            out += "\\r";
            return;
        case '\t':
            out += "\\t";
            return;
        default:
            break;
    }
    out += "\\u00";
    out += c < 0x10 ? '0' : '1';
    out += "0123456789abcdef"[c & 0x0F];
}

}  // namespace

void append_json_quoted(std::string& out, std::string_view text) {
    out += '"';
    std::size_t written = 0;
    for (std::size_t at = 0; at < text.size();) {
        const Kind kind = kind_of(text[at]);
        if (kind == Kind::Plain) {
            ++at;
        } else if (kind == Kind::Escaped) {
            out.append(text, written, at - written);
            append_escape(out, text[at]);
            written = ++at;
        } else {
            const Utf8Step step = utf8_step(text, at);
            if (!step.valid) {
                out.append(text, written, at - written);
                append_utf8(out, step.code_point);
                written = at + step.length;
            }
            at += step.length;
        }
    }
    out.append(text, written);
    out += '"';
}

std::string json_quoted(std::string_view text) {
    std::string out;
    append_json_quoted(out, text);
    return out;
}

}  // namespace wls
