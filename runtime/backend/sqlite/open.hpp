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
/// Options: mode, cache, immutable, vfs, nolock, psow (as in the library's URIs), and busy_timeout
/// in milliseconds, journal_mode, synchronous, cache_size (pragmas); `begin` is for the link.
/// Throws ConnectionError, and UsageError for an unknown option.
DatabaseHandle open_database(const Address& address);

/// The address names a database that lives in memory.
bool is_in_memory(const Address& address);

}  // namespace orp::backend::sqlite
