#include "local/spawn.h"

#include <gmock/gmock.h>

namespace wls::local {
namespace {

// The process would read a part of it, and nobody could say what became of the call.
TEST(Spawn, AnOrderThatIsTooLargeStartsNothing) {
    const auto spawned = spawn_self({"call", "x"}, std::string((4 << 20) + 1, 'x'));
    ASSERT_FALSE(spawned);
    EXPECT_EQ(spawned.error().code, ErrorCode::Unavailable);
    EXPECT_THAT(spawned.error().message, ::testing::HasSubstr("exceed 4 MiB; shorten them"));
}

}  // namespace
}  // namespace wls::local
