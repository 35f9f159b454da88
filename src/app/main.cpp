// The program: straight down to one command.
#include <unistd.h>

#include <string_view>

#include "app/client.h"
#include "app/command_line.h"
#include "app/commands.h"
#include "app/exit_code.h"
#include "local/keeper.h"

int main(int argc, char** argv) {
    using namespace wls;
    // A keeper is started for each run: before anything else is set up.
    if (argc > 1 && std::string_view(argv[1]) == "keep") return local::keep();

    const auto line = app::parse_command_line(argc, argv, environ);
    if (!line) return app::refuse(line.error());
    if (line->client) return app::run_client(*line->client);
    if (line->command == "serve") return app::serve(*line);
    if (line->command == "init-db") return app::init_db(*line);
    if (line->command == "backup") return app::back_up(*line);
    if (line->command == "version") return app::version();
    return app::help(*line);
}
