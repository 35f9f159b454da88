#include "base/log.h"

#include <fmt/format.h>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "base/json_text.h"

namespace wls {

namespace {

spdlog::level::level_enum level_of(LogLevel level) {
    switch (level) {
        case LogLevel::Debug:
            return spdlog::level::debug;
        case LogLevel::Info:
            return spdlog::level::info;
        case LogLevel::Warning:
            return spdlog::level::warn;
        case LogLevel::Error:
            return spdlog::level::err;
    }
    return spdlog::level::err;
}

// A text line stays one line and one field stays one word or one quoted text.
bool needs_quotes(std::string_view text) {
    if (text.empty()) return true;
    for (const char c : text)
        if (static_cast<unsigned char>(c) <= ' ' || c == '"' || c == '=' || c == '\x7f')
            return true;
    return false;
}

void append_json(std::string& out, std::string_view event, Log::Fields fields) {
    out += "\"event\":" + json_quoted(event);
    for (const auto& field : fields) {
        out += "," + json_quoted(field.name) + ":";
        out += field.is_number ? field.text : json_quoted(field.text);
    }
}

void append_text(std::string& out, std::string_view event, Log::Fields fields) {
    out += event;
    for (const auto& field : fields) {
        out += "  ";
        out += field.name;
        out += '=';
        out += needs_quotes(field.text) ? json_quoted(field.text) : field.text;
    }
}

}  // namespace

struct Log::Sink {
    std::shared_ptr<spdlog::logger> logger;
};

Log::Log(LogFormat format, LogLevel least, Stream stream)
    : format_(format), sink_(std::make_unique<Sink>()) {
    spdlog::sink_ptr sink;
    if (stream == Stream::Standard)
        sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
    else
        sink = std::make_shared<spdlog::sinks::basic_file_sink_mt>("/dev/null");
    sink_->logger = std::make_shared<spdlog::logger>("log", std::move(sink));
    sink_->logger->set_level(level_of(least));
    sink_->logger->flush_on(spdlog::level::debug);
    if (format == LogFormat::Json)
        sink_->logger->set_pattern(R"({"time":"%Y-%m-%dT%H:%M:%S.%fZ","level":"%l",%v})",
                                   spdlog::pattern_time_type::utc);
    else
        sink_->logger->set_pattern("%Y-%m-%d %H:%M:%S.%e %L %v");
}

Log::~Log() = default;

std::string Log::line(LogFormat format, std::string_view event, Fields fields) {
    std::string out;
    if (format == LogFormat::Json)
        append_json(out, event, fields);
    else
        append_text(out, event, fields);
    return out;
}

void Log::write(LogLevel level, std::string_view event, Fields fields) {
    if (!sink_->logger->should_log(level_of(level))) return;
    sink_->logger->log(level_of(level), line(format_, event, fields));
}

}  // namespace wls
