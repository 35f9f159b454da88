#include "base/shared_library.h"

#include <gmock/gmock.h>

namespace wls {
namespace {

using ::testing::HasSubstr;

TEST(SharedLibrary, CallsWhatItFound) {
    const auto library = SharedLibrary::open("libm.so.6", "libc6");
    ASSERT_TRUE(library) << library.error().message;
    double (*magnitude)(double) = nullptr;
    ASSERT_TRUE(library->find("fabs", magnitude));
    EXPECT_EQ(magnitude(-3.0), 3.0);
}

TEST(SharedLibrary, StaysInTheProcess) {
    double (*magnitude)(double) = nullptr;
    {
        const auto library = SharedLibrary::open("libm.so.6", "libc6");
        ASSERT_TRUE(library && library->find("fabs", magnitude));
    }
    EXPECT_EQ(magnitude(-2.0), 2.0);
}

TEST(SharedLibrary, WhatIsMissingIsNamedWithItsPackage) {
    const auto none = SharedLibrary::open("libnowhere.so.7", "libnowhere7");
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().code, ErrorCode::Unavailable);
    EXPECT_THAT(none.error().message, HasSubstr("cannot load libnowhere.so.7"));
    EXPECT_THAT(none.error().message, HasSubstr("install the package libnowhere7"));

    const auto library = SharedLibrary::open("libm.so.6", "libc6");
    ASSERT_TRUE(library);
    double (*function)(double) = nullptr;
    const auto found = library->find("no_such_function", function);
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().message, "libm.so.6 has no no_such_function; install a newer libc6");
    EXPECT_EQ(function, nullptr);
}

}  // namespace
}  // namespace wls
