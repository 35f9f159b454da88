// Reads catalog.yaml's text. This folder alone knows yaml-cpp. Opens the files named by
// `ca_file`, and no others; never waits for one. Any thread.
#pragma once

#include <expected>
#include <string>
#include <vector>

#include "local/catalog.h"

namespace wls::local {

// The workloads in the file's order, names unique. Or where and why not, with the way out:
// "12:5: unknown key 'comand'; did you mean 'command'?"
//
// Limits: 10,000 workloads; 4 MiB of values once YAML's aliases are written out. Numbers and words
// like `yes` are taken as they are written: an argument is always text.
std::expected<std::vector<CatalogEntry>, std::string> read_catalog(const std::string& text);

}  // namespace wls::local
