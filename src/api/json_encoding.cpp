#include "api/json_encoding.h"

#include "base/unicode.h"

namespace wls::api {

namespace {

using namespace std::string_view_literals;

struct Encoding {
    std::size_t width;  // bytes in a code unit
    bool big_endian;
    std::size_t mark;  // bytes of the byte order mark
};

Encoding detect(std::string_view bytes) {
    if (bytes.starts_with("\x00\x00\xFE\xFF"sv)) return {4, true, 4};
    if (bytes.starts_with("\xFF\xFE\x00\x00"sv)) return {4, false, 4};
    if (bytes.starts_with("\xFE\xFF"sv)) return {2, true, 2};
    if (bytes.starts_with("\xFF\xFE"sv)) return {2, false, 2};
    if (bytes.starts_with("\xEF\xBB\xBF"sv)) return {1, false, 3};
    // Without a mark: JSON starts with an ASCII character, so zeros tell width and order.
    if (bytes.size() >= 4) {
        if (!bytes[0]) return bytes[1] ? Encoding{2, true, 0} : Encoding{4, true, 0};
        if (!bytes[1]) return bytes[2] || bytes[3] ? Encoding{2, false, 0} : Encoding{4, false, 0};
    } else if (bytes.size() == 2) {
        if (!bytes[0]) return {2, true, 0};
        if (!bytes[1]) return {2, false, 0};
    }
    return {1, false, 0};
}

char32_t unit_at(std::string_view bytes, std::size_t at, const Encoding& encoding) {
    char32_t unit = 0;
    for (std::size_t i = 0; i < encoding.width; ++i) {
        const std::size_t from = encoding.big_endian ? i : encoding.width - 1 - i;
        unit = unit << 8 | static_cast<unsigned char>(bytes[at + from]);
    }
    return unit;
}

std::optional<std::u32string> decode_utf8(std::string_view bytes) {
    std::u32string out;
    out.reserve(bytes.size());
    for (std::size_t at = 0; at < bytes.size();) {
        const Utf8Step step = utf8_step(bytes, at);
        if (step.valid) {
            out += step.code_point;
            at += step.length;
        } else if (is_surrogate_at(bytes, at)) {
            const auto low_bits = [&](std::size_t i) { return bytes[at + i] & 0x3Fu; };
            out += static_cast<char32_t>(0xD000 | low_bits(1) << 6 | low_bits(2));
            at += 3;
        } else {
            return std::nullopt;
        }
    }
    return out;
}

bool is_high(char32_t unit) {
    return unit >= 0xD800 && unit <= 0xDBFF;
}
bool is_low(char32_t unit) {
    return unit >= 0xDC00 && unit <= 0xDFFF;
}

std::optional<std::u32string> decode_units(std::string_view bytes, const Encoding& encoding) {
    if (bytes.size() % encoding.width != 0) return std::nullopt;
    std::u32string out;
    out.reserve(bytes.size() / encoding.width);
    for (std::size_t at = 0; at < bytes.size(); at += encoding.width) {
        const char32_t unit = unit_at(bytes, at, encoding);
        if (unit > 0x10FFFF) return std::nullopt;
        const std::size_t next = at + encoding.width;
        if (encoding.width == 2 && is_high(unit) && next < bytes.size()) {
            const char32_t low = unit_at(bytes, next, encoding);
            if (is_low(low)) {
                out += static_cast<char32_t>(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00));
                at = next;
                continue;
            }
        }
        out += unit;
    }
    return out;
}

}  // namespace

std::optional<std::u32string> decode_json_bytes(std::string_view bytes) {
    const Encoding encoding = detect(bytes);
    bytes.remove_prefix(encoding.mark);
    return encoding.width == 1 ? decode_utf8(bytes) : decode_units(bytes, encoding);
}

}  // namespace wls::api
