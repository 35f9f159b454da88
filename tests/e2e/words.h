// Words that the tests of the real program share.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "support/http_client.h"
#include "support/program.h"

namespace wls::e2e {

// The document's body, its window given in seconds from now.
inline std::string schedule(const std::string& name, int start, int end) {
    return R"({"name":")" + name + R"(","start_time":")" + support::iso_in(start) +
           R"(","end_time":")" + support::iso_in(end) + R"(","status":"scheduled","active":true})";
}

// Moves the end of schedule 1 to then: for what must have begun before it ends, however slowly.
inline void end_in(std::uint16_t port, int seconds) {
    support::send(port, "PATCH", "/schedules/1",
                  R"({"end_time":")" + support::iso_in(seconds) + R"("})");
}

inline bool has(const std::string& text, const std::string& part) {
    return text.contains(part);
}

inline std::vector<std::filesystem::path> files_in(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error))
        files.push_back(entry.path());
    return files;
}

inline std::size_t lines_in(const std::filesystem::path& file) {
    std::ifstream lines(file);
    std::size_t count = 0;
    for (std::string line; std::getline(lines, line);) ++count;
    return count;
}

inline std::string text_of(const std::filesystem::path& file) {
    std::ostringstream text;
    text << std::ifstream(file).rdbuf();
    return text.str();
}

inline bool has_double_lines(const std::filesystem::path& file) {
    std::ifstream lines(file);
    std::set<std::string> seen;
    for (std::string line; std::getline(lines, line);)
        if (!seen.insert(line).second) return true;
    return false;
}

}  // namespace wls::e2e
