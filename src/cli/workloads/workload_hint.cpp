#include "cli/workloads/workload_hint.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/unicode.h"
#include "cli/display.h"
#include "cli/near_name.h"
#include "domain/workload.h"

namespace wls::cli {

namespace {

constexpr long long kMostCompared = 2'000;
constexpr std::size_t kMostBytes = 1'000;  // of a word that is looked for; names have 255

using Found = std::vector<Workload>;

std::string member(const api::Json& json, std::string_view key) {
    const auto* found = json.find(key);
    const auto* text = found ? found->as<std::string>() : nullptr;
    return text ? *text : "";
}

Result<Found> ask(Server& server, const Query& query, long long most) {
    Found found;
    const auto read =
        server.pages("/workloads", query, most, [&](const api::Json::Array& rows) -> Result<bool> {
            for (const auto& row : rows)
                found.push_back(
                    {member(row, "kind"), member(row, "namespace"), member(row, "name")});
            return true;
        });
    if (!read) return fail(read);
    return found;
}

const Workload* near_to(std::string_view name, const Found& there) {
    std::vector<std::string> names;
    for (const auto& workload : there) names.push_back(workload.name);
    const auto found = near_name(name, names);
    return found ? &there[*found] : nullptr;
}

std::string said(const std::string& name) {
    return "'" + cut(visible(name), 60) + "'";
}

// `fits`: whether a workload of this name is the one that is meant.
template <class Fits>
std::optional<std::string> hint(Server& server, const std::string& name, Fits fits) {
    if (name.empty() || name.size() > kMostBytes || !is_utf8(name)) return {};
    const auto named = ask(server, {{"name", name}}, kMostCompared);
    if (!named) return {};
    if (std::ranges::any_of(*named, fits)) return {};
    // It is there by its name, but was asked for by a key that is none.
    const auto same = std::ranges::find(*named, name, &Workload::name);
    if (same != named->end()) return ": did you mean " + said(same->key()) + "?";
    const auto there = ask(server, {}, kMostCompared);
    if (!there) return {};
    const auto* near = near_to(name, *there);
    // "Process/Backup" is no key, but its end may be a name.
    if (!near) near = near_to(std::string_view(name).substr(name.rfind('/') + 1), *there);
    if (near) return ": did you mean " + said(near->name) + "?";
    return "; 'workload list' shows what it has";
}

}  // namespace

std::optional<std::string> hint_for_name(Server& server, const std::string& name) {
    return hint(server, name, [&](const Workload& workload) { return workload.name == name; });
}

std::optional<std::string> hint_for_name_or_key(Server& server, const std::string& word) {
    if (!word.contains('/')) return hint_for_name(server, word);
    const auto key = workload_of_key(word);
    return hint(server, key ? key->name : word,
                [&](const Workload& workload) { return workload.key() == word; });
}

}  // namespace wls::cli
