#include "app/preview/run_preview.h"

#include <unistd.h>

#include <csignal>

#include "app/exit_code.h"
#include "app/process.h"
#include "app/system_clock.h"

namespace wls::app {

int run_preview(const PreviewLine& line) {
    prepare_process();
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
