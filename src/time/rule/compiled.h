// What a rule is inside. Only for the sources of Rule.
#pragma once

#include <optional>

#include "time/rule.h"
#include "time/rule/pattern.h"

namespace wls {

struct Rule::Compiled {
    RuleFields fields;
    Pattern pattern;
    Instant valid_from = Instant::min();  // windows lie in [valid_from, valid_until)
    Instant valid_until = Instant::max();
    std::optional<Window> opening = {};  // open already at valid_from: cut, begins there
};

}  // namespace wls
