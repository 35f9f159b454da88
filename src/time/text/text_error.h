// What is wrong in a rule's text, and where: every reader of rules says it in this form. Pure; any
// thread.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace wls {

// Invalid: "'0 8 * * Mun', character 9: unknown day 'Mun'; did you mean Mon?". `position` counts
// bytes from 0; `what` names the thing and the way out. A long text is cut; all is put on one line
// (base/unicode).
[[nodiscard]] Failure fail_at(std::string_view text, std::size_t position, const std::string& what);

// "'x'", a whole character of UTF-8; "a control character" for one that cannot be shown.
std::string character_at(std::string_view text, std::size_t position);

}  // namespace wls
