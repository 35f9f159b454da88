// Runs `preview`.
#pragma once

#include "app/preview/preview_line.h"

namespace wls::app {

// The exit code.
int run_preview(const PreviewLine& line);

}  // namespace wls::app
