#include "simulation/real/ordeal.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <stdexcept>
#include <thread>

#include "support/http_client.h"

namespace wls::simulation {

namespace {

using std::chrono::milliseconds;

// Half of the servers' keepers end at one of these.
constexpr std::array<const char*, 14> kFaults = {"before_claim",
                                                 "after_claim",
                                                 "after_fork",
                                                 "before_go",
                                                 "after_started",
                                                 "before_exit_record",
                                                 "after_exit_record",
                                                 "",
                                                 "",
                                                 "",
                                                 "",
                                                 "",
                                                 "",
                                                 ""};

constexpr int kMostWindowSeconds = 3;
// From the second in which it is posted: what is over when it arrives is neither run nor missed.
constexpr int kEarliestEndSeconds = 3;

volatile std::sig_atomic_t interrupted = 0;

void interrupt(int) {
    interrupted = 1;
}

std::string body(const char* name, int start, int end) {
    return std::string(R"({"name":")") + name + R"(","start_time":")" + support::iso_in(start) +
           R"(","end_time":")" + support::iso_in(end) + R"("})";
}

}  // namespace

Ordeal::Ordeal(Options options) : options_(options), random_(options.seed) {
    std::signal(SIGINT, interrupt);
    std::signal(SIGTERM, interrupt);
    write_catalog(folder_.path());
}

int Ordeal::run() {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{options_.seconds};
    try {
        while (std::chrono::steady_clock::now() < end && !interrupted) round();
        start_server("");
        if (interrupted || !wait_until_all_is_settled()) {
            std::printf("what was posted did not come to an end: %s %s %s\n%s\n",
                        open_now("/schedules?status=scheduled&limit=3").c_str(),
                        open_now("/schedules?status=running&limit=3").c_str(),
                        open_now("/transitions?outcome=pending&limit=3").c_str(),
                        server_->output().c_str());
            ++failed_;
        }
        stop_server();
        check();
    } catch (const std::runtime_error& error) {
        std::printf("%s\n", error.what());
        ++failed_;
    }
    std::printf("%d schedules, %zu executions, %d kills; replay: simulation_real --seed %llu\n",
                posted_, executions_.size(), kills_,
                static_cast<unsigned long long>(options_.seed));
    std::printf("%d passed, %d failed\n", passed_, failed_);
    return failed_ == 0 ? 0 : 1;
}

// One life of the server, ended by SIGKILL.
void Ordeal::round() {
    start_server(random_.one_of(kFaults));
    const int acts = static_cast<int>(random_.between(1, 4));
    for (int act = 0; act < acts && !interrupted; ++act) {
        post_some();
        std::this_thread::sleep_for(milliseconds{random_.below(400)});  // a moment of its life
        if (random_.chance(40)) kill_something();
    }
    server_->kill();
    server_.reset();
    ++kills_;
    if (random_.chance(30)) kill_something();
    if (random_.chance(30)) std::this_thread::sleep_for(milliseconds{random_.below(1'500)});
}

void Ordeal::start_server(const std::string& fault) {
    support::Start start{{"serve"}, folder_.path(), {}, false};
    if (!fault.empty()) start.environment.push_back("WORKLOAD_SCHEDULER_FAULT=" + fault);
    server_ = std::make_unique<support::Server>(start);
}

void Ordeal::post_some() {
    const int count = static_cast<int>(random_.between(1, 6));
    for (int i = 0; i < count; ++i) {
        const int start = static_cast<int>(random_.between(0, 2));
        const int lasts = static_cast<int>(random_.between(1, kMostWindowSeconds));
        const int end = std::max(start + lasts, kEarliestEndSeconds);
        const auto answer = support::send(server_->port(), "POST", "/schedules",
                                          body(random_.one_of(kJobs), start, end));
        if (answer.status >= 400) throw std::runtime_error("refused: " + answer.body);
        ++posted_;
    }
    if (posted_ > 5 && random_.chance(20))
        support::send(server_->port(), "DELETE",
                      "/schedules/" + std::to_string(random_.between(1, posted_)), "");
}

// A keeper, or a workload whose keeper was killed: both are our children once the server is dead.
void Ordeal::kill_something() {
    const auto pids = orphans_.alive(server_ ? server_->pid() : -1);
    if (pids.empty()) return;
    ::kill(random_.one_of(pids), SIGKILL);
    ++kills_;
}

std::string Ordeal::open_now(const std::string& target) const {
    return support::get(server_->port(), target).body;
}

// A fact of other processes, which nothing announces.
bool Ordeal::wait_until_all_is_settled() {
    return support::eventually([&] {
        [[maybe_unused]] const auto reaped = orphans_.alive(server_->pid());
        return interrupted || (open_now("/schedules?status=scheduled&limit=1") == "[]" &&
                               open_now("/schedules?status=running&limit=1") == "[]" &&
                               open_now("/transitions?outcome=pending&limit=1") == "[]");
    });
}

void Ordeal::stop_server() {
    server_->signal(SIGTERM);
    server_->wait();
    server_.reset();
    executions_ = read_journal(folder_.path() / "journal");
}

}  // namespace wls::simulation
