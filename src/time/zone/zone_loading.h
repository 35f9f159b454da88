// Zones as they were read from their files, each kept until its file is another one. Any thread.
// Users of the library need zone.h only.
#pragma once

#include <cctz/time_zone.h>

#include <memory>
#include <string>

#include "time/tzdata.h"
#include "time/zone/zone_changes.h"

namespace wls {

struct LoadedZone {
    std::string name;
    std::string file;  // empty: UTC, which needs none
    FileStamp stamp;   // of the file when it was read
    cctz::time_zone rules;
    ZoneChanges changes;
};

// The zone of that file, read when it was not yet, or is not as it was. Nothing: no zone there.
std::shared_ptr<const LoadedZone> load_zone(const std::string& name, const std::string& file);

std::shared_ptr<const LoadedZone> utc_zone();

}  // namespace wls
