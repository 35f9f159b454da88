#include "api/json_value.h"

namespace wls::api {

const Json* Json::find(std::string_view key) const {
    const auto* object = as<Object>();
    if (!object) return nullptr;
    for (const Member& member : *object)
        if (member.key == key) return &member.value;
    return nullptr;
}

}  // namespace wls::api
