// Where the catalog comes from: the file of --catalog, or catalog.yaml in the working directory, or
// none, for the built-in one. And what SIGHUP does: reads it again.
#pragma once

#include <optional>
#include <string>

#include "app/settings/settings.h"
#include "base/log.h"
#include "engine/loop.h"
#include "engine/store.h"
#include "engine/vitals.h"
#include "local/catalog.h"

namespace wls::app {

class CatalogFile {
  public:
    explicit CatalogFile(const Settings& settings);

    // What the file says now; the built-in catalog when there is none and never was.
    Result<local::Catalog> read();

    bool is_built_in() const { return !file_.has_value(); }

    // The file's name, or "built in": of the last read().
    std::string name() const { return file_.value_or("built in"); }

  private:
    std::optional<std::string> file_;
};

// Reads the catalog again. A wrong file leaves the old catalog in force, and log and vitals say so;
// a right one is in force, in the store and in `catalog`, before the loop's next turn. Any thread
// but the loop's; one call at a time. All outlive the loop.
struct CatalogReload {
    CatalogFile& file;
    local::Catalog& catalog;  // changed by the loop's thread only
    Store& store;
    Loop& loop;
    Log& log;
    Vitals& vitals;

    void operator()() const;
};

}  // namespace wls::app
