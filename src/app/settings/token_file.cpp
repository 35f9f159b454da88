#include "app/settings/token_file.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>

namespace wls::app {

namespace {

constexpr std::size_t kMostBytes = 1'024;

bool can_be_sent(char c) {
    return c > ' ' && c <= '~';
}

}  // namespace

Result<std::string> read_token(const std::filesystem::path& file) {
    const auto wrong = [&](const char* what) {
        return fail(ErrorCode::Invalid, "the token file '" + file.string() + "' " + what +
                                            ": put one line of printable characters in it, for"
                                            " example from `openssl rand -hex 32`");
    };
    std::ifstream stream(file);
    if (!stream)
        return fail(ErrorCode::Unavailable,
                    "cannot read the token file '" + file.string() + "': " + std::strerror(errno));
    std::string token(kMostBytes + 2, '\0');
    stream.read(token.data(), static_cast<std::streamsize>(token.size()));
    if (stream.bad()) return wrong("cannot be read");
    token.resize(static_cast<std::size_t>(stream.gcount()));
    token.resize(std::min(token.find('\n'), token.size()));
    while (!token.empty() && (token.back() == ' ' || token.back() == '\r')) token.pop_back();
    token.erase(0, std::min(token.find_first_not_of(' '), token.size()));
    if (token.empty()) return wrong("is empty");
    if (token.size() > kMostBytes) return wrong("is too long");
    if (!std::ranges::all_of(token, can_be_sent))
        return wrong("holds spaces or characters that no header can carry");
    return token;
}

}  // namespace wls::app
