// The values that a catalog is made of, read from YAML, each with an error that says where and why
// not. Errors are thrown as Wrong, within this folder only: a reader of nested values has one at
// every step. One thread.
#pragma once

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wls::local {

struct Wrong {
    std::string text;  // "<line>:<column>: <reason and way out>"
};

[[noreturn]] void wrong(const YAML::Mark& mark, const std::string& reason);

// 'text', shortened.
std::string in_quotes(std::string_view text);

// Counts what it reads: an alias is a few bytes that stand for many.
class YamlReading {
  public:
    // A scalar's text as it is written; `what` names it in messages.
    std::string text(const YAML::Node& node, const std::string& what);

    // A list of texts, the first not empty: a program and its arguments. `key`: "run".
    std::vector<std::string> arguments(const YAML::Node& node, const std::string& key);

    std::map<std::string, std::string> environment(const YAML::Node& node);

    std::string directory(const YAML::Node& node);

    // "10s", "500ms", "2m", "1h"; from `least` up to 24 h.
    std::chrono::milliseconds duration(const YAML::Node& node, const std::string& key,
                                       std::chrono::milliseconds least);

    // Calls `use(key, value)` for each key of the map; refuses unknown and repeated ones.
    template <class Use>
    void each_key(const YAML::Node& map, std::span<const std::string_view> known, Use use) {
        std::set<std::string> seen;
        for (const auto& entry : map) {
            const YAML::Node& key_node = entry.first;
            const std::string key = text(key_node, "a key");
            if (std::find(known.begin(), known.end(), key) == known.end())
                unknown_key(key_node.Mark(), key, known);
            if (!seen.insert(key).second)
                wrong(key_node.Mark(), in_quotes(key) + " stands here twice; remove one");
            use(key, entry.second);
        }
    }

    // Files that were looked into, by name: ten thousand workloads may name the same one.
    bool is_known_good(const std::string& file) const { return good_files_.contains(file); }
    void keep_as_good(const std::string& file) { good_files_.insert(file); }

  private:
    [[noreturn]] static void unknown_key(const YAML::Mark& mark, const std::string& key,
                                         std::span<const std::string_view> known);

    std::size_t bytes_ = 0;
    std::set<std::string> good_files_;
};

}  // namespace wls::local
