// The client's commands as values: what was asked on the command line, not yet looked at.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace wls::cli {

enum class Format { Table, Json };

// What every command takes.
struct Connection {
    std::string server = "http://localhost:8000";
    std::optional<std::filesystem::path> token_file;
    Format format = Format::Table;
};

// A schedule is named by its id, or by its name when no other has it.
struct ListSchedules {
    std::optional<std::string> name, status;
    std::optional<bool> active;
    std::optional<long long> limit;  // 1 at least; none: all
};
struct ShowSchedule {
    std::string schedule;
};
struct CreateSchedule {
    std::string name, start;
    std::optional<std::string> end, length;  // one of them
    bool active = true;
};
struct DeleteSchedules {
    std::vector<std::string> schedules;
};
struct SetActive {
    std::vector<std::string> schedules;
    bool active = true;
};
struct ListHistory {
    std::optional<std::string> schedule, workload, outcome, from, to;
    long long limit = 50;  // 1 at least
};
struct ShowLog {
    std::string transition;
    bool follow = false;
};

struct ListWorkloads {
    std::optional<long long> limit;  // 1 at least; none: all
};

using Command = std::variant<ListSchedules, ShowSchedule, CreateSchedule, DeleteSchedules,
                             SetActive, ListHistory, ShowLog, ListWorkloads>;

}  // namespace wls::cli
