#include "local/process/claim.h"

#include <gmock/gmock.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>

#include "local/files.h"

namespace wls::local {
namespace {

TEST(ParseClaim, RefusesWhatNoKeeperWrites) {
    const std::string c = "claimed b 12 345\n", f = "forked 13 346\n", s = "started\n";
    const struct {
        const char* why;
        std::string text;
    } rows[] = {
        {"nothing", ""},
        {"no whole line", "void"},
        {"an empty line", "\n"},
        {"unknown first word", "exited 0\n"},
        {"void and more", "void\n" + c},
        {"void with a word", "void 1\n"},
        {"claimed twice", c + c},
        {"no start time", "claimed b 12\n"},
        {"one word more", "claimed b 12 345 6\n"},
        {"two spaces", "claimed  b 12 345\n"},
        {"a space at the end", "claimed b 12 345 \n"},
        {"pid 0", "claimed b 0 345\n"},
        {"a negative pid would be a group", "claimed b -12 345\n"},
        {"a pid beyond the kernel's", "claimed b 4194305 345\n"},
        {"pid +1", "claimed b +1 345\n"},
        {"pid in hex", "claimed b 0x10 345\n"},
        {"start too large", "claimed b 12 18446744073709551616\n"},
        {"carriage return", "claimed b 12 345\r\n"},
        {"started before forked", c + s},
        {"exited before forked", c + "exited 0\n"},
        {"forked twice", c + f + f},
        {"forked pid -1: everybody", c + "forked -1 346\n"},
        {"started twice", c + f + s + s},
        {"started with a word", c + f + "started 1\n"},
        {"not-started after started", c + f + s + "not-started x\n"},
        {"exit code 256", c + f + s + "exited 256\n"},
        {"exit code -1", c + f + s + "exited -1\n"},
        {"no exit code", c + f + s + "exited\n"},
        {"two ends", c + f + s + "exited 0\nstopped 0\n"},
        {"after the end", c + f + s + "exited 0\n\n"},
        {"after not-started", c + "not-started x\n" + f},
        {"unknown word", c + "paused\n"},
        {"a zero byte", std::string("claimed b 12 345\nfor\0ked 1 1\n", 29)},
        {"binary", std::string(5000, '\xFF') + "\n"},
    };
    for (const auto& row : rows) EXPECT_FALSE(parse_claim(row.text)) << row.why;
}

TEST(ParseClaim, ReadsEachStep) {
    EXPECT_TRUE(parse_claim("void\n")->proves_nothing_ran());
    auto state = parse_claim("claimed boot 12 345\nforked 1");
    ASSERT_TRUE(state);
    EXPECT_EQ(state->boot, "boot");
    EXPECT_EQ(state->keeper, (ProcessId{12, 345}));
    EXPECT_FALSE(state->workload);
    EXPECT_FALSE(state->proves_nothing_ran());

    state =
        parse_claim("claimed boot 12 345\nforked 13 18446744073709551615\nstarted\nexited 255\n");
    ASSERT_TRUE(state);
    EXPECT_EQ(state->workload, (ProcessId{13, UINT64_MAX}));
    EXPECT_TRUE(state->started);
    EXPECT_EQ(state->exited, 255);

    state = parse_claim("claimed boot 12 345\nforked 13 1\nnot-started cannot x:  y \n");
    ASSERT_TRUE(state);
    EXPECT_EQ(state->not_started, "cannot x:  y ");
    EXPECT_EQ(parse_claim("claimed boot 12 345\nnot-started\n")->not_started, "");

    state = parse_claim("claimed boot 12 345\nforked 13 1\nexited 0\n");
    ASSERT_TRUE(state);
    EXPECT_TRUE(state->started) << "a full disk may have kept that line away";
    EXPECT_EQ(state->exited, 0);
}

TEST(ParseClaim, ReadsWhatIsWritten) {
    const ProcessId keeper{4'194'304, 1}, workload{2, 99};
    const auto state = parse_claim(claimed_line("b", keeper) + "\n" + forked_line(workload) + "\n");
    ASSERT_TRUE(state);
    EXPECT_EQ(state->keeper, keeper);
    EXPECT_EQ(state->workload, workload);
}

class ClaimFile : public ::testing::Test {
  protected:
    ClaimFile() {
        std::string pattern = std::filesystem::temp_directory_path() / "claim-XXXXXX";
        folder = ::mkdtemp(pattern.data());
    }
    ~ClaimFile() override { std::filesystem::remove_all(folder); }
    std::string text(const std::string& run) const {
        return read_file(folder + "/" + run, 1 << 16).value_or("(none)");
    }
    std::string folder;
};

TEST_F(ClaimFile, IsTakenOnceAndLeavesNothingBeside) {
    auto first = Claim::take(folder, "7-1-1", "claimed b 1 2");
    ASSERT_TRUE(first && *first);
    const auto second = Claim::take(folder, "7-1-1", kVoidLine);
    ASSERT_TRUE(second);
    EXPECT_FALSE(*second);
    EXPECT_EQ(text("7-1-1"), "claimed b 1 2\n");
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder), {}), 1);
}

TEST_F(ClaimFile, GrowsByWholeLines) {
    auto claim = Claim::take(folder, "7-1-1", "claimed b 1 2");
    ASSERT_TRUE(claim && *claim);
    EXPECT_EQ((*claim)->append("not-started two\nlines" + std::string(5000, 'x'), Claim::Sync::Yes),
              0);
    EXPECT_EQ(text("7-1-1").substr(0, 36), "claimed b 1 2\nnot-started two linesx");
    EXPECT_LT(text("7-1-1").size(), 1100U);
    EXPECT_TRUE(read_claim(folder, "7-1-1").value()->not_started);
}

// A file size limit stands in for a full disk.
TEST_F(ClaimFile, AFullDiskLeavesNoHalfLine) {
    auto claim = Claim::take(folder, "7-1-1", "claimed b 1 2");
    ASSERT_TRUE(claim && *claim);
    const auto old_handler = ::signal(SIGXFSZ, SIG_IGN);
    rlimit old{};
    ::getrlimit(RLIMIT_FSIZE, &old);
    const rlimit tight{18, old.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &tight);
    EXPECT_EQ((*claim)->append("forked 3 4", Claim::Sync::Yes), EFBIG);
    ::setrlimit(RLIMIT_FSIZE, &old);
    ::signal(SIGXFSZ, old_handler);
    EXPECT_EQ(text("7-1-1"), "claimed b 1 2\n");
    EXPECT_EQ((*claim)->append("forked 3 4", Claim::Sync::Yes), 0);
    EXPECT_EQ(text("7-1-1"), "claimed b 1 2\nforked 3 4\n");
}

TEST_F(ClaimFile, ThatWasTakenAwayIsPutBackWithAllThatItSaid) {
    auto claim = Claim::take(folder, "7-1-1", "claimed b 1 2");
    ASSERT_TRUE(claim && *claim);
    ASSERT_EQ((*claim)->append("forked 3 4", Claim::Sync::Yes), 0);
    (*claim)->put_back();  // it is there
    EXPECT_EQ(text("7-1-1"), "claimed b 1 2\nforked 3 4\n");
    std::filesystem::remove_all(folder);
    (*claim)->put_back();
    EXPECT_EQ(text("7-1-1"), "claimed b 1 2\nforked 3 4\n");
    ASSERT_EQ((*claim)->append("started", Claim::Sync::No), 0);
    EXPECT_EQ(text("7-1-1"), "claimed b 1 2\nforked 3 4\nstarted\n");
}

TEST_F(ClaimFile, IsNotPutBackOverAnothersOrIntoAFolderThatIsGoneForGood) {
    auto claim = Claim::take(folder, "7-1-1", "claimed b 1 2");
    ASSERT_TRUE(claim && *claim);
    std::filesystem::remove(folder + "/7-1-1");
    ASSERT_TRUE(Claim::take(folder, "7-1-1", kVoidLine).value());
    (*claim)->put_back();
    EXPECT_EQ(text("7-1-1"), "void\n");

    std::filesystem::create_directories(folder + "/data/run");
    auto deeper = Claim::take(folder + "/data/run", "7-1-1", "claimed b 1 2");
    ASSERT_TRUE(deeper && *deeper);
    std::filesystem::remove_all(folder + "/data");
    (*deeper)->put_back();
    EXPECT_FALSE(std::filesystem::exists(folder + "/data"));
}

TEST(ClaimText, NamesAProcessByPidAndStart) {
    const ProcessId process{12, 345};
    EXPECT_EQ(process_text(process), "12 345");
    EXPECT_EQ(parse_process("12 345"), process);
    for (const char* text : {"", "12", "12 ", "0 1", "-1 1", "12 345 6", "x 1"})
        EXPECT_FALSE(parse_process(text)) << text;
}

TEST_F(ClaimFile, AStaleDraftOfADeadProcessDoesNotHinder) {
    std::ofstream(folder + "/7-1-1." + std::to_string(::getpid()) + ".new") << "half a li";
    const auto claim = Claim::take(folder, "7-1-1", kVoidLine);
    ASSERT_TRUE(claim && *claim);
    EXPECT_EQ(text("7-1-1"), "void\n");
}

TEST_F(ClaimFile, InAMissingFolderIsAnErrorThatNamesIt) {
    const auto claim = Claim::take(folder + "/no", "7-1-1", kVoidLine);
    ASSERT_FALSE(claim);
    EXPECT_EQ(claim.error().code, ErrorCode::Unavailable);
    EXPECT_THAT(claim.error().message, ::testing::HasSubstr(folder + "/no: No such file"));
}

TEST_F(ClaimFile, ReadingTellsAbsentFromDamaged) {
    EXPECT_EQ(read_claim(folder, "7-1-1").value(), std::nullopt);
    std::ofstream(folder + "/7-1-1") << "";
    EXPECT_EQ(read_claim(folder, "7-1-1").error().code, ErrorCode::Internal);
    std::filesystem::create_directory(folder + "/7-1-2");
    EXPECT_EQ(read_claim(folder, "7-1-2").error().code, ErrorCode::Unavailable);
}

}  // namespace
}  // namespace wls::local
