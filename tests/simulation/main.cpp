#include <cstdio>

#include "simulation/many.h"

int main(int count, char** words) {
    const auto options = wls::simulation::parse_options({words + 1, words + count});
    if (!options) {
        std::fputs(wls::simulation::kUsage, stderr);
        return 2;
    }
    return wls::simulation::simulate(*options);
}
