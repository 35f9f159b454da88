#include "app/executors.h"

#include <filesystem>

namespace wls::app {

namespace {

std::string absolute_text(const std::filesystem::path& path) {
    return std::filesystem::absolute(path).string();
}

std::string database_of(const Settings& settings) {
    return "sqlite:" + absolute_text(settings.database);
}

}  // namespace

Executors::Executors(const Settings& settings, const local::Catalog& catalog, const Clock& clock,
                     Reports& reports)
    : processes_(catalog, {absolute_text(settings.data), database_of(settings), settings.fault},
                 clock, reports),
      command_calls_(catalog, {absolute_text(settings.data), database_of(settings)}, clock),
      commands_(command_calls_, reports),
      webhook_calls_(catalog, {.data = absolute_text(settings.data)}, clock),
      webhooks_(webhook_calls_, reports),
      all_(processes_, commands_, webhooks_) {}

void Executors::add_to(HealthWatch& watch) {
    watch.add(Vitals::kProcesses, [this](auto told) { processes_.look(std::move(told)); });
    watch.add(Vitals::kCommands, [this](auto told) { command_calls_.look(std::move(told)); });
    watch.add(Vitals::kWebhooks, [this](auto told) { webhook_calls_.look(std::move(told)); });
}

}  // namespace wls::app
