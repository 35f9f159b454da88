#include "house/size_rules.h"

#include <algorithm>
#include <map>

#include "house/cpp_text.h"
#include "house/function_scanner.h"
#include "house/limits.h"

namespace wls::house {

namespace {

bool is_test(std::string_view path) {
    return path.ends_with("_test.cpp") || (path.starts_with("tests/") && path.ends_with(".cpp"));
}

int line_limit(std::string_view path) {
    if (path.ends_with(".h")) return kHeaderLines;
    if (path.ends_with("/main.cpp")) return kMainLines;
    if (path == "src/app/service.cpp") return kWiringLines;
    if (path.ends_with("_routes.cpp")) return kRoutesLines;
    return is_test(path) ? kTestLines : kSourceLines;
}

std::string too_many(int measured, std::string_view what, int limit) {
    return std::to_string(measured) + " " + std::string(what) + ", " + std::to_string(limit) +
           " allowed";
}

int characters(std::string_view utf8) {
    return static_cast<int>(std::ranges::count_if(
        utf8, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

}  // namespace

Findings check_file_size(std::string_view path, std::string_view text) {
    const auto lines = static_cast<int>(std::ranges::count(text, '\n'));
    const int limit = line_limit(path);
    if (lines <= limit) return {};
    return {{"size", std::string(path), 0, lines, too_many(lines, "lines", limit)}};
}

Findings check_function_sizes(std::string_view path, std::string_view text) {
    Findings findings;
    for (const auto& function : functions_of(text)) {
        int lines = function.last_line - function.first_line + 1;
        if (is_test(path)) lines -= function.table_lines;
        if (lines > kFunctionLines)
            findings.push_back({"function", std::string(path), function.first_line, lines,
                                too_many(lines, "lines", kFunctionLines) + ": " + function.head});
    }
    return findings;
}

Findings check_columns(std::string_view path, std::string_view text) {
    Findings findings;
    const auto parts = parts_of(text);
    int number = 0;
    for (std::size_t begin = 0; begin < text.size();) {
        ++number;
        const auto end = std::min(text.find('\n', begin), text.size());
        std::string counted;
        for (auto i = begin; i < end; ++i)
            if (parts[i] != Part::RawLiteral) counted += text[i];
        if (const int width = characters(counted); width > kColumns)
            findings.push_back({"columns", std::string(path), number, width,
                                too_many(width, "columns", kColumns)});
        begin = end + 1;
    }
    return findings;
}

Findings check_folder_sizes(std::span<const std::string> paths) {
    std::map<std::string, int> sources;
    std::map<std::string, int> tests;
    for (const auto& path : paths) {
        const auto slash = path.rfind('/');
        const auto folder = slash == std::string::npos ? "." : path.substr(0, slash);
        ++(path.ends_with("_test.cpp") ? tests : sources)[folder];
    }
    Findings findings;
    const auto check = [&](const std::map<std::string, int>& counted, std::string_view what) {
        for (const auto& [folder, count] : counted)
            if (count > kFilesPerFolder)
                findings.push_back(
                    {"folder", folder, 0, count, too_many(count, what, kFilesPerFolder)});
    };
    check(sources, "source files");
    check(tests, "test files");
    return findings;
}

}  // namespace wls::house
