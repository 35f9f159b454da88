#include "local/run_log.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>

#include <filesystem>

namespace wls::local {
namespace {

const RunId kRun{Life{7}, Instant{}, 1};

class RunLogFile : public ::testing::Test {
  protected:
    RunLogFile() {
        std::string pattern = std::filesystem::temp_directory_path() / "log-XXXXXX";
        data = ::mkdtemp(pattern.data());
        std::filesystem::create_directory(data + "/logs");
    }
    ~RunLogFile() override { std::filesystem::remove_all(data); }
    std::string data;
};

TEST_F(RunLogFile, GivesBackWhatWasWritten) {
    RunLog log(data, kRun.text());
    EXPECT_EQ(read_log(data, kRun).value(), "");
    log.write("a");
    log.write(std::string("\0\xFF\n", 3));
    EXPECT_EQ(read_log(data, kRun).value(), std::string("a\0\xFF\n", 4));
    RunLog again(data, kRun.text());  // goes on where it was
    again.write("b");
    EXPECT_EQ(read_log(data, kRun).value(), std::string("a\0\xFF\nb", 5));
}

TEST_F(RunLogFile, KeepsTheLastMebibyteInAtMostTwo) {
    RunLog log(data, kRun.text());
    std::string all;
    for (int i = 0; i < 40'000; ++i) {
        const std::string line = "line " + std::to_string(i) + " " + std::string(60, 'x') + "\n";
        log.write(line);
        all += line;
        if (i % 5000 == 4999) {
            const auto expected = all.size() > kLogLimit ? all.substr(all.size() - kLogLimit) : all;
            EXPECT_TRUE(read_log(data, kRun).value() == expected) << i;
        }
    }
    std::uintmax_t size = 0;
    for (const auto& entry : std::filesystem::directory_iterator(data + "/logs"))
        size += entry.file_size();
    EXPECT_LE(size, 2 * kLogLimit + 200);
}

TEST_F(RunLogFile, WithoutItsFolderDropsAndIsNotFound) {
    std::filesystem::remove_all(data + "/logs");
    RunLog log(data, kRun.text());
    log.write("x");
    EXPECT_EQ(read_log(data, kRun).error().code, ErrorCode::NotFound);
}

TEST_F(RunLogFile, FollowsNoLink) {
    std::filesystem::create_symlink(data + "/elsewhere", data + "/logs/" + kRun.text() + ".log");
    RunLog log(data, kRun.text());
    log.write("x");
    EXPECT_FALSE(std::filesystem::exists(data + "/elsewhere"));
}

// A file size limit stands in for a full disk.
TEST_F(RunLogFile, OnAFullDiskDropsAndGoesOnLater) {
    RunLog log(data, kRun.text());
    const auto old_handler = ::signal(SIGXFSZ, SIG_IGN);
    rlimit old{};
    ::getrlimit(RLIMIT_FSIZE, &old);
    const rlimit tight{3, old.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &tight);
    log.write("12345");
    log.write("67890");
    ::setrlimit(RLIMIT_FSIZE, &old);
    log.write("!");
    ::signal(SIGXFSZ, old_handler);
    EXPECT_EQ(read_log(data, kRun).value(), "123!");
}

}  // namespace
}  // namespace wls::local
