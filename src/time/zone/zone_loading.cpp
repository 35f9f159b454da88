#include "time/zone/zone_loading.h"

#include <cctz/zone_info_source.h>

#include <functional>
#include <map>
#include <mutex>
#include <string_view>
#include <utility>

namespace wls {

namespace {

// cctz keeps what it has read under its name for ever, so each reading has a name of its own:
// "3:/usr/share/zoneinfo/Europe/Paris".
std::string name_for_cctz(const std::string& file) {
    static std::uint64_t readings = 0;
    return std::to_string(++readings) + ":" + file;
}

using Source = std::unique_ptr<cctz::ZoneInfoSource>;

Source source_of(const std::string& name, const std::function<Source(const std::string&)>& open) {
    const auto end = name.find(':');
    return open(end == std::string::npos ? name : name.substr(end + 1));
}

}  // namespace

std::shared_ptr<const LoadedZone> load_zone(const std::string& name, const std::string& file) {
    struct Read {
        FileStamp stamp;
        std::shared_ptr<const LoadedZone> zone;  // nothing: the file is no zone
    };
    static std::mutex mutex;
    static std::map<std::pair<std::string, std::string>, Read>
        read;  // several names may have one file
    // Before it is read: what changes meanwhile has another stamp.
    const auto stamp = file_stamp(file);
    if (!stamp) return {};
    const std::scoped_lock lock(mutex);
    auto& known = read[{name, file}];
    if (known.stamp == stamp) return known.zone;
    known = {*stamp, {}};
    cctz::time_zone rules;
    if (cctz::load_time_zone(name_for_cctz(file), &rules))
        known.zone = std::make_shared<const LoadedZone>(
            LoadedZone{name, file, *stamp, rules, ZoneChanges(rules)});
    return known.zone;
}

std::shared_ptr<const LoadedZone> utc_zone() {
    static const auto utc = std::make_shared<const LoadedZone>(
        LoadedZone{"UTC", "", {}, cctz::utc_time_zone(), ZoneChanges(cctz::utc_time_zone())});
    return utc;
}

}  // namespace wls

// The means that cctz has for it (cctz/zone_info_source.h): this definition goes before its own.
namespace cctz_extension {
ZoneInfoSourceFactory zone_info_source_factory = wls::source_of;
}  // namespace cctz_extension
