// Several observers as one, told in the order in which they were added. Not for two threads at
// once.
#pragma once

#include <vector>

#include "engine/observer.h"

namespace wls {

class Observers : public Observer {
  public:
    void add(Observer& observer) { all_.push_back(&observer); }  // outlives this

    void changed(const Transition& transition, Instant now) override {
        for (Observer* const observer : all_) observer->changed(transition, now);
    }

  private:
    std::vector<Observer*> all_;
};

}  // namespace wls
