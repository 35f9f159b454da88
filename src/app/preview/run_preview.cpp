#include "app/preview/run_preview.h"

#include <fcntl.h>
#include <unistd.h>

#include <csignal>

#include "app/exit_code.h"
#include "app/process.h"
#include "app/system_clock.h"

namespace wls::app {

namespace {

// What prepare_process would open to nothing. All that a preview is for goes through these two.
Result<> check_open(const cli::PreviewOrder& order) {
    const auto is_closed = [](int fd) { return ::fcntl(fd, F_GETFD) < 0; };
    if (is_closed(STDOUT_FILENO))
        return fail(ErrorCode::Unavailable, "standard output is closed: nothing can be shown");
    if ((order.batch || order.file == "-") && is_closed(STDIN_FILENO))
        return fail(ErrorCode::Unavailable, "standard input is closed: nothing can be read");
    return {};
}

}  // namespace

int run_preview(const PreviewLine& line) {
    const auto open = check_open(line.order);
    prepare_process();
    if (!open) return refuse(open.error());
    std::signal(SIGPIPE, SIG_IGN);  // a reader that goes away ends a command quietly
    cli::Output out(STDOUT_FILENO, cli::shape_of(STDOUT_FILENO, line.environment));
    cli::Output err(STDERR_FILENO, cli::shape_of(STDERR_FILENO, line.environment));
    const SystemClock clock;
    const auto done = [&]() -> Result<> {
        if (line.help.empty()) return cli::preview(line.order, {STDIN_FILENO, out, err, clock});
        out.write(line.help);
        out.flush();
        return out.whole();
    }();
    return done ? 0 : refuse(done.error());
}

}  // namespace wls::app
