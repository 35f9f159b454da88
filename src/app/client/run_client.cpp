#include "app/client/run_client.h"

#include <unistd.h>

#include <csignal>
#include <cstdio>

#include "app/exit_code.h"
#include "app/process.h"
#include "app/settings/token_file.h"
#include "app/system_clock.h"
#include "cli/http_transport.h"
#include "cli/session.h"

namespace wls::app {

int run_client(const ClientLine& line) {
    prepare_process();
    std::signal(SIGPIPE, SIG_IGN);  // a reader that goes away ends a command quietly
    cli::Output out(STDOUT_FILENO, cli::shape_of(STDOUT_FILENO, line.environment));
    if (!line.help.empty()) {
        out.write(line.help);
        out.flush();
        const auto whole = out.whole();
        return whole ? 0 : refuse(whole.error());
    }
    cli::Output err(STDERR_FILENO, cli::shape_of(STDERR_FILENO, line.environment));
    std::string token;
    if (line.connection.token_file) {
        auto read = read_token(*line.connection.token_file);
        if (!read) return refuse(read.error());
        token = std::move(*read);
    }
    const auto transport = cli::HttpTransport::to(line.connection.server, std::move(token));
    if (!transport) return refuse(transport.error());
    const SystemClock clock;
    SystemAlarm alarm(clock);
    cli::Server server(**transport);
    cli::Session session{server, out, err, clock, alarm, line.connection.format};
    const auto done = cli::run(session, line.command);
    return done ? 0 : refuse(done.error());
}

}  // namespace wls::app
