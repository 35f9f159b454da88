#include "house/tree.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace wls::house {

namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 8> kNotOurs = {
    ".git", "build", "data", "venv", ".venv", "node_modules", "__pycache__", ".hypothesis"};

// No text that somebody wrote is longer than this: recorded answers and pictures are.
constexpr std::uintmax_t kLongestText = 1'000'000;

bool is_text(std::string_view bytes) {
    return !bytes.substr(0, 8'000).contains('\0');
}

}  // namespace

std::string read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return std::move(text).str();
}

std::vector<TextFile> read_tree(const std::string& root) {
    std::vector<TextFile> files;
    for (auto at = fs::recursive_directory_iterator(root); at != fs::end(at); ++at) {
        const auto name = at->path().filename().string();
        if (at->is_directory()) {
            if (std::ranges::find(kNotOurs, name) != kNotOurs.end()) at.disable_recursion_pending();
            continue;
        }
        if (!at->is_regular_file() || at->file_size() > kLongestText) continue;
        auto text = read_file(at->path().string());
        if (is_text(text))
            files.push_back({fs::relative(at->path(), root).generic_string(), std::move(text)});
    }
    std::ranges::sort(files, {}, &TextFile::path);
    return files;
}

}  // namespace wls::house
