// The real program, run by tests: in a folder of its own, on a free port.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace wls::support {

struct Ended {
    int code = -1;       // 128 + n for signal n
    std::string output;  // standard output and error, as they came
};

// A folder below the tests' own that goes when this does, with all that runs in it.
class Folder {
  public:
    Folder();
    ~Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

struct Start {
    std::vector<std::string> arguments;
    std::filesystem::path folder;          // working directory
    std::vector<std::string> environment;  // "NAME=value", added to TZ=UTC and PATH
    bool as_nobody = false;                // as an ordinary user
};

// Runs the program to its end.
Ended run(const Start& start);

// A server that runs beside the test; killed when this goes.
class Server {
  public:
    // Waits until it listens, the last of the start's log lines. Throws, with its output, when it
    // ends before. `--port 0` is added.
    explicit Server(Start start);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    std::uint16_t port() const { return port_; }
    pid_t pid() const { return pid_; }
    std::string output() const;  // so far

    void signal(int number);
    Ended wait();  // for its end
    void kill();   // SIGKILL, and waits

  private:
    std::filesystem::path log_;
    pid_t pid_ = -1;
    std::uint16_t port_ = 0;
};

// Waits until `fact` is true; false after a minute. For facts of other processes, which nothing
// announces.
bool eventually(const std::function<bool()>& fact);

// "2026-11-24T07:33:06" in UTC, `seconds` from now.
std::string iso_in(int seconds);

}  // namespace wls::support
