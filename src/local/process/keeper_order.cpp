#include "local/process/keeper_order.h"

#include "local/netstrings.h"

namespace wls::local {

std::string encode(const KeeperOrder& order) {
    std::string out;
    append_netstring(out, order.data);
    append_netstring(out, order.run);
    append_netstrings(out, order.argv);
    append_netstring(out, order.this_program ? "1" : "0");
    append_netstring(out, order.directory);
    append_netstrings(out, order.environment);
    append_netstring(out, std::to_string(order.stop_grace.count()));
    append_netstring(out, std::to_string(order.start_within.count()));
    append_netstring(out, order.fault);
    return out;
}

std::optional<KeeperOrder> decode_keeper_order(std::string_view bytes) {
    NetstringReader reader(bytes);
    KeeperOrder order;
    order.data = reader.text();
    order.run = reader.file_name();
    order.argv = reader.texts();
    order.this_program = reader.number() == 1;
    order.directory = reader.text();
    order.environment = reader.texts();
    order.stop_grace = std::chrono::milliseconds(reader.number());
    order.start_within = std::chrono::milliseconds(reader.number());
    order.fault = reader.text();
    if (!reader.done() || order.argv.empty() || order.argv[0].empty()) return {};
    return order;
}

}  // namespace wls::local
