// What a rule of the house has to say about one place in the tree.
#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace wls::house {

struct Finding {
    std::string rule;  // the name that exceptions.h uses
    std::string path;  // from the root of the tree
    int line = 0;      // 0: the file as a whole
    int measure = 0;   // what was measured, for the rules that have a limit
    std::string message;

    friend bool operator==(const Finding&, const Finding&) = default;
};

using Findings = std::vector<Finding>;

inline void append(Findings& all, Findings more) {
    all.insert(all.end(), more.begin(), more.end());
}

inline std::ostream& operator<<(std::ostream& out, const Finding& finding) {
    out << finding.path;
    if (finding.line > 0) out << ':' << finding.line;
    return out << ": " << finding.message << " [" << finding.rule << ']';
}

}  // namespace wls::house
