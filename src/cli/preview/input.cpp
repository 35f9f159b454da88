#include "cli/preview/input.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "base/text.h"

namespace wls::cli {

namespace {

constexpr std::size_t kMostShown = 200;  // of a path

}  // namespace

Result<> Input::more() {
    std::array<char, 64 * 1024> piece{};
    for (;;) {
        const auto count = ::read(fd_, piece.data(), piece.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0)
            return fail(ErrorCode::Invalid, std::string("cannot be read: ") + std::strerror(errno));
        is_over_ = count == 0;
        kept_.append(piece.data(), static_cast<std::size_t>(count));
        return {};
    }
}

Result<std::string> Input::rest(std::size_t most) {
    while (!is_over_ && kept_.size() - at_ <= most) WLS_TRY(more());
    if (kept_.size() - at_ > most)
        return fail(ErrorCode::Invalid,
                    "has over " + std::to_string(most / 1'000'000) + " MB, more than is read");
    return kept_.substr(at_);
}

Result<std::optional<std::string>> Input::line(std::size_t most) {
    std::string line;
    for (;;) {
        const auto end = kept_.find('\n', at_);
        const auto length = std::min(end, kept_.size()) - at_;
        line.append(kept_, at_, std::min(length, most + 1 - std::min(line.size(), most + 1)));
        if (end != std::string::npos) {
            at_ = end + 1;
            return line;
        }
        const bool any = length > 0 || !line.empty();
        kept_.clear();
        at_ = 0;
        if (is_over_) return any ? std::optional(line) : std::nullopt;
        WLS_TRY(more());
    }
}

Result<std::string> read_file(const std::filesystem::path& path, std::size_t most) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return fail(ErrorCode::Invalid, shortened(path.string(), kMostShown) +
                                            " cannot be read: " + std::strerror(errno));
    auto text = Input(fd).rest(most);
    ::close(fd);
    if (!text)
        return fail(ErrorCode::Invalid,
                    shortened(path.string(), kMostShown) + " " + text.error().message);
    return text;
}

}  // namespace wls::cli
