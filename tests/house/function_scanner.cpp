#include "house/function_scanner.h"

#include <algorithm>
#include <array>

#include "house/cpp_text.h"

namespace wls::house {

namespace {

constexpr std::string_view kBlank = " \t\n";

enum class Brace { Scope, Type, Initialiser, Function, Block };

std::string_view trim(std::string_view text) {
    const auto begin = text.find_first_not_of(kBlank);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& words, std::string_view word) {
    return std::ranges::find(words, word) != words.end();
}

// The text with everything inside (), [] and <> blanked, brackets included, but the last `)` or
// `]`.
std::string outline(std::string_view head) {
    std::string kept(head);
    int depth = 0;
    for (std::size_t i = 0; i < kept.size(); ++i) {
        const char c = kept[i];
        const bool arrow = c == '>' && i > 0 && (head[i - 1] == '-' || head[i - 1] == '=');
        if (c == '(' || c == '[' || (c == '<' && i > 0 && head[i - 1] != '<')) ++depth;
        if (depth > 0 && i + 1 < kept.size()) kept[i] = ' ';
        if ((c == ')' || c == ']' || (c == '>' && !arrow)) && depth > 0) --depth;
    }
    return kept;
}

// What an opening brace after this head begins, outside of functions.
Brace brace_after(std::string_view head) {
    static constexpr std::array<std::string_view, 4> kTypes = {"class", "struct", "union", "enum"};
    static constexpr std::array<std::string_view, 7> kAfterParameters = {
        "const", "noexcept", "override", "final", "mutable", "try", "requires"};
    const std::string outer = outline(head);
    const auto words = words_of(outer);
    if (!words.empty()) {
        const auto first = words.front().text;
        const auto second = words.size() > 1 ? words[1].text : "";
        if (first == "namespace" || second == "namespace") return Brace::Scope;
        if (first == "extern" && head.ends_with('"')) return Brace::Scope;
    }
    const bool assigns = outer.contains('=') && !outer.contains("operator");
    const bool type =
        std::ranges::any_of(words, [](const Word& word) { return is_one_of(kTypes, word.text); });
    if (type && !assigns && !head.ends_with(')')) return Brace::Type;
    if (head.empty() || std::string_view("=,({<").contains(head.back())) return Brace::Initialiser;
    // `}`: the end of a member's braces in a constructor's list.
    if (std::string_view(")]}").contains(head.back())) return Brace::Function;
    if (head.ends_with(") &") || head.ends_with(") &&")) return Brace::Function;
    if (!words.empty() && is_one_of(kAfterParameters, words.back().text)) return Brace::Function;
    const auto parameters = head.rfind(')');
    const auto result = head.rfind("->");
    if (result != std::string_view::npos && parameters != std::string_view::npos)
        return Brace::Function;
    return std::ranges::any_of(words, [](const Word& word) { return word.text == "requires"; })
               ? Brace::Function
               : Brace::Initialiser;
}

class Finder {
  public:
    explicit Finder(std::string_view text) : code_(view(text, {Part::Code})) {}

    std::vector<Function> find() {
        for (at_ = 0; at_ < code_.size(); ++at_) {
            const char c = code_[at_];
            if (c == '(' || c == '[')
                ++brackets_;
            else if (c == ')' || c == ']')
                --brackets_;
            else if (c == '{')
                open();
            else if (c == '}')
                close();
            else if (c == ';' && brackets_ == 0)
                head_ = at_ + 1;
            else if (c == ':' && ends_access_label())
                head_ = at_ + 1;
        }
        return std::move(functions_);
    }

  private:
    struct Open {
        Brace brace;
        std::size_t head;
        int brackets;
        std::size_t at;
    };

    std::string_view head() const {
        return trim(std::string_view(code_).substr(head_, at_ - head_));
    }

    bool ends_access_label() const {
        static constexpr std::array<std::string_view, 3> kAccess = {"public", "protected",
                                                                    "private"};
        return is_one_of(kAccess, head());
    }

    bool inside_function() const {
        return !open_.empty() &&
               (open_.back().brace == Brace::Function || open_.back().brace == Brace::Block);
    }

    // Inside a function only braces that hold values are told from others.
    Brace brace_here() const {
        if (!inside_function()) return brace_after(head());
        if (open_.back().brace == Brace::Initialiser || head().ends_with('='))
            return Brace::Initialiser;
        return Brace::Block;
    }

    void open() {
        const auto brace = brace_here();
        if (brace == Brace::Function) table_lines_ = 0;
        open_.push_back({brace, head_, brackets_, at_});
        brackets_ = 0;
        head_ = at_ + 1;
    }

    void close() {
        if (open_.empty()) return;
        const auto [brace, head, brackets, opened] = open_.back();
        open_.pop_back();
        brackets_ = brackets;
        const bool nested = !open_.empty() && open_.back().brace == Brace::Initialiser;
        if (brace == Brace::Initialiser && !nested)
            table_lines_ += std::max(line_at(code_, at_) - line_at(code_, opened) - 1, 0);
        if (brace == Brace::Function) {
            const auto begin = code_.find_first_not_of(kBlank, head);
            const auto declared = std::string_view(code_).substr(begin);
            functions_.push_back({std::string(trim(declared.substr(0, declared.find('\n')))),
                                  line_at(code_, begin), line_at(code_, at_), table_lines_});
        }
        // What follows an initialiser belongs to the same declaration.
        head_ = brace == Brace::Initialiser || brackets_ > 0 ? head : at_ + 1;
    }

    std::string code_;
    std::size_t at_ = 0;
    std::size_t head_ = 0;
    int brackets_ = 0;
    int table_lines_ = 0;
    std::vector<Open> open_;
    std::vector<Function> functions_;
};

}  // namespace

std::vector<Function> functions_of(std::string_view text) {
    return Finder(text).find();
}

}  // namespace wls::house
