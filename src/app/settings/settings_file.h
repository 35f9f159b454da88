// Reads the YAML file of settings: a flat map of keys to plain values. Only its syntax is judged
// here; which keys there are is app/settings' business.
#pragma once

#include <map>
#include <string>

#include "base/result.h"

namespace wls::app {

struct FileValue {
    std::string text;
    int line = 0;  // from 1
};

// Unavailable: it cannot be read. Invalid: no YAML, or not a map of keys to plain values; names the
// file and the line.
Result<std::map<std::string, FileValue>> read_settings_file(const std::string& path);

}  // namespace wls::app
