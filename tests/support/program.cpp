#include "support/program.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <ctime>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

#include "support/leftovers.h"

namespace wls::support {

namespace {

namespace fs = std::filesystem;

constexpr auto kPatience = std::chrono::minutes{1};
constexpr auto kLookAgain = std::chrono::milliseconds{5};

std::string read_file(const fs::path& path) {
    std::ifstream file(path);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> list;
    for (auto& text : texts) list.push_back(text.data());
    list.push_back(nullptr);
    return list;
}

pid_t spawn(const Start& start, const fs::path& output) {
    std::vector<std::string> arguments = {WLS_PROGRAM};
    arguments.insert(arguments.end(), start.arguments.begin(), start.arguments.end());
    std::vector<std::string> environment = {"TZ=UTC", "PATH=/usr/bin:/bin", "HOME=/nonexistent"};
    environment.insert(environment.end(), start.environment.begin(), start.environment.end());
    const auto argv = pointers(arguments), envp = pointers(environment);
    const int fd = ::open(output.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    const pid_t pid = ::fork();
    if (pid != 0) {
        ::close(fd);
        return pid;
    }
    ::dup2(fd, 1);
    ::dup2(fd, 2);
    if (::chdir(start.folder.c_str()) != 0) ::_exit(126);
    if (start.as_nobody && ::getuid() == 0 && (::setgid(65'534) != 0 || ::setuid(65'534) != 0))
        ::_exit(126);
    ::execve(WLS_PROGRAM, argv.data(), envp.data());
    ::_exit(127);
}

int reap(pid_t pid) {
    int status = 0;
    while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

// "… listening  address=0.0.0.0:40123 …", or the same as JSON.
std::uint16_t port_in(const std::string& log) {
    const auto address = log.find("address", std::min(log.find("listening"), log.size()));
    if (address == std::string::npos) return 0;
    const auto end = log.find_first_of(" \n,", address);
    if (end == std::string::npos) return 0;
    const std::string host_and_port = log.substr(address, end - address);
    return static_cast<std::uint16_t>(
        std::stoul(host_and_port.substr(host_and_port.rfind(':') + 1)));
}

}  // namespace

Folder::Folder() {
    std::string name = (fs::temp_directory_path() / "wls_e2e_XXXXXX").string();
    path_ = ::mkdtemp(name.data());
    fs::permissions(path_, fs::perms::all);
}

Folder::~Folder() {
    remove_with_processes(path_);
}

Ended run(const Start& start) {
    const Folder aside;
    const auto output = aside.path() / "output";
    std::ofstream(output).close();
    const int code = reap(spawn(start, output));
    return {code, read_file(output)};
}

Server::Server(Start start) : log_(start.folder / "server.log") {
    start.arguments.insert(start.arguments.end(), {"--port", "0"});
    fs::remove(log_);
    std::ofstream(log_).close();
    fs::permissions(log_, fs::perms::all);
    pid_ = spawn(start, log_);
    const bool up = eventually([&] {
        port_ = port_in(output());
        return port_ != 0 || ::waitpid(pid_, nullptr, WNOHANG) == pid_;
    });
    if (up && port_ != 0) return;
    pid_ = -1;
    throw std::runtime_error("the server did not start: " + output());
}

Server::~Server() {
    kill();
}

std::string Server::output() const {
    return read_file(log_);
}

void Server::signal(int number) {
    ::kill(pid_, number);
}

Ended Server::wait() {
    const int code = reap(pid_);
    pid_ = -1;
    return {code, output()};
}

void Server::kill() {
    if (pid_ < 0) return;
    ::kill(pid_, SIGKILL);
    wait();
}

bool eventually(const std::function<bool()>& fact) {
    const auto give_up = std::chrono::steady_clock::now() + kPatience;
    while (!fact()) {
        if (std::chrono::steady_clock::now() > give_up) return false;
        std::this_thread::sleep_for(kLookAgain);
    }
    return true;
}

std::string iso_in(int seconds) {
    const std::time_t at = std::time(nullptr) + seconds;
    std::tm parts{};
    ::gmtime_r(&at, &parts);
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &parts);
    return text;
}

}  // namespace wls::support
