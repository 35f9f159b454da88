#include "house/text_rules.h"

#include <gtest/gtest.h>

#include "house/target_rules.h"

namespace wls::house {
namespace {

TEST(TextRules, WantsAFirstComment) {
    for (const auto* text : {"// What it is for.\n// And more.\n#pragma once\n",
                             "/* What it is for. */\n\n#pragma once\n"})
        EXPECT_EQ(check_first_comment("x.h", text), Findings{}) << text;
    for (const auto* text : {"#pragma once\n// What it is for.\n", "", "\n// Late.\n#pragma once\n",
                             "// No guard.\n#include <vector>\n", "// Only a comment.\n"})
        EXPECT_EQ(check_first_comment("x.h", text).size(), 1U) << text;
}

TEST(TextRules, CatchesLeftovers) {
    for (const std::string word : {"FIX"
                                   "ME",
                                   "TO"
                                   "DO",
                                   "XX"
                                   "X"}) {
        EXPECT_EQ(check_leftovers("x.md", "a\n// " + word + ": later\n").size(), 1U) << word;
        EXPECT_EQ(check_leftovers("x.md", "a\n" + word + "(me)")[0].line, 2) << word;
    }
    EXPECT_EQ(check_leftovers("x.md", "\\uXXXX local-XXXXXX MASTODON fixme todo"), Findings{});
}

TEST(TargetRules, FindsSourcesThatNothingBuilds) {
    const auto* database = R"([{"directory": "/r/build", "command": "c++ -c /r/src/a.cpp",
        "file": "/r/src/a.cpp"}, {"file": "/r/tests/c.cpp"}])";
    const std::string sources[] = {"src/a.cpp", "src/b.cpp", "tests/c.cpp", "c.cpp"};
    const auto findings = check_targets(sources, database, "/r");
    ASSERT_EQ(findings.size(), 2U);
    EXPECT_EQ(findings[0].path, "src/b.cpp");
    EXPECT_EQ(findings[1].path, "c.cpp");
}

}  // namespace
}  // namespace wls::house
