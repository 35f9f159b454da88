#include "time/calendar/content_lines.h"

#include <algorithm>

#include "base/text.h"
#include "base/unicode.h"

namespace wls {

namespace {

constexpr std::size_t kMostDepth = 16;
constexpr std::size_t kMostBytes = 65'536;

bool is_fold(std::string_view rest) {
    return rest.starts_with(' ') || rest.starts_with('\t');
}

std::string_view without_end(std::string_view line) {
    while (line.ends_with('\r') || line.ends_with('\n')) line.remove_suffix(1);
    return line;
}

// Stops soon after the most that a line may have.
std::string unfold(std::string_view folded) {
    std::string line;
    while (!folded.empty() && line.size() <= kMostBytes) {
        const std::size_t end = std::min(folded.find('\n'), folded.size() - 1) + 1;
        line += without_end(folded.substr(0, std::min(end, kMostBytes + 1)));
        folded.remove_prefix(end);
        if (!folded.empty()) folded.remove_prefix(1);
    }
    return line;
}

// Of a component in a message.
std::string shown(std::string_view name) {
    constexpr std::size_t kMostShown = 40;
    return one_line(shortened(name, kMostShown));
}

}  // namespace

Failure ContentLines::wrong(std::size_t line, const std::string& what) const {
    return fail(ErrorCode::Invalid, "line " + std::to_string(line) + ": " + what);
}

std::string_view ContentLines::take_line() {
    const std::size_t end = std::min(rest_.find('\n'), rest_.size() - 1) + 1;
    const auto line = rest_.substr(0, end);
    rest_.remove_prefix(end);
    ++next_number_;
    return line;
}

Result<bool> ContentLines::advance() {
    if (ends_) {
        components_.pop_back();
        begun_at_.pop_back();
    }
    begins_ = ends_ = false;
    do {
        if (rest_.empty()) {
            if (components_.empty()) return false;
            return wrong(begun_at_.back(), "BEGIN:" + shown(components_.back()) +
                                               " has no END; is the file cut off?");
        }
        number_ = next_number_;
        const char* const begin = rest_.data();
        std::size_t size = take_line().size();
        while (is_fold(rest_)) size += take_line().size();
        folded_ = std::string_view(begin, size);
    } while (folded_.find_first_not_of(" \t\r\n") == folded_.npos);

    constexpr std::size_t kMostNameBytes = 80;
    const auto name = folded_.substr(0, folded_.find_first_of(":;"));
    if (name.size() < kMostNameBytes && !name.contains('\n'))
        name_ = name;
    else
        name_ = unfold(name.substr(0, kMostNameBytes));
    begins_ = is_same_in_any_case(name_, "BEGIN");
    ends_ = is_same_in_any_case(name_, "END");
    if (begins_ || ends_) {
        auto component = unfolded();
        if (!component) return wrong(number_, component.error().message);
        component->erase(0, name_.size() + 1);
        component->erase(component->find_last_not_of(" \t") + 1);
        WLS_TRY(enter(std::move(*component)));
    } else if (components_.empty()) {
        return wrong(number_, "not iCalendar: what stands before BEGIN:VCALENDAR or after its END");
    }
    return true;
}

Result<> ContentLines::enter(std::string component) {
    if (begins_) {
        if (components_.size() == kMostDepth)
            return wrong(number_, "components stand in each other more than 16 deep");
        components_.push_back(std::move(component));
        begun_at_.push_back(number_);
    } else if (components_.empty()) {
        return wrong(number_, "END:" + shown(component) + " without its BEGIN");
    } else if (!is_same_in_any_case(components_.back(), component)) {
        return wrong(number_, "END:" + shown(component) +
                                  ", but BEGIN:" + shown(components_.back()) + " of line " +
                                  std::to_string(begun_at_.back()) + " is still open");
    }
    return {};
}

Result<std::string> ContentLines::unfolded() const {
    if (auto line = unfold(folded_); line.size() <= kMostBytes) return line;
    return fail(ErrorCode::Invalid, shown(name_) + " has more than 65,536 bytes");
}

}  // namespace wls
