// GET /transitions/{transition_id}/log?follow: a run's output so far, and on while the run writes.
// Everything here is the io thread's.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "domain/run.h"
#include "engine/store.h"
#include "http/response.h"

namespace wls::http {

// What a run has printed since the call before, bounded; empty: nothing at present.
using LogTail = std::move_only_function<Result<std::string>()>;

// A tail that begins with the last megabyte of what the run has printed so far.
using RunLogTail = std::function<LogTail(const RunId&)>;

// How many follow at one time. Each holds a file, a connection and a look at both in every pause.
class Followers {
  public:
    explicit Followers(int limit) : places_(std::make_shared<int>(limit)) {}

    // A place, given back when the last copy goes; null when all are taken.
    using Place = std::shared_ptr<void>;
    Place take();

  private:
    std::shared_ptr<int> places_;
};

// The answer: ends when the run has ended and all it printed is sent. `reader` outlives it; `run`
// is the last one that its transition started.
Response follow_log(Reader& reader, const Run& run, LogTail tail, Followers::Place place);

}  // namespace wls::http
