// A catalog of workloads by name, for tests.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/executor.h"

namespace wls::fakes {

class FakeWorkloads : public Workloads {
  public:
    void add(const std::string& name, Mode mode = Mode::Task) {
        workloads_[name] = {mode == Mode::Effect ? "Command" : "Process", "-", name, mode};
    }
    void remove(const std::string& name) { workloads_.erase(name); }
    void clear() { workloads_.clear(); }

    std::vector<Workload> all() const {
        std::vector<Workload> found;
        for (const auto& [name, workload] : workloads_) found.push_back(workload);
        return found;
    }

    const Workload* find(std::string_view name) const override {
        const auto found = workloads_.find(name);
        return found == workloads_.end() ? nullptr : &found->second;
    }

  private:
    std::map<std::string, Workload, std::less<>> workloads_;
};

}  // namespace wls::fakes
