// Runs a command that speaks to a server.
#pragma once

#include "app/client/client_line.h"

namespace wls::app {

// The exit code.
int run_client(const ClientLine& line);

}  // namespace wls::app
