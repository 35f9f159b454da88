#include "cli/transport.h"

#include "base/text.h"

namespace wls::cli {

std::optional<std::string_view> Answer::header(std::string_view name) const {
    for (const auto& [key, value] : headers)
        if (is_same_in_any_case(key, name)) return value;
    return std::nullopt;
}

}  // namespace wls::cli
