// A preview as a person reads it. One thread.
#pragma once

#include <vector>

#include "cli/preview/preview.h"

namespace wls::cli {

// The sentence and the windows, each time whole however narrow the terminal, and, of a range that
// begins now, the window that is open; on `place.err` what may surprise. In the order's language.
void show(const Preview& preview, const Rule& rule, const PreviewRange& range,
          const std::vector<api::PreviewNote>& notes, const PreviewOrder& order,
          const PreviewPlace& place);

}  // namespace wls::cli
