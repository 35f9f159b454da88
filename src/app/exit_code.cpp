#include "app/exit_code.h"

#include <cstdio>

#include "cli/display.h"

namespace wls::app {

int exit_code(ErrorCode code) {
    switch (code) {
        case ErrorCode::Invalid:
            return 2;
        case ErrorCode::NotFound:
            return 3;
        case ErrorCode::Conflict:
            return 4;
        case ErrorCode::Forbidden:
            return 5;
        case ErrorCode::Unavailable:
            return 6;
        case ErrorCode::Internal:
            return 70;
    }
    return 70;
}

int refuse(const Error& error) {
    std::fprintf(stderr, "workload-scheduler: %s\n", cli::visible(error.message).c_str());
    return exit_code(error.code);
}

}  // namespace wls::app
