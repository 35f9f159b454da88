#include "api/query_reader.h"

#include "api/json_writer.h"
#include "base/json_text.h"
#include "base/unicode.h"

namespace wls::api {

namespace {

constexpr int kLeastLimit = 1;
constexpr int kMostLimit = 1000;
constexpr std::size_t kMostSearchBytes = 256;

Complaint bound(const char* type, const char* words, const char* key, int limit) {
    const std::string number = std::to_string(limit);
    return {type, std::string("Input should be ") + words + " " + number,
            std::string("{\"") + key + "\":" + number + "}"};
}

}  // namespace

std::optional<std::string> QueryReader::last(const char* key) const {
    const std::string* found = nullptr;
    for (const auto& [name, value] : pairs_)
        if (name == key) found = &value;
    if (!found) return std::nullopt;
    return with_replacements(*found);
}

void QueryReader::complain(const char* key, const Complaint& complaint, const std::string& text) {
    errors_.push_back(field_error({"query", key}, complaint, json_quoted(text)));
}

Checked<int> parse_limit(const std::string& text) {
    const auto limit = parse_integer(text);
    if (!limit) return std::unexpected(limit.error());
    if (limit->value < kLeastLimit)
        return std::unexpected(
            bound("greater_than_equal", "greater than or equal to", "ge", kLeastLimit));
    if (limit->value > kMostLimit)
        return std::unexpected(bound("less_than_equal", "less than or equal to", "le", kMostLimit));
    return static_cast<int>(limit->value);
}

Checked<long long> parse_key(const std::string& text) {
    const auto key = parse_integer(text);
    if (!key) return std::unexpected(key.error());
    if (!key->in_range) return std::unexpected(too_large());
    return key->value;
}

Checked<std::string> parse_query_text(const std::string& text) {
    const auto storable = check_storable(text);
    if (!storable) return std::unexpected(storable.error());
    return text;
}

// Looking for a text costs its length times the names' lengths.
Checked<std::string> parse_search(const std::string& text) {
    if (text.size() <= kMostSearchBytes) return parse_query_text(text);
    return std::unexpected(Complaint{"string_too_long", "String should have at most 256 bytes",
                                     R"({"max_length":256})"});
}

}  // namespace wls::api
