#include <algorithm>
#include <utility>

#include "cli/display.h"
#include "cli/rows.h"
#include "cli/schedule_reference.h"
#include "cli/session.h"
#include "domain/schedule.h"

namespace wls::cli {

namespace {

constexpr std::chrono::seconds kBetweenLooks{1};

// What a log has gained since it was last seen. The server keeps the last mebibyte only, so the
// front of a long log goes away.
class Growth {
  public:
    struct Piece {
        std::string_view text;
        bool gap = false;  // what came before it is gone
    };
    Piece of(const std::string& log) {
        const auto tail = log.substr(log.size() - std::min(log.size(), kTail));
        const auto known = std::exchange(tail_, tail);
        const auto seen = std::exchange(size_, log.size());
        const std::string_view view = log;
        if (seen == 0) return {view};
        // Where it was when nothing went away; else where the end of what was seen is now.
        if (log.size() >= seen && view.substr(0, seen).ends_with(known)) return {view.substr(seen)};
        const auto at = view.rfind(known);
        if (at == std::string_view::npos) return {view, true};
        return {view.substr(at + known.size())};
    }

  private:
    static constexpr std::size_t kTail = 4 * 1024;
    std::string tail_;
    std::size_t size_ = 0;
};

// Ids have 64 bits; with 18 digits one more is still such a number.
bool is_number(const std::string& text) {
    return !text.empty() && text.size() <= 18 &&
           std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::string log_path(const std::string& id) {
    return "/transitions/" + id + "/log";
}

// Whether more may come: the start is still to be done, or its schedule runs.
Result<bool> goes_on(Server& server, const std::string& id) {
    const std::string after = std::to_string(std::stoll(id) + 1);
    const auto page = server.read(target_of("/transitions", {{"after", after}, {"limit", "1"}}));
    if (!page) return fail(page);
    const auto* rows = page->as<api::Json::Array>();
    if (!rows || rows->empty() || member_text(rows->front(), "id") != id) return false;
    const auto& transition = rows->front();
    const auto outcome = member_text(transition, "outcome");
    if (outcome == "pending" || outcome == "blocked") return true;
    if (outcome != "done" || member_text(transition, "edge") != "start") return false;
    const auto schedule = member_text(transition, "schedule");
    if (!is_number(schedule)) return false;
    const auto found = server.read(schedule_path(schedule));
    if (!found && found.error().code == ErrorCode::NotFound) return false;
    if (!found) return fail(found);
    return member_text(*found, "status") == kRunning;
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
    Growth growth;
    while (session.out.useful()) {
        // In this order: what was printed before the end is in a log that is read after it.
        const auto more = goes_on(session.server, id);
        if (!more) return fail(more);
        const auto log = session.server.ask(
            {.method = "GET", .target = log_path(id), .headers = {}, .body = ""});
        const bool not_yet = !log && log.error().code == ErrorCode::NotFound && *more;
        if (!log && !not_yet) return about_transition(id, log.error());
        if (log) {
            const auto piece = growth.of(log->body);
            if (piece.gap) session.err.line("(more was printed than the log holds)");
            session.err.flush();
            show(session, filter, piece.text);
        }
        if (!*more) return {};
        session.alarm.wait_until(session.clock.now() + kBetweenLooks);
    }
    return {};
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
