#include "api/json_number.h"

#include <gtest/gtest.h>

#include <limits>

namespace wls::api {
namespace {

std::string text_of(double value) {
    std::string out;
    append_double(out, value);
    return out;
}

TEST(JsonNumber, WritesAsPython) {
    const struct {
        double value;
        const char* want;
    } rows[] = {
        {0.0, "0.0"},
        {-0.0, "-0.0"},
        {1.0, "1.0"},
        {-1.5, "-1.5"},
        {0.1, "0.1"},
        {123456.75, "123456.75"},
        {1e15, "1000000000000000.0"},
        {1e16, "1e+16"},
        {12345678901234567.0, "1.2345678901234568e+16"},
        {1e22, "1e+22"},
        {1e100, "1e+100"},
        {0.0001, "0.0001"},
        {0.00012, "0.00012"},
        {1e-5, "1e-05"},
        {1.5e-7, "1.5e-07"},
        {5e-324, "5e-324"},
        {1.7976931348623157e308, "1.7976931348623157e+308"},
        {100.0, "100.0"},
        {1e-4, "0.0001"},
    };
    for (const auto& row : rows) EXPECT_EQ(text_of(row.value), row.want);
}

TEST(JsonNumber, ReadsTheNearest) {
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    const std::string zeros(400, '0');
    const struct {
        std::string text;
        double want;
    } rows[] = {
        {"0", 0.0},
        {"1.5", 1.5},
        {"-2.5e-1", -0.25},
        {"1E+2", 100.0},
        {"0.30000000000000004", 0.30000000000000004},
        {"1e400", kInfinity},
        {"-1e400", -kInfinity},
        {"1e-400", 0.0},
        {"0e999999999999999999999", 0.0},
        {"1e999999999999999999999", kInfinity},
        {"1e-999999999999999999999", 0.0},
        {"1" + zeros + "e-400", 1.0},
        {"0." + zeros + "1e401", 1.0},
        {"1" + zeros, kInfinity},
        {"4.9e-324", 5e-324},
        {"2e-324", 0.0},
        {"1.7976931348623159e308", kInfinity},
        {"9007199254740993", 9007199254740992.0},  // half way: to even
        {"9007199254740993." + std::string(900, '0') + "1", 9007199254740994.0},  // just above it
    };
    for (const auto& row : rows) EXPECT_EQ(read_double(row.text), row.want) << row.text;
}

}  // namespace
}  // namespace wls::api
