// Doubles in JSON text, both ways as Python has them, in no locale. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace wls::api {

// The double nearest to a number of JSON's grammar: infinite beyond the range, zero below it.
double read_double(std::string_view text);

// The shortest text that reads back as `value`, in Python's form: 1.0, 1e+16, 1e-05. `value` is
// finite.
void append_double(std::string& out, double value);

}  // namespace wls::api
