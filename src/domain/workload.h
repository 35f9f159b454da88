// A workload: a thing that can be started and stopped. Value; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace wls {

enum class Mode {
    Task,     // runs once for each occurrence; done when it exits 0
    Service,  // a process that is kept up through the window, and started again when it ends
    Effect,   // brought up and down by calls; nobody watches it in between
};

// Services and effects have a level, up or down, that several schedules may ask for at once; a task
// has runs of its own for each occurrence.
inline bool has_level(Mode mode) {
    return mode != Mode::Task;
}

// "task", "service", "effect": as the database has them.
std::string_view text(Mode mode);
Mode parse_mode(std::string_view word);  // Task for any other word

struct Workload {
    std::string kind;              // "Process", "Command", "Webhook"; later "Deployment" …
    std::string name_space = "-";  // "-" for local ones
    std::string name;
    Mode mode = Mode::Task;

    // "Process/-/Backup Database": how history and logs name it. Unique.
    std::string key() const { return kind + "/" + name_space + "/" + name; }

    friend bool operator==(const Workload&, const Workload&) = default;
};

// What is named by a key, as a task. Nothing when `key` is none: without two slashes, or with an
// empty part.
std::optional<Workload> workload_of_key(std::string_view key);

// "Backup Database" of the key above; a key with a namespace, and what is no key, as it is.
std::string_view name_in_key(std::string_view key);

}  // namespace wls
