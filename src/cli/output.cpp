#include "cli/output.h"

#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <optional>

namespace wls::cli {

namespace {

constexpr std::size_t kEnough = 64 * 1024;
constexpr std::size_t kUsualColumns = 80;
constexpr std::size_t kLeastColumns = 20;
constexpr std::size_t kMostColumns = 2'000;

std::optional<std::size_t> number(const std::string& text) {
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value == 0) return {};
    return value;
}

std::optional<std::size_t> own_columns(int fd) {
    winsize size{};
    if (::ioctl(fd, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return {};
    return size.ws_col;
}

}  // namespace

Shape shape_of(int fd, const std::map<std::string, std::string>& environment) {
    const auto variable = [&](const char* name) {
        const auto found = environment.find(name);
        return found == environment.end() ? std::string() : found->second;
    };
    Shape shape;
    shape.terminal = ::isatty(fd) == 1;
    shape.colour = shape.terminal && variable("NO_COLOR").empty() && variable("TERM") != "dumb";
    auto columns = number(variable("COLUMNS"));
    if (!columns && shape.terminal) columns = own_columns(fd).value_or(kUsualColumns);
    if (columns) shape.columns = std::clamp(*columns, kLeastColumns, kMostColumns);
    return shape;
}

void Output::write(std::string_view text) {
    if (!useful()) return;
    kept_ += text;
    if (kept_.size() >= kEnough) flush();
}

void Output::line(std::string_view text) {
    write(text);
    write("\n");
}

void Output::flush() {
    std::string_view left = kept_;
    while (useful() && !left.empty()) {
        const auto written = ::write(fd_, left.data(), left.size());
        if (written >= 0) {
            left.remove_prefix(static_cast<std::size_t>(written));
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            // Somebody who shares the descriptor made it non-blocking.
            pollfd ready{fd_, POLLOUT, 0};
            ::poll(&ready, 1, -1);
        } else if (errno != EINTR) {
            error_ = errno;
            state_ = error_ == EPIPE ? State::Closed : State::Failed;
        }
    }
    kept_.clear();
}

Result<> Output::whole() const {
    if (state_ != State::Failed) return {};
    return fail(ErrorCode::Unavailable,
                std::string("the output is not whole: ") + std::strerror(error_));
}

}  // namespace wls::cli
