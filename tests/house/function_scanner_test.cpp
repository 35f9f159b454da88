#include "house/function_scanner.h"

#include <gtest/gtest.h>

namespace wls::house {
namespace {

// "first-last" of each function, with "/n" for the lines of its tables.
std::string lines_of(std::string_view text) {
    std::string all;
    for (const auto& function : functions_of(text)) {
        all += (all.empty() ? "" : " ") + std::to_string(function.first_line) + "-" +
               std::to_string(function.last_line);
        if (function.table_lines > 0) all += "/" + std::to_string(function.table_lines);
    }
    return all;
}

TEST(FunctionScanner, FindsFunctions) {
    const struct {
        const char* why;
        const char* text;
        const char* lines;
    } rows[] = {
        {"plain", "int f() {\n}\n", "1-2"},
        {"two", "int f() {\n}\n\nint g()\n{\n}\n", "1-2 4-6"},
        {"comment before it", "// f\nint f() {\n}", "2-3"},
        {"parameters on lines of their own", "int f(int a,\n      int b) {\n}", "1-3"},
        {"in a namespace", "namespace a::b {\nint f() {\n}\n}", "2-3"},
        {"in a nameless namespace", "namespace {\nint f() {\n}\n}", "2-3"},
        {"inline namespace", "inline namespace a {\nint f() {\n}\n}", "2-3"},
        {"language linkage", "extern \"C\" {\nint f() {\n}\n}", "2-3"},
        {"member", "class A final : public B<C()> {\n  public:\n    int f() const {\n    }\n};",
         "3-4"},
        {"member of a nested struct", "class A {\nstruct B {\nint f() {\n}\n};\n};", "3-4"},
        {"overrides", "struct A {\nint f() const noexcept override {\n}\n};", "2-3"},
        {"constructor with a list", "A::A()\n    : a_(1),\n      b_{2} {\n}", "1-4"},
        {"list that ends with brackets", "A::A() : b_{2}, a_(1) {\n}", "1-2"},
        {"trailing result", "auto f() -> std::vector<int> {\n}", "1-2"},
        {"template", "template <class T>\nint f(T t) {\n}", "1-3"},
        {"template with a requirement", "template <class T>\n  requires A<T>\nint f() {\n}", "1-4"},
        {"trailing requirement", "int A<T>::f() requires B<T> {\n}", "1-2"},
        {"reference qualified", "int A::f() && {\n}", "1-2"},
        {"operator", "bool A::operator==(const A&) const {\n}", "1-2"},
        {"comparison operator", "bool operator<(A, A) {\n}", "1-2"},
        {"test macro", "TEST(A, B) {\n    if (x) {\n    }\n}", "1-4"},
        {"lambda inside", "int f() {\n    g([&] {\n        h();\n    });\n}", "1-5"},
        {"lambda in a namespace", "const auto f = [](int a) {\n};", "1-2"},
        {"braces in strings and comments", "int f() {\n  g(\"{\"); // {\n  R\"({)\"; '{';\n}",
         "1-4"},
        {"braces in a directive", "#define F {\nint f() {\n}", "2-3"},
        {"table of a test", "TEST(A, B) {\n  const R rows[] = {\n    {1},\n    {2},\n  };\n}",
         "1-6/2"},
        {"struct returned", "struct A f() {\n}", "1-2"},
    };
    for (const auto& row : rows) EXPECT_EQ(lines_of(row.text), row.lines) << row.why;
}

TEST(FunctionScanner, LeavesOthersAlone) {
    const struct {
        const char* why;
        const char* text;
    } rows[] = {
        {"declaration", "int f();"},
        {"class", "class A : public B {\n};"},
        {"enumeration", "enum class A : std::uint8_t {\n B,\n C };"},
        {"table", "const A rows[] = {\n    {1, 2},\n};"},
        {"table of a nameless struct", "const struct {\n int a;\n} rows[] = {\n    {1},\n};"},
        {"braced value", "constexpr std::array<int, 2> a{\n 1, 2};"},
        {"braced member", "struct A {\n    int a{1};\n    B b = {};\n};"},
        {"braced argument", "const auto a = f({1, 2});"},
        {"defaulted", "struct A {\n    A() = default;\n};"},
        {"one brace too many", "}\n}"},
    };
    for (const auto& row : rows) EXPECT_EQ(lines_of(row.text), "") << row.why;
}

}  // namespace
}  // namespace wls::house
