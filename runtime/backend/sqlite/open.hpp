// SPDX-License-Identifier: MIT
// From an address to an open database: the file, its options, and the pragmas.
#pragma once
#include <string>

#include "backend/sqlite/handles.hpp"
#include "orpiment/backend/backend.hpp"

namespace orp::backend::sqlite {

/// Opens the database of an address and sets the connection up: foreign keys on (and verified),
/// LIKE that tells capital from small letters, for files WAL and a busy timeout.
///
/// Requires: check_options(). Throws ConnectionError, and UsageError for a URI with a zero byte.
DatabaseHandle open_database(const Address& address);

/// The address names a database that lives in memory.
bool is_in_memory(const Address& address);

}  // namespace orp::backend::sqlite
