#include "cli/shell.h"

#include <sys/wait.h>

#include <cstdio>
#include <stdexcept>

namespace wls::cli {

namespace {

std::string quoted(const std::string& text) {
    std::string out = "'";
    for (const char c : text) out += c == '\'' ? "'\\''" : std::string(1, c);
    return out + "'";
}

}  // namespace

Shell::Shell(std::filesystem::path folder, const std::string& server) : folder_(std::move(folder)) {
    set("WORKLOAD_SCHEDULER_SERVER", server);
    set("PATH", "/usr/bin:/bin");
}

Typed Shell::type(const std::string& line) const {
    std::string command = "cd " + quoted(folder_.string()) + " && exec env -i";
    for (const auto& [name, value] : variables_) command += " " + quoted(name + "=" + value);
    command += " /bin/sh -c " + quoted("ws() { " + quoted(WLS_PROGRAM) + " \"$@\"; }\n" + line);
    FILE* pipe = ::popen(command.c_str(), "r");
    if (!pipe) throw std::runtime_error("no shell");
    Typed typed;
    char bytes[4'096];
    for (std::size_t got = 0; (got = std::fread(bytes, 1, sizeof bytes, pipe)) > 0;)
        typed.output.append(bytes, got);
    const int status = ::pclose(pipe);
    typed.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return typed;
}

}  // namespace wls::cli
