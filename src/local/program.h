// What is executed for a workload, completely. Value; any thread.
#pragma once

#include <string>
#include <vector>

namespace wls::local {

struct Program {
    std::vector<std::string> argv;         // never empty
    bool this_program = false;             // execute the server's program, whatever argv[0] says
    std::string directory;                 // absolute
    std::vector<std::string> environment;  // "NAME=value", all of it

    friend bool operator==(const Program&, const Program&) = default;
};

}  // namespace wls::local
