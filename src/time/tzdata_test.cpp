#include "time/tzdata.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace wls {
namespace {

TEST(Tzdata, IsWhatTheFilesName) {
    const auto folder = std::filesystem::path(testing::TempDir()) / "wls_tzdata";
    std::filesystem::create_directories(folder);
    const struct {
        const char *table, *version, *release;
    } rows[] = {
        {"# version 2025b\n# more", "", "2025b"},
        {"# version 2024a-1", "2020a\n", "2024a-1"},
        {"", "2023c\n", "2023c"},
        {"# version \n", "2023c", "2023c"},
        {"# version 20\"25\n", "", "unknown"},
        {"version 2025b\n", "x", "unknown"},
        {"# version 2025b and what not to be believed\n", "", "unknown"},
        {"", "", "unknown"},
    };
    for (const auto& row : rows) {
        std::ofstream(folder / "tzdata.zi") << row.table;
        std::ofstream(folder / "+VERSION") << row.version;
        EXPECT_EQ(tzdata_release(folder.string()), row.release) << row.table;
    }
    std::filesystem::remove_all(folder);
    EXPECT_EQ(tzdata_release(folder.string()), "unknown");
}

}  // namespace
}  // namespace wls
