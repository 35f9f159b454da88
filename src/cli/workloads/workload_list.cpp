#include <utility>

#include "cli/json_list.h"
#include "cli/rows.h"
#include "cli/session.h"

namespace wls::cli {

namespace {

Table workload_table(const Shape& shape) {
    return Table({{.title = "name", .least = 12}, {.title = "kind"}, {.title = "mode"}},
                 shape.columns, shape.colour);
}

// "Backup Database" of the machine itself; "shop/web" of a namespace.
Row cells(const api::Json& json) {
    const auto name_space = member_text(json, "namespace"), name = member_text(json, "name");
    const bool local = name_space.empty() || name_space == "-";
    return {{local ? name : name_space + "/" + name},
            {member_text(json, "kind")},
            {member_text(json, "mode")}};
}

}  // namespace

Result<> list_workloads(Session& session, const ListWorkloads& command) {
    JsonList list(session.out);
    auto table = workload_table(session.out.shape());
    bool begun = false;
    const auto show = [&](const api::Json::Array& page) -> Result<bool> {
        if (session.format == Format::Json) {
            for (const auto& row : page) list.add(row);
        } else if (!page.empty()) {
            std::vector<Row> rows;
            for (const auto& json : page) rows.push_back(cells(json));
            if (!begun) table.fit(rows);
            if (!std::exchange(begun, true)) session.out.write(table.head());
            for (const auto& row : rows) session.out.write(table.line(row));
        }
        session.out.flush();
        return session.out.useful();
    };
    const auto shown = session.server.pages("/workloads", {}, command.limit, show);
    if (!shown && shown.error().code == ErrorCode::NotFound)
        return fail(ErrorCode::NotFound,
                    "the server " + session.server.address() +
                        " does not list its workloads (GET /workloads): is it older than this"
                        " program, or no Workload Scheduler?");
    if (!shown) return fail(shown);
    if (session.format == Format::Json)
        list.end();
    else if (!begun)
        session.err.line("There are no workloads: the server's catalog (catalog.yaml) names none.");
    else if (*shown && session.out.useful())
        session.err.line("More workloads follow: give a larger --limit, or none.");
    return {};
}

}  // namespace wls::cli
