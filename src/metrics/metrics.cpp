#include "metrics/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <algorithm>
#include <array>
#include <map>
#include <mutex>
#include <sstream>
#include <tuple>

#include "metrics/process.h"
#include "metrics/transition_counts.h"

namespace wls::metrics {

namespace {

using prometheus::Counter;
using prometheus::Gauge;
using prometheus::Histogram;

constexpr std::array<std::string_view, 7> kMethods = {"GET",   "HEAD",   "POST",   "PUT",
                                                      "PATCH", "DELETE", "OPTIONS"};

const Histogram::BucketBoundaries kRequestSeconds = {0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005,
                                                     0.01,   0.025,   0.05,   0.1,   0.25,   0.5,
                                                     1,      2.5,     5,      10};
const Histogram::BucketBoundaries kLateSeconds = {0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5,
                                                  1,     2,     5,    10,    30,   60,  300,  3600};

double seconds(Duration duration) {
    return std::chrono::duration<double>(duration).count();
}

std::string status_class(int status) {
    return std::to_string(std::clamp(status / 100, 1, 5)) + "xx";
}

std::string_view known(std::string_view method) {
    return std::ranges::find(kMethods, method) == kMethods.end() ? "other" : method;
}

}  // namespace

struct Metrics::Parts {
    template <class Value>
    prometheus::Family<Value>& family(const char* name, const char* help);
    Gauge& gauge(const char* name, const char* help) { return family<Gauge>(name, help).Add({}); }

    prometheus::Registry registry;
    std::mutex mutex;  // of what is below
    prometheus::Family<Counter>& requests =
        family<Counter>("http_requests_total", "Requests answered, by class of status.");
    prometheus::Family<Histogram>& durations = family<Histogram>(
        "http_request_duration_seconds", "From a request's last byte to its answer's first.");
    prometheus::Family<Counter>& transitions =
        family<Counter>("transitions_total",
                        "Transitions that came to an outcome; a start that was done and whose"
                        " run then failed counts as both.");
    prometheus::Family<Histogram>& lateness =
        family<Histogram>("transition_lateness_seconds",
                          "How long after their nominal instant windows' starts and stops were"
                          " decided and applied.");
    Histogram& decided = lateness.Add({{"stage", "decided"}}, kLateSeconds);
    Histogram& applied = lateness.Add({{"stage", "applied"}}, kLateSeconds);
    Gauge& writes_waiting = gauge("write_queue_depth", "Writes that wait for the database.");
    Gauge& reports_waiting =
        gauge("reports_waiting", "Reports of executors that are not on disk yet.");
    // Left out, not zero, when the database cannot be asked.
    prometheus::Family<Gauge>& schedules = family<Gauge>("schedules", "Schedules that are stored.");
    prometheus::Family<Gauge>& runs_live =
        family<Gauge>("runs_live", "Runs that are claimed or running.");
    prometheus::Family<Gauge>& overdue = family<Gauge>(
        "transitions_overdue", "Open transitions whose nominal instant is more than 60 s ago.");
    prometheus::Family<Gauge>& blocked =
        family<Gauge>("transitions_blocked", "Open transitions that something holds back.");
    // The names that all programs use for these.
    Counter& cpu = prometheus::BuildCounter()
                       .Name("process_cpu_seconds_total")
                       .Help("Total user and system CPU time spent in seconds.")
                       .Register(registry)
                       .Add({});
    Gauge& resident = plain("process_resident_memory_bytes", "Resident memory size in bytes.");
    Gauge& open_fds = plain("process_open_fds", "Number of open file descriptors.");
    Gauge& max_fds = plain("process_max_fds", "Maximum number of open file descriptors.");
    Gauge& started = plain("process_start_time_seconds",
                           "Start time of the process since unix epoch in seconds.");

    std::map<std::tuple<std::string, std::string, int>, Counter*> request_counters;
    std::map<std::pair<std::string, std::string>, Histogram*> request_durations;
    TransitionCounts counts;

    Gauge& plain(const char* name, const char* help) {
        return prometheus::BuildGauge().Name(name).Help(help).Register(registry).Add({});
    }
    void read_process();
    void read_stored(const std::optional<Counts::Stored>& stored);
};

template <class Value>
prometheus::Family<Value>& Metrics::Parts::family(const char* name, const char* help) {
    return prometheus::detail::Builder<Value>()
        .Name(std::string("workload_scheduler_") + name)
        .Help(help)
        .Register(registry);
}

Metrics::Metrics(const Facts& facts) : parts_(std::make_unique<Parts>()) {
    const auto fact = [&](const char* name, const char* help, const prometheus::Labels& labels) {
        parts_->family<Gauge>(name, help).Add(labels).Set(1);
    };
    fact("build_info", "1; its labels say what was built.",
         {{"version", facts.version}, {"compiler", __VERSION__}});
    fact("tzdata_info", "1; its label names the release of the time zone rules.",
         {{"release", facts.tzdata}});
    parts_->started.Set(seconds(facts.started_at.time_since_epoch()));
}

Metrics::~Metrics() = default;

void Metrics::answered(std::string_view method, std::string_view route, int status, Duration took) {
    const std::string verb(known(method));  // kept as a key: the request goes
    const std::string pattern(route.empty() ? "other" : route);
    const std::lock_guard lock(parts_->mutex);
    auto& counter = parts_->request_counters[{verb, pattern, std::clamp(status / 100, 1, 5)}];
    if (!counter)
        counter = &parts_->requests.Add(
            {{"method", verb}, {"route", pattern}, {"status", status_class(status)}});
    auto& histogram = parts_->request_durations[{verb, pattern}];
    if (!histogram)
        histogram = &parts_->durations.Add({{"method", verb}, {"route", pattern}}, kRequestSeconds);
    counter->Increment();
    histogram->Observe(seconds(took));
}

void Metrics::changed(const Transition& transition, Instant now) {
    const std::lock_guard lock(parts_->mutex);
    const auto news = parts_->counts.look(transition, now);
    if (news.decided_late) parts_->decided.Observe(seconds(*news.decided_late));
    if (news.applied_late) parts_->applied.Observe(seconds(*news.applied_late));
    if (news.outcome)
        parts_->transitions
            .Add({{"edge", std::string(wls::text(transition.edge))},
                  {"outcome", std::string(wls::text(*news.outcome))}})
            .Increment();
}

std::string Metrics::text(const Counts& counts) {
    const std::lock_guard lock(parts_->mutex);
    parts_->writes_waiting.Set(static_cast<double>(counts.writes_waiting));
    parts_->reports_waiting.Set(static_cast<double>(counts.reports_waiting));
    parts_->read_stored(counts.stored);
    parts_->read_process();
    std::ostringstream out;
    prometheus::TextSerializer().Serialize(out, parts_->registry.Collect());
    return std::move(out).str();
}

void Metrics::Parts::read_stored(const std::optional<Counts::Stored>& stored) {
    const auto set = [&](prometheus::Family<Gauge>& family, std::uint64_t Counts::Stored::* value) {
        Gauge& gauge = family.Add({});
        if (stored)
            gauge.Set(static_cast<double>((*stored).*value));
        else
            family.Remove(&gauge);
    };
    set(schedules, &Counts::Stored::schedules);
    set(runs_live, &Counts::Stored::runs_live);
    set(overdue, &Counts::Stored::transitions_overdue);
    set(blocked, &Counts::Stored::transitions_blocked);
}

void Metrics::Parts::read_process() {
    const auto use = process_use();
    if (!use) return;
    resident.Set(static_cast<double>(use->resident_bytes));
    open_fds.Set(static_cast<double>(use->open_fds));
    max_fds.Set(static_cast<double>(use->max_fds));
    cpu.Increment(std::max(0.0, use->cpu_seconds - cpu.Value()));
}

}  // namespace wls::metrics
