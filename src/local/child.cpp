#include "local/child.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <vector>

#include "local/files.h"
#include "local/ticker.h"

namespace wls::local {

namespace {

struct ExecFailure {
    enum class Step : int { Files, Directory, Late, Program } step;
    int error;
};

std::vector<char*> pointers(const std::vector<std::string>& texts) {
    std::vector<char*> found;
    found.reserve(texts.size() + 1);
    for (const auto& text : texts) found.push_back(const_cast<char*>(text.c_str()));
    found.push_back(nullptr);
    return found;
}

std::string_view search_path(const std::vector<std::string>& environment) {
    constexpr std::string_view kName = "PATH=";
    for (const std::string_view entry : environment)
        if (entry.starts_with(kName)) return entry.substr(kName.size());
    return {};
}

// As execvpe does, but never hands a file without "#!" to a shell, and takes no empty part of PATH
// for the working directory. Returns why nothing was executed.
int execute_program(const Program& program) {
    const auto argv = pointers(program.argv);
    const auto environment = pointers(program.environment);
    const auto execute = [&](const char* file) {
        ::execve(file, argv.data(), environment.data());
        return errno;
    };
    const std::string& name = program.argv[0];
    if (program.this_program) return execute("/proc/self/exe");
    if (name.contains('/')) return execute(name.c_str());

    int best = ENOENT;
    std::string_view path = search_path(program.environment);
    while (!path.empty()) {
        const auto end = path.find(':');
        const auto folder = path.substr(0, end);
        path.remove_prefix(end == std::string_view::npos ? path.size() : end + 1);
        if (folder.empty()) continue;
        const int error = execute((std::string(folder) + "/" + name).c_str());
        if (error != ENOENT && error != ENOTDIR && error != EACCES) return error;
        if (error == EACCES) best = error;  // as shells do: go on, but say this
    }
    return best;
}

bool take_files(const Fd& output) {
    const int null = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    return null >= 0 && ::dup2(null, 0) >= 0 && ::dup2(output.get(), 1) >= 0 &&
           ::dup2(output.get(), 2) >= 0;
}

ExecFailure prepare_and_execute(const Program& program, const Fd& output, const Fd& too_late) {
    if (!take_files(output)) return {ExecFailure::Step::Files, errno};
    if (::chdir(program.directory.c_str()) != 0) return {ExecFailure::Step::Directory, errno};
    ::umask(022);
    // Our parent was spawned with every signal at its default and ignores none; only its mask is
    // not the workload's.
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    if (too_late && has_rung(too_late)) return {ExecFailure::Step::Late, 0};
    return {ExecFailure::Step::Program, execute_program(program)};
}

[[noreturn]] void be_the_child(const Program& program, const Fd& output, Child::Orphan orphan,
                               const Fd& too_late, const Fd& go, const Fd& failed) {
    ::setsid();
    if (orphan == Child::Orphan::Dies) ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    char word = 0;
    ssize_t got = 0;
    do {
        got = ::read(go.get(), &word, 1);
    } while (got < 0 && errno == EINTR);
    if (got != 1) ::_exit(0);  // our parent died, or abandoned us

    const ExecFailure failure = prepare_and_execute(program, output, too_late);
    // A failed write needs no care: our parent then takes exit code 127 for the workload's own.
    if (::write(failed.get(), &failure, sizeof failure) != sizeof failure) ::_exit(127);
    ::_exit(127);
}

std::string sentence(const ExecFailure& failure, const Program& program, std::string_view key) {
    const std::string why = errno_text(failure.error);
    switch (failure.step) {
        case ExecFailure::Step::Files:
            return "cannot prepare the workload's files: " + why;
        case ExecFailure::Step::Directory:
            return "cannot enter the directory " + program.directory + ": " + why +
                   "; see 'directory' in the catalog";
        case ExecFailure::Step::Late:
            return "its window was over before it could be executed";
        case ExecFailure::Step::Program:
            break;
    }
    return "cannot execute " + program.argv[0] + ": " + why + "; see '" + std::string(key) +
           "' in the catalog";
}

}  // namespace

std::expected<Child, int> Child::fork(const Program& program, const Fd& output, Orphan orphan,
                                      const Fd& too_late) {
    int go[2];
    int failed[2];
    if (::pipe2(go, O_CLOEXEC) != 0) return std::unexpected(errno);
    Fd go_end(go[0]), go_begin(go[1]);
    if (::pipe2(failed, O_CLOEXEC) != 0) return std::unexpected(errno);
    Fd failed_end(failed[0]), failed_begin(failed[1]);

    const pid_t pid = ::fork();
    if (pid < 0) return std::unexpected(errno);
    if (pid == 0) {
        go_begin.reset();  // else the child would wait for itself when we die
        be_the_child(program, output, orphan, too_late, go_end, failed_begin);
    }
    return Child(pid, std::move(go_begin), std::move(failed_end));
}

std::string Child::execute(const Program& program, std::string_view key) {
    const int error = write_all(go_.get(), "!");
    go_.reset();
    ExecFailure failure{};
    const auto answer = error == 0 ? read_all(failed_.get(), sizeof failure) : "";
    failed_.reset();
    if (answer && answer->size() == sizeof failure) {
        answer->copy(reinterpret_cast<char*>(&failure), sizeof failure);
        ::waitpid(pid_, nullptr, 0);
        return sentence(failure, program, key);
    }
    return {};  // the pipe closed in exec; or the child was killed: that is an end like any other
}

void Child::abandon() {
    go_.reset();
    failed_.reset();
    ::waitpid(pid_, nullptr, 0);
}

}  // namespace wls::local
