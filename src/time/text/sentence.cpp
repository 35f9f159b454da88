#include "time/text/sentence.h"

#include <fmt/format.h>

namespace wls {

std::string listed(const std::vector<std::string>& parts, Language language) {
    std::string text;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i > 0) {
            const bool is_last = i + 1 == parts.size();
            text += !is_last ? ", " : language == Language::French ? " et " : " and ";
        }
        text += parts[i];
    }
    return text;
}

std::string clock_text(int second) {
    std::string text = fmt::format("{:02}:{:02}", second / 3600, second / 60 % 60);
    if (second % 60 != 0) text += fmt::format(":{:02}", second % 60);
    return text;
}

std::string capitalized(std::string text) {
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z')
        text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

}  // namespace wls
