// Reads the parameters of a query one after the other, as FastAPI would, and gathers what is wrong
// with them. For decoders of this folder. Pure; any bytes.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "api/field_rules.h"

namespace wls::api {

// A query's pairs in their order, percent-decoded.
using QueryPairs = std::span<const std::pair<std::string, std::string>>;

class QueryReader {
  public:
    explicit QueryReader(QueryPairs pairs) : pairs_(pairs) {}

    // The parameter `key` by `rule` (std::string to Checked<T>). Nothing when it is absent or
    // wrong; the last of equal keys wins.
    template <class T, class Rule>
    std::optional<T> take(const char* key, Rule rule) {
        const auto text = last(key);
        if (!text) return std::nullopt;
        auto checked = rule(*text);
        if (checked) return std::move(*checked);
        complain(key, checked.error(), *text);
        return std::nullopt;
    }

    // All complaints so far, in order.
    const std::vector<FieldError>& errors() const { return errors_; }

  private:
    std::optional<std::string> last(const char* key) const;
    void complain(const char* key, const Complaint& complaint, const std::string& text);

    QueryPairs pairs_;
    std::vector<FieldError> errors_;
};

// Rules that several queries share: 1 to 1000; a 64-bit integer; a text that can be stored; one of
// at most 256 bytes that is looked for.
Checked<int> parse_limit(const std::string& text);
Checked<long long> parse_key(const std::string& text);
Checked<std::string> parse_query_text(const std::string& text);
Checked<std::string> parse_search(const std::string& text);

}  // namespace wls::api
