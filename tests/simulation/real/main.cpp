// simulation_real [--seed N] [--seconds N]: the real program under kill -9.
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "simulation/real/ordeal.h"

int main(int count, char** words) {
    wls::simulation::Ordeal::Options options;
    for (int i = 1; i + 1 < count; i += 2) {
        const std::string_view name = words[i];
        if (name == "--seed") options.seed = std::strtoull(words[i + 1], nullptr, 10);
        if (name == "--seconds") options.seconds = std::atoi(words[i + 1]);
    }
    return wls::simulation::Ordeal(options).run();
}
