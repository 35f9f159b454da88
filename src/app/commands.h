// The commands that need the engine or the database, one function each. They return the exit code.
#pragma once

#include "app/command_line.h"

namespace wls::app {

int serve(const CommandLine& line);
int init_db(const CommandLine& line);
int back_up(const CommandLine& line);
int version();
int help(const CommandLine& line);

}  // namespace wls::app
