// simulation_real [--seed N] [--seconds N]: the real program under kill -9.
#include <string>
#include <string_view>

#include "simulation/real/ordeal.h"

int main(int count, char** words) {
    wls::simulation::Ordeal::Options options;
    for (int i = 1; i + 1 < count; i += 2) {
        const std::string_view name = words[i];
        if (name == "--seed") options.seed = std::stoull(words[i + 1]);
        if (name == "--seconds") options.seconds = std::stoi(words[i + 1]);
    }
    return wls::simulation::Ordeal(options).run();
}
