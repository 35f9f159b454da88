// Rows as one JSON array, a row on each line, written as they come. One thread.
#pragma once

#include <utility>

#include "api/json_value.h"
#include "cli/json_text.h"
#include "cli/output.h"

namespace wls::cli {

class JsonList {
  public:
    explicit JsonList(Output& out) : out_(out) {}

    void add(const api::Json& row) { add_text(json_text(row)); }
    void add_text(const std::string& json) {
        out_.write(std::exchange(first_, false) ? "[\n" : ",\n");
        out_.write(json);
    }
    void end() { out_.write(first_ ? "[]\n" : "\n]\n"); }

  private:
    Output& out_;
    bool first_ = true;
};

}  // namespace wls::cli
