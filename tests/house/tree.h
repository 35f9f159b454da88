// The tree as the rules see it: paths and texts, read once.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace wls::house {

struct TextFile {
    std::string path;  // from the root, with '/'
    std::string text;

    bool is_cpp() const { return path.ends_with(".h") || path.ends_with(".cpp"); }
    bool is_below(std::string_view folder) const {
        return path.starts_with(std::string(folder) + "/");
    }
};

// All text files below root in the order of their paths, without what is built, fetched or written
// by running the program (.git, build, data, node_modules, …). Throws std::filesystem's errors.
std::vector<TextFile> read_tree(const std::string& root);

std::string read_file(const std::string& path);

}  // namespace wls::house
