#include "house/proof_rules.h"

#include <gtest/gtest.h>

namespace wls::house {
namespace {

std::string wrong(std::string_view document) {
    std::string text;
    for (const auto& finding :
         check_proof("docs/engine.md", document, {"a_story", "another"}, {"Suite.Case"}))
        text += std::to_string(finding.line) + ": " + finding.message + "\n";
    return text;
}

TEST(ProofRules, EveryRowNamesATestThatIsThere) {
    const struct {
        const char* document;
        const char* findings;
    } rows[] = {
        {"| case | tests |\n|---|---|\n| x | `a_story`, `another` |\n", ""},
        {"| case | tests |\n|---|---|\n| x | `a_story`, `Suite.Case` |\n| y | `another` |\n", ""},
        {"", "0: no row names the story 'a_story'\n0: no row names the story 'another'\n"},
        {"`a_story` `another`\n",
         "0: no row names the story 'a_story'\n0: no row names the story 'another'\n"},
        {"|---|---|\n| `a_story` | `another` |\n", "0: no row names the story 'a_story'\n"},
        {"|---|---|\n| x | `a_story` `another` |\n| y | nothing |\n",
         "3: this row names no test\n"},
        {"|---|---|\n| x | `a_story` `another` `a_stroy` |\n", "2: there is no test 'a_stroy'\n"},
        {"|---|---|\n| x | `a_story` `another` `Suite.Other` |\n",
         "2: there is no test 'Suite.Other'\n"},
        {"|---|---|\n| x | `a_story` `another` |\n\n| y | no table |\n", ""},
        {"|---|---|\n| x | `a_story` `another\n",
         "0: no row names the story 'a_story'\n0: no row names the story 'another'\n"},
    };
    for (const auto& row : rows) EXPECT_EQ(wrong(row.document), row.findings) << row.document;
}

TEST(ProofRules, NamesOfTests) {
    EXPECT_EQ(gtest_names("TEST(A, B) {}\nTEST_F(C, D) {\n}\nTEST_P(E,\n       F) {}"),
              (std::set<std::string>{"A.B", "C.D", "E.F"}));
    EXPECT_EQ(gtest_names("MYTEST(A, B) TEST(A) TEST(A, B, C)"), std::set<std::string>{});
}

}  // namespace
}  // namespace wls::house
