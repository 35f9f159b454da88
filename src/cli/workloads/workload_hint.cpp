#include "cli/workloads/workload_hint.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "base/text.h"
#include "base/unicode.h"
#include "cli/display.h"
#include "domain/workload.h"

namespace wls::cli {

namespace {

constexpr long long kMostCompared = 2'000;
constexpr std::size_t kTellingLength = 3;  // of a part of a name
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

std::string lower(std::string_view text) {
    std::string lowered(text);
    for (char& c : lowered)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return lowered;
}

// The name nearest to `name`, letter case aside; else the first that holds it; or null.
const Workload* near_to(const std::string& name, const Found& there) {
    std::vector<std::string> names;
    for (const auto& workload : there) names.push_back(lower(workload.name));
    const std::string wanted = lower(name);
    const std::vector<std::string_view> views(names.begin(), names.end());
    auto found = std::ranges::find(views, wanted);
    if (found == views.end()) found = std::ranges::find(views, nearest(wanted, views));
    if (wanted.size() >= kTellingLength && (found == views.end() || found->empty()))
        found = std::ranges::find_if(views,
                                     [&](std::string_view view) { return view.contains(wanted); });
    if (found == views.end() || found->empty()) return nullptr;
    return &there[static_cast<std::size_t>(found - views.begin())];
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
    if (const auto* near = near_to(name, *there)) return ": did you mean " + said(near->name) + "?";
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
