// Many previews, one a line of the input: {"schedule":{…},"from":"…","to":"…","limit":60}. One
// thread.
#pragma once

#include "cli/preview/calendar_files.h"
#include "cli/preview/preview.h"

namespace wls::cli {

// An answer a line, in order. What is known is written before more is waited for, so that another
// program may ask one by one. Fails where input or output fails.
Result<> preview_batch(const PreviewOrder& order, const CalendarFiles& files,
                       const PreviewPlace& place);

}  // namespace wls::cli
