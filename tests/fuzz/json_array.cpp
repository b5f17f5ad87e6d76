// SPDX-License-Identifier: MIT
// Arrays as JSON text: one that can be read is written as one that reads the same.
#include "backend/json_array.hpp"

#include <string>

#include "backend/value_fault.hpp"
#include "fuzz/input.hpp"
#include "fuzz/types.hpp"
#include "meta/stored_value.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  orp::fuzz::Input input(data, size);
  const orp::ColumnType& type = orp::fuzz::array_types[input.choose(orp::fuzz::array_types.size())];
  orp::StoredValue first(type);
  std::string written;
  try {
    orp::backend::parse_json_array(input.rest(), type, first.field());
    orp::backend::append_json_array(written, type, first.field());
  } catch (const orp::backend::ValueFault&) {
    return 0;
  }
  orp::StoredValue second(type);
  orp::backend::parse_json_array(written, type, second.field());
  std::string again;
  orp::backend::append_json_array(again, type, second.field());
  orp::fuzz::require(again == written, "written, read and written again");
  orp::fuzz::require(type.array->size(first.field()) == type.array->size(second.field()),
                     "as many elements");
  return 0;
}
