#include "house/include_rules.h"

#include <gtest/gtest.h>

#include <array>

namespace wls::house {
namespace {

const std::array<Room, 3> kThree = {{{"base", {}}, {"time", {"base"}}, {"app", {"time", "base"}}}};

TEST(IncludeRules, CatchesWrongDirections) {
    const struct {
        const char* why;
        const char* path;
        const char* text;
    } rows[] = {
        {"upwards", "src/base/a.cpp", "#include \"time/zone.h\"\n"},
        {"upwards, with spaces", "src/base/a.h", "  #  include  \"app/x.h\"  // why\n"},
        {"sideways", "src/time/a.cpp", "#include \"app/x.h\"\n"},
        {"from no room", "src/base/a.cpp", "#include \"other/x.h\"\n"},
        {"from the folder", "src/base/a.cpp", "#include \"b.h\"\n"},
        {"by dots", "src/time/a.cpp", "#include \"../base/b.h\"\n"},
        {"by a dot", "tests/local/a.cpp", "#include \"./b.h\"\n"},
        {"in no room itself", "src/other/a.cpp", "#include <vector>\n"},
        {"in src itself", "src/a.cpp", "\n"},
    };
    for (const auto& row : rows)
        EXPECT_EQ(check_includes(row.path, row.text, kThree).size(), 1U) << row.why;
}

TEST(IncludeRules, PassesRightOnes) {
    const struct {
        const char* why;
        const char* path;
        const char* text;
    } rows[] = {
        {"downwards", "src/app/a.cpp", "#include \"time/zone.h\"\n#include \"base/a.h\"\n"},
        {"own room", "src/time/a.cpp", "#include \"time/zone.h\"\n"},
        {"of a library", "src/base/a.cpp", "#include <app/x.h>\n"},
        {"a test, of any room", "tests/local/a.cpp", "#include \"app/x.h\"\n"},
        {"in a comment", "src/base/a.cpp", "// #include \"app/x.h\"\n"},
        {"in a string", "src/base/a.cpp", "R\"(\n#include \"app/x.h\"\n)\"\n"},
    };
    for (const auto& row : rows)
        EXPECT_EQ(check_includes(row.path, row.text, kThree), Findings{}) << row.why;
}

TEST(IncludeRules, NamesTheLine) {
    const auto findings = check_includes("src/base/a.cpp", "\n\n#include \"app/x.h\"\n", kThree);
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings[0].line, 3);
    EXPECT_EQ(findings[0].message, "include of app/x.h: base/ may not use app/ (rooms.h)");
}

TEST(BuildOrder, MustBeTheTable) {
    const std::string right =
        "wls_room(base LINKS fmt)\nwls_room(time USES base)\n"
        "wls_room(app USES base\n  time LINKS x)\n";
    EXPECT_EQ(check_build_order("f", right, kThree), Findings{});

    const struct {
        const char* why;
        std::string text;
    } rows[] = {
        {"a room more", right + "wls_room(more USES base)\n"},
        {"a room less", "wls_room(base)\nwls_room(time USES base)\n"},
        {"a use more", "wls_room(base USES time)\n" + right.substr(right.find('\n') + 1)},
        {"a use less", right.substr(0, right.find("wls_room(app")) + "wls_room(app USES base)"},
    };
    for (const auto& row : rows)
        EXPECT_EQ(check_build_order("f", row.text, kThree).size(), 1U) << row.why;
}

}  // namespace
}  // namespace wls::house
