#include "cli/schedule_reference.h"

#include <algorithm>

#include "base/unicode.h"
#include "cli/display.h"
#include "cli/near_name.h"
#include "cli/rows.h"

namespace wls::cli {

namespace {

constexpr std::size_t kMostNamed = 10;
constexpr const char* kSeeList = "; 'schedule list' shows them";
constexpr long long kMostCompared = 1'000;
constexpr std::size_t kMostBytes = 2'000;  // of a name in a query

bool is_id(const std::string& text) {
    return !text.empty() && text.size() <= 20 &&
           std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

Result<std::vector<ScheduleRow>> find(Server& server, const char* filter, const std::string& text) {
    std::vector<ScheduleRow> found;
    const auto read = server.pages("/schedules", {{filter, text}}, kMostNamed + 1,
                                   [&](const api::Json::Array& rows) -> Result<bool> {
                                       for (const auto& row : rows)
                                           found.push_back(schedule_row(row));
                                       return found.size() <= kMostNamed;
                                   });
    if (!read) return fail(read);
    return found;
}

std::string said(const std::string& name) {
    return "'" + cut(name, 60) + "'";
}

// "3, 7, 9, and more"
std::string ids_of(const std::vector<ScheduleRow>& rows) {
    std::string text;
    for (std::size_t i = 0; i < rows.size() && i < kMostNamed; ++i)
        text += (text.empty() ? "" : ", ") + cut(rows[i].id, 20);
    return text + (rows.size() > kMostNamed ? ", and more" : "");
}

// The one of the first schedules whose name is nearest; one at most.
Result<std::vector<ScheduleRow>> misspelt(Server& server, const std::string& name) {
    std::vector<ScheduleRow> rows;
    std::vector<std::string> names;
    const auto read = server.pages("/schedules", {}, kMostCompared,
                                   [&](const api::Json::Array& page) -> Result<bool> {
                                       for (const auto& row : page) {
                                           rows.push_back(schedule_row(row));
                                           names.push_back(rows.back().name);
                                       }
                                       return true;
                                   });
    if (!read) return fail(read);
    const auto found = near_name(visible(name), names);
    if (!found) return std::vector<ScheduleRow>{};
    return std::vector{rows[*found]};
}

Failure not_there(Server& server, const std::string& name) {
    std::string sentence = "no schedule has the id or the name " + said(visible(name));
    // A list that cannot be had spoils only the hint.
    auto near = find(server, "q", name);
    if (near && near->empty()) near = misspelt(server, name);
    if (!near || near->empty()) return fail(ErrorCode::NotFound, sentence + kSeeList);
    sentence += "; near it:";
    for (std::size_t i = 0; i < near->size() && i < 3; ++i)
        sentence +=
            (i > 0 ? ", " : " ") + said((*near)[i].name) + " (" + cut((*near)[i].id, 20) + ")";
    return fail(ErrorCode::NotFound, sentence);
}

}  // namespace

Error about_schedule(const std::string& id, const Error& error) {
    if (error.code != ErrorCode::NotFound || error.message != "Schedule not found") return error;
    return {error.code, "no schedule has the id " + id + kSeeList, {}};
}

std::string schedule_path(const std::string& id) {
    return "/schedules/" + id;
}

Result<std::string> schedule_id(Server& server, const std::string& reference) {
    if (is_id(reference)) return reference;
    if (reference.empty() || reference.size() > kMostBytes || !is_utf8(reference))
        return fail(ErrorCode::Invalid,
                    said(visible(reference.substr(0, 200))) +
                        " is no schedule's id; 'schedule list' shows ids and names");
    const auto named = find(server, "name", reference);
    if (!named) return fail(named);
    // A server that does not know the filter sends others too.
    std::vector<ScheduleRow> rows;
    for (const auto& row : *named)
        if (row.name == visible(reference)) rows.push_back(row);
    if (rows.empty()) return not_there(server, reference);
    if (rows.size() > 1)
        return fail(ErrorCode::Invalid, std::to_string(std::min(rows.size(), kMostNamed)) +
                                            (rows.size() > kMostNamed ? " or more" : "") +
                                            " schedules are named " + said(visible(reference)) +
                                            ": give one of the ids " + ids_of(rows));
    if (!is_id(rows.front().id))
        return fail(ErrorCode::Unavailable,
                    "the server " + server.address() + " names a schedule without an id");
    return rows.front().id;
}

}  // namespace wls::cli
