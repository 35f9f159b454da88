// Places where a test can have a keeper killed by SIGKILL, as an administrator or the kernel might.
// Inert unless the order names one of:
//
//   before_claim  after_claim  after_fork  before_go  after_started
//   before_exit_record  after_exit_record
#pragma once

#include <csignal>
#include <string_view>

namespace wls::local {

inline void fault_point(std::string_view here, std::string_view wanted) {
    if (here == wanted) ::raise(SIGKILL);
}

}  // namespace wls::local
