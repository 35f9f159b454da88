#include "cli/json_text.h"

#include <cmath>
#include <cstdio>
#include <utility>

#include "api/json_number.h"
#include "base/json_text.h"
#include "base/unicode.h"
#include "cli/display.h"

namespace wls::cli {

namespace {

void append_escape(std::string& out, char32_t unit) {
    char text[16];
    std::snprintf(text, sizeof text, "\\u%04x", static_cast<unsigned>(unit));
    out += text;
}

// Of a JSON string, beyond ASCII: escaped where `visible` would not let it through.
void append_shown(std::string& out, std::string_view character, char32_t code_point) {
    if (visible(character) == character) {
        out += character;
    } else if (code_point < 0x10000) {
        append_escape(out, code_point);
    } else {
        append_escape(out, 0xD800 + ((code_point - 0x10000) >> 10));
        append_escape(out, 0xDC00 + ((code_point - 0x10000) & 0x3FF));
    }
}

// As JSON, with every character escaped that `visible` would not let through.
void append_string(std::string& out, std::string_view text) {
    out += '"';
    for (std::size_t at = 0; at < text.size();) {
        if (is_surrogate_at(text, at)) {  // alone, else it would be one character
            const auto unit = 0xD000U | (static_cast<unsigned>(text[at + 1]) & 0x3FU) << 6 |
                              (static_cast<unsigned>(text[at + 2]) & 0x3FU);
            append_escape(out, unit);
            at += 3;
            continue;
        }
        const auto step = utf8_step(text, at);
        const auto character = text.substr(at, step.length);
        at += step.length;
        if (!step.valid || step.code_point < 0x7F) {
            const std::string quoted = json_quoted(character);
            out.append(quoted, 1, quoted.size() - 2);
        } else {
            append_shown(out, character, step.code_point);
        }
    }
    out += '"';
}

void append(std::string& out, const api::Json& value);

void append_object(std::string& out, const api::Json::Object& object) {
    out += '{';
    bool first = true;
    for (const auto& [key, member] : object) {
        if (!std::exchange(first, false)) out += ',';
        append_string(out, key);
        out += ':';
        append(out, member);
    }
    out += '}';
}

void append_array(std::string& out, const api::Json::Array& array) {
    out += '[';
    bool first = true;
    for (const auto& item : array) {
        if (!std::exchange(first, false)) out += ',';
        append(out, item);
    }
    out += ']';
}

// As deep as the reader lets a text be (api::kDeepest).
void append(std::string& out, const api::Json& value) {
    if (const auto* flag = value.as<bool>())
        out += *flag ? "true" : "false";
    else if (const auto* integer = value.as<api::Json::Integer>())
        out += integer->digits;
    else if (const auto* number = value.as<double>(); number && std::isfinite(*number))
        api::append_double(out, *number);
    else if (const auto* text = value.as<std::string>())
        append_string(out, *text);
    else if (const auto* array = value.as<api::Json::Array>())
        append_array(out, *array);
    else if (const auto* object = value.as<api::Json::Object>())
        append_object(out, *object);
    else
        out += "null";
}

}  // namespace

std::string json_text(const api::Json& value) {
    std::string out;
    append(out, value);
    return out;
}

std::string json_for_terminal(std::string_view json) {
    std::string out;
    for (std::size_t at = 0; at < json.size();) {
        const auto step = utf8_step(json, at);
        if (step.code_point < 0x7F)
            out += json[at];
        else
            append_shown(out, json.substr(at, step.length), step.code_point);
        at += step.length;
    }
    return out;
}

}  // namespace wls::cli
