// SPDX-License-Identifier: MIT
// The texts of single values: what reads is written as a text that reads as the same value, and the
// two readers of a type, the one that throws and the one that does not, agree.
#include <optional>
#include <string>

#include "backend/scalar_text.hpp"
#include "backend/value_fault.hpp"
#include "fuzz/input.hpp"
#include "fuzz/types.hpp"
#include "meta/stored_value.hpp"
#include "orpiment/base/error.hpp"

namespace {

using orp::fuzz::require;

template <class T>
void both_readers(std::string_view text) {
  const std::optional<T> value = T::from_string(text);
  try {
    const T parsed = T::parse(
        typename std::conditional_t<std::is_same_v<T, orp::Json>, std::string, std::string_view>(
            text));
    require(value == parsed, "both readers read the same");
    require(T::from_string(parsed.to_string()) == parsed, "written and read again");
  } catch (const orp::DataError&) {
    require(!value.has_value(), "both readers refuse");
  }
}

void read_by_type(const orp::ColumnType& type, std::string_view text) {
  orp::StoredValue first(type);
  orp::StoredValue second(type);
  std::string written;
  try {
    orp::backend::parse_scalar(text, type, first.field());
    orp::backend::append_scalar(written, type, first.field());
  } catch (const orp::backend::ValueFault&) {
    return;
  }
  orp::backend::parse_scalar(written, type, second.field());
  std::string again;
  orp::backend::append_scalar(again, type, second.field());
  require(again == written, "written, read and written again");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  orp::fuzz::Input input(data, size);
  const orp::ColumnType& type = orp::fuzz::type_at(input.choose(orp::fuzz::scalar_types.size()));
  read_by_type(type, input.rest());
  switch (type.tag) {
    case orp::TypeTag::decimal:
      both_readers<orp::Decimal>(input.rest());
      break;
    case orp::TypeTag::bytes:
      both_readers<orp::Bytes>(input.rest());
      break;
    case orp::TypeTag::uuid:
      both_readers<orp::Uuid>(input.rest());
      break;
    case orp::TypeTag::date:
      both_readers<orp::Date>(input.rest());
      break;
    case orp::TypeTag::time:
      both_readers<orp::Time>(input.rest());
      break;
    case orp::TypeTag::timestamp:
      both_readers<orp::Timestamp>(input.rest());
      break;
    case orp::TypeTag::timestamptz:
      both_readers<orp::TimestampTz>(input.rest());
      break;
    case orp::TypeTag::interval:
      both_readers<orp::Interval>(input.rest());
      break;
    case orp::TypeTag::json:
      both_readers<orp::Json>(input.rest());
      break;
    default:
      break;
  }
  return 0;
}
