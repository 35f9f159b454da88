// The one mapping of errors to exit codes, and how a command ends with one.
#pragma once

#include "base/result.h"

namespace wls::app {

// Invalid 2, NotFound 3, Conflict 4, Forbidden 5, Unavailable 6, Internal 70.
int exit_code(ErrorCode code);

// Prints "workload-scheduler: <message>" on standard error, whatever the message repeats without
// anything that a terminal obeys; the exit code to end with. Every error of a command ends here.
int refuse(const Error& error);

}  // namespace wls::app
