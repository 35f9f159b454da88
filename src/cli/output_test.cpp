#include "cli/output.h"

#include <fcntl.h>

#include <csignal>

#include "cli/session_for_tests.h"

namespace wls::cli {
namespace {

TEST(Outputs, KeepWhatTheyAreGivenUntilThereIsEnough) {
    const MemoryFile file;
    Output out(file.fd(), {});
    out.line("one");
    EXPECT_EQ(file.text(), "");
    out.flush();
    EXPECT_EQ(file.text(), "one\n");
    out.write(std::string(100'000, 'x'));
    EXPECT_EQ(file.text().size(), 100'004U);
    EXPECT_TRUE(out.whole());
}

TEST(Outputs, AReaderThatGoesAwayIsNoFailure) {
    std::signal(SIGPIPE, SIG_IGN);
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    ::close(ends[0]);
    Output out(ends[1], {});
    out.line("nobody reads this");
    EXPECT_TRUE(out.useful());
    out.flush();
    EXPECT_FALSE(out.useful());
    EXPECT_TRUE(out.whole());
    ::close(ends[1]);
}

TEST(Outputs, AFullDiskIsOne) {
    const int full = ::open("/dev/full", O_WRONLY | O_CLOEXEC);
    ASSERT_GE(full, 0);
    Output out(full, {});
    out.line("too much");
    out.flush();
    EXPECT_FALSE(out.useful());
    ASSERT_FALSE(out.whole());
    EXPECT_EQ(out.whole().error().code, ErrorCode::Unavailable);
    EXPECT_TRUE(out.whole().error().message.contains("No space left"));
    ::close(full);
}

TEST(Shapes, HaveColumnsOfTheVariableOnlyWhereThereIsNoTerminal) {
    const MemoryFile file;
    const auto columns = [&](const char* value) {
        return shape_of(file.fd(), {{"COLUMNS", value}}).columns;
    };
    EXPECT_EQ(shape_of(file.fd(), {}).columns, std::nullopt);
    EXPECT_EQ(columns("200"), 200U);
    EXPECT_EQ(columns("3"), 20U);
    EXPECT_EQ(columns("999999"), 2'000U);
    for (const char* wrong : {"", "0", "-5", "8x", "wide", "99999999999999999999999"})
        EXPECT_EQ(columns(wrong), std::nullopt) << wrong;
    EXPECT_FALSE(shape_of(file.fd(), {{"TERM", "xterm"}}).colour) << "a file is no terminal";
}

TEST(Shapes, OnATerminalThereIsColourUnlessItIsRefused) {
    const int terminal = ::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (terminal < 0) GTEST_SKIP() << "no terminals here";
    const auto shape = shape_of(terminal, {{"TERM", "xterm"}});
    EXPECT_TRUE(shape.terminal);
    EXPECT_TRUE(shape.colour);
    EXPECT_EQ(shape.columns, 80U) << "this one tells no size";
    EXPECT_FALSE(shape_of(terminal, {{"NO_COLOR", "1"}}).colour);
    EXPECT_FALSE(shape_of(terminal, {{"TERM", "dumb"}}).colour);
    ::close(terminal);
}

}  // namespace
}  // namespace wls::cli
