#include "app/unknown_word.h"

#include <gtest/gtest.h>
#include <CLI/CLI.hpp>

namespace wls::app {
namespace {

// A message names the way out behind the word, so the word must leave room for it.
TEST(UnknownWord, CutsWordsThatAreLong) {
    CLI::App command("", "preview");
    command.add_option("--weekly");
    const std::string word(100'000, 'x'), shown(60, 'x');
    EXPECT_EQ(unknown_argument(command, word).error().message,
              "'" + shown + "…' is one word too many after 'preview'; --help shows what it takes");
    EXPECT_EQ(unknown_argument(command, "--" + word).error().message,
              "unknown option --" + shown.substr(2) + "… of 'preview'; --help lists them all");
    EXPECT_EQ(unknown_argument(command, "--weekley=" + word).error().message,
              "unknown option --weekley of 'preview': did you mean --weekly?");
    EXPECT_EQ(unknown_command(word, {}).error().message,
              "unknown command '" + shown + "…'; --help lists them all");
    EXPECT_EQ(neither_of("--output", word, {"table", "json"}).error().message,
              "--output: '" + shown + "…' is none; there are table and json");
}

}  // namespace
}  // namespace wls::app
