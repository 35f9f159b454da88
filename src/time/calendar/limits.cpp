#include "time/calendar/limits.h"

namespace wls {

Result<> check_calendar_text(std::string_view text) {
    if (text.size() > kMostCalendarBytes)
        return fail(ErrorCode::Invalid,
                    "a calendar has at most 20 MB; leave out what is not a holiday");
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"))
        return fail(ErrorCode::Invalid, "the text is UTF-16; save it as UTF-8");
    return {};
}

std::string_view without_byte_order_mark(std::string_view text) {
    constexpr std::string_view kMark = "\xEF\xBB\xBF";
    if (text.starts_with(kMark)) text.remove_prefix(kMark.size());
    return text;
}

}  // namespace wls
