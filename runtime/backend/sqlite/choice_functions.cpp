// SPDX-License-Identifier: MIT
// Of several values those that are not NULL: the greatest, the least, texts put together.
#include "backend/sqlite/own_function.hpp"

#include <algorithm>
#include <cstring>
#include <string>

namespace orp::backend::sqlite {

namespace {

template <class Number>
int order_of_numbers(Number a, Number b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

/// Of two numbers, two texts or two blobs, none of them NULL.
int order_of(sqlite3_value* a, sqlite3_value* b) {
  if (is_whole(a) && is_whole(b))
    return order_of_numbers(sqlite3_value_int64(a), sqlite3_value_int64(b));
  if (is_number(a) && is_number(b))
    return order_of_numbers(sqlite3_value_double(a), sqlite3_value_double(b));
  const void* const left = sqlite3_value_blob(a);
  const void* const right = sqlite3_value_blob(b);
  const int left_size = sqlite3_value_bytes(a);
  const int right_size = sqlite3_value_bytes(b);
  const auto common = static_cast<std::size_t>(std::min(left_size, right_size));
  const int order = common == 0 ? 0 : std::memcmp(left, right, common);
  return order != 0 ? order : left_size - right_size;
}

/// `Sign`: of the order that the value sought has beside all others.
template <int Sign>
void give_outermost(sqlite3_context* call, int argument_count, sqlite3_value** arguments) {
  sqlite3_value* found = nullptr;
  for (int i = 0; i < argument_count; ++i) {
    if (is_null(arguments[i])) continue;
    if (found == nullptr || Sign * order_of(arguments[i], found) > 0) found = arguments[i];
  }
  if (found != nullptr) sqlite3_result_value(call, found);
}

void join_texts(sqlite3_context* call, int argument_count, sqlite3_value** arguments) {
  if (is_null(arguments[0])) return;
  try {  // the caller is C
    std::string all;
    bool is_first = true;
    for (int i = 1; i < argument_count; ++i) {
      if (is_null(arguments[i])) continue;
      if (!is_first) all += text_of(arguments[0]);
      all += text_of(arguments[i]);
      is_first = false;
    }
    sqlite3_result_text(call, all.data(), static_cast<int>(all.size()), SQLITE_TRANSIENT);
  } catch (...) {
    sqlite3_result_error_nomem(call);
  }
}

}  // namespace

View<const OwnFunction> choice_functions() {
  static constexpr OwnFunction functions[] = {
      {"greatest", -1, give_outermost<1>},
      {"least", -1, give_outermost<-1>},
      {"concat_ws", -1, join_texts},
  };
  return functions;
}

}  // namespace orp::backend::sqlite
