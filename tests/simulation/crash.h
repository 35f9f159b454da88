// A crash of the server between two of its effects: thrown through the engine's code, which is
// never used again. One thread.
#pragma once

#include <string>

namespace wls::simulation {

struct Crash {
    std::string where;
};

class CrashPoints {
  public:
    // The server is to crash at the `count`th point from now on; 1 is the next.
    void arm(int count) { left_ = count; }
    void disarm() { left_ = 0; }

    // May throw Crash.
    void pass(const char* where) {
        if (left_ > 0 && --left_ == 0) throw Crash{where};
    }

  private:
    int left_ = 0;
};

}  // namespace wls::simulation
