#include "app/settings/settings_file.h"

#include <yaml-cpp/yaml.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

namespace wls::app {

namespace {

// Far beyond any list of settings; keeps a mistaken path to a big file from filling memory.
constexpr std::size_t kLargest = 64 * 1024;

Result<std::string> read_text(const std::string& path) {
    std::ifstream file(path);
    if (!file)
        return fail(ErrorCode::Unavailable,
                    "cannot read the settings file '" + path + "': " + std::strerror(errno));
    std::string text(kLargest + 1, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    if (file.bad() || text.size() > kLargest)
        return fail(ErrorCode::Invalid, "the settings file '" + path + "' is no list of settings");
    return text;
}

Failure wrong(const std::string& path, int line, const std::string& sentence) {
    return fail(ErrorCode::Invalid, path + ":" + std::to_string(line + 1) + ": " + sentence);
}

}  // namespace

Result<std::map<std::string, FileValue>> read_settings_file(const std::string& path) {
    const auto text = read_text(path);
    if (!text) return fail(text);
    std::map<std::string, FileValue> values;
    try {
        const YAML::Node root = YAML::Load(*text);
        if (root.IsNull()) return values;
        if (!root.IsMap())
            return wrong(path, root.Mark().line, "expected lines of the form 'key: value'");
        for (const auto& pair : root) {
            const int line = pair.first.Mark().line;
            if (!pair.first.IsScalar() || !pair.second.IsScalar())
                return wrong(path, line, "expected a key with one plain value");
            const auto key = pair.first.as<std::string>();
            if (!values.emplace(key, FileValue{pair.second.as<std::string>(), line + 1}).second)
                return wrong(path, line, "the key '" + key + "' stands here twice");
        }
    } catch (const YAML::Exception& exception) {
        return wrong(path, exception.mark.line, exception.msg);
    }
    return values;
}

}  // namespace wls::app
