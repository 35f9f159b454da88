#include "local/command/call_order.h"

#include "local/catalog.h"
#include "local/netstrings.h"
#include "local/proc.h"

namespace wls::local {

Program CallOrder::program(const std::vector<std::string>& argv) const {
    return {argv, argv.front() == kThisProgram, directory, environment};
}

std::chrono::milliseconds CallOrder::longest() const {
    const int commands = state.empty() ? 1 : 3;  // the state is asked before and after
    return commands * (timeout + stop_grace + kKillPatience);
}

std::string encode(const CallOrder& order) {
    std::string out;
    append_netstring(out, order.data);
    append_netstring(out, order.run);
    append_netstring(out, text(order.edge));
    append_netstrings(out, order.call);
    append_netstrings(out, order.state);
    append_netstring(out, order.directory);
    append_netstrings(out, order.environment);
    append_netstring(out, std::to_string(order.timeout.count()));
    append_netstring(out, std::to_string(order.stop_grace.count()));
    return out;
}

std::optional<CallOrder> decode_call_order(std::string_view bytes) {
    NetstringReader reader(bytes);
    CallOrder order;
    order.data = reader.text();
    order.run = reader.file_name();
    const auto edge = parse_edge(reader.text());
    order.call = reader.texts();
    order.state = reader.texts();
    order.directory = reader.text();
    order.environment = reader.texts();
    order.timeout = std::chrono::milliseconds(reader.number());
    order.stop_grace = std::chrono::milliseconds(reader.number());
    if (!reader.done() || !edge || order.call.empty() || order.call[0].empty()) return {};
    order.edge = *edge;
    return order;
}

}  // namespace wls::local
