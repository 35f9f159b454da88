// Finds the handler of a request, with Starlette's rules. Filled once at the start, read only by
// the io thread from then on.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/reply.h"
#include "http/request.h"

namespace wls::http {

// The {parameters} of a matched route. Views into the request's path: a Deferred copies them.
class PathParameters {
  public:
    // The value of a parameter that the route's pattern names; empty for any other name.
    std::string_view operator[](std::string_view name) const;

    void add(std::string_view name, std::string_view value) { values_.emplace_back(name, value); }
    void clear() { values_.clear(); }

  private:
    std::vector<std::pair<std::string_view, std::string_view>> values_;
};

using Handler = std::function<Reply(const Request&, const PathParameters&)>;

class Router {
  public:
    // `pattern`: "/schedules/{schedule_id}". {x} is a whole segment and matches one or more
    // characters but '/'; {x:path} comes last and matches anything, also nothing. Patterns are
    // tried in the order of their first appearance. A handler for GET answers HEAD too.
    void add(std::string method, std::string_view pattern, Handler handler);

    // Asked before anything else is looked at; an answer of its own ends the request.
    using Guard = std::function<std::optional<Response>(const Request&)>;
    void set_guard(Guard guard) { guard_ = std::move(guard); }

    // The handler's reply; else 405 with Allow when only the method is wrong; else 307 when the
    // path with its slashes at the end added or taken away has a route; else 404. `route`: set to
    // the pattern that matched the path (good as long as the router), empty when none did.
    Reply handle(const Request& request, std::string_view& route) const;
    Reply handle(const Request& request) const;

  private:
    struct Segment {
        enum class Kind { Literal, Parameter, Rest } kind;
        std::string text;  // the literal, or the parameter's name
    };
    struct Path {
        std::string pattern;
        std::vector<Segment> segments;
        std::vector<std::pair<std::string, Handler>> methods;

        const Handler* find(std::string_view method) const;
    };

    static std::vector<Segment> segments_of(std::string_view pattern);
    static bool matches(const Path& path, std::string_view text, PathParameters& parameters);
    std::optional<Response> other_slashes(const Request& request) const;

    std::vector<Path> paths_;
    Guard guard_;
};

}  // namespace wls::http
