#include "local/netstrings.h"

#include <charconv>

namespace wls::local {

void append_netstring(std::string& out, std::string_view text) {
    out += std::to_string(text.size());
    out += ':';
    out += text;
    out += ',';
}

void append_netstrings(std::string& out, const std::vector<std::string>& texts) {
    append_netstring(out, std::to_string(texts.size()));
    for (const auto& text : texts) append_netstring(out, text);
}

std::string NetstringReader::text() {
    std::size_t size = 0;
    const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), size);
    const auto digits = static_cast<std::size_t>(end - rest_.data());
    if (error != std::errc() || rest_.size() - digits < 2 || size > rest_.size() - digits - 2 ||
        rest_[digits] != ':' || rest_[digits + 1 + size] != ',') {
        good_ = false;
        rest_ = {};
        return {};
    }
    std::string found(rest_.substr(digits + 1, size));
    rest_.remove_prefix(digits + size + 2);
    return found;
}

std::string NetstringReader::file_name() {
    std::string name = text();
    if (name.empty() || name.contains('/')) good_ = false;
    return name;
}

long NetstringReader::number() {
    const std::string digits = text();
    long value = 0;
    const auto last = digits.data() + digits.size();
    const auto [end, error] = std::from_chars(digits.data(), last, value);
    if (error != std::errc() || end != last || value < 0) good_ = false;
    return value;
}

std::vector<std::string> NetstringReader::texts() {
    std::vector<std::string> found;
    for (long left = number(); left > 0 && good_; --left) found.push_back(text());
    return found;
}

}  // namespace wls::local
