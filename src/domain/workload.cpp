#include "domain/workload.h"

namespace wls {

std::string_view text(Mode mode) {
    switch (mode) {
        case Mode::Task:
            return "task";
        case Mode::Service:
            return "service";
        case Mode::Effect:
            return "effect";
    }
    return "task";
}

Mode parse_mode(std::string_view word) {
    if (word == "service") return Mode::Service;
    if (word == "effect") return Mode::Effect;
    return Mode::Task;
}

}  // namespace wls
