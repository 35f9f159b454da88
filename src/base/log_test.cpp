#include "base/log.h"

#include <gtest/gtest.h>

namespace wls {
namespace {

TEST(LogLine, IsOneLineWhateverTheFieldsHold) {
    EXPECT_EQ(Log::line(LogFormat::Text, "listening", {{"port", 8000}, {"host", "0.0.0.0"}}),
              "listening  port=8000  host=0.0.0.0");
    EXPECT_EQ(Log::line(LogFormat::Text, "refused", {{"name", "a b\nc"}, {"empty", ""}}),
              R"(refused  name="a b\nc"  empty="")");
}

TEST(LogLine, AsJsonKeepsNumbersAndEscapesText) {
    EXPECT_EQ(Log::line(LogFormat::Json, "x", {{"n", -5}, {"t", "\"\n"}}),
              R"("event":"x","n":-5,"t":"\"\n")");
}

}  // namespace
}  // namespace wls
