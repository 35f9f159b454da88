// An Executor as engine/executor.h promises it, on a simulated machine: slow, hanging, and
// forgetful with its server. It lives as long as one life of the server. One thread.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>

#include "engine/executor.h"
#include "simulation/crash.h"
#include "simulation/effects.h"
#include "simulation/machine.h"

namespace wls::simulation {

// Told of each order as it is given; may throw.
class OrderListener {
  public:
    virtual ~OrderListener() = default;
    virtual void on_start(const StartOrder& order) = 0;
    virtual void on_stop(const RunId& run, std::string_view workload) = 0;
};

class SimExecutor : public Executor {
  public:
    struct Parts {
        Timeline& timeline;
        const Faults& faults;
        Machine& machine;
        Effects& effects;
        CrashPoints& points;
        Reports& reports;
        OrderListener& listener;
        support::Random& random;
    };
    explicit SimExecutor(Parts parts) : parts_(parts) {}
    ~SimExecutor() override { *alive_ = false; }
    SimExecutor(const SimExecutor&) = delete;
    SimExecutor& operator=(const SimExecutor&) = delete;

    void start(const StartOrder& order) override;
    void stop(const RunId& run, std::string_view workload) override;
    void recover(const RunId& run, std::string_view workload) override;

    // The machine: a run's stage has changed.
    void on_change(const RunId& run, const Process& process);

  private:
    void later(std::function<void()> event);
    void call(const RunId& run, const std::string& workload, bool up);
    void find(const RunId& run);
    void tell_all(const RunId& run, const Process& process);
    void send(Report report);
    void send(const RunId& run, Report::What what, int exit_code = 0, const char* message = "");

    Parts parts_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
    std::set<RunId> watched_;
    Moment last_turn_{};                   // orders are done in their order
    std::map<RunId, Moment> last_report_;  // reports of one run come in their order
};

}  // namespace wls::simulation
