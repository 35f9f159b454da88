#include "app/settings/settings.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace wls::app {
namespace {

class SettingsFile : public testing::Test {
  protected:
    Result<Settings> from_file(const std::string& text) {
        path_ = std::filesystem::path(testing::TempDir()) / "wls_settings.yaml";
        std::ofstream(path_) << text;
        return resolve({{}, {}, path_.string()});
    }
    ~SettingsFile() override { std::filesystem::remove(path_); }

    std::filesystem::path path_;
};

TEST(Settings, HaveTheirDefaults) {
    const auto settings = resolve({}).value();
    EXPECT_EQ(settings.host, "0.0.0.0");
    EXPECT_EQ(settings.port, 8000);
    EXPECT_EQ(settings.database, "data/sqlite/scheduler.db");
    EXPECT_EQ(settings.keep_transitions, std::chrono::days{400});
    EXPECT_EQ(settings.keep_logs, std::chrono::days{30});
    EXPECT_EQ(settings.log_format, LogFormat::Text);
    EXPECT_FALSE(settings.catalog);
}

TEST(Settings, KeepForALengthOrForEver) {
    const auto kept = [](const char* value) {
        return resolve({{{"keep-logs", value}}, {}, {}}).value().keep_logs;
    };
    EXPECT_EQ(kept("90m"), std::chrono::minutes{90});
    EXPECT_EQ(kept("12h"), std::chrono::hours{12});
    EXPECT_EQ(kept("36500d"), std::chrono::days{36'500});
    EXPECT_EQ(kept("2w"), std::chrono::days{14});
    EXPECT_EQ(kept("0"), std::nullopt);
    EXPECT_EQ(kept("forever"), std::nullopt);
}

TEST(Settings, HaveThreeNamesEach) {
    const auto settings = all_settings();
    const auto& format = settings.back();
    EXPECT_STREQ(format.name, "log-format");
    EXPECT_EQ(variable_of(format), "WORKLOAD_SCHEDULER_LOG_FORMAT");
    EXPECT_EQ(key_of(format), "log_format");
}

TEST(Settings, RefuseWrongValuesNamingWhereTheyStand) {
    const struct {
        const char* name;
        const char* value;
    } rows[] = {
        {"port", ""},
        {"port", "-1"},
        {"port", "65536"},
        {"port", "80x"},
        {"port", " 80"},
        {"port", "0x50"},
        {"database", ""},
        {"database", "sqlite:"},
        {"database", "x.db"},
        {"database", "sqlite::memory:"},
        {"database", "sqlite:file:x?mode=memory"},
        {"host", ""},
        {"timezone", "Mars"},
        {"timezone", ""},
        {"keep-transitions", ""},
        {"keep-transitions", "-1d"},
        {"keep-transitions", "30"},
        {"keep-transitions", "d"},
        {"keep-transitions", "30 d"},
        {"keep-transitions", "1.5d"},
        {"keep-transitions", "30days"},
        {"keep-transitions", "0d"},
        {"keep-transitions", "+3d"},
        {"keep-logs", "36501d"},
        {"keep-logs", "99999999999999999999d"},
        {"keep-logs", "9223372036854775807w"},
        {"keep-logs", "never"},
        {"keep-logs", "30D"},
        {"log-format", "XML"},
        {"log-format", ""},
        {"data", ""},
        {"catalog", ""},
        {"static", ""},
        {"timezone", "../x"},
    };
    for (const auto& row : rows) {
        const auto refused = resolve({{{row.name, row.value}}, {}, {}});
        ASSERT_FALSE(refused) << row.name << "=" << row.value;
        EXPECT_EQ(refused.error().code, ErrorCode::Invalid);
        EXPECT_TRUE(refused.error().message.starts_with(std::string("--") + row.name))
            << refused.error().message;
    }
}

TEST_F(SettingsFile, IsReadBehindFlagsAndVariables) {
    EXPECT_EQ(from_file("port: 9000\nlog_format: json\n")->port, 9000);
    EXPECT_EQ(resolve({{}, {{"WORKLOAD_SCHEDULER_PORT", "9001"}}, path_.string()})->port, 9001);
    EXPECT_EQ(
        resolve({{{"port", "9002"}}, {{"WORKLOAD_SCHEDULER_PORT", "9001"}}, path_.string()})->port,
        9002);
    EXPECT_EQ(from_file("")->port, 8000) << "an empty file says nothing";
    EXPECT_EQ(from_file("# nothing\n")->port, 8000);
}

TEST_F(SettingsFile, RefusesWhatIsNoListOfSettingsNamingTheLine) {
    const struct {
        const char* text;
        const char* part;
    } rows[] = {
        {"prot: 1\n", ":1: unknown key 'prot': did you mean port?"},
        {"\nxyzzyx: 1\n", ":2: unknown key 'xyzzyx'; --help lists them all"},
        {"port: 1\nport: 2\n", "stands here twice"},
        {"port: [1]\n", "one plain value"},
        {"port: {a: 1}\n", "one plain value"},
        {"- port\n", "key: value"},
        {"just words\n", "key: value"},
        {"port: 'x\n", ":"},
        {"port: x\n", "is no port"},
        {"a: &a [*a]\n", ":1"},
        {"log-format: json\n", "did you mean log_format?"},
    };
    for (const auto& row : rows) {
        const auto refused = from_file(row.text);
        ASSERT_FALSE(refused) << row.text;
        EXPECT_NE(refused.error().message.find(row.part), std::string::npos)
            << refused.error().message;
    }
    EXPECT_FALSE(from_file(std::string(100'000, '#')));
    EXPECT_FALSE(resolve({{}, {}, "/nonexistent/settings.yaml"}));
    EXPECT_FALSE(resolve({{}, {}, "/"}));
}

}  // namespace
}  // namespace wls::app
