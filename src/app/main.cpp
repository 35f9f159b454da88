// The program: straight down to one command.
#include <unistd.h>

#include <exception>
#include <string_view>

#include "app/client/run_client.h"
#include "app/command_line.h"
#include "app/commands.h"
#include "app/exit_code.h"
#include "app/preview/run_preview.h"
#include "local/command/caller.h"
#include "local/process/keeper.h"

namespace {

int run(int argc, char** argv) {
    using namespace wls;
    // A keeper is started for each run, a caller for each command: before anything else is set up.
    const std::string_view command = argc > 1 ? argv[1] : "";
    if (command == "keep") local::keep();
    if (command == "call") return local::call();

    const auto line = app::parse_command_line(argc, argv, environ);
    if (!line) return app::refuse(line.error());
    if (line->client) return app::run_client(*line->client);
    if (line->preview) return app::run_preview(*line->preview);
    if (line->command == "serve") return app::serve(*line);
    if (line->command == "init-db") return app::init_db(*line);
    if (line->command == "backup") return app::back_up(*line);
    if (line->command == "version") return app::version();
    return app::help(*line);
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return run(argc, argv);
    } catch (const std::exception& exception) {  // the system refuses what it never does
        return wls::app::refuse({wls::ErrorCode::Internal, exception.what(), {}});
    }
}
