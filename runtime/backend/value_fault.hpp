// SPDX-License-Identifier: MIT
// How a codec says that a value cannot travel. A codec does not know where the value stands, so
// that the hot loops carry no names along.
//
// Rules
//  (1) No fault leaves backend/: whoever called the codec makes a DataError of it, which names the
//      place.
//  (2) Values that the program sends are its own, so they are not told; what the database has in
//      place of a value is, unless values are hidden.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "orpiment/backend/batch.hpp"
#include "orpiment/backend/link.hpp"
#include "orpiment/meta/column_type.hpp"

namespace orp::backend {

/// Thrown by codecs, caught within backend/. The value itself stands apart: a message that may be
/// read by others says what kind of value it is (EngineOptions::hide_parameters).
struct ValueFault {
  const char* code;
  std::string message;  ///< continues "users.name: ", or the value
  std::string hint{};
  std::string value{};  ///< empty: the message does without it
  std::string kind = "a value";

  std::string words(bool hide_parameters) const;
};

[[noreturn]] void fault_null();  ///< NULL came where a value must be
/// `found`: of what kind it is, "an integer". `text`: what it says, if that helps.
[[noreturn]] void fault_wrong_type(const SqlType& expected, std::string_view found,
                                   std::string_view text = {});
[[noreturn]] void fault_out_of_range(const SqlType& type, std::string_view value);
[[noreturn]] void fault_out_of_range(const SqlType& type, std::int64_t value);
/// A floating-point type has no such number: the nearest one is another.
[[noreturn]] void fault_inexact(const SqlType& type, std::string_view value);
[[noreturn]] void fault_unknown_label(const EnumInfo& enumeration, std::string_view label);
[[noreturn]] void fault_not_a_number();
/// It, or it and what must travel with it, takes `size` bytes.
[[noreturn]] void fault_too_large(std::size_t size, std::size_t limit);

/// "decimal(12, 2)", "string(100)", the name of an enumeration: as the schema language says it.
std::string type_name(const SqlType& type);

// The places a value may stand in. All throw DataError.

/// Of a column of a table, which a batch returns.
[[noreturn]] void throw_in_result(const ValueFault& fault, std::string_view column,
                                  bool hide_parameters);
/// Column `position`, from 0, of a query; `column` is its name there.
[[noreturn]] void throw_in_result(const ValueFault& fault, std::string_view column,
                                  std::size_t position, bool hide_parameters);
[[noreturn]] void throw_in_parameter(const ValueFault& fault, const BoundValue& parameter,
                                     std::size_t number, std::string_view sql);
[[noreturn]] void throw_in_batch(const ValueFault& fault, const RowBatch& batch, std::size_t row,
                                 std::size_t column);

}  // namespace orp::backend
