#include "app/exit_code.h"

#include <gtest/gtest.h>

namespace wls::app {
namespace {

std::string printed(const std::string& message) {
    testing::internal::CaptureStderr();
    EXPECT_EQ(refuse({ErrorCode::Invalid, message, {}}), 2);
    return testing::internal::GetCapturedStderr();
}

TEST(Refuse, ShowsNothingThatATerminalObeys) {
    EXPECT_EQ(printed("'\x1b[31m\n\u009b2J\u202e\xff' is none"),
              "workload-scheduler: '\\e[31m\\n\\x9b2J<U+202E>\ufffd' is none\n");
    EXPECT_EQ(printed("'Café': none"), "workload-scheduler: 'Café': none\n");
}

}  // namespace
}  // namespace wls::app
