// What stands below 'process' and 'command' of a workload. Throw Wrong (yaml_reading.h).
#pragma once

#include "local/catalog.h"
#include "local/catalog/yaml_reading.h"

namespace wls::local {

Process read_process(YamlReading& reading, const YAML::Node& node);
Command read_command(YamlReading& reading, const YAML::Node& node);

}  // namespace wls::local
