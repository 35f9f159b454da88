#include "api/json_number.h"

#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <limits>

namespace wls::api {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// No double depends on more than 767 significant digits, except on whether any follow that is not
// zero.
constexpr std::size_t kSignificantDigits = 800;

// A decimal number as 0.DIGITS × 10^exponent.
struct Decimal {
    std::string digits;
    std::int64_t exponent = 0;
};

Decimal read_decimal(std::string_view text) {
    Decimal decimal;
    bool after_point = false;
    std::size_t at = 0;
    for (; at < text.size() && (is_digit(text[at]) || text[at] == '.'); ++at) {
        if (text[at] == '.') {
            after_point = true;
            continue;
        }
        if (decimal.digits.empty() && text[at] == '0') {
            decimal.exponent -= after_point;
            continue;
        }
        decimal.exponent += !after_point;
        if (decimal.digits.size() < kSignificantDigits)
            decimal.digits += text[at];
        else if (text[at] != '0')
            decimal.digits.back() = '1';  // the last place only says: something follows
    }
    if (at == text.size()) return decimal;

    ++at;  // e
    const bool negative = at < text.size() && text[at] == '-';
    if (at < text.size() && !is_digit(text[at])) ++at;
    std::int64_t exponent = 0;
    // Longer exponents than a body can balance with digits are all the same.
    for (; at < text.size() && exponent < 1'000'000'000'000; ++at)
        exponent = exponent * 10 + (text[at] - '0');
    decimal.exponent += negative ? -exponent : exponent;
    return decimal;
}

}  // namespace

double read_double(std::string_view text) {
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    const Decimal decimal = read_decimal(text);

    double value = 0;
    if (decimal.exponent > 310) {
        if (!decimal.digits.empty()) value = std::numeric_limits<double>::infinity();
    } else if (decimal.exponent > -330 && !decimal.digits.empty()) {
        const std::string plain = "0." + decimal.digits + "e" + std::to_string(decimal.exponent);
        const auto read = std::from_chars(plain.data(), plain.data() + plain.size(), value);
        if (read.ec == std::errc::result_out_of_range)
            value = decimal.exponent > 0 ? std::numeric_limits<double>::infinity() : 0.0;
    }
    return negative ? -value : value;
}

void append_double(std::string& out, double value) {
    char buffer[32];
    const auto end =
        std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::scientific).ptr;
    std::string_view text(buffer, static_cast<std::size_t>(end - buffer));
    if (text.starts_with('-')) {
        out += '-';
        text.remove_prefix(1);
    }
    const std::size_t mark = text.find('e');
    const int exponent = std::stoi(std::string(text.substr(mark + 1)));
    std::string digits(text.substr(0, 1));
    if (mark > 2) digits += text.substr(2, mark - 2);

    if (exponent < -4 || exponent >= 16) {
        out += digits[0];
        if (digits.size() > 1) out.append(".").append(digits, 1);
        out += exponent < 0 ? "e-" : "e+";
        if (std::abs(exponent) < 10) out += '0';
        out += std::to_string(std::abs(exponent));
    } else if (exponent < 0) {
        out.append("0.").append(static_cast<std::size_t>(-exponent - 1), '0').append(digits);
    } else {
        const auto whole = static_cast<std::size_t>(exponent) + 1;
        if (digits.size() < whole) digits.append(whole - digits.size(), '0');
        out.append(digits, 0, whole).append(".");
        out += digits.size() > whole ? digits.substr(whole) : "0";
    }
}

}  // namespace wls::api
