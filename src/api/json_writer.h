// JSON text as the seed's stack writes it: compact, characters beyond ASCII as they are. Pure; any
// thread; any bytes.
#pragma once

#include <string>

#include "api/json_value.h"

namespace wls::api {

// A value as FastAPI repeats it in the `input` of an error: without the members whose keys begin
// with "_sa" (it takes them for SQLAlchemy's). "null" where the stack cannot answer at all: NaN, an
// infinite number, a lone surrogate.
std::string echo(const Json& value);

}  // namespace wls::api
