#include "local/catalog_reader.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <set>
#include <span>

#include "base/text.h"
#include "base/unicode.h"

namespace wls::local {

namespace {

constexpr std::size_t kMostWorkloads = 10'000;
constexpr std::size_t kMostBytes = 4 << 20;
constexpr std::size_t kMostNameBytes = 255;
constexpr std::chrono::hours kLongestGrace{24};

// What the server itself puts into every workload's environment.
constexpr std::string_view kOurNames[] = {
    "WORKLOAD_SCHEDULER_RUN", "WORKLOAD_SCHEDULER_WINDOW_START", "WORKLOAD_SCHEDULER_WINDOW_END",
    "WORKLOAD_SCHEDULER_DATABASE", "WORKLOAD_SCHEDULER_DATA"};

// Thrown within this file only: a reader of nested values has an error at every step.
struct Wrong {
    std::string text;
};

[[noreturn]] void wrong(const YAML::Mark& mark, const std::string& reason) {
    if (mark.is_null()) throw Wrong{"1:1: " + reason};
    throw Wrong{std::to_string(mark.line + 1) + ":" + std::to_string(mark.column + 1) + ": " +
                reason};
}

std::string in_quotes(std::string_view text) {
    return "'" + shortened(text, 80) + "'";
}

class Reader {
  public:
    std::vector<std::pair<std::string, Process>> catalog(const YAML::Node& root) {
        if (!root.IsMap()) wrong(root.Mark(), "a catalog begins with 'workloads:'");
        YAML::Node list;
        constexpr std::string_view kKeys[] = {"workloads"};
        each_key(root, kKeys,
                 [&](std::string_view, const YAML::Node& value) { list.reset(value); });
        if (!list.IsDefined() || !list.IsSequence())
            wrong(list.IsDefined() ? list.Mark() : root.Mark(),
                  "'workloads' must be a list; an empty one is []");
        if (list.size() > kMostWorkloads)
            wrong(list.Mark(), "more than 10000 workloads; split the catalog over two servers");

        std::vector<std::pair<std::string, Process>> found;
        std::set<std::string> names;
        for (const auto& node : list) {
            found.push_back(workload(node));
            if (!names.insert(found.back().first).second)
                wrong(node.Mark(), "there are two workloads named " +
                                       in_quotes(found.back().first) + "; rename one");
        }
        return found;
    }

  private:
    // Calls `use(key, value)` for each key of the map; refuses unknown and repeated ones.
    template <class Use>
    void each_key(const YAML::Node& map, std::span<const std::string_view> known, Use use) {
        std::set<std::string> seen;
        for (const auto& entry : map) {
            const YAML::Node& key_node = entry.first;
            const std::string key = text(key_node, "a key");
            if (std::find(known.begin(), known.end(), key) == known.end()) {
                const auto near = nearest(key, known);
                wrong(key_node.Mark(),
                      "unknown key " + in_quotes(key) +
                          (near.empty() ? "; known here: " + listed(known)
                                        : "; did you mean " + in_quotes(near) + "?"));
            }
            if (!seen.insert(key).second)
                wrong(key_node.Mark(), in_quotes(key) + " stands here twice; remove one");
            use(key, entry.second);
        }
    }

    static std::string listed(std::span<const std::string_view> words) {
        std::string all;
        for (const auto word : words) all += (all.empty() ? "" : ", ") + std::string(word);
        return all;
    }

    std::pair<std::string, Process> workload(const YAML::Node& node) {
        if (!node.IsMap()) wrong(node.Mark(), "a workload is a map with 'name' and 'process'");
        std::optional<std::string> name;
        std::optional<Process> process;
        std::optional<std::chrono::milliseconds> grace;
        constexpr std::string_view kKeys[] = {"name",    "process", "mode",
                                              "command", "webhook", "stop_grace"};
        each_key(node, kKeys, [&](std::string_view key, const YAML::Node& value) {
            if (key == "name") name = workload_name(value);
            if (key == "process") process = this->process(value);
            if (key == "mode") check_mode(value);
            if (key == "stop_grace") grace = duration(value);
            if (key == "command" || key == "webhook")
                wrong(value.Mark(), in_quotes(key) + " is not supported yet; use 'process'");
        });
        if (!name) wrong(node.Mark(), "a workload needs a 'name'");
        if (!process)
            wrong(node.Mark(), in_quotes(*name) + " needs 'process: {run: [program, …]}'");
        if (grace) process->stop_grace = *grace;
        return {std::move(*name), std::move(*process)};
    }

    Process process(const YAML::Node& node) {
        if (!node.IsMap()) wrong(node.Mark(), "'process' is a map: {run: [program, argument, …]}");
        Process process;
        constexpr std::string_view kKeys[] = {"run", "directory", "environment"};
        each_key(node, kKeys, [&](std::string_view key, const YAML::Node& value) {
            if (key == "run") process.run = arguments(value);
            if (key == "directory") process.directory = directory(value);
            if (key == "environment") process.environment = environment(value);
        });
        if (process.run.empty()) wrong(node.Mark(), "'process' needs 'run: [program, …]'");
        return process;
    }

    std::vector<std::string> arguments(const YAML::Node& node) {
        if (!node.IsSequence())
            wrong(node.Mark(), "'run' is a list, [program, argument, …]; no shell reads it");
        std::vector<std::string> found;
        for (const auto& word : node) found.push_back(text(word, "an argument of 'run'"));
        if (found.empty() || found.front().empty())
            wrong(node.Mark(), "'run' is empty; its first word is the program");
        return found;
    }

    std::map<std::string, std::string> environment(const YAML::Node& node) {
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

    static bool is_variable(std::string_view name) {
        const auto is_letter = [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        };
        return !name.empty() && is_letter(name[0]) &&
               std::all_of(name.begin(), name.end(),
                           [&](char c) { return is_letter(c) || (c >= '0' && c <= '9'); });
    }

    std::string workload_name(const YAML::Node& node) {
        std::string name = text(node, "'name'");
        const bool has_controls = std::any_of(name.begin(), name.end(), [](char c) {
            return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
        });
        if (name.empty() || name.size() > kMostNameBytes || has_controls || !is_utf8(name))
            wrong(node.Mark(), "a name is one line of 1 to 255 bytes of UTF-8");
        return name;
    }

    std::string directory(const YAML::Node& node) {
        std::string path = text(node, "'directory'");
        if (path.empty()) wrong(node.Mark(), "'directory' is empty; \".\" is the server's own");
        return path;
    }

    void check_mode(const YAML::Node& node) {
        const std::string mode = text(node, "'mode'");
        if (mode == "service")
            wrong(node.Mark(), "'mode: service' is not supported yet; use 'mode: task'");
        if (mode != "task")
            wrong(node.Mark(), "'mode' is 'task' or 'service', not " + in_quotes(mode));
    }

    std::chrono::milliseconds duration(const YAML::Node& node) {
        const std::string written = text(node, "'stop_grace'");
        long count = 0;
        const auto last = written.data() + written.size();
        const auto [end, error] = std::from_chars(written.data(), last, count);
        const std::string_view unit(end, static_cast<std::size_t>(last - end));
        const long milliseconds = unit == "ms"  ? 1
                                  : unit == "s" ? 1000
                                  : unit == "m" ? 60'000
                                  : unit == "h" ? 3'600'000
                                                : 0;
        const long most = std::chrono::milliseconds(kLongestGrace).count();
        if (error != std::errc() || milliseconds == 0 || count < 0 || count > most / milliseconds)
            wrong(node.Mark(), "'stop_grace' is a time up to 24h such as 10s, 500ms or 2m, not " +
                                   in_quotes(written));
        return std::chrono::milliseconds(count * milliseconds);
    }

    // A scalar's text. Counts it: an alias is a few bytes that stand for many.
    std::string text(const YAML::Node& node, const std::string& what) {
        if (node.IsNull())
            wrong(node.Mark(), what + " has no value; an empty text is \"\", and null is \"null\"");
        if (!node.IsScalar()) wrong(node.Mark(), what + " must be a text, not a list or a map");
        const std::string& value = node.Scalar();
        if (value.find('\0') != std::string::npos)
            wrong(node.Mark(), what + " holds a zero byte, which no program can receive");
        bytes_ += value.size() + 1;
        if (bytes_ > kMostBytes)
            wrong(node.Mark(), "with its aliases written out the catalog exceeds 4 MiB");
        return value;
    }

    std::size_t bytes_ = 0;
};

}  // namespace

std::expected<std::vector<std::pair<std::string, Process>>, std::string> read_catalog(
    const std::string& text) {
    try {
        const auto documents = YAML::LoadAll(text);
        if (documents.empty())
            wrong(YAML::Mark::null_mark(), "the catalog is empty; one of none is 'workloads: []'");
        if (documents.size() > 1)
            wrong(documents[1].Mark(), "a second YAML document; a catalog has one");
        return Reader().catalog(documents[0]);
    } catch (const Wrong& error) {
        return std::unexpected(error.text);
    } catch (const YAML::Exception& error) {
        if (error.mark.is_null()) return std::unexpected("1:1: " + error.msg);
        return std::unexpected(std::to_string(error.mark.line + 1) + ":" +
                               std::to_string(error.mark.column + 1) + ": " + error.msg);
    }
}

}  // namespace wls::local
