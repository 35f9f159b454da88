// Netstrings, "<length>:<bytes>,": how an order travels to a process of ours. Values; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace wls::local {

void append_netstring(std::string& out, std::string_view text);
void append_netstrings(std::string& out, const std::vector<std::string>& texts);  // count, each

// Takes netstrings off the front; after the first wrong one, everything is wrong.
class NetstringReader {
  public:
    explicit NetstringReader(std::string_view bytes) : rest_(bytes) {}

    std::string text();
    std::string file_name();  // not empty, in no folder
    long number();            // not negative
    std::vector<std::string> texts();

    bool done() const { return good_ && rest_.empty(); }  // all was right, and nothing is left

  private:
    std::string_view rest_;
    bool good_ = true;
};

}  // namespace wls::local
