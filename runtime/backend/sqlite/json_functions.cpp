// SPDX-License-Identifier: MIT
// What the library's own functions do not say of JSON.
#include "backend/sqlite/own_function.hpp"

#include <new>
#include <string>

#include "base/json_value.hpp"
#include "orpiment/base/json_text.hpp"

namespace orp::backend::sqlite {

namespace {

Json json_in(sqlite3_value* value) {
  const auto* const text = reinterpret_cast<const char*>(sqlite3_value_text(value));
  if (text == nullptr) throw std::bad_alloc();
  return Json::trusted(std::string(text, static_cast<std::size_t>(sqlite3_value_bytes(value))));
}

void json_contains(sqlite3_context* call, int, sqlite3_value** arguments) {
  if (is_null(arguments[0]) || is_null(arguments[1])) return;
  try {  // the caller is C
    sqlite3_result_int(call, holds_value(json_in(arguments[0]), json_in(arguments[1])) ? 1 : 0);
  } catch (...) {
    sqlite3_result_error_nomem(call);
  }
}

}  // namespace

View<const OwnFunction> json_functions() {
  static constexpr OwnFunction functions[] = {
      {"json_contains", 2, json_contains},
  };
  return functions;
}

}  // namespace orp::backend::sqlite
