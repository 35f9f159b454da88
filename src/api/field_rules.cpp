#include "api/field_rules.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include "base/unicode.h"

namespace wls::api {

namespace {

using Refused = std::unexpected<Complaint>;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

Complaint no_flag() {
    return {"bool_parsing", "Input should be a valid boolean, unable to interpret input", ""};
}

Complaint no_flag_type() {
    return {"bool_type", "Input should be a valid boolean", ""};
}

Complaint no_integer() {
    return {"int_parsing", "Input should be a valid integer, unable to parse string as an integer",
            ""};
}

// jiter's limit for the digits of an integer with its sign.
constexpr std::size_t kMostCharacters = 4300;

enum class Plain { Integer, Other, TooLong };

// Whether `text` is an integer of JSON's grammar. Too long is told even when something else
// follows.
Plain classify(std::string_view text) {
    const std::size_t first = text.starts_with('-') ? 1 : 0;
    if (first >= text.size() || !is_digit(text[first])) return Plain::Other;
    if (text[first] == '0') return text.size() == first + 1 ? Plain::Integer : Plain::Other;
    std::size_t end = first;
    while (end < text.size() && is_digit(text[end])) ++end;
    if (end > kMostCharacters) return Plain::TooLong;
    return end == text.size() ? Plain::Integer : Plain::Other;
}

WrittenInteger value_of(std::string_view integer) {
    long long value = 0;
    const auto read = std::from_chars(integer.data(), integer.data() + integer.size(), value);
    if (read.ec == std::errc()) return {value, true};
    using Limits = std::numeric_limits<long long>;
    return {integer.starts_with('-') ? Limits::min() : Limits::max(), false};
}

// Zeros in front, with underscores among them, are dropped. Nothing when no number can follow.
std::optional<std::string_view> without_leading_zeros(std::string_view text) {
    if (text.empty()) return std::nullopt;
    if (text[0] != '0') {
        if (is_digit(text[0]) || text[0] == '-') return text;
        return std::nullopt;
    }
    for (std::size_t at = 1; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '0' || c == '_') continue;
        if (c == '.') return text.substr(at - 1);
        if (is_digit(c) || c == '-') return text.substr(at);
        return std::nullopt;
    }
    return text.substr(text.size() - 1);
}

std::string without_underscores(std::string_view text) {
    std::string out(text);
    if (out.starts_with('_') || out.ends_with('_') || out.contains("__")) return out;
    std::erase(out, '_');
    return out;
}

// pydantic's second try: what is left of `text` without its decorations. Nothing when it had none.
std::optional<std::string> cleaned(std::string_view text) {
    std::string_view rest = trimmed(text);
    if (rest.starts_with('+')) {
        rest.remove_prefix(1);
        if (rest.starts_with('-')) return std::nullopt;
    }
    const bool negative = rest.starts_with('-');
    if (negative) {
        rest.remove_prefix(1);
        if (rest.starts_with('-') || rest.starts_with('+')) return std::nullopt;
    }
    const auto number = without_leading_zeros(rest);
    if (!number) return std::nullopt;
    rest = *number;
    const std::size_t point = rest.find('.');
    if (point != rest.npos && point + 1 < rest.size() &&
        rest.find_first_not_of('0', point + 1) == rest.npos)
        rest = rest.substr(0, point);
    return (negative ? "-" : "") + without_underscores(rest);
}

bool is_word(std::string_view text, std::string_view word) {
    return std::equal(text.begin(), text.end(), word.begin(), word.end(), [](char a, char b) {
        return a == b || (a >= 'A' && a <= 'Z' && a - 'A' + 'a' == b);
    });
}

}  // namespace

FieldError field_error(FieldError::Location loc, const Complaint& complaint,
                       std::string input_json) {
    return {complaint.type, std::move(loc), complaint.msg, std::move(input_json),
            complaint.ctx_json};
}

Failure invalid_fields(std::vector<FieldError> errors) {
    return Failure(Error{ErrorCode::Invalid, "The request holds wrong values", std::move(errors)});
}

Checked<std::string> parse_text(const Json& value) {
    if (const auto* text = value.as<std::string>()) return *text;
    return Refused({"string_type", "Input should be a valid string", ""});
}

Checked<bool> parse_flag(std::string_view word) {
    for (const char* no : {"0", "f", "n", "no", "off", "false"})
        if (is_word(word, no)) return false;
    for (const char* yes : {"1", "t", "y", "on", "yes", "true"})
        if (is_word(word, yes)) return true;
    return Refused(no_flag());
}

Checked<bool> parse_flag(const Json& value) {
    if (const auto* flag = value.as<bool>()) return *flag;
    if (const auto* word = value.as<std::string>()) return parse_flag(*word);
    if (const auto* integer = value.as<Json::Integer>()) {
        if (integer->digits == "0" || integer->digits == "1") return integer->digits == "1";
        return Refused(value_of(integer->digits).in_range ? no_flag() : no_flag_type());
    }
    if (const auto* number = value.as<double>()) {
        if (*number == 0 || *number == 1) return *number == 1;
        const bool whole = std::abs(*number) < 0x1p63 && std::trunc(*number) == *number;
        return Refused(whole ? no_flag() : no_flag_type());
    }
    return Refused(no_flag_type());
}

Checked<WrittenInteger> parse_integer(std::string_view text) {
    const Plain plain = classify(text);
    if (plain == Plain::Integer) return value_of(text);
    if (plain == Plain::TooLong) return Refused(too_large());
    const auto rest = cleaned(text);
    if (rest && classify(*rest) == Plain::Integer) return value_of(*rest);
    return Refused(no_integer());
}

Complaint too_large() {
    return {"int_parsing_size", "Unable to parse input string as an integer, exceeded maximum size",
            ""};
}

Checked<void> check_storable(std::string_view text) {
    if (text.contains('\0'))
        return Refused({"string_nul", "Input should be a string without NUL characters", ""});
    if (has_surrogate(text))
        return Refused({"string_unicode",
                        "Input should be a valid string, unable to parse raw data as a unicode "
                        "string",
                        ""});
    return {};
}

}  // namespace wls::api
