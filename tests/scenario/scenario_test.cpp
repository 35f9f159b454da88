// Plays the stories of tests/scenario/stories/*.txt: text files that a person reads without knowing
// C++. Each is one test. README.md beside them lists the words.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "scenario/bench.h"

namespace wls::scenario {
namespace {

namespace fs = std::filesystem;

std::string rest_of(std::istringstream& words) {
    std::string rest;
    std::getline(words >> std::ws, rest);
    return rest;
}

std::string word_of(std::istringstream& words) {
    std::string word;
    words >> word;
    return word;
}

class Story : public testing::Test {
  public:
    explicit Story(fs::path file) : file_(std::move(file)) {}

    void TestBody() override {
        std::ifstream lines(file_);
        std::string line;
        for (int number = 1; std::getline(lines, line); ++number) {
            line.resize(std::min(line.find('#'), line.size()));
            line.resize(line.find_last_not_of(' ') + 1);
            std::istringstream words(line);
            const std::string verb = word_of(words);
            if (verb.empty()) continue;
            SCOPED_TRACE(file_.filename().string() + ":" + std::to_string(number) + ": " + line);
            play(verb, words);
            if (HasFatalFailure()) return;
        }
    }

  private:
    void play(const std::string& verb, std::istringstream& words) {
        if (verb == "expect") return expect(words);
        if (verb == "foreign") return bench_.foreign(rest_of(words));
        if (verb == "zone") return bench_.set_zone(word_of(words));
        if (verb == "workloads") return workloads(words, Mode::Task);
        if (verb == "services") return workloads(words, Mode::Service);
        if (verb == "effects") return workloads(words, Mode::Effect);
        if (verb == "up") return bench_.up();
        if (verb == "crash" || verb == "down") return bench_.crash();
        if (verb == "at") return bench_.advance_to(rest_of(words));
        if (verb == "clock") return bench_.set_clock(rest_of(words));
        if (verb == "add") return add(words);
        if (verb == "edit") return edit(words);
        if (verb == "delete") return bench_.remove(std::stoll(word_of(words)));
        if (verb == "exits") return exits(words);
        if (verb == "dies") return dies(words);
        if (verb == "unseen") return unseen(words);
        if (verb == "effect") return effect(words);
        if (verb == "disk") return bench_.set_disk_full(word_of(words) == "full");
        if (verb == "executor") return executor(words);
        FAIL() << "unknown word '" << verb << "'";
    }

    void workloads(std::istringstream& words, Mode mode) {
        std::vector<std::string> names;
        for (std::string name; words >> name;) names.push_back(name);
        bench_.set_workloads(names, mode);
    }

    // add NAME DATE TIME DATE TIME [inactive]
    void add(std::istringstream& words) {
        ScheduleDraft draft;
        draft.name = word_of(words);
        draft.start = date_time(words);
        draft.end = date_time(words);
        draft.active = word_of(words) != "inactive";
        bench_.add(draft);
    }

    LocalReading date_time(std::istringstream& words) {
        const std::string date = word_of(words);
        const std::string time = word_of(words);
        return bench_.local(date + " " + time);
    }

    // edit ID start|end DATE TIME | name TEXT | status TEXT | active yes|no  (several may follow)
    void edit(std::istringstream& words) {
        const auto id = std::stoll(word_of(words));
        ScheduleChange change;
        for (std::string field; words >> field;) {
            if (field == "start")
                change.start = date_time(words);
            else if (field == "end")
                change.end = date_time(words);
            else if (field == "name")
                change.name = word_of(words);
            else if (field == "status")
                change.status = word_of(words);
            else if (field == "active")
                change.active = word_of(words) == "yes";
            else
                FAIL() << "unknown field '" << field << "'";
        }
        bench_.change(id, change);
    }

    // exits WORKLOAD CODE
    void exits(std::istringstream& words) {
        const std::string workload = "Process/-/" + word_of(words);
        const int code = std::stoi(word_of(words));
        if (bench_.processes) {
            bench_.processes->exit(workload, code);
            return bench_.tick();
        }
        auto* process = bench_.world.find_running(workload);
        ASSERT_TRUE(process) << "nothing runs";
        process->state = fakes::World::State::Exited;
        process->exit_code = code;
    }

    // dies WORKLOAD: as in a power cut; nobody sees how
    void dies(std::istringstream& words) {
        const std::string workload = "Process/-/" + word_of(words);
        if (bench_.processes) {
            bench_.processes->die(workload);
            return bench_.tick();
        }
        auto* process = bench_.world.find_running(workload);
        ASSERT_TRUE(process) << "nothing runs";
        process->state = fakes::World::State::Dead;
    }

    // unseen WORKLOAD: it goes on, and nobody can tell
    void unseen(std::istringstream& words) {
        bench_.processes->lose_sight("Process/-/" + word_of(words));
        bench_.tick();
    }

    // effect WORKLOAD up|down: somebody else brings it there
    void effect(std::istringstream& words) {
        const std::string workload = "Command/-/" + word_of(words);
        if (word_of(words) == "up")
            bench_.world.up.insert(workload);
        else
            bench_.world.up.erase(workload);
    }

    void executor(std::istringstream& words) {
        std::set<std::string> faults;
        for (std::string fault; words >> fault;) faults.insert(fault);
        bench_.set_faults(std::move(faults));
    }

    void expect(std::istringstream& words) {
        const std::string what = word_of(words);
        if (what == "running") {
            EXPECT_EQ(bench_.world.running(), std::stoi(word_of(words)));
        } else if (what == "starts") {
            EXPECT_EQ(std::ssize(bench_.world.started), std::stoi(word_of(words)));
        } else if (what == "order") {
            std::string order;
            for (const auto& workload : bench_.world.started)
                order += (order.empty() ? "" : " ") + workload.substr(workload.rfind('/') + 1);
            EXPECT_EQ(order, rest_of(words));
        } else if (what == "stops") {
            EXPECT_EQ(bench_.world.stops, std::stoi(word_of(words)));
        } else {
            const auto id = std::stoll(word_of(words));
            if (what == "status")
                EXPECT_EQ(bench_.status(id), rest_of(words));
            else if (what == "history")
                EXPECT_EQ(bench_.history(id), rest_of(words));
            else if (what == "message")
                EXPECT_EQ(bench_.last_message(id), rest_of(words));
            else
                FAIL() << "unknown expectation '" << what << "'";
        }
    }

    fs::path file_;
    Bench bench_;
};

}  // namespace
}  // namespace wls::scenario

int main(int argc, char** argv) {
    testing::InitGoogleTest(&argc, argv);
    int stories = 0;
    for (const auto& entry : std::filesystem::directory_iterator(WLS_SCENARIOS)) {
        if (entry.path().extension() != ".txt") continue;
        const auto& path = entry.path();
        testing::RegisterTest("Scenario", path.stem().c_str(), nullptr, nullptr, path.c_str(), 1,
                              [path] { return new wls::scenario::Story(path); });
        ++stories;
    }
    if (stories == 0) return 1;
    return RUN_ALL_TESTS();
}
