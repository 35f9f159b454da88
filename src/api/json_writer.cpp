#include "api/json_writer.h"

#include <cmath>

#include "api/json_number.h"
#include "base/json_text.h"
#include "base/unicode.h"

namespace wls::api {

namespace {

// What the stack would send of a value, or false when it would crash.
class Echo {
  public:
    explicit Echo(std::string& out) : out_(out) {}

    bool operator()(std::nullptr_t) { return put("null"); }
    bool operator()(bool value) { return put(value ? "true" : "false"); }
    bool operator()(const Json::Integer& value) { return put(value.digits); }
    bool operator()(double value) {
        if (!std::isfinite(value)) return false;
        append_double(out_, value);
        return true;
    }
    bool operator()(const std::string& value) {
        if (has_surrogate(value)) return false;
        append_json_quoted(out_, value);
        return true;
    }
    bool operator()(const Json::Array& items) {
        out_ += '[';
        bool first = true;
        for (const Json& item : items) {
            if (!first) out_ += ',';
            first = false;
            if (!std::visit(*this, item.value)) return false;
        }
        return put("]");
    }
    bool operator()(const Json::Object& members) {
        out_ += '{';
        bool first = true;
        for (const Json::Member& member : members) {
            if (member.key.starts_with("_sa")) continue;
            if (!first) out_ += ',';
            first = false;
            if (!(*this)(member.key)) return false;
            out_ += ':';
            if (!std::visit(*this, member.value.value)) return false;
        }
        return put("}");
    }

  private:
    bool put(std::string_view text) {
        out_ += text;
        return true;
    }

    std::string& out_;
};

}  // namespace

std::string echo(const Json& value) {
    std::string out;
    return std::visit(Echo(out), value.value) ? out : "null";
}

}  // namespace wls::api
