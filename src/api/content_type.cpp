#include "api/content_type.h"

#include <algorithm>
#include <string>

namespace wls::api {

namespace {

// str.strip() of a header read as Latin-1.
std::string_view stripped(std::string_view text) {
    using namespace std::string_view_literals;
    constexpr std::string_view kSpace = "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0"sv;
    const std::size_t first = text.find_first_not_of(kSpace);
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(kSpace) + 1 - first);
}

}  // namespace

bool is_json(std::string_view content_type) {
    if (content_type.empty()) return true;
    std::string type(stripped(content_type.substr(0, content_type.find(';'))));
    std::transform(type.begin(), type.end(), type.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    if (std::count(type.begin(), type.end(), '/') != 1) return false;
    if (!type.starts_with("application/")) return false;
    return type == "application/json" || type.ends_with("+json");
}

}  // namespace wls::api
