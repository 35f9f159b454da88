// A workload: a thing that can be started and stopped. Value; any thread.
#pragma once

#include <string>
#include <string_view>

namespace wls {

enum class Mode {
    Task,     // runs once for each occurrence; done when it exits 0
    Service,  // kept up through the window
    Effect,   // started by one call and stopped by another
};

struct Workload {
    std::string kind;              // "Process"; later "Command", "Webhook", "Deployment" …
    std::string name_space = "-";  // "-" for local ones
    std::string name;
    Mode mode = Mode::Task;

    // "Process/-/Backup Database": how history and logs name it. Unique.
    std::string key() const { return kind + "/" + name_space + "/" + name; }

    friend bool operator==(const Workload&, const Workload&) = default;
};

}  // namespace wls
