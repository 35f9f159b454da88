#include "simulation/options.h"

#include <algorithm>
#include <charconv>

namespace wls::simulation {

const char* const kUsage =
    "simulation --seed N [--trace]          one seed\n"
    "simulation --seeds A..B [--jobs J]     many, ended by the first that fails\n"
    "  --only KIND,…   only these: edit status activate delete foreign catalog clock jump wake\n"
    "                  pause crash point reboot disk refuse slow hang kill lose; none: nothing "
    "goes wrong\n"
    "  --days N        how long, whatever the seed says\n"
    "  --tasks         no services and effects\n"
    "  --keep-going    past seeds that fail\n";

namespace {

template <class Number>
bool read(std::string_view text, Number& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size();
}

bool read_seeds(std::string_view text, Options& options) {
    const auto dots = text.find("..");
    if (dots == std::string_view::npos) return false;
    return read(text.substr(0, dots), options.first_seed) &&
           read(text.substr(dots + 2), options.last_seed) &&
           options.first_seed <= options.last_seed;
}

bool read_kinds(std::string_view text, Options& options) {
    while (!text.empty()) {
        const auto comma = std::min(text.find(','), text.size());
        const auto kind = text.substr(0, comma);
        if (kind != "none" && std::ranges::find(kKinds, kind) == kKinds.end()) return false;
        options.only.emplace(kind);
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
    return !options.only.empty();
}

}  // namespace

std::optional<Options> parse_options(const std::vector<std::string>& arguments) {
    Options options;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string_view name = arguments[i];
        const std::string value = i + 1 < arguments.size() ? arguments[i + 1] : "";
        if (name == "--trace" || name == "--keep-going" || name == "--tasks") {
            bool& flag = name == "--trace"   ? options.trace
                         : name == "--tasks" ? options.tasks
                                             : options.keep_going;
            flag = true;
            continue;
        }
        bool good = false;
        if (name == "--seed") {
            good = read(value, options.first_seed);
            options.last_seed = options.first_seed;
        } else if (name == "--seeds") {
            good = read_seeds(value, options);
        } else if (name == "--jobs") {
            good = read(value, options.jobs) && options.jobs > 0;
        } else if (name == "--days") {
            good = read(value, options.days.emplace()) && *options.days > 0;
        } else if (name == "--only") {
            good = read_kinds(value, options);
        }
        if (!good) return {};
        ++i;
    }
    return options;
}

}  // namespace wls::simulation
