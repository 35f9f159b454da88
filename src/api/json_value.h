// A JSON value as Python holds it: integers of any size, objects in the order of their keys'
// first appearance. Value; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace wls::api {

struct Json {
    // Digits with a minus sign or none: "-12". Never "-0". At most kMostDigits digits.
    struct Integer {
        std::string digits;
    };
    struct Member;
    using Array = std::vector<Json>;
    using Object = std::vector<Member>;  // no two of one key

    // A string is generalised UTF-8 (unicode.h): it may hold lone surrogates. A double may be NaN
    // or infinite.
    std::variant<std::nullptr_t, bool, Integer, double, std::string, Array, Object> value;

    template <class T>
    const T* as() const {
        return std::get_if<T>(&value);
    }
    bool is_null() const { return as<std::nullptr_t>() != nullptr; }

    // The value of `key`; null when this is no object or has no such key.
    const Json* find(std::string_view key) const;
};

struct Json::Member {
    std::string key;
    Json value;
};

}  // namespace wls::api
