// The names of the time zones that this machine has, and which one somebody may have meant. Any
// thread. Users of the library hear of it through Zone::load.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wls {

// A name that can be looked up below a folder and never leads out of it: of letters, digits and
// `/ _ - +`, at most 64 bytes, and not "localtime".
bool is_plain_zone_name(std::string_view name);

// The zones of `folder` in the order of the alphabet, other names of theirs too: those of its
// tzdata.zi, else its files. Reads them at each call; empty when there are none.
std::vector<std::string> zone_names(const std::string& folder);

// The zone that `name` is another name of, by the folder's tzdata.zi; empty: none. Debian has files
// of old names (US/Eastern, Asia/Calcutta) in a package of their own, and browsers still use them.
std::string zone_linked(std::string_view name, const std::string& folder);

// "unknown time zone 'Europe/Pariss'; did you mean Europe/Paris?", or the way out where none of
// `names` is near.
std::string unknown_zone(std::string_view name, std::span<const std::string> names);

}  // namespace wls
