// SPDX-License-Identifier: MIT
// Tables of SQLite as another program would have made them.
#pragma once
#include <string>

#include "orpiment/orpiment.hpp"

namespace orp::tests {

/// Makes the table anew, with its rows and without the CHECKs of ours.
inline void drop_checks(Session& session, const std::string& table) {
  for (const std::string& sql : {"CREATE TABLE copy AS SELECT * FROM " + table,
                                 "DROP TABLE " + table, "ALTER TABLE copy RENAME TO " + table})
    session.execute(unsafe_text(sql).statement());
}

}  // namespace orp::tests
