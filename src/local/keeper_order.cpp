#include "local/keeper_order.h"

#include <charconv>

namespace wls::local {

namespace {

void append(std::string& out, std::string_view text) {
    out += std::to_string(text.size());
    out += ':';
    out += text;
    out += ',';
}

void append(std::string& out, const std::vector<std::string>& texts) {
    append(out, std::to_string(texts.size()));
    for (const auto& text : texts) append(out, text);
}

// Takes netstrings off the front; after the first wrong one, everything is wrong.
class Reader {
  public:
    explicit Reader(std::string_view bytes) : rest_(bytes) {}

    std::string text() {
        std::size_t size = 0;
        const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), size);
        const auto digits = static_cast<std::size_t>(end - rest_.data());
        if (error != std::errc() || rest_.size() - digits < 2 || size > rest_.size() - digits - 2 ||
            rest_[digits] != ':' || rest_[digits + 1 + size] != ',') {
            good_ = false;
            rest_ = {};
            return {};
        }
        std::string found(rest_.substr(digits + 1, size));
        rest_.remove_prefix(digits + size + 2);
        return found;
    }

    long number() {
        const std::string digits = text();
        long value = 0;
        const auto last = digits.data() + digits.size();
        const auto [end, error] = std::from_chars(digits.data(), last, value);
        if (error != std::errc() || end != last || value < 0) good_ = false;
        return value;
    }

    std::vector<std::string> texts() {
        std::vector<std::string> found;
        for (long left = number(); left > 0 && good_; --left) found.push_back(text());
        return found;
    }

    bool done() const { return good_ && rest_.empty(); }

  private:
    std::string_view rest_;
    bool good_ = true;
};

}  // namespace

std::string encode(const KeeperOrder& order) {
    std::string out;
    append(out, order.data);
    append(out, order.run);
    append(out, order.argv);
    append(out, order.this_program ? "1" : "0");
    append(out, order.directory);
    append(out, order.environment);
    append(out, std::to_string(order.stop_grace.count()));
    append(out, order.fault);
    return out;
}

std::optional<KeeperOrder> decode_keeper_order(std::string_view bytes) {
    Reader reader(bytes);
    KeeperOrder order;
    order.data = reader.text();
    order.run = reader.text();
    order.argv = reader.texts();
    order.this_program = reader.number() == 1;
    order.directory = reader.text();
    order.environment = reader.texts();
    order.stop_grace = std::chrono::milliseconds(reader.number());
    order.fault = reader.text();
    const bool names_a_run = !order.run.empty() && order.run.find('/') == std::string::npos;
    if (!reader.done() || !names_a_run || order.argv.empty() || order.argv[0].empty()) return {};
    return order;
}

}  // namespace wls::local
