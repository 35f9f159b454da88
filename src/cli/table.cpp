#include "cli/table.h"

#include <algorithm>

#include "cli/display.h"

namespace wls::cli {

namespace {

constexpr std::size_t kGap = 2;
constexpr std::size_t kIndent = 6;  // of a tail below its row

}  // namespace

std::string painted(const std::string& text, Paint paint, bool colour) {
    if (!colour || paint == Paint::None || text.empty()) return text;
    const char* code = "2";
    if (paint == Paint::Green) code = "32";
    if (paint == Paint::Yellow) code = "33";
    if (paint == Paint::Red) code = "31";
    return std::string("\x1b[") + code + "m" + text + "\x1b[0m";
}

Table::Table(std::vector<Column> layout, std::optional<std::size_t> columns, bool colour)
    : layout_(std::move(layout)), columns_(columns), colour_(colour) {}

bool Table::is_too_wide() const {
    if (!columns_) return false;
    std::size_t sum = 0;
    for (std::size_t i = 0; i < widths_.size(); ++i) {
        if (layout_[i].tail && tail_below_) continue;
        sum += widths_[i] + (i > 0 ? kGap : 0);
    }
    return sum > *columns_;
}

void Table::fit(const std::vector<Row>& rows) {
    widths_.clear();
    for (std::size_t i = 0; i < layout_.size(); ++i) {
        std::size_t widest = width(layout_[i].title);
        for (const auto& row : rows) widest = std::max(widest, width(row[i].text));
        widths_.push_back(widest);
    }
    tail_below_ = !layout_.empty() && layout_.back().tail && is_too_wide();
    while (is_too_wide()) {
        auto* widest = widest_to_cut(false);
        if (!widest) widest = widest_to_cut(true);
        if (!widest) return;  // a terminal this narrow breaks the lines itself
        --*widest;
    }
}

std::size_t* Table::widest_to_cut(bool precious) {
    std::size_t* widest = nullptr;
    for (std::size_t i = 0; i < widths_.size(); ++i) {
        const auto& column = layout_[i];
        const bool spared = column.precious != precious || (column.tail && tail_below_);
        if (spared || column.least == 0 || widths_[i] <= column.least) continue;
        if (!widest || widths_[i] > *widest) widest = &widths_[i];
    }
    return widest;
}

std::string Table::head() const {
    Row titles;
    for (const auto& column : layout_) titles.push_back({column.title, Paint::None});
    if (tail_below_) titles.back().text.clear();
    return put(titles, false);
}

std::string Table::line(const Row& row) const {
    return put(row, colour_);
}

std::string Table::put(const Row& row, bool with_colour) const {
    std::string out;
    std::size_t gap = 0;  // spaces due before the next text
    for (std::size_t i = 0; i < row.size(); ++i) {
        const auto& column = layout_[i];
        if (column.tail && tail_below_) break;
        const bool cuts = columns_ && column.least > 0;
        const std::string text = cuts ? cut(row[i].text, widths_[i]) : row[i].text;
        const std::size_t used = width(text);
        const std::size_t blank = widths_[i] > used ? widths_[i] - used : 0;
        if (column.right) gap += blank;
        if (!text.empty()) {
            out += std::string(gap, ' ') + painted(text, row[i].paint, with_colour);
            gap = 0;
        }
        if (!column.right) gap += blank;
        gap += kGap;
    }
    out += '\n';
    if (tail_below_ && !row.back().text.empty())
        out += std::string(kIndent, ' ') +
               painted(cut(row.back().text, *columns_ - kIndent), row.back().paint, with_colour) +
               '\n';
    return out;
}

}  // namespace wls::cli
