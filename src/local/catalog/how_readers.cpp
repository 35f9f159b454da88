#include "local/catalog/how_readers.h"

namespace wls::local {

Process read_process(YamlReading& reading, const YAML::Node& node) {
    if (!node.IsMap()) wrong(node.Mark(), "'process' is a map: {run: [program, argument, …]}");
    Process process;
    constexpr std::string_view kKeys[] = {"run", "directory", "environment"};
    reading.each_key(node, kKeys, [&](std::string_view key, const YAML::Node& value) {
        if (key == "run") process.run = reading.arguments(value, "run");
        if (key == "directory") process.directory = reading.directory(value);
        if (key == "environment") process.environment = reading.environment(value);
    });
    if (process.run.empty()) wrong(node.Mark(), "'process' needs 'run: [program, …]'");
    return process;
}

Command read_command(YamlReading& reading, const YAML::Node& node) {
    if (!node.IsMap())
        wrong(node.Mark(), "'command' is a map: {start: [program, …], stop: [program, …]}");
    Command command;
    constexpr std::string_view kKeys[] = {"start",     "stop",        "state",
                                          "directory", "environment", "timeout"};
    reading.each_key(node, kKeys, [&](std::string_view key, const YAML::Node& value) {
        if (key == "start") command.start = reading.arguments(value, "start");
        if (key == "stop") command.stop = reading.arguments(value, "stop");
        if (key == "state") command.state = reading.arguments(value, "state");
        if (key == "directory") command.directory = reading.directory(value);
        if (key == "environment") command.environment = reading.environment(value);
        if (key == "timeout")
            command.timeout = reading.duration(value, "timeout", std::chrono::milliseconds{1});
    });
    if (command.start.empty()) wrong(node.Mark(), "'command' needs 'start: [program, …]'");
    if (command.stop.empty())
        wrong(node.Mark(),
              "'command' needs 'stop: [program, …]': what is started must be stopped; where "
              "nothing is to be done, [\"true\"]");
    return command;
}

}  // namespace wls::local
