// Mends what another program can undo that does not know of our tables: it drops the seed's table
// and makes it again, or drops our triggers.
#pragma once

#include "storage/sqlite_connection.h"

namespace wls::storage {

// True when all our triggers are there. May throw SQLite::Exception, like `repair`.
bool has_triggers(Connection& connection);

// Inside a transaction: makes the seed's table, its index and the triggers where they are missing;
// ends lives that have no row any more and makes due what they leave behind; gives a life to rows
// that have none. A row that has a life keeps it, so that nothing is run twice, and draws a
// revision: it may have been changed unseen.
void repair(Connection& connection);

}  // namespace wls::storage
