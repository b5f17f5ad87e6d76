// SPDX-License-Identifier: MIT
#include "backend/sqlite/functions.hpp"

#include <string>

#include "backend/sqlite/own_function.hpp"

namespace orp::backend::sqlite {

namespace {

int register_function(sqlite3* database, const OwnFunction& function) {
  constexpr int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
  const std::string name = std::string(functions_prefix) + function.name;
  if (function.last == nullptr)
    return sqlite3_create_function_v2(database, name.c_str(), function.argument_count, flags,
                                      nullptr, function.body, nullptr, nullptr, nullptr);
  return sqlite3_create_window_function(database, name.c_str(), function.argument_count, flags,
                                        nullptr, function.body, function.last, function.now,
                                        function.leave, nullptr);
}

}  // namespace

int register_functions(sqlite3* database) {
  for (const View<const OwnFunction> functions :
       {integer_functions(), real_functions(), digit_functions(), text_functions(),
        timestamp_functions(), json_functions(), regexp_functions(), path_functions(),
        part_functions(), choice_functions()})
    for (const OwnFunction& function : functions)
      if (const int result = register_function(database, function); result != SQLITE_OK)
        return result;
  return SQLITE_OK;
}

}  // namespace orp::backend::sqlite
