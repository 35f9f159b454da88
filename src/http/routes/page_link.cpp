#include "http/routes/page_link.h"

namespace wls::http {

std::string next_page(const Request& request, std::string_view last_key) {
    std::string target = percent_encoded(request.path) + "?";
    for (const auto& [name, value] : request.query)
        if (name != "after")
            target += percent_encoded(name, "") + "=" + percent_encoded(value, "") + "&";
    return "<" + target + "after=" + percent_encoded(last_key, "") + ">; rel=\"next\"";
}

std::string next_page(const Request& request, std::int64_t last_key) {
    return next_page(request, std::to_string(last_key));
}

}  // namespace wls::http
