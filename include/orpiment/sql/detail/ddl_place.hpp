// SPDX-License-Identifier: MIT
// Where the DDL of a table runs: on an open connection, or in a session, whose layers are above.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "orpiment/sql/text.hpp"

namespace orp::backend {
struct Database;
}

namespace orp::detail {

/// A connection or a session.
template <class X>
concept RunsScripts = requires(X& place, std::string_view sql) {
  place.engine().database();
  place.execute_script(sql);
};

/// What DDL needs of it.
struct DdlPlace {
  const backend::Database& database;                                      ///< the kind that it is
  std::function<void(std::string_view sql)> run;                          ///< a statement
  std::function<std::vector<std::string>(std::string_view query)> names;  ///< its first column
};

template <RunsScripts Place>
DdlPlace ddl_place(Place& place) {
  return {place.engine().database(), [&place](std::string_view sql) { place.execute_script(sql); },
          [&place](std::string_view query) {
            std::vector<std::string> names;
            for (const auto& row : place.execute(unsafe_text(query)))
              names.push_back(row.template get<std::string>(0));
            return names;
          }};
}

}  // namespace orp::detail
