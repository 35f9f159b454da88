#include "cli/display.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

#include "base/unicode.h"

namespace wls::cli {

namespace {

struct Range {
    char32_t first, last;
};

// Marks that combine with the character before, and joiners. Sorted.
constexpr std::array kNarrowest = std::to_array<Range>(
    {{0x0300, 0x036F},  {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x05BF, 0x05BF}, {0x05C1, 0x05C2},
     {0x0610, 0x061A},  {0x064B, 0x065F}, {0x0670, 0x0670}, {0x06D6, 0x06DC}, {0x06DF, 0x06E4},
     {0x0711, 0x0711},  {0x0730, 0x074A}, {0x0900, 0x0902}, {0x093C, 0x093C}, {0x0941, 0x0948},
     {0x094D, 0x094D},  {0x0981, 0x0981}, {0x09BC, 0x09BC}, {0x09C1, 0x09C4}, {0x09CD, 0x09CD},
     {0x0E31, 0x0E31},  {0x0E34, 0x0E3A}, {0x0E47, 0x0E4E}, {0x0EB1, 0x0EB1}, {0x0EB4, 0x0EBC},
     {0x1160, 0x11FF},  {0x1AB0, 0x1ACE}, {0x1DC0, 0x1DFF}, {0x200C, 0x200D}, {0x20D0, 0x20F0},
     {0x302A, 0x302D},  {0x3099, 0x309A}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0x1F3FB, 0x1F3FF},
     {0xE0100, 0xE01EF}});

constexpr std::array kWide = std::to_array<Range>(
    {{0x1100, 0x115F},   {0x231A, 0x231B},   {0x2329, 0x232A},   {0x23E9, 0x23EC},
     {0x23F0, 0x23F0},   {0x23F3, 0x23F3},   {0x25FD, 0x25FE},   {0x2614, 0x2615},
     {0x2648, 0x2653},   {0x267F, 0x267F},   {0x2693, 0x2693},   {0x26A1, 0x26A1},
     {0x26AA, 0x26AB},   {0x26BD, 0x26BE},   {0x26C4, 0x26C5},   {0x26CE, 0x26CE},
     {0x26D4, 0x26D4},   {0x26EA, 0x26EA},   {0x26F2, 0x26F3},   {0x26F5, 0x26F5},
     {0x26FA, 0x26FA},   {0x26FD, 0x26FD},   {0x2705, 0x2705},   {0x270A, 0x270B},
     {0x2728, 0x2728},   {0x274C, 0x274C},   {0x274E, 0x274E},   {0x2753, 0x2755},
     {0x2757, 0x2757},   {0x2795, 0x2797},   {0x27B0, 0x27B0},   {0x2B1B, 0x2B1C},
     {0x2B50, 0x2B50},   {0x2B55, 0x2B55},   {0x2E80, 0x303E},   {0x3041, 0x33FF},
     {0x3400, 0x4DBF},   {0x4E00, 0x9FFF},   {0xA000, 0xA4CF},   {0xA960, 0xA97F},
     {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE10, 0xFE19},   {0xFE30, 0xFE6F},
     {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},   {0x16FE0, 0x18AFF}, {0x1B000, 0x1B2FF},
     {0x1F004, 0x1F004}, {0x1F0CF, 0x1F0CF}, {0x1F18E, 0x1F18E}, {0x1F191, 0x1F19A},
     {0x1F200, 0x1F320}, {0x1F32D, 0x1F335}, {0x1F337, 0x1F37C}, {0x1F37E, 0x1F393},
     {0x1F3A0, 0x1F3CA}, {0x1F3CF, 0x1F3D3}, {0x1F3E0, 0x1F3F0}, {0x1F3F4, 0x1F3F4},
     {0x1F3F8, 0x1F43E}, {0x1F440, 0x1F440}, {0x1F442, 0x1F4FC}, {0x1F4FF, 0x1F53D},
     {0x1F54B, 0x1F54E}, {0x1F550, 0x1F567}, {0x1F57A, 0x1F57A}, {0x1F595, 0x1F596},
     {0x1F5A4, 0x1F5A4}, {0x1F5FB, 0x1F64F}, {0x1F680, 0x1F6C5}, {0x1F6CC, 0x1F6CC},
     {0x1F6D0, 0x1F6D2}, {0x1F6D5, 0x1F6D7}, {0x1F6DC, 0x1F6DF}, {0x1F6EB, 0x1F6EC},
     {0x1F6F4, 0x1F6FC}, {0x1F7E0, 0x1F7EB}, {0x1F7F0, 0x1F7F0}, {0x1F90C, 0x1F93A},
     {0x1F93C, 0x1F945}, {0x1F947, 0x1F9FF}, {0x1FA70, 0x1FAFF}, {0x20000, 0x3FFFD}});

// What hides or reorders the text around it, and line ends that are no control characters.
constexpr std::array kTricks = std::to_array<Range>({{0x00AD, 0x00AD},
                                                     {0x061C, 0x061C},
                                                     {0x180E, 0x180E},
                                                     {0x200B, 0x200B},
                                                     {0x200E, 0x200F},
                                                     {0x2028, 0x202E},
                                                     {0x2060, 0x206F},
                                                     {0xFEFF, 0xFEFF},
                                                     {0xFFF9, 0xFFFB},
                                                     {0xE0000, 0xE00FF}});

template <std::size_t N>
bool is_in(const std::array<Range, N>& ranges, char32_t code_point) {
    const auto after = std::ranges::upper_bound(ranges, code_point, {}, &Range::first);
    return after != ranges.begin() && code_point <= std::prev(after)->last;
}

bool is_control(char32_t code_point) {
    return code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0);
}

bool is_lead(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0xC2 && byte <= 0xF4;
}

void append_visible(std::string& out, char32_t code_point) {
    switch (code_point) {
        case '\n':
            out += "\\n";
            return;
        case '\r':
            out += "\\r";
            return;
        case '\t':
            out += "\\t";
            return;
        case 0x1B:
            out += "\\e";
            return;
        default:
            break;
    }
    char text[16];
    if (is_control(code_point))
        std::snprintf(text, sizeof text, "\\x%02x", static_cast<unsigned>(code_point));
    else
        std::snprintf(text, sizeof text, "<U+%04X>", static_cast<unsigned>(code_point));
    out += text;
}

}  // namespace

std::size_t width(char32_t code_point) {
    if (code_point < 0x300) return 1;
    if (is_in(kNarrowest, code_point)) return 0;
    return is_in(kWide, code_point) ? 2 : 1;
}

std::size_t width(std::string_view text) {
    std::size_t columns = 0;
    for (std::size_t at = 0; at < text.size();) {
        const auto step = utf8_step(text, at);
        columns += width(step.code_point);
        at += step.length;
    }
    return columns;
}

std::string visible(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto step = utf8_step(text, at);
        if (is_control(step.code_point) || is_in(kTricks, step.code_point))
            append_visible(out, step.code_point);
        else
            append_utf8(out, step.code_point);
        at += step.length;
    }
    return out;
}

std::string cut(std::string_view text, std::size_t columns) {
    if (width(text) <= columns) return std::string(text);
    if (columns == 0) return "";
    std::size_t used = 0, end = 0;
    for (std::size_t at = 0; at < text.size();) {
        const auto step = utf8_step(text, at);
        used += width(step.code_point);
        if (used > columns - 1) break;
        at += step.length;
        end = at;
    }
    return std::string(text.substr(0, end)) + "…";
}

std::string quoted_sentence(std::string_view text) {
    constexpr std::size_t kMostColumns = 500;
    return cut(visible(text.substr(0, 4 * kMostColumns)), kMostColumns);
}

void TerminalFilter::take(std::string& out, char32_t code_point) {
    const bool returned = std::exchange(after_return_, false);
    if (state_ == State::Escape) {
        const bool title = code_point == ']' || code_point == 'P' || code_point == '_' ||
                           code_point == '^' || code_point == 'X';
        if (code_point == '[')
            state_ = State::Sequence;
        else if (title)
            state_ = State::Title;
        else if (code_point < 0x20 || code_point > 0x2F)  // else one more follows
            state_ = State::Text;
        return;
    }
    if (state_ == State::Sequence && code_point >= 0x20 && code_point < 0x7F) {
        if (code_point >= 0x40) state_ = State::Text;
        return;
    }
    if (state_ == State::Title || state_ == State::TitleEscape) {
        const bool ends = code_point == 0x07 || code_point == 0x9C || code_point == '\n' ||
                          (state_ == State::TitleEscape && code_point == '\\');
        state_ = ends ? State::Text : code_point == 0x1B ? State::TitleEscape : State::Title;
        if (code_point == '\n') out += '\n';
        return;
    }
    state_ = State::Text;
    if (code_point == 0x1B) {
        state_ = State::Escape;
    } else if (code_point == 0x9B) {
        state_ = State::Sequence;
    } else if (code_point == '\r') {
        out += '\n';
        after_return_ = true;
    } else if (code_point == '\n') {
        if (!returned) out += '\n';
    } else if (code_point == '\t' || (!is_control(code_point) && !is_in(kTricks, code_point))) {
        append_utf8(out, code_point);
    }
}

std::string TerminalFilter::operator()(std::string_view piece) {
    rest_ += piece;
    std::string out;
    std::size_t at = 0;
    while (at < rest_.size()) {
        const auto step = utf8_step(rest_, at);
        // A character has four bytes at most: with fewer left, its end may still come.
        if (!step.valid && at + step.length == rest_.size() && rest_.size() - at < 4 &&
            is_lead(rest_[at]))
            break;
        take(out, step.code_point);
        at += step.length;
    }
    rest_.erase(0, at);
    return out;
}

}  // namespace wls::cli
