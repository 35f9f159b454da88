#include "local/catalog/yaml_reading.h"

#include <charconv>
#include <iterator>

#include "base/text.h"

namespace wls::local {

namespace {

constexpr std::size_t kMostBytes = 4 << 20;
constexpr std::chrono::hours kLongest{24};

// What the server itself puts into a workload's environment.
constexpr std::string_view kOurNames[] = {"WORKLOAD_SCHEDULER_RUN",
                                          "WORKLOAD_SCHEDULER_EDGE",
                                          "WORKLOAD_SCHEDULER_WINDOW_START",
                                          "WORKLOAD_SCHEDULER_WINDOW_END",
                                          "WORKLOAD_SCHEDULER_DATABASE",
                                          "WORKLOAD_SCHEDULER_DATA",
                                          "WORKLOAD_SCHEDULER_IDEMPOTENCY_KEY"};

std::string listed(std::span<const std::string_view> words) {
    std::string all;
    for (const auto word : words) all += (all.empty() ? "" : ", ") + std::string(word);
    return all;
}

bool is_variable(std::string_view name) {
    const auto is_letter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    };
    return !name.empty() && is_letter(name[0]) &&
           std::all_of(name.begin(), name.end(),
                       [&](char c) { return is_letter(c) || (c >= '0' && c <= '9'); });
}

}  // namespace

void wrong(const YAML::Mark& mark, const std::string& reason) {
    if (mark.is_null()) throw Wrong{"1:1: " + reason};
    throw Wrong{std::to_string(mark.line + 1) + ":" + std::to_string(mark.column + 1) + ": " +
                reason};
}

std::string in_quotes(std::string_view text) {
    return "'" + shortened(text, 80) + "'";
}

std::string YamlReading::text(const YAML::Node& node, const std::string& what) {
    if (node.IsNull())
        wrong(node.Mark(), what + " has no value; an empty text is \"\", and null is \"null\"");
    if (!node.IsScalar()) wrong(node.Mark(), what + " must be a text, not a list or a map");
    const std::string& value = node.Scalar();
    if (value.contains('\0'))
        wrong(node.Mark(), what + " holds a zero byte, which no program can receive");
    bytes_ += value.size() + 1;
    if (bytes_ > kMostBytes)
        wrong(node.Mark(), "with its aliases written out the catalog exceeds 4 MiB");
    return value;
}

std::vector<std::string> YamlReading::arguments(const YAML::Node& node, const std::string& key) {
    if (!node.IsSequence())
        wrong(node.Mark(),
              in_quotes(key) + " is a list, [program, argument, …]; no shell reads it");
    std::vector<std::string> found;
    for (const auto& word : node) found.push_back(text(word, "an argument of " + in_quotes(key)));
    if (found.empty() || found.front().empty())
        wrong(node.Mark(), in_quotes(key) + " is empty; its first word is the program");
    return found;
}

std::map<std::string, std::string> YamlReading::environment(const YAML::Node& node) {
    if (!node.IsMap()) wrong(node.Mark(), "'environment' is a map: {NAME: value}");
    std::map<std::string, std::string> found;
    for (const auto& entry : node) {
        const YAML::Node& name_node = entry.first;
        const std::string name = text(name_node, "a variable's name");
        if (!is_variable(name))
            wrong(name_node.Mark(),
                  in_quotes(name) + " is no variable's name: letters, digits and _ only");
        if (std::find(std::begin(kOurNames), std::end(kOurNames), name) != std::end(kOurNames))
            wrong(name_node.Mark(), name + " is set by the server itself; remove it");
        if (!found.emplace(name, text(entry.second, in_quotes(name))).second)
            wrong(name_node.Mark(), in_quotes(name) + " stands here twice; remove one");
    }
    return found;
}

std::string YamlReading::directory(const YAML::Node& node) {
    std::string path = text(node, "'directory'");
    if (path.empty()) wrong(node.Mark(), "'directory' is empty; \".\" is the server's own");
    return path;
}

std::chrono::milliseconds YamlReading::duration(const YAML::Node& node, const std::string& key,
                                                std::chrono::milliseconds least) {
    const std::string written = text(node, in_quotes(key));
    long count = 0;
    const auto last = written.data() + written.size();
    const auto [end, error] = std::from_chars(written.data(), last, count);
    const std::string_view unit(end, static_cast<std::size_t>(last - end));
    const long milliseconds = unit == "ms"  ? 1
                              : unit == "s" ? 1000
                              : unit == "m" ? 60'000
                              : unit == "h" ? 3'600'000
                                            : 0;
    const long most = std::chrono::milliseconds(kLongest).count();
    if (error != std::errc() || milliseconds == 0 || count < 0 || count > most / milliseconds ||
        count * milliseconds < least.count())
        wrong(node.Mark(), in_quotes(key) + " is a time " +
                               (least.count() > 0 ? "above 0 and " : "") +
                               "up to 24h such as 10s, 500ms or 2m, not " + in_quotes(written));
    return std::chrono::milliseconds(count * milliseconds);
}

void YamlReading::unknown_key(const YAML::Mark& mark, const std::string& key,
                              std::span<const std::string_view> known) {
    const auto near = nearest(key, known);
    wrong(mark, "unknown key " + in_quotes(key) +
                    (near.empty() ? "; known here: " + listed(known)
                                  : "; did you mean " + in_quotes(near) + "?"));
}

}  // namespace wls::local
