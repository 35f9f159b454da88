#include "local/catalog.h"

#include <cerrno>

#include "local/catalog_reader.h"
#include "local/files.h"

namespace wls::local {

namespace {

constexpr std::size_t kCatalogLimit = 1 << 20;  // ten thousand workloads in a hundred bytes each

}  // namespace

Catalog Catalog::built_in() {
    Catalog catalog;
    Entry backup{.workload = {.kind = "Process", .name = "Backup Database"},
                 .process = {.run = {std::string(kThisProgram), "backup"}}};
    catalog.entries_.emplace(backup.workload.name, std::move(backup));
    return catalog;
}

Result<Catalog> Catalog::read(const std::string& path) {
    const auto text = read_file(path, kCatalogLimit + 1);
    if (text) return parse(*text, path);
    const std::string why = "cannot read the catalog " + path + ": " + errno_text(text.error());
    return fail(text.error() == ENOENT ? ErrorCode::NotFound : ErrorCode::Unavailable, why);
}

Result<Catalog> Catalog::parse(const std::string& text, const std::string& path) {
    if (text.size() > kCatalogLimit)
        return fail(ErrorCode::Invalid, path + ": larger than 1 MiB; split it over two servers");
    auto workloads = read_catalog(text);
    if (!workloads) return fail(ErrorCode::Invalid, path + ":" + workloads.error());

    Catalog catalog;
    for (auto& [name, process] : *workloads) {
        Entry entry{.workload = {.kind = "Process", .name = name}, .process = std::move(process)};
        catalog.entries_.emplace(name, std::move(entry));
    }
    return catalog;
}

const Workload* Catalog::find(std::string_view name) const {
    const auto found = entries_.find(name);
    return found == entries_.end() ? nullptr : &found->second.workload;
}

std::vector<Workload> Catalog::workloads() const {
    std::vector<Workload> found;
    found.reserve(entries_.size());
    for (const auto& [name, entry] : entries_) found.push_back(entry.workload);
    return found;
}

const Process* Catalog::process(std::string_view name) const {
    const auto found = entries_.find(name);
    return found == entries_.end() ? nullptr : &found->second.process;
}

}  // namespace wls::local
