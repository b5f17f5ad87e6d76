// SPDX-License-Identifier: MIT
// Literals of the schema as SQL: the database's form of a value whose text the schema gives; for
// types.cpp, whose rows name them. All throw DataError for a text that is no such value.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "backend/sqlite/types.hpp"
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

inline std::string boolean(const schema::Type&, std::string_view text) {
  return text == "true" ? "1" : "0";
}

inline std::string decimal(const schema::Type& type, std::string_view text) {
  const Decimal scaled = Decimal::parse(text).rescaled(type.scale);
  if (!is_scaled(type.precision)) return quoted(scaled.to_string());
  return std::to_string(static_cast<std::int64_t>(scaled.coefficient()));
}

inline std::string uuid(const schema::Type&, std::string_view text) {
  const Uuid value = Uuid::parse(text);
  return hex(Bytes(std::string_view(reinterpret_cast<const char*>(value.data()), Uuid::size)));
}

inline std::string bytes(const schema::Type&, std::string_view text) { return hex(Bytes(text)); }

template <class T>
std::string spelled(const schema::Type&, std::string_view text) {
  return stored_text(T::parse(text));
}

inline std::string timestamptz(const schema::Type&, std::string_view text) {
  return stored_text(TimestampTz::parse(text).utc());
}

}  // namespace orp::backend::sqlite::literals
