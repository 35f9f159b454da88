// The tables: the seed's, exactly as its stack creates it, and ours beside it. Migrations are
// numbered, forward only, each in one transaction. SQL never asks for the time.
//
//   workloadschedule    the seed's table; other programs read and write it too
//   life_sequence       one number: the last life or revision drawn
//   schedule_plan       one row for each life: revision, what the engine worked out, when it is due
//   engine              when it last looked at what is due
//   workload_name       names that schedules use as a target: which of them concern the engine
//   transition          the history
//   run                 starts of local processes
//
// Triggers on workloadschedule, in the writer's own transaction whoever it is: a new row is a new
// life; a change of name, times or `active` draws a revision and makes the schedule due; a deletion
// makes due what it leaves behind (open transitions, live runs). kAsSoonAsPossible is their due_at.
#pragma once

#include <cstdint>
#include <span>

namespace wls::storage {

inline constexpr std::int64_t kAsSoonAsPossible = -9'000'000'000'000'000'000;

// Migration i brings a database from PRAGMA user_version i to i + 1, `seed_table` before it,
// `triggers` after it.
std::span<const char* const> migrations();

// The seed's table with its index, made when missing.
const char* seed_table();

// Our triggers on it, made anew.
const char* triggers();

}  // namespace wls::storage
