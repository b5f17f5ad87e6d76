// SPDX-License-Identifier: MIT
// The schema language's types as this database has them: one row a type, and the only such table.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "backend/sqlite/cell.hpp"
#include "backend/sqlite/source.hpp"
#include "orpiment/backend/dialect.hpp"
#include "orpiment/meta/column_type.hpp"
#include "orpiment/meta/schema.hpp"

namespace orp::backend::sqlite {

/// Decimals of so many digits, or fewer, are kept as integers.
inline constexpr std::uint8_t scaled_decimal_digits = 18;
/// `type`: an SqlType or a schema::Type, a decimal.
template <class Type>
constexpr bool is_scaled(const Type& type) {
  return type.precision <= scaled_decimal_digits &&
         (type.stored_as == StoredAs::standard || type.stored_as == StoredAs::scaled);
}

struct TypeRow {
  TypeTag tag;
  const char* name;  ///< of the database's type; of a decimal, when it is no scaled integer
  Order order;       ///< likewise
  /// Encodes a value (not a field). Throws ValueFault.
  Cell (*encode)(const SqlType& type, const void* value, CellBuffer& buffer);
  /// Decode into a field. NULL comes here only where the field cannot hold it. Throw ValueFault.
  void (*decode_column)(ColumnSource source, const ColumnType& type, void* field);
  void (*decode_cell)(CellSource source, const ColumnType& type, void* field);
  /// The condition that the column's values hold beyond the database's type; may be empty. Of a
  /// converted type what it is stored as checks and spells: its own are not called.
  std::string (*check)(const schema::Type& type, const std::string& operand);
  /// A literal of the schema as SQL. Throws DataError.
  std::string (*literal)(const schema::Type& type, std::string_view text);
};

/// In the order of the tags.
extern const TypeRow type_rows[type_tag_count];

inline const TypeRow& row_of(TypeTag tag) { return type_rows[static_cast<std::size_t>(tag)]; }
inline const TypeRow& row_of(const SqlType& type) { return row_of(type.tag); }

/// The name of the database's type. `type`: an SqlType or a schema::Type of that tag; not
/// converted.
template <class Type>
const char* database_type(TypeTag tag, const Type& type) {
  switch (type.stored_as) {
    case StoredAs::real:
    case StoredAs::julian_day:
      return "REAL";
    case StoredAs::numeric:
      return "ANY";
    case StoredAs::unix_seconds:
    case StoredAs::unix_milliseconds:
      return "INTEGER";
    default:
      if (tag == TypeTag::uuid && type.stored_as != StoredAs::standard) return "TEXT";
      return tag == TypeTag::decimal && is_scaled(type) ? "INTEGER" : row_of(tag).name;
  }
}

/// Encodes a value (not a field) of `type`. The cell lives as long as `value` and until the buffer
/// is used again. Throws ValueFault.
inline Cell encode(const SqlType& type, const void* value, CellBuffer& buffer) {
  return row_of(type).encode(type, value, buffer);
}

/// Decodes a value into `field`, a field of `type`. Throws ValueFault.
inline void decode(ColumnSource source, const ColumnType& type, void* field) {
  if (type.nullable && source.kind() == Cell::Kind::null) return type.ops->set_null(field);
  row_of(type).decode_column(source, type, field);
}
inline void decode(CellSource source, const ColumnType& type, void* field) {
  if (type.nullable && source.kind() == Cell::Kind::null) return type.ops->set_null(field);
  row_of(type).decode_cell(source, type, field);
}

}  // namespace orp::backend::sqlite
