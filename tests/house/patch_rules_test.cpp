#include "house/patch_rules.h"

#include <gtest/gtest.h>

namespace wls::house {
namespace {

std::string wrong(std::string_view patch) {
    const auto text_of = [](std::string_view path) -> std::optional<std::string_view> {
        if (path == "src/a.cpp") return "one\ntwo\n\nthree\nfour\n";
        return {};
    };
    std::string text;
    for (const auto& finding : check_patch("x.patch", patch, text_of))
        text += std::to_string(finding.line) + ": " + finding.message + "\n";
    return text;
}

TEST(PatchRules, EachHunkIsOfTheTreeAsItIs) {
    const std::string head = "Breaks: x\n--- a/src/a.cpp\n+++ b/src/a.cpp\n";
    const std::string anew = "4: is not of the tree as it is: make it anew\n";
    const struct {
        std::string patch;
        std::string findings;
    } rows[] = {
        {head + "@@ -1,2 +1,2 @@ f() {\n one\n-two\n+zwei\n", ""},
        {head + "@@ -70,2 +71,2 @@\n one\n-two\n+zwei\n", ""},  // wherever it is
        {head + "@@ -2,3 +2,4 @@\n two\n\n+more\n three\n", ""},
        {head + "@@ -1 +1 @@\n-one\n+eins\n", ""},
        {head + "@@ -1,1 +1,1 @@\n-one\n+eins\n@@ -5,1 +5,1 @@\n-four\n+vier\n", ""},
        {head + "@@ -1,2 +1,2 @@\n one\n-three\n+drei\n", anew},
        {head + "@@ -1,1 +1,1 @@\n-on\n+eins\n", anew},  // a part of a line is no line
        {head + "@@ -1,1 +1,1 @@\n-ne\n+eins\n", anew},
        {head + "@@ -1,2 +1,2 @@\n-two\n-one\n", anew},
        {head + "@@ -1,2 +1,2 @@\n-one\n", ""},  // cut off: what is there fits
        {head + "@@ -1,1 +1,1 @@\n-one\n+eins\n@@ -5,1 +5,1 @@\n-five\n",
         "7: is not of the tree as it is: make it anew\n"},
        {"--- a/src/b.cpp\n+++ b/src/b.cpp\n@@ -1,1 +1,1 @@\n-one\n",
         "3: there is no 'src/b.cpp'\n"},
        {"@@ -1,1 +1,1 @@\n-one\n", "1: there is no ''\n"},
        {head, "0: changes nothing\n"},
        {"", "0: changes nothing\n"},
        {"@@ -1,x +1 @@\n-one\n", "0: changes nothing\n"},
    };
    for (const auto& row : rows) EXPECT_EQ(wrong(row.patch), row.findings) << row.patch;
}

}  // namespace
}  // namespace wls::house
