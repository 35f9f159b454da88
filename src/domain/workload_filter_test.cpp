#include "domain/workload_filter.h"

#include <gtest/gtest.h>

namespace wls {
namespace {

TEST(Workload, IsNamedByItsKey) {
    for (const char* key : {"Process/-/Backup Database", "Deployment/shop/web", "Command/-/a/b",
                            "Process/-//", "a/b/ "}) {
        const auto workload = workload_of_key(key);
        ASSERT_TRUE(workload) << key;
        EXPECT_EQ(workload->key(), key);
    }
    EXPECT_EQ(workload_of_key("Command/-/a/b")->name, "a/b");
    EXPECT_EQ(workload_of_key("Deployment/shop/web")->name_space, "shop");
    for (const char* text : {"", "/", "//", "///", "x", "Process", "Process/-", "Process/-/",
                             "Process//x", "/-/x", "x/y"})
        EXPECT_FALSE(workload_of_key(text)) << text;
}

std::string keys(const WorkloadFilter& filter) {
    std::string text;
    for (const auto& workload : chosen({{"Process", "-", "b"},
                                        {"Process", "-", "Big B"},
                                        {"Process", "-", "a b"},
                                        {"Process", "-", "a"},
                                        {"Webhook", "-", "c"},
                                        {"Deployment", "shop", "b"}},
                                       filter))
        text += workload.key() + " ";
    return text;
}

TEST(WorkloadFilter, ChoosesInTheOrderOfKeys) {
    const struct {
        WorkloadFilter filter;
        const char* keys;
    } rows[] = {
        {{},
         "Deployment/shop/b Process/-/Big B Process/-/a Process/-/a b Process/-/b Webhook/-/c "},
        {{.limit = 2}, "Deployment/shop/b Process/-/Big B "},
        {{.after = "Process/-/a"}, "Process/-/a b Process/-/b Webhook/-/c "},
        {{.after = "Process/-/"},
         "Process/-/Big B Process/-/a Process/-/a b Process/-/b "
         "Webhook/-/c "},
        {{.after = "Webhook/-/c"}, ""},
        {{.kind = "Webhook"}, "Webhook/-/c "},
        {{.kind = "webhook"}, ""},
        {{.name_space = "shop"}, "Deployment/shop/b "},
        {{.name = "b"}, "Deployment/shop/b Process/-/b "},
        {{.name = ""}, ""},
        {{.q = "B"}, "Deployment/shop/b Process/-/Big B Process/-/a b Process/-/b "},
        {{.q = "g b"}, "Process/-/Big B "},
        {{.q = "a b c"}, ""},
        {{.q = ""},
         "Deployment/shop/b Process/-/Big B Process/-/a Process/-/a b Process/-/b Webhook/-/c "},
        {{.kind = "Process", .name = "b", .after = "Process/-/a", .limit = 1}, "Process/-/b "},
    };
    for (const auto& row : rows) EXPECT_EQ(keys(row.filter), row.keys);
}

}  // namespace
}  // namespace wls
