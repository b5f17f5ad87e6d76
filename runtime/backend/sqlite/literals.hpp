// SPDX-License-Identifier: MIT
// Literals of the schema as SQL: the database's form of a value whose text the schema gives; for
// types.cpp, whose rows name them. All throw DataError for a text that is no such value.
#pragma once
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <system_error>

#include "backend/exact_real.hpp"
#include "backend/sqlite/types.hpp"
#include "backend/sqlite/uuid_forms.hpp"
#include "meta/stored_as.hpp"
#include "orpiment/base/bytes.hpp"
#include "orpiment/base/date.hpp"
#include "orpiment/base/decimal.hpp"
#include "orpiment/base/time.hpp"
#include "orpiment/base/timestamp.hpp"
#include "orpiment/base/timestamp_tz.hpp"
#include "orpiment/base/uuid.hpp"

namespace orp::backend::sqlite::literals {

inline std::string quoted(std::string_view text) {
  std::string sql = "'";
  for (const char c : text) {
    if (c == '\'') sql += c;
    sql += c;
  }
  return sql + '\'';
}

template <class T>
std::string stored_text(const T& value) {
  char buffer[64];
  return quoted({buffer, static_cast<std::size_t>(value.write_to(buffer) - buffer)});
}

inline std::string hex(const Bytes& bytes) { return "x'" + bytes.to_string() + "'"; }

inline std::string text(const schema::Type&, std::string_view text) { return quoted(text); }

inline std::string number(const schema::Type&, std::string_view text) { return std::string(text); }

/// What the nearest float is as a double, as which the database keeps it.
inline std::string single(const schema::Type&, std::string_view text) {
  float value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec != std::errc()) return std::string(text);  // the database's own to refuse
  return shortest_text(static_cast<double>(value));
}

inline std::string boolean(const schema::Type&, std::string_view text) {
  return text == "true" ? "1" : "0";
}

inline std::string decimal(const schema::Type& type, std::string_view text) {
  const Decimal scaled = Decimal::parse(text).rescaled(type.scale);
  if (is_floating(type.stored_as)) return scaled.normalized().to_string();
  if (!is_scaled(type)) return literals::quoted(scaled.to_string());
  return std::to_string(static_cast<std::int64_t>(scaled.coefficient()));
}

inline std::string uuid(const schema::Type& type, std::string_view text) {
  const Uuid value = Uuid::parse(text);
  if (is_text_of_uuid(type.stored_as)) {
    char spelled[Uuid::text_size];
    const char* const end = write_uuid(spelled, value, type.stored_as);
    return quoted({spelled, static_cast<std::size_t>(end - spelled)});
  }
  return hex(Bytes(std::string_view(reinterpret_cast<const char*>(value.data()), Uuid::size)));
}

inline std::string bytes(const schema::Type&, std::string_view text) { return hex(Bytes(text)); }

template <class T>
std::string spelled(const schema::Type&, std::string_view text) {
  return stored_text(T::parse(text));
}

/// Of a point in time what the calendar of UTC says. A number where the form is one.
template <class T>
std::string as_encoded(const schema::Type& type, std::string_view text) {
  const T value = T::parse(text);
  const SqlType stored{.tag = *type.tag, .stored_as = type.stored_as};
  CellBuffer buffer;
  const Cell cell = encode(stored, &value, buffer);
  if (cell.kind == Cell::Kind::text) return quoted({cell.bytes.data, cell.bytes.size});
  if (cell.kind == Cell::Kind::integer) return std::to_string(cell.integer);
  return shortest_text(cell.real);
}

}  // namespace orp::backend::sqlite::literals
