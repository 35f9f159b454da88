#include "local/log_follower.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>

#include "local/run_log.h"

namespace wls::local {
namespace {

const RunId kRun{Life{7}, Instant{}, 1};

class Follow : public ::testing::Test {
  protected:
    Follow() {
        std::string pattern = std::filesystem::temp_directory_path() / "log-XXXXXX";
        data = ::mkdtemp(pattern.data());
        std::filesystem::create_directory(data + "/logs");
    }
    ~Follow() override { std::filesystem::remove_all(data); }

    std::string path() const { return log_path(data, kRun.text()); }

    // Everything that is there now.
    static std::string all(LogFollower& follower) {
        std::string text;
        for (;;) {
            const auto piece = follower.next();
            if (!piece) return text + "<" + piece.error().message + ">";
            if (piece->empty()) return text;
            EXPECT_LE(piece->size(), 64U * 1024);
            text += *piece;
        }
    }
    // A text in which every part differs.
    std::string lines(std::size_t bytes) {
        std::string text;
        while (text.size() < bytes) text += std::to_string(line_++) + std::string(40, '.') + "\n";
        return text;
    }

    std::string data;

  private:
    int line_ = 0;
};

TEST_F(Follow, GivesWhatIsThereAndThenWhatComes) {
    LogFollower early(data, kRun);
    EXPECT_EQ(all(early), "") << "no file yet";
    RunLog log(data, kRun.text());
    EXPECT_EQ(all(early), "");
    log.write("one\n");
    LogFollower late(data, kRun);
    EXPECT_EQ(all(early), "one\n");
    EXPECT_EQ(all(late), "one\n");
    log.write("two\n");
    EXPECT_EQ(all(early), "two\n");
    EXPECT_EQ(all(late), "two\n");
    EXPECT_EQ(all(late), "");
}

TEST_F(Follow, LosesAndRepeatsNothingAcrossRenames) {
    RunLog log(data, kRun.text());
    LogFollower follower(data, kRun);
    std::string written, read;
    for (int i = 0; i < 500; ++i) {  // 10 MiB: some ten renames
        const std::string piece = lines(20'000);
        log.write(piece);
        written += piece;
        if (i % 7 == 0) read += all(follower);
    }
    read += all(follower);
    EXPECT_TRUE(read == written) << read.size() << " of " << written.size();
}

TEST_F(Follow, LosesNothingAtAnyPlaceOfTheRename) {
    for (int before = 0; before < 3; ++before)
        for (int after = 0; after < 3; ++after) {
            std::filesystem::remove(path());
            std::filesystem::remove(path() + ".1");
            RunLog log(data, kRun.text());
            LogFollower follower(data, kRun);
            EXPECT_EQ(all(follower), "");
            std::string written = lines(kLogLimit), read;
            log.write(written);
            for (int i = 0; i < before; ++i) {
                const auto piece = follower.next();
                ASSERT_TRUE(piece);
                read += *piece;
            }
            for (int i = 0; i <= after; ++i) {
                const std::string piece = lines(100);  // the first of them renames
                log.write(piece);
                written += piece;
                if (i == 1) read += all(follower);
            }
            read += all(follower);
            EXPECT_TRUE(read == written) << before << " " << after;
        }
}

TEST_F(Follow, BeginsWithTheLastMebibyte) {
    RunLog log(data, kRun.text());
    std::string written;
    for (int i = 0; i < 60; ++i) {
        const std::string piece = lines(100'000);
        log.write(piece);
        written += piece;
        LogFollower follower(data, kRun);
        const auto expected =
            written.size() > kLogLimit ? written.substr(written.size() - kLogLimit) : written;
        EXPECT_TRUE(all(follower) == expected) << i;
    }
}

TEST_F(Follow, SaysWhereSomeMayBeMissing) {
    RunLog log(data, kRun.text());
    LogFollower follower(data, kRun);
    log.write("first\n");
    EXPECT_EQ(all(follower), "first\n");
    for (int i = 0; i < 40; ++i) log.write(lines(100'000));
    log.write("last\n");
    const auto text = all(follower);
    EXPECT_NE(text.find("some output may be missing here"), std::string::npos);
    EXPECT_TRUE(text.ends_with("last\n"));
    log.write("more\n");
    EXPECT_EQ(all(follower), "more\n");
}

TEST_F(Follow, AnEmptiedFileIsReadFromItsFront) {
    RunLog log(data, kRun.text());
    LogFollower follower(data, kRun);
    log.write("first\n");
    EXPECT_EQ(all(follower), "first\n");
    std::filesystem::resize_file(path(), 0);
    EXPECT_NE(all(follower).find("may be missing"), std::string::npos);
    log.write("second\n");
    EXPECT_EQ(all(follower), "second\n");
}

TEST_F(Follow, AFileThatGoesIsAnEndOfNothing) {
    RunLog log(data, kRun.text());
    LogFollower follower(data, kRun);
    log.write("first\n");
    std::filesystem::remove(path());
    EXPECT_EQ(all(follower), "");
    log.write("second\n");
    EXPECT_EQ(all(follower), "");
}

TEST_F(Follow, NeverOpensWhatIsNoLog) {
    std::ofstream(data + "/secret") << "secret";
    std::filesystem::create_symlink(data + "/secret", path());
    LogFollower follower(data, kRun);
    EXPECT_EQ(all(follower), "");
    std::filesystem::remove(path());
    std::filesystem::create_directory(path());
    EXPECT_NE(all(follower).find("cannot read"), std::string::npos);
}

}  // namespace
}  // namespace wls::local
