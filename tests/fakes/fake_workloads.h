// A catalog of task workloads by name, for tests.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/executor.h"

namespace wls::fakes {

class FakeWorkloads : public Workloads {
  public:
    void add(const std::string& name) { workloads_[name] = {"Process", "-", name, Mode::Task}; }
    void clear() { workloads_.clear(); }

    std::vector<std::string> names() const {
        std::vector<std::string> names;
        for (const auto& [name, workload] : workloads_) names.push_back(name);
        return names;
    }

    const Workload* find(std::string_view name) const override {
        const auto found = workloads_.find(name);
        return found == workloads_.end() ? nullptr : &found->second;
    }

  private:
    std::map<std::string, Workload, std::less<>> workloads_;
};

}  // namespace wls::fakes
