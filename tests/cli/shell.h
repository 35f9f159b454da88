// Runs lines of a shell in which `ws` is the program, as a person at a terminal would type them.
#pragma once

#include <filesystem>
#include <map>
#include <string>

namespace wls::cli {

struct Typed {
    int code = -1;
    std::string output;  // of the line: standard output only, unless it says 2>&1
};

class Shell {
  public:
    // `server` is what the commands talk to, unless they say otherwise. No other variable but PATH
    // is set.
    Shell(std::filesystem::path folder, const std::string& server);

    void set(const std::string& variable, const std::string& value) {
        variables_[variable] = value;
    }

    Typed type(const std::string& line) const;

  private:
    std::filesystem::path folder_;
    std::map<std::string, std::string> variables_;
};

}  // namespace wls::cli
