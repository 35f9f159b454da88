#include "app/catalog_file.h"

#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>

namespace wls::app {

namespace {

constexpr const char* kUsualFile = "catalog.yaml";

void put_in_force(const CatalogReload& reload, const std::string& name, local::Catalog read) {
    const auto workloads = read.workloads();
    const auto kept = reload.store.write(
        [&](Transaction& transaction) { return transaction.set_workloads(workloads); });
    if (!kept)
        return reload.log.error("SIGHUP: the catalog cannot be put in force; send it again later",
                                {{"catalog", name}, {"error", kept.error().message}});
    reload.catalog = std::move(read);
    reload.vitals.ok(Vitals::kCatalog);
    reload.log.info("SIGHUP: the catalog was read again",
                    {{"catalog", name}, {"workloads", workloads.size()}});
}

}  // namespace

CatalogFile::CatalogFile(const Settings& settings) {
    if (settings.catalog) file_ = settings.catalog->string();
}

// A file that was there once is asked for by its name: its absence is then an error, for it would
// take every workload away.
Result<local::Catalog> CatalogFile::read() {
    std::error_code error;
    if (!file_ && std::filesystem::exists(kUsualFile, error)) file_ = kUsualFile;
    return file_ ? local::Catalog::read(*file_) : local::Catalog::built_in();
}

void CatalogReload::operator()() const {
    auto read = file.read();
    if (!read) {
        vitals.failing(
            Vitals::kCatalog,
            "SIGHUP found it wrong; the one before is in force, the log says what to do");
        return log.error("SIGHUP: the catalog is wrong; the one before stays in force",
                         {{"error", read.error().message}});
    }
    if (file.is_built_in())
        return log.info(
            "SIGHUP: the catalog is built in; write catalog.yaml in the working directory, or start"
            " with --catalog");
    // A call that is handed on must be one that can be copied.
    const auto handed_on = std::make_shared<local::Catalog>(std::move(*read));
    loop.between_turns([reload = *this, name = file.name(), handed_on] {
        put_in_force(reload, name, std::move(*handed_on));
    });
}

}  // namespace wls::app
