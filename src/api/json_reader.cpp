#include "api/json_reader.h"

#include <algorithm>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "api/json_encoding.h"
#include "api/json_number.h"
#include "api/json_writer.h"
#include "base/json_text.h"
#include "base/unicode.h"

namespace wls::api {

namespace {

bool is_digit(char32_t c) {
    return c >= U'0' && c <= U'9';
}

int hex_value(char32_t c) {
    if (is_digit(c)) return static_cast<int>(c - U'0');
    if (c >= U'a' && c <= U'f') return static_cast<int>(c - U'a') + 10;
    if (c >= U'A' && c <= U'F') return static_cast<int>(c - U'A') + 10;
    return -1;
}

// A dict keeps a repeated key where it first stood, with the value it had last. By sorting, because
// a hash table's worst case is in the hands of whoever sends the keys.
void keep_last_values(Json::Object& members) {
    if (members.size() < 2) return;
    std::vector<std::size_t> order(members.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(), [&members](std::size_t a, std::size_t b) {
        return members[a].key < members[b].key;
    });
    std::vector<bool> repeated(members.size(), false);
    bool any = false;
    for (std::size_t i = 1, first = order[0]; i < order.size(); ++i) {
        if (members[order[i]].key != members[first].key) {
            first = order[i];
            continue;
        }
        members[first].value = std::move(members[order[i]].value);
        repeated[order[i]] = any = true;
    }
    if (!any) return;
    Json::Object kept;
    for (std::size_t i = 0; i < members.size(); ++i)
        if (!repeated[i]) kept.push_back(std::move(members[i]));
    members = std::move(kept);
}

// One pass over the characters. Every function returns false after it has noted what is wrong and
// where; the order of the checks is CPython's, because it decides which of two errors is told.
class Reader {
  public:
    explicit Reader(std::u32string_view text) : text_(text) {}

    bool read(Json& out) {
        skip_white_space();
        if (!value(out)) return false;
        skip_white_space();
        return at_ == text_.size() || wrong("Extra data", at_);
    }

    Error error() const {
        Error error{ErrorCode::Invalid, kBodyUnreadable, {}};
        if (!message_) return error;
        error.message = "The body is not JSON";
        error.fields.push_back({"json_invalid",
                                {"body", static_cast<long long>(position_)},
                                "JSON decode error",
                                "{}",
                                "{\"error\":" + json_quoted(message_) + "}"});
        return error;
    }

  private:
    bool wrong(const char* message, std::size_t position) {
        message_ = message;
        position_ = position;
        return false;
    }
    bool unreadable() { return false; }  // no message: not even worth a position

    bool is_at(char32_t c) const { return at_ < text_.size() && text_[at_] == c; }

    void skip_white_space() {
        while (is_at(U' ') || is_at(U'\t') || is_at(U'\n') || is_at(U'\r')) ++at_;
    }

    bool word(std::u32string_view expected) {
        if (text_.substr(at_, expected.size()) != expected) return false;
        at_ += expected.size();
        return true;
    }

    bool value(Json& out) {
        if (is_at(U'"')) return string(out.value.emplace<std::string>());
        if (is_at(U'{')) return nested(&Reader::object, out);
        if (is_at(U'[')) return nested(&Reader::array, out);
        if (word(U"null")) return out.value = nullptr, true;
        if (word(U"true")) return out.value = true, true;
        if (word(U"false")) return out.value = false, true;
        constexpr double kInfinity = std::numeric_limits<double>::infinity();
        if (word(U"NaN")) return out.value = std::numeric_limits<double>::quiet_NaN(), true;
        if (word(U"Infinity")) return out.value = kInfinity, true;
        if (word(U"-Infinity")) return out.value = -kInfinity, true;
        return number(out);
    }

    bool nested(bool (Reader::*kind)(Json&), Json& out) {
        if (++depth_ > kDeepest) return unreadable();
        ++at_;
        skip_white_space();
        const bool well = (this->*kind)(out);
        --depth_;
        return well;
    }

    bool array(Json& out) {
        auto& items = out.value.emplace<Json::Array>();
        if (is_at(U']')) return ++at_, true;
        while (true) {
            if (!value(items.emplace_back())) return false;
            skip_white_space();
            if (is_at(U']')) return ++at_, true;
            if (!is_at(U',')) return wrong("Expecting ',' delimiter", at_);
            ++at_;
            skip_white_space();
        }
    }

    bool object(Json& out) {
        auto& members = out.value.emplace<Json::Object>();
        if (is_at(U'}')) return ++at_, true;
        while (true) {
            if (!is_at(U'"'))
                return wrong("Expecting property name enclosed in double quotes", at_);
            auto& member = members.emplace_back();
            if (!string(member.key)) return false;
            skip_white_space();
            if (!is_at(U':')) return wrong("Expecting ':' delimiter", at_);
            ++at_;
            skip_white_space();
            if (!value(member.value)) return false;
            skip_white_space();
            if (is_at(U'}')) break;
            if (!is_at(U',')) return wrong("Expecting ',' delimiter", at_);
            ++at_;
            skip_white_space();
        }
        ++at_;
        keep_last_values(members);
        return true;
    }

    bool string(std::string& out) {
        const std::size_t begin = at_++;
        while (at_ < text_.size()) {
            const char32_t c = text_[at_];
            if (c == U'"') return ++at_, true;
            if (c < 0x20) return wrong("Invalid control character at", at_);
            ++at_;
            if (c != U'\\') {
                append_utf8(out, c);
            } else {
                if (at_ == text_.size()) break;
                if (!escape(out)) return false;
            }
        }
        return wrong("Unterminated string starting at", begin);
    }

    // After the backslash.
    bool escape(std::string& out) {
        const char32_t c = text_[at_];
        if (c == U'u') return unicode_escape(out);
        constexpr std::u32string_view kLetters = U"\"\\/bfnrt";
        const std::size_t which = kLetters.find(c);
        if (which == kLetters.npos) return wrong("Invalid \\escape", at_ - 1);
        out += "\"\\/\b\f\n\r\t"[which];
        ++at_;
        return true;
    }

    // The four digits after the `u` at `u`, or nothing when one is no digit.
    std::optional<char32_t> four_digits(std::size_t u) const {
        char32_t code = 0;
        for (std::size_t i = u + 1; i < u + 5; ++i) {
            const int digit = hex_value(text_[i]);
            if (digit < 0) return std::nullopt;
            code = code << 4 | static_cast<char32_t>(digit);
        }
        return code;
    }

    bool unicode_escape(std::string& out) {
        constexpr const char* kMessage = "Invalid \\uXXXX escape";
        // CPython wants one character more, which every string has: its closing quote.
        if (at_ + 5 >= text_.size()) return wrong(kMessage, at_);
        const auto code = four_digits(at_);
        if (!code) return wrong(kMessage, at_);
        at_ += 5;
        const bool high = *code >= 0xD800 && *code <= 0xDBFF;
        if (high && at_ + 6 < text_.size() && text_[at_] == U'\\' && text_[at_ + 1] == U'u') {
            const auto low = four_digits(at_ + 1);
            if (!low) return wrong(kMessage, at_ + 1);
            if (*low >= 0xDC00 && *low <= 0xDFFF) {
                append_utf8(out, 0x10000 + ((*code - 0xD800) << 10) + (*low - 0xDC00));
                at_ += 6;
                return true;
            }
        }
        append_utf8(out, *code);
        return true;
    }

    std::size_t digits_end(std::size_t at) const {
        while (at < text_.size() && is_digit(text_[at])) ++at;
        return at;
    }

    bool number(Json& out) {
        const std::size_t begin = at_;
        const std::size_t first = begin + (is_at(U'-') ? 1 : 0);
        std::size_t end = digits_end(first);
        if (end == first) return wrong("Expecting value", begin);
        if (text_[first] == U'0') end = first + 1;  // what follows a zero is extra data
        const std::size_t integer_end = end;

        if (end < text_.size() && text_[end] == U'.') {
            const std::size_t fraction_end = digits_end(end + 1);
            if (fraction_end > end + 1) end = fraction_end;
        }
        if (end < text_.size() && (text_[end] == U'e' || text_[end] == U'E')) {
            std::size_t power = end + 1;
            if (power < text_.size() && (text_[power] == U'+' || text_[power] == U'-')) ++power;
            const std::size_t power_end = digits_end(power);
            if (power_end > power) end = power_end;
        }
        at_ = end;
        std::string ascii(text_.begin() + static_cast<std::ptrdiff_t>(begin),
                          text_.begin() + static_cast<std::ptrdiff_t>(end));
        if (end > integer_end) {
            out.value = read_double(ascii);
            return true;
        }
        if (end - first > kMostDigits) return unreadable();
        out.value = Json::Integer{ascii == "-0" ? "0" : std::move(ascii)};
        return true;
    }

    std::u32string_view text_;
    std::size_t at_ = 0;
    int depth_ = 0;
    const char* message_ = nullptr;
    std::size_t position_ = 0;
};

}  // namespace

Result<Json> read_json(std::string_view bytes) {
    const auto text = decode_json_bytes(bytes);
    if (!text) return fail(ErrorCode::Invalid, kBodyUnreadable);
    Reader reader(*text);
    Json out;
    if (!reader.read(out)) return Failure(reader.error());
    return out;
}

}  // namespace wls::api
