// The house itself: every rule over the whole tree.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <set>
#include <sstream>

#include "house/clock_rules.h"
#include "house/exceptions.h"
#include "house/french_rules.h"
#include "house/include_rules.h"
#include "house/patch_rules.h"
#include "house/proof_rules.h"
#include "house/size_rules.h"
#include "house/target_rules.h"
#include "house/text_rules.h"
#include "house/tree.h"

namespace wls::house {
namespace {

const std::vector<TextFile>& tree() {
    static const auto files = read_tree(WLS_SOURCE_DIR);
    return files;
}

using Wanted = std::function<bool(const TextFile&)>;

std::vector<std::string> paths(const Wanted& wanted) {
    std::vector<std::string> found;
    for (const auto& file : tree())
        if (wanted(file)) found.push_back(file.path);
    return found;
}

template <typename Rule>
Findings each(const Wanted& wanted, Rule rule) {
    Findings all;
    for (const auto& file : tree())
        if (wanted(file)) append(all, rule(file.path, file.text));
    return all;
}

bool is_cpp(const TextFile& file) {
    return file.is_cpp();
}
bool is_header(const TextFile& file) {
    return file.path.ends_with(".h");
}
bool is_source(const TextFile& file) {
    return file.path.ends_with(".cpp");
}
bool is_product(const TextFile& file) {
    return file.is_cpp() && file.is_below("src");
}
bool has_sql(const TextFile& file) {
    return is_product(file) || file.path.ends_with(".sql");
}

bool allowed(const Finding& finding, const Exception& exception) {
    return finding.rule == exception.rule && finding.path == exception.path &&
           finding.measure <= exception.limit;
}

// Stories by their file's name, which are the engine's, and what GoogleTest has.
Findings check_promises() {
    constexpr std::string_view kEngine = "docs/engine.md", kTime = "docs/time.md";
    constexpr std::string_view kStories = "tests/scenario/stories/";
    std::set<std::string> stories, tests;
    std::string_view engine, time;
    for (const auto& file : tree()) {
        if (file.path == kEngine) engine = file.text;
        if (file.path == kTime) time = file.text;
        if (file.path.starts_with(kStories) && file.path.ends_with(".txt"))
            stories.insert(file.path.substr(
                kStories.size(), file.path.size() - kStories.size() - std::string(".txt").size()));
        if (file.path.ends_with("_test.cpp")) tests.merge(gtest_names(file.text));
    }
    Findings all = check_proof(kEngine, engine, stories, tests);
    append(all, check_proof(kTime, time, {}, tests));
    return all;
}

std::optional<std::string_view> text_of(std::string_view path) {
    for (const auto& file : tree())
        if (file.path == path) return file.text;
    return {};
}

Findings everything() {
    Findings all = each(is_cpp, [](const auto& path, const auto& text) {
        return check_includes(path, text, kRooms);
    });
    append(all, each(is_cpp, check_file_size));
    append(all, each(is_cpp, check_function_sizes));
    append(all, each(is_cpp, check_columns));
    append(all, check_folder_sizes(paths(is_cpp)));
    append(all, each(is_product, check_clock_calls));
    append(all, each(is_product, check_zone_calls));
    append(all, each(has_sql, check_sql_clock));
    append(all, each(is_header, check_first_comment));
    append(all, each([](const TextFile&) { return true; }, check_leftovers));
    append(all, check_targets(paths(is_source), read_file(WLS_BINARY_DIR "/compile_commands.json"),
                              WLS_SOURCE_DIR));
    append(all, check_promises());
    append(all, check_french(tree(), kEnglishOnly));
    append(all, each([](const TextFile& file) { return file.path.ends_with(".patch"); },
                     [](const auto& path, const auto& text) {
                         return check_patch(path, text, text_of);
                     }));
    const std::string order = "src/CMakeLists.txt";
    append(all, check_build_order(order, read_file(WLS_SOURCE_DIR "/" + order), kRooms));
    return all;
}

TEST(House, IsInOrder) {
    std::ostringstream wrong;
    for (const auto& finding : everything())
        if (std::ranges::none_of(kExceptions, [&](auto& one) { return allowed(finding, one); }))
            wrong << finding << '\n';
    EXPECT_EQ(wrong.str(), "");
}

TEST(House, NeedsEachOfItsExceptions) {
    const auto findings = everything();
    for (const auto& exception : kExceptions)
        EXPECT_TRUE(
            std::ranges::any_of(findings, [&](auto& one) { return allowed(one, exception); }))
            << exception.rule << " in " << exception.path << ": remove it from exceptions.h";
}

TEST(House, RoomsUseOnlyEarlierOnes) {
    std::set<std::string_view> earlier;
    for (const auto& room : kRooms) {
        for (const auto use : room.uses) EXPECT_TRUE(earlier.contains(use)) << room.name << use;
        earlier.insert(room.name);
    }
}

TEST(House, IsReadAtAll) {
    EXPECT_GT(paths(is_product).size(), 100U);
    EXPECT_EQ(paths([](auto& file) { return file.path == "src/app/main.cpp"; }).size(), 1U);
}

}  // namespace
}  // namespace wls::house
