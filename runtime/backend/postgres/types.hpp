// SPDX-License-Identifier: MIT
// The schema language's types as this database has them: one row a type, and the only such table.
#pragma once
#include <cstddef>
#include <cstdint>

#include "backend/postgres/oids.hpp"
#include "backend/postgres/wire.hpp"
#include "backend/postgres/wire_value.hpp"
#include "orpiment/meta/column_type.hpp"

namespace orp::backend::postgres {

/// How a literal of the schema is written in SQL.
enum class LiteralForm : std::uint8_t { as_is, quoted, hexadecimal };

struct TypeRow {
  TypeTag tag;
  const char* name;  ///< in SQL, without parameters; nullptr: the column type has a name of its own
  Oid oid;           ///< oid::none: left to the server, by the catalogue or the context
  Oid array_oid;
  LiteralForm literal;
  /// An array cannot hold its values apart, or only the catalogue numbers it: in a batch they
  /// travel as text and are cast where they arrive.
  bool travels_as_text;
  bool keeps_bytes;  ///< the server returns a value in the very bytes in which it got it
  /// Appends a value (not a field) in binary form, without its length. Throws ValueFault.
  void (*encode)(ByteWriter& out, const SqlType& type, const void* value);
  /// Decodes into a field. NULL comes here only where the field cannot hold it. Throws ValueFault.
  void (*decode)(const WireValue& value, const ColumnType& type, void* field);
};

/// In the order of the tags.
extern const TypeRow type_rows[type_tag_count];

inline const TypeRow& row_of(TypeTag tag) { return type_rows[static_cast<std::size_t>(tag)]; }
inline const TypeRow& row_of(const SqlType& type) { return row_of(type.tag); }

/// The row of what `type` is stored as.
const TypeRow& stored_row_of(const SqlType& type);

/// Appends a value (not a field) in binary form, without its length; an array as text. Throws
/// ValueFault.
inline void encode(ByteWriter& out, const SqlType& type, const void* value) {
  row_of(type).encode(out, type, value);
}

/// Decodes a value into `field`, a field of `type`. Throws ValueFault.
inline void decode(const WireValue& value, const ColumnType& type, void* field) {
  if (value.data == nullptr && type.nullable) return type.ops->set_null(field);
  row_of(type).decode(value, type, field);
}

}  // namespace orp::backend::postgres
