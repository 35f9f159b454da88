// The log: one line for each event, an event's name in words and its facts as fields. Text for a
// terminal, JSON for a machine. Any thread. Never pass a secret.
#pragma once

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace wls {

enum class LogFormat { Text, Json };
enum class LogLevel { Debug, Info, Warning, Error };

class Log {
  public:
    // A fact of an event: a name and a text or a number.
    struct Field {
        template <class Number>
            requires std::is_integral_v<Number>
        Field(std::string_view field_name, Number number)
            : name(field_name), text(std::to_string(number)), is_number(true) {}
        Field(std::string_view field_name, std::string_view value)
            : name(field_name), text(value), is_number(false) {}
        Field(std::string_view field_name, const char* value)
            : Field(field_name, std::string_view(value)) {}
        Field(std::string_view field_name, const std::string& value)
            : Field(field_name, std::string_view(value)) {}

        std::string_view name;
        std::string text;
        bool is_number;
    };
    using Fields = std::initializer_list<Field>;

    enum class Stream { Standard, None };  // standard error, or nowhere (tests)

    // Writes lines of at least `least`.
    Log(LogFormat format, LogLevel least, Stream stream = Stream::Standard);
    ~Log();

    void debug(std::string_view event, Fields fields = {}) {
        write(LogLevel::Debug, event, fields);
    }
    void info(std::string_view event, Fields fields = {}) { write(LogLevel::Info, event, fields); }
    void warning(std::string_view event, Fields fields = {}) {
        write(LogLevel::Warning, event, fields);
    }
    void error(std::string_view event, Fields fields = {}) {
        write(LogLevel::Error, event, fields);
    }

    // One line's text without its time and level, as `write` would print it.
    static std::string line(LogFormat format, std::string_view event, Fields fields);

  private:
    void write(LogLevel level, std::string_view event, Fields fields);

    struct Sink;
    LogFormat format_;
    std::unique_ptr<Sink> sink_;
};

}  // namespace wls
