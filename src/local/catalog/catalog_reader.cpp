#include "local/catalog/catalog_reader.h"

#include <optional>
#include <utility>

#include "base/unicode.h"
#include "local/catalog/how_readers.h"
#include "local/catalog/webhook_reader.h"
#include "local/catalog/yaml_reading.h"

namespace wls::local {

namespace {

constexpr std::size_t kMostWorkloads = 10'000;
constexpr std::size_t kMostNameBytes = 255;

class Reader {
  public:
    std::vector<CatalogEntry> catalog(const YAML::Node& root) {
        if (!root.IsMap()) wrong(root.Mark(), "a catalog begins with 'workloads:'");
        YAML::Node list;
        constexpr std::string_view kKeys[] = {"workloads"};
        reading_.each_key(root, kKeys,
                          [&](std::string_view, const YAML::Node& value) { list.reset(value); });
        if (!list.IsDefined() || !list.IsSequence())
            wrong(list.IsDefined() ? list.Mark() : root.Mark(),
                  "'workloads' must be a list; an empty one is []");
        if (list.size() > kMostWorkloads)
            wrong(list.Mark(), "more than 10000 workloads; split the catalog over two servers");

        std::vector<CatalogEntry> found;
        std::set<std::string> names;
        for (const auto& node : list) {
            found.push_back(entry(node));
            const std::string& name = found.back().workload.name;
            if (!names.insert(name).second)
                wrong(node.Mark(),
                      "there are two workloads named " + in_quotes(name) + "; rename one");
        }
        return found;
    }

  private:
    // The keys of one workload, as they stand there.
    struct Keys {
        std::optional<std::string> name;
        std::optional<Mode> mode;
        std::optional<std::chrono::milliseconds> stop_grace;
        YAML::Mark mode_mark, stop_grace_mark;
        std::optional<std::variant<Process, Command, Webhook>> how;
        std::string how_key;
    };

    CatalogEntry entry(const YAML::Node& node) {
        Keys keys = this->keys(node);
        if (!keys.name) wrong(node.Mark(), "a workload needs a 'name'");
        if (!keys.how)
            wrong(node.Mark(), in_quotes(*keys.name) +
                                   " needs 'process: {run: [program, …]}', 'command: {start: "
                                   "[program, …], stop: [program, …]}' or 'webhook: {start: "
                                   "{url: …}, stop: {url: …}}'");
        CatalogEntry entry{{}, std::move(*keys.how)};
        entry.workload.name = std::move(*keys.name);
        if (auto* process = std::get_if<Process>(&entry.how)) {
            entry.workload.kind = "Process";
            entry.workload.mode = keys.mode.value_or(Mode::Task);
            if (keys.stop_grace) process->stop_grace = *keys.stop_grace;
            return entry;
        }
        if (keys.mode)
            wrong(keys.mode_mark, "'mode' is for a 'process'; a " + in_quotes(keys.how_key) +
                                      " is always one start and one stop; remove 'mode'");
        entry.workload.mode = Mode::Effect;
        if (auto* command = std::get_if<Command>(&entry.how)) {
            entry.workload.kind = "Command";
            if (keys.stop_grace) command->stop_grace = *keys.stop_grace;
            return entry;
        }
        entry.workload.kind = "Webhook";
        if (keys.stop_grace)
            wrong(keys.stop_grace_mark,
                  "'stop_grace' is for a 'process' or a 'command'; a 'webhook' has a 'timeout'");
        return entry;
    }

    Keys keys(const YAML::Node& node) {
        if (!node.IsMap())
            wrong(node.Mark(),
                  "a workload is a map with 'name' and 'process', 'command' or 'webhook'");
        Keys keys;
        constexpr std::string_view kKeys[] = {"name",    "process", "mode",
                                              "command", "webhook", "stop_grace"};
        reading_.each_key(node, kKeys, [&](std::string_view key, const YAML::Node& value) {
            if (key == "name") keys.name = workload_name(value);
            if (key == "stop_grace") {
                keys.stop_grace =
                    reading_.duration(value, "stop_grace", std::chrono::milliseconds{0});
                keys.stop_grace_mark = value.Mark();
            }
            if (key == "mode") {
                keys.mode = mode(value);
                keys.mode_mark = value.Mark();
            }
            if (key == "process" || key == "command" || key == "webhook")
                read_how(keys, std::string(key), value);
        });
        return keys;
    }

    void read_how(Keys& keys, const std::string& key, const YAML::Node& value) {
        if (keys.how)
            wrong(value.Mark(), "a workload has either " + in_quotes(keys.how_key) + " or " +
                                    in_quotes(key) + "; make two of it");
        keys.how_key = key;
        if (key == "process") keys.how = read_process(reading_, value);
        if (key == "command") keys.how = read_command(reading_, value);
        if (key == "webhook") keys.how = read_webhook(reading_, value);
    }

    std::string workload_name(const YAML::Node& node) {
        std::string name = reading_.text(node, "'name'");
        const bool has_controls = std::any_of(name.begin(), name.end(), [](char c) {
            return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
        });
        if (name.empty() || name.size() > kMostNameBytes || has_controls || !is_utf8(name))
            wrong(node.Mark(), "a name is one line of 1 to 255 bytes of UTF-8");
        return name;
    }

    Mode mode(const YAML::Node& node) {
        const std::string mode = reading_.text(node, "'mode'");
        if (mode == "task") return Mode::Task;
        if (mode == "service") return Mode::Service;
        wrong(node.Mark(), "'mode' is 'task' or 'service', not " + in_quotes(mode));
    }

    YamlReading reading_;
};

}  // namespace

std::expected<std::vector<CatalogEntry>, std::string> read_catalog(const std::string& text) {
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
