#include <algorithm>

#include "cli/display.h"
#include "cli/rows.h"
#include "cli/session.h"

namespace wls::cli {

namespace {

constexpr std::chrono::seconds kBetweenLooks{1};

// Ids have 64 bits; with 18 digits one more is still such a number.
bool is_number(const std::string& text) {
    return !text.empty() && text.size() <= 18 &&
           std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::string log_path(const std::string& id) {
    return "/transitions/" + id + "/log";
}

// Whether the start is still to be done.
Result<bool> is_waiting(Server& server, const std::string& id) {
    const std::string after = std::to_string(std::stoll(id) + 1);
    const auto page = server.read(target_of("/transitions", {{"after", after}, {"limit", "1"}}));
    if (!page) return fail(page);
    const auto* rows = page->as<api::Json::Array>();
    if (!rows || rows->empty() || member_text(rows->front(), "id") != id) return false;
    const auto outcome = member_text(rows->front(), "outcome");
    return outcome == "pending" || outcome == "blocked";
}

Failure about_transition(const std::string& id, const Error& error) {
    if (error.code == ErrorCode::NotFound && error.message == "Transition not found")
        return fail(error.code, "no transition has the id " + id + "; 'history' shows them");
    return fail(error.code, "transition " + id + ": " + error.message);
}

void show(Session& session, TerminalFilter& filter, std::string_view text) {
    session.out.write(session.out.shape().terminal ? filter(text) : std::string(text));
    session.out.flush();
}

Result<> follow(Session& session, const std::string& id) {
    TerminalFilter filter;
    const auto take = [&](std::string_view piece) {
        show(session, filter, piece);
        return session.out.useful();
    };
    for (;;) {
        // In this order: a start that is done in between has its log already.
        const auto waiting = is_waiting(session.server, id);
        if (!waiting) return fail(waiting);
        const auto ended = session.server.stream(
            {.method = "GET", .target = log_path(id) + "?follow", .headers = {}, .body = ""}, take);
        if (ended) return {};
        if (ended.error().code != ErrorCode::NotFound || !*waiting)
            return about_transition(id, ended.error());
        session.alarm.wait_until(session.clock.now() + kBetweenLooks);
    }
}

}  // namespace

Result<> show_log(Session& session, const ShowLog& command) {
    const auto& id = command.transition;
    if (!is_number(id))
        return fail(ErrorCode::Invalid, "'" + cut(visible(id.substr(0, 200)), 60) +
                                            "' is no transition's id; 'history' shows them");
    if (command.follow) return follow(session, id);
    const auto log =
        session.server.ask({.method = "GET", .target = log_path(id), .headers = {}, .body = ""});
    if (!log) return about_transition(id, log.error());
    TerminalFilter filter;
    show(session, filter, log->body);
    return {};
}

}  // namespace wls::cli
