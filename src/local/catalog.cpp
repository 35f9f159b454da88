#include "local/catalog.h"

#include <cerrno>
#include <utility>

#include "local/catalog/catalog_reader.h"
#include "local/files.h"

namespace wls::local {

namespace {

constexpr std::size_t kCatalogLimit = 1 << 20;  // ten thousand workloads in a hundred bytes each

}  // namespace

Catalog Catalog::built_in() {
    Catalog catalog;
    catalog.add({.workload = {.kind = "Process", .name = "Backup Database"},
                 .how = Process{.run = {std::string(kThisProgram), "backup"}}});
    return catalog;
}

Result<Catalog> Catalog::read(const std::string& path) {
    const auto text = read_regular_file(path, kCatalogLimit + 1);
    if (text) return parse(*text, path);
    const std::string why = "cannot read the catalog " + path + ": " +
                            (text.error() == ENOTSUP ? "it is no regular file; give --catalog one"
                                                     : errno_text(text.error()));
    return fail(text.error() == ENOENT ? ErrorCode::NotFound : ErrorCode::Unavailable, why);
}

Result<Catalog> Catalog::parse(const std::string& text, const std::string& path) {
    if (text.size() > kCatalogLimit)
        return fail(ErrorCode::Invalid, path + ": larger than 1 MiB; split it over two servers");
    auto entries = read_catalog(text);
    if (!entries) return fail(ErrorCode::Invalid, path + ":" + entries.error());

    Catalog catalog;
    for (auto& entry : *entries) catalog.add(std::move(entry));
    return catalog;
}

void Catalog::add(CatalogEntry entry) {
    std::string name = entry.workload.name;
    entries_.emplace(std::move(name), std::move(entry));
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

template <class How>
const How* Catalog::how(std::string_view name) const {
    const auto found = entries_.find(name);
    return found == entries_.end() ? nullptr : std::get_if<How>(&found->second.how);
}

const Process* Catalog::process(std::string_view name) const {
    return how<Process>(name);
}

const Command* Catalog::command(std::string_view name) const {
    return how<Command>(name);
}

const Webhook* Catalog::webhook(std::string_view name) const {
    return how<Webhook>(name);
}

}  // namespace wls::local
