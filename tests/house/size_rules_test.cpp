#include "house/size_rules.h"

#include <gtest/gtest.h>

namespace wls::house {
namespace {

std::string lines(int count) {
    return std::string(static_cast<std::size_t>(count), '\n');
}

TEST(SizeRules, LimitsFilesByTheirKind) {
    const struct {
        const char* path;
        int limit;
    } rows[] = {
        {"src/time/zone.h", 150},     {"tests/fakes/store.h", 150},
        {"src/time/zone.cpp", 400},   {"src/time/zone_test.cpp", 600},
        {"tests/local/x.cpp", 600},   {"src/app/main.cpp", 60},
        {"src/app/service.cpp", 200}, {"src/http/schedules_routes.cpp", 250},
        {"bench/http/load.cpp", 400},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(check_file_size(row.path, lines(row.limit)), Findings{}) << row.path;
        const auto findings = check_file_size(row.path, lines(row.limit + 1));
        ASSERT_EQ(findings.size(), 1U) << row.path;
        EXPECT_EQ(findings[0].measure, row.limit + 1);
    }
}

TEST(SizeRules, LimitsFunctions) {
    EXPECT_EQ(check_function_sizes("src/x.cpp", "int f() {" + lines(59) + "}"), Findings{});
    const auto findings = check_function_sizes("src/x.cpp", "\nint f() {" + lines(60) + "}");
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings[0].line, 2);
    EXPECT_EQ(findings[0].message, "61 lines, 60 allowed: int f() {");
}

TEST(SizeRules, CountsNoTablesInTests) {
    const auto text = "TEST(A, B) {\n    const R rows[] = {" + lines(100) + "};\n}";
    EXPECT_EQ(check_function_sizes("src/x_test.cpp", text), Findings{});
    EXPECT_EQ(check_function_sizes("src/x.cpp", text).size(), 1U);
}

TEST(SizeRules, LimitsColumns) {
    const std::string wide(100, 'x');
    EXPECT_EQ(check_columns("x.cpp", wide + "\n" + wide), Findings{});
    EXPECT_EQ(check_columns("x.cpp", "\n" + wide + "x\n").size(), 1U);
    EXPECT_EQ(check_columns("x.cpp", "\n" + wide + "x")[0].line, 2);
    EXPECT_EQ(check_columns("x.cpp", "// " + wide + "\n").size(), 1U);
}

TEST(SizeRules, CountsCharactersNotBytes) {
    std::string accents;
    for (int i = 0; i < 100; ++i) accents += "é";
    EXPECT_EQ(check_columns("x.cpp", accents), Findings{});
    EXPECT_EQ(check_columns("x.cpp", accents + "é").size(), 1U);
}

TEST(SizeRules, LetsRawStringsBeWide) {
    const std::string wide(200, 'x');
    EXPECT_EQ(check_columns("x.cpp", "f(R\"(" + wide + ")\");"), Findings{});
    EXPECT_EQ(check_columns("x.cpp", "f(\"" + wide + "\");").size(), 1U);
}

TEST(SizeRules, LimitsFolders) {
    std::vector<std::string> paths;
    for (int i = 0; i < 36; ++i) {
        paths.push_back("src/a/" + std::to_string(i) + ".cpp");
        paths.push_back("src/a/" + std::to_string(i) + "_test.cpp");
        paths.push_back("src/b/" + std::to_string(i) + ".h");
    }
    EXPECT_EQ(check_folder_sizes(paths), Findings{});
    paths.push_back("src/a/x.h");
    const auto findings = check_folder_sizes(paths);
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings[0].path, "src/a");
    EXPECT_EQ(findings[0].message, "37 source files, 36 allowed");
}

}  // namespace
}  // namespace wls::house
