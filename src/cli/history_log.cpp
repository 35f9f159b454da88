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

// Nothing: no transition has this id.
Result<std::optional<api::Json>> transition(Server& server, const std::string& id) {
    const std::string after = std::to_string(std::stoll(id) + 1);
    const auto page = server.read(target_of("/transitions", {{"after", after}, {"limit", "1"}}));
    if (!page) return fail(page);
    const auto* rows = page->as<api::Json::Array>();
    if (!rows || rows->empty() || member_text(rows->front(), "id") != id) return std::nullopt;
    return rows->front();
}

// Whether it is a start that is still to be done.
bool is_waiting(const api::Json& row) {
    const auto outcome = member_text(row, "outcome");
    return member_text(row, "edge") == "start" && (outcome == "pending" || outcome == "blocked");
}

// "(missed: the server was away)"
std::string end_words(const api::Json& row) {
    constexpr std::size_t kMostColumns = 300;
    const auto message = member_text(row, "message");
    return "(" + member_text(row, "outcome") +
           (message.empty() ? "" : ": " + cut(message, kMostColumns)) + ")";
}

std::string not_started(const std::string& id, const api::Json& row) {
    return "transition " + id + " has not started anything yet " + end_words(row);
}

// Empty: the row does not tell.
std::string why_no_log(const std::string& id, const api::Json& row) {
    const auto outcome = member_text(row, "outcome");
    if (member_text(row, "edge") == "stop")
        return "transition " + id +
               " is a stop: what it did stands in the log of its start, whose id 'history' shows";
    if (is_waiting(row)) return not_started(id, row) + ", so it has no log; --follow waits for it";
    const std::string none = "transition " + id + " has no log";
    if (outcome == "done")
        return none + " any more " + end_words(row) +
               ": the server removes logs after some time (its --keep-logs)";
    if (outcome == "failed") return none + ", or none any more " + end_words(row);
    if (outcome.empty()) return "";
    return none + ", for it started nothing " + end_words(row);
}

Failure about_transition(const std::string& id, const Error& error) {
    return fail(error.code, "transition " + id + ": " + error.message);
}

// The log could not be had. `row`: of the transition, where it is known.
Failure no_log(const std::string& id, const Error& error, const std::optional<api::Json>& row) {
    if (error.code != ErrorCode::NotFound) return about_transition(id, error);
    if (error.message == "Transition not found")
        return fail(error.code, "no transition has the id " + id + "; 'history' shows them");
    const auto why = row ? why_no_log(id, *row) : "";
    return why.empty() ? about_transition(id, error) : fail(error.code, why);
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
    for (bool told = false;; told = true) {
        // In this order: a start that is done in between has its log already.
        const auto row = transition(session.server, id);
        if (!row) return fail(row);
        const auto ended = session.server.stream(
            {.method = "GET", .target = log_path(id) + "?follow", .headers = {}, .body = ""}, take);
        if (ended) return {};
        if (ended.error().code != ErrorCode::NotFound || !*row || !is_waiting(**row))
            return no_log(id, ended.error(), *row);
        if (!told) session.err.line(not_started(id, **row) + ": waiting for it");
        session.err.flush();
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
    if (!log && log.error().code != ErrorCode::NotFound) return about_transition(id, log.error());
    if (!log) {
        const auto row = transition(session.server, id);
        // A row that cannot be had spoils only the reason.
        return no_log(id, log.error(), row ? *row : std::nullopt);
    }
    TerminalFilter filter;
    show(session, filter, log->body);
    return {};
}

}  // namespace wls::cli
