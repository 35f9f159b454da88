#include "house/french_rules.h"

#include <gtest/gtest.h>

namespace wls::house {
namespace {

std::string messages(const Findings& findings) {
    std::string text;
    for (const auto& finding : findings) text += finding.message + "\n";
    return text;
}

TEST(FrenchRules, WantTheSameShape) {
    const struct {
        const char* english;
        const char* french;
        const char* findings;
    } rows[] = {
        {"", "", ""},
        {"# Run\n\nIt runs `a`.\n", "# Exécuter\n\n`a` s'exécute.\nOui.\n", ""},
        {"```bash\n# one\n| x |\n```\n", "Bon :\n```bash\n# one\n| x |\n```\n", ""},
        {"`a\nb`\n", "`a b`", ""},
        {"# Run\n## More\n", "# Exécuter\n", "a.md has 2 headings, docs/fr/a.md 1\n"},
        {"# Run\n", "#Exécuter\n", "a.md has 1 headings, docs/fr/a.md 0\n"},
        {"text\n", "###### texte\n", "a.md has 0 headings, docs/fr/a.md 1\n"},
        {"####### text\n", "texte\n", ""},
        {"| a |\n|---|\n| b |\n", "| a |\n|---|\n", "a.md has 3 table rows, docs/fr/a.md 2\n"},
        {"```\na\n```\n", "", "a.md has 2 code fences, docs/fr/a.md 0\n"},
        {"```\n# a\n```\n# Run\n", "```\n# a\n# Run\n",
         "a.md has 1 headings, docs/fr/a.md 0\na.md has 2 code fences, docs/fr/a.md 1\n"
         "code block 1 of a.md is not the same in docs/fr/a.md\n"},
        {"```\na\n```\n```\nb\n```\n", "```\na\n```\n```\nc\n```\n",
         "code block 2 of a.md is not the same in docs/fr/a.md\n"},
        {"```yaml\na\n```\n", "```\na\n```\n",
         "code block 1 of a.md is not the same in docs/fr/a.md\n"},
        {"  ```\n  a\n  ```\n", "  ```\n  a \n  ```\n",
         "code block 1 of a.md is not the same in docs/fr/a.md\n"},
        {"`--port`\n", "`--porte`\n",
         "`--port` stands in a.md, not in docs/fr/a.md\n"
         "`--porte` stands in docs/fr/a.md, not in a.md\n"},
        {"`open\n", "ouvert\n", ""},
    };
    for (const auto& row : rows)
        EXPECT_EQ(messages(check_french_text("a.md", row.english, "docs/fr/a.md", row.french)),
                  row.findings)
            << row.english;
}

TEST(FrenchRules, SayWhereABlockDiffers) {
    const auto findings =
        check_french_text("a.md", "```\na\n```\n", "docs/fr/a.md", "Bon.\n\n```\nb\n```\n");
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings[0].path, "docs/fr/a.md");
    EXPECT_EQ(findings[0].line, 3);
}

TEST(FrenchRules, WantBothTextsOfAUserDocument) {
    const std::string_view english_only[] = {"HACKING.md", "docs/fast.md"};
    const struct {
        std::vector<TextFile> more;
        const char* findings;
    } rows[] = {
        {{}, ""},
        {{{"docs/fr/README.md", "a"}, {"README.md", "b"}}, ""},
        {{{"tests/x/README.md", "# a"}, {"docs/a.txt", ""}, {"docs/old/a.md", ""}}, ""},
        {{{"README.md", "# a"}}, "its French text docs/fr/README.md is not there\n"},
        {{{"docs/a.md", "# a"}}, "its French text docs/fr/a.md is not there\n"},
        {{{"docs/a.md", "# a"}, {"docs/fr/a.md", ""}},
         "docs/a.md has 1 headings, docs/fr/a.md 0\n"},
        {{{"docs/fr/a.md", ""}}, "is the French text of no document\n"},
        {{{"docs/fr/fast.md", ""}}, "docs/fast.md is in English only (french_rules.h)\n"},
        {{{"docs/fr/HACKING.md", ""}}, "HACKING.md is in English only (french_rules.h)\n"},
    };
    for (const auto& row : rows) {
        std::vector<TextFile> files = {{"HACKING.md", "# a"}, {"docs/fast.md", "# a"}};
        files.insert(files.end(), row.more.begin(), row.more.end());
        EXPECT_EQ(messages(check_french(files, english_only)), row.findings);
    }
    EXPECT_EQ(messages(check_french({}, english_only)),
              "is not there: remove it from french_rules.h\n"
              "is not there: remove it from french_rules.h\n");
}

}  // namespace
}  // namespace wls::house
