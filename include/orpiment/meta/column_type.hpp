// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <type_traits>

#include "orpiment/meta/field_ops.hpp"
#include "orpiment/meta/type_tag.hpp"
#include "orpiment/meta/type_variant.hpp"
#include "orpiment/meta/view.hpp"
#include "orpiment/meta/words.hpp"

namespace orp {

struct ColumnType;

/// A schema enumeration. Enumerators count from 0 in the order of `labels`.
struct EnumInfo {
  const char* name;                                     ///< SQL type name
  View<const char*> labels;                             ///< as stored in the database
  unsigned (*index)(const void* value);                 ///< enum object -> its number
  void (*set_index)(void* value, unsigned enumerator);  ///< the other way round
  /// The schema within the database that has the type; empty: where the connection looks.
  const char* database_schema = "";
  /// Of one that is kept as a number, that of each label, from the least on; empty: they are
  /// numbered from 0.
  View<std::int16_t> numbers{};
  /// The type that its columns and its literals have where that is another one: its label's text,
  /// or its number. Null: its own.
  const ColumnType* kept_as = nullptr;
};

/// Access to a std::vector<T> whose T only the generated code knows.
struct ArrayInfo {
  const ColumnType* element;  ///< never an array
  /// How many elements it has.
  std::size_t (*size)(const void* array);
  void (*get)(const void* array, std::size_t i, void* element);  ///< assigns to *element
  /// Appends a copy of `element`.
  void (*push)(void* array, const void* element);
};

/// A C++ type of the user's own, kept in the database as another column type.
struct ConversionInfo {
  const ColumnType* stored;                              ///< never nullable
  void (*to_stored)(const void* value, void* stored);    ///< assigns to *stored
  void (*from_stored)(const void* stored, void* value);  ///< assigns to *value
};

/// What a value is, wherever it stands: in SQL by tag and parameters, in C++ the type that goes
/// with them.
struct SqlType {
  /// Which of the types.
  TypeTag tag = TypeTag::text;
  std::uint8_t precision = 0;  ///< decimal; 0: of any digits
  std::uint8_t scale = 0;      ///< decimal
  /// How a database without the type keeps it.
  StoredAs stored_as = StoredAs::standard;
  std::uint32_t length = 0;  ///< string: code points
  /// Of an enumeration, also of one that is kept as a number; nullptr otherwise.
  const EnumInfo* enumeration = nullptr;
  /// Of an array; nullptr otherwise.
  const ArrayInfo* array = nullptr;
  /// Of a type of the user's own; nullptr otherwise.
  const ConversionInfo* conversion = nullptr;
  /// What it is on databases where it is something else, at most one for each. Of a type of the
  /// user's own those of the stored type count.
  View<TypeVariant> variants{};
};

/// How a field holds a value: as it is or, where it may be NULL, in a std::optional. Made from the
/// field's C++ type alone.
class FieldType {
 public:
  /// Of a value that no field holds.
  constexpr FieldType() = default;
  /// Of fields of type `F`.
  template <class F>
  static constexpr FieldType of() {
    return {&FieldOpsOf<F>::value, detail::is_optional<F>};
  }

  /// How the field is handled; nullptr: there is none.
  const FieldOps* ops = nullptr;
  /// The field is a std::optional.
  bool nullable = false;

 private:
  constexpr FieldType(const FieldOps* field_ops, bool is_optional)
      : ops(field_ops), nullable(is_optional) {}
};

/// What a column, a parameter or a result holds: values of an SQL type, each in a field. Whoever
/// looks at one half alone takes that.
struct ColumnType : SqlType, FieldType {};

/// One decoded field of a row: where in the row object it stands and what it is.
struct FieldTarget {
  /// What the field holds.
  const ColumnType* type;
  /// In bytes from the row object on.
  std::size_t offset;
};

namespace detail {
#define ORPIMENT_IS_VALUE(tag, type, word) std::is_same_v<Value, type> ||
/// One of the schema language's types has values of this C++ type.
template <class Value>
inline constexpr bool is_language_value =
    ORPIMENT_FOR_EACH_SIMPLE_TYPE(ORPIMENT_IS_VALUE) std::is_same_v<Value, Decimal>;
#undef ORPIMENT_IS_VALUE

template <class Enum>
unsigned enum_index(const void* value) {
  return static_cast<unsigned>(*static_cast<const Enum*>(value));
}
template <class Enum>
void set_enum_index(void* value, unsigned enumerator) {
  *static_cast<Enum*>(value) = static_cast<Enum>(enumerator);
}

template <class Array>
struct ArrayFunctions {
  using Element = typename Array::value_type;
  static std::size_t size(const void* array) { return static_cast<const Array*>(array)->size(); }
  static void get(const void* array, std::size_t i, void* element) {
    *static_cast<Element*>(element) = (*static_cast<const Array*>(array))[i];
  }
  static void push(void* array, const void* element) {
    static_cast<Array*>(array)->push_back(*static_cast<const Element*>(element));
  }
};

template <class Converter, class Value, class Stored>
struct ConversionFunctions {
  static void to_stored(const void* value, void* stored) {
    *static_cast<Stored*>(stored) = Converter::to_stored(*static_cast<const Value*>(value));
  }
  static void from_stored(const void* stored, void* value) {
    *static_cast<Value*>(value) = Converter::from_stored(*static_cast<const Stored*>(stored));
  }
};
}  // namespace detail

}  // namespace orp
