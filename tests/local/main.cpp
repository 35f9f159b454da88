// The test program, standing in for the server's: it is what executors spawn as keeper or caller,
// and what a workload named "workload-scheduler" executes.
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "local/command/caller.h"
#include "local/process/keeper.h"

int main(int argc, char** argv) {
    const std::string_view command = argc > 1 ? argv[1] : "";
    if (command == "keep") wls::local::keep();
    if (command == "call") return wls::local::call();
    if (command == "backup") {
        std::printf("%s %s %s\n", argv[0], std::getenv("WORKLOAD_SCHEDULER_DATABASE"),
                    std::getenv("WORKLOAD_SCHEDULER_DATA"));
        return 0;
    }
    ::testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
