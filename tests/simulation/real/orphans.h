// Keeps the processes that a killed server leaves behind in our hands: they become our children, so
// that none outlives us. One for a process; one thread.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace wls::simulation {

class Orphans {
  public:
    Orphans();
    ~Orphans();  // kills what is left, and what that leaves, until nothing is
    Orphans(const Orphans&) = delete;
    Orphans& operator=(const Orphans&) = delete;

    // Our children of now, without `server`. The dead ones among them are put away.
    std::vector<pid_t> alive(pid_t server) const;

    void kill_all() const;
};

// A process in words: its command line and where its run's name says that it belongs.
std::string told_of(pid_t pid);

}  // namespace wls::simulation
