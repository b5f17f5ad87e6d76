// SPDX-License-Identifier: MIT
// Regular expressions as conditions.
#include "backend/sqlite/own_function.hpp"
#include "backend/sqlite/regexp.hpp"

#include <memory>
#include <new>
#include <string_view>

namespace orp::backend::sqlite {

namespace {

std::string_view characters_of(sqlite3_value* value) {
  const auto* const text = reinterpret_cast<const char*>(sqlite3_value_text(value));
  if (text == nullptr) throw std::bad_alloc();
  return {text, static_cast<std::size_t>(sqlite3_value_bytes(value))};
}

void free_regexp(void* regexp) { delete static_cast<Regexp*>(regexp); }

/// orpiment_regexp(text, pattern, ignores_case). The library keeps what was made of a pattern for
/// as long as that is the same from row to row.
void match_regexp(sqlite3_context* call, int, sqlite3_value** arguments) {
  if (is_null(arguments[0]) || is_null(arguments[1])) return;
  try {  // the caller is C
    const auto* kept = static_cast<const Regexp*>(sqlite3_get_auxdata(call, 1));
    std::unique_ptr<Regexp> made;
    if (kept == nullptr) {
      made = std::make_unique<Regexp>(characters_of(arguments[1]),
                                      sqlite3_value_int(arguments[2]) != 0);
      kept = made.get();
    }
    sqlite3_result_int(call, kept->is_in(characters_of(arguments[0])) ? 1 : 0);
    if (made) sqlite3_set_auxdata(call, 1, made.release(), free_regexp);
  } catch (const RegexpFault& fault) {
    give_error(call, fault.why);
  } catch (...) {
    sqlite3_result_error_nomem(call);
  }
}

}  // namespace

View<const OwnFunction> regexp_functions() {
  static constexpr OwnFunction functions[] = {
      {"regexp", 3, match_regexp},
  };
  return functions;
}

}  // namespace orp::backend::sqlite
