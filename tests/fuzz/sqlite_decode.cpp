// SPDX-License-Identifier: MIT
// Anything may stand in a column of SQLite: what is no value of the column's type is a ValueFault,
// and what is one is stored as what reads the same.
#include <cstring>
#include <string>

#include "backend/sqlite/types.hpp"
#include "backend/value_fault.hpp"
#include "fuzz/input.hpp"
#include "fuzz/types.hpp"
#include "meta/stored_value.hpp"

namespace {

using orp::StoredValue;
using orp::backend::sqlite::Cell;
using orp::backend::sqlite::CellBuffer;
using orp::backend::sqlite::CellSource;

constexpr Cell::Kind kinds[] = {Cell::Kind::null, Cell::Kind::integer, Cell::Kind::real,
                                Cell::Kind::text, Cell::Kind::blob};

Cell cell_of(Cell::Kind kind, std::string_view bytes) {
  std::int64_t word = 0;
  std::memcpy(&word, bytes.data(), std::min(sizeof word, bytes.size()));
  switch (kind) {
    case Cell::Kind::null:
      return {};
    case Cell::Kind::integer:
      return Cell::of_integer(word);
    case Cell::Kind::real: {
      double real = 0;
      std::memcpy(&real, &word, sizeof real);
      return Cell::of_real(real);
    }
    default:
      return Cell::of_bytes(kind, bytes.data(), bytes.size());
  }
}

/// For comparing: all that a cell holds.
std::string content_of(const Cell& cell) {
  std::string content = std::to_string(static_cast<int>(cell.kind)) + ' ';
  if (cell.kind == Cell::Kind::integer) content += std::to_string(cell.integer);
  if (cell.kind == Cell::Kind::real)
    content.append(reinterpret_cast<const char*>(&cell.real), sizeof cell.real);
  if (cell.kind == Cell::Kind::text || cell.kind == Cell::Kind::blob)
    content.append(cell.bytes.data, cell.bytes.size);
  return content;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  orp::fuzz::Input input(data, size);
  const orp::ColumnType& type = orp::fuzz::type_at(input.choose(orp::fuzz::type_count));
  const Cell::Kind kind = kinds[input.choose(std::size(kinds))];
  StoredValue first(type);
  CellBuffer buffer;
  std::string stored;
  try {
    decode(CellSource(cell_of(kind, input.rest())), type, first.field());
    stored = content_of(encode(type, first.field(), buffer));
  } catch (const orp::backend::ValueFault&) {
    return 0;
  }
  StoredValue second(type);
  decode(CellSource(encode(type, first.field(), buffer)), type, second.field());
  CellBuffer other;
  orp::fuzz::require(content_of(encode(type, second.field(), other)) == stored,
                     "stored, read and stored again");
  return 0;
}
