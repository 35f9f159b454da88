#include "house/cpp_text.h"

#include <algorithm>
#include <cctype>

namespace wls::house {

namespace {

bool in_word(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

class Scanner {
  public:
    explicit Scanner(std::string_view text) : text_(text), parts_(text.size(), Part::Code) {}

    std::vector<Part> scan() {
        while (at_ < text_.size()) {
            if (starts("//"))
                mark(end_of_line(), Part::Comment);
            else if (starts("/*"))
                mark(after("*/", at_ + 2), Part::Comment);
            else if (text_[at_] == '#' && first_of_line_)
                directive();
            else if (text_[at_] == '"')
                string();
            else if (text_[at_] == '\'' && !separates_digits())
                quoted('\'');
            else
                plain();
        }
        return std::move(parts_);
    }

  private:
    bool starts(std::string_view what) const { return text_.substr(at_).starts_with(what); }

    std::size_t end_of_line() const { return std::min(text_.find('\n', at_), text_.size()); }

    std::size_t after(std::string_view what, std::size_t from) const {
        const auto found = text_.find(what, from);
        return found == std::string_view::npos ? text_.size() : found + what.size();
    }

    void mark(std::size_t end, Part part) {
        std::fill(parts_.begin() + static_cast<std::ptrdiff_t>(at_),
                  parts_.begin() + static_cast<std::ptrdiff_t>(end), part);
        at_ = end;
    }

    void plain() {
        const char c = text_[at_++];
        if (c == '\n') first_of_line_ = true;
        if (std::isspace(static_cast<unsigned char>(c)) == 0) first_of_line_ = false;
    }

    void directive() {
        while (at_ < text_.size() && text_[at_] != '\n') {
            if (starts("//"))
                mark(end_of_line(), Part::Comment);
            else if (starts("/*"))
                mark(after("*/", at_ + 2), Part::Comment);
            else
                mark(std::min(at_ + (starts("\\\n") ? 2 : 1), text_.size()), Part::Directive);
        }
    }

    // 1'000: the quote stands inside a number.
    bool separates_digits() const {
        auto begin = at_;
        while (begin > 0 && (in_word(text_[begin - 1]) || text_[begin - 1] == '\'')) --begin;
        return begin < at_ && std::isdigit(static_cast<unsigned char>(text_[begin])) != 0;
    }

    bool raw() const {
        if (at_ == 0 || text_[at_ - 1] != 'R') return false;
        return at_ == 1 || !in_word(text_[at_ - 2]) ||
               std::string_view("uUL8").contains(text_[at_ - 2]);
    }

    void string() {
        if (!raw()) return quoted('"');
        const auto open = text_.find('(', at_);
        if (open == std::string_view::npos) return quoted('"');
        const auto close = ")" + std::string(text_.substr(at_ + 1, open - at_ - 1)) + "\"";
        const auto end = after(close, open);
        at_ = open + 1;
        mark(std::max(at_, end - std::min(end, close.size())), Part::RawLiteral);
        at_ = end;
        first_of_line_ = false;
    }

    void quoted(char quote) {
        const auto begin = ++at_;
        auto end = begin;
        while (end < text_.size() && text_[end] != quote && text_[end] != '\n')
            end += text_[end] == '\\' ? 2 : 1;
        mark(std::min(end, text_.size()), Part::Literal);
        if (at_ < text_.size() && text_[at_] == quote) ++at_;
        first_of_line_ = false;
    }

    std::string_view text_;
    std::vector<Part> parts_;
    std::size_t at_ = 0;
    bool first_of_line_ = true;
};

}  // namespace

std::vector<Part> parts_of(std::string_view text) {
    return Scanner(text).scan();
}

std::string view(std::string_view text, std::initializer_list<Part> parts) {
    const auto found = parts_of(text);
    std::string kept(text);
    for (std::size_t i = 0; i < text.size(); ++i)
        if (text[i] != '\n' && std::ranges::find(parts, found[i]) == parts.end()) kept[i] = ' ';
    return kept;
}

int line_at(std::string_view text, std::size_t position) {
    return 1 + static_cast<int>(std::ranges::count(text.substr(0, position), '\n'));
}

std::vector<Word> words_of(std::string_view code) {
    std::vector<Word> words;
    for (std::size_t i = 0; i < code.size();) {
        auto end = i;
        while (end < code.size() && in_word(code[end])) ++end;
        if (end > i) words.push_back({code.substr(i, end - i), i});
        i = std::max(end, i + 1);
    }
    return words;
}

}  // namespace wls::house
