#include "local/proc.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

namespace wls::local {
namespace {

// Field 3 to 22 and a rest, as the kernel prints them.
const std::string kRest =
    "S 1 42 42 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 98765 1000 200 18446744073709551615\n";

TEST(ParseStat, SurvivesAnyNameOfAProcess) {
    for (const char* name :
         {"sh", "", ")", "(", ") R 9 9", "a) S 2 3 4 ", "two\nlines", "((()))", " "}) {
        const auto stat = parse_stat("77 (" + std::string(name) + ") " + kRest);
        ASSERT_TRUE(stat) << name;
        EXPECT_EQ(stat->state, 'S') << name;
        EXPECT_EQ(stat->parent, 1) << name;
        EXPECT_EQ(stat->group, 42) << name;
        EXPECT_EQ(stat->start, 98765U) << name;
        EXPECT_FALSE(stat->is_exiting) << name;
    }
    EXPECT_TRUE(parse_stat("77 (sh) R 1 42 42 0 -1 4194564 " + kRest.substr(kRest.find("1 2 3")))
                    ->is_exiting);
}

TEST(ParseStat, RefusesWhatIsNone) {
    const struct {
        const char* why;
        std::string text;
    } rows[] = {
        {"empty", ""},
        {"no name", "77 S 1 42"},
        {"nothing after the name", "77 (sh) "},
        {"too short", "77 (sh) S 1 42 42 0 -1"},
        {"two letters of state", "77 (sh) SS" + kRest.substr(1)},
        {"a parent that is no number", "77 (sh) S x" + kRest.substr(3)},
        {"flags that are no number", "77 (sh) S 1 42 42 0 -1 x" + kRest.substr(23)},
        {"two spaces", "77 (sh) S  1" + kRest.substr(3)},
    };
    for (const auto& row : rows) EXPECT_FALSE(parse_stat(row.text)) << row.why;
}

class Child : public ::testing::Test {
  protected:
    Child() : pid(::fork()) {
        if (pid == 0) {
            ::prctl(PR_SET_NAME, ") R 1 (");
            ::setpgid(0, 0);
            for (;;) ::pause();
        }
        ::setpgid(pid, pid);
    }
    ~Child() override { end(); }
    void end() {
        if (pid > 0) {
            ::kill(pid, SIGKILL);
            ::waitpid(pid, nullptr, 0);
        }
        pid = 0;
    }
    pid_t pid;
};

TEST_F(Child, IsOpenedOnlyByItsOwnStartTime) {
    const auto id = identify(pid);
    ASSERT_TRUE(id);
    EXPECT_TRUE(open_process(*id));
    EXPECT_EQ(open_process({id->pid, id->start + 1}).error(), ESRCH);
    EXPECT_EQ(open_process({id->pid, id->start - 1}).error(), ESRCH);
    EXPECT_EQ(open_process({0, id->start}).error(), ESRCH);
    EXPECT_EQ(open_process({-1, id->start}).error(), ESRCH);
    EXPECT_EQ(open_process({4'194'304, 1}).error(), ESRCH);
    end();
    EXPECT_EQ(open_process(*id).error(), ESRCH);
}

TEST_F(Child, IsGoneWhenItIsAZombie) {
    const auto id = identify(pid);
    ASSERT_TRUE(id);
    ::kill(pid, SIGKILL);
    siginfo_t info{};
    ::waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOWAIT);
    EXPECT_FALSE(identify(pid));
    EXPECT_EQ(open_process(*id).error(), ESRCH);
}

TEST_F(Child, IsSignalledByItsPidfdAndItsGroupToo) {
    const Fd pidfd = open_child(pid);
    ASSERT_TRUE(pidfd);
    EXPECT_EQ(signal_process(pidfd, 0), 0);
    EXPECT_EQ(signal_group(pidfd, pid, SIGTERM), 0);
    int status = 0;
    ::waitpid(pid, &status, 0);
    pid = 0;
    EXPECT_EQ(WTERMSIG(status), SIGTERM);
    EXPECT_EQ(signal_process(pidfd, SIGTERM), ESRCH);
}

TEST_F(Child, IsCountedAmongChildrenAndInItsGroup) {
    EXPECT_FALSE(has_children_besides(pid));
    EXPECT_TRUE(has_children_besides(1));
    EXPECT_FALSE(group_has_members(pid));  // it alone
}

// The kernel takes its memory first, which takes time where it is much.
TEST(Group, HasOneThatIsExitingUntilItIsDead) {
    constexpr std::size_t kMuch = std::size_t{256} << 20;
    int ready[2];
    ASSERT_EQ(::pipe(ready), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        ::setpgid(0, 0);
        const void* const much = ::mmap(nullptr, kMuch, PROT_READ | PROT_WRITE,
                                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
        if (much == MAP_FAILED || ::write(ready[1], "x", 1) != 1) ::_exit(1);
        for (;;) ::pause();
    }
    char byte = 0;
    EXPECT_EQ(::read(ready[0], &byte, 1), 1);
    const std::string mark = environ[0];
    EXPECT_TRUE(group_has_marked(child, mark));
    EXPECT_FALSE(group_has_marked(child, mark + "?"));
    ::kill(child, SIGKILL);
    while (group_has_marked(child, mark)) {
    }
    EXPECT_FALSE(identify(child));
    ::waitpid(child, nullptr, 0);
    ::close(ready[0]);
    ::close(ready[1]);
}

TEST(ThisBoot, IsOneWordAndStays) {
    EXPECT_EQ(this_boot(), this_boot());
    EXPECT_EQ(this_boot().find_first_of(" \n"), std::string::npos);
    EXPECT_GT(this_boot().size(), 40U);
}

}  // namespace
}  // namespace wls::local
