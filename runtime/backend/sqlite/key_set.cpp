// SPDX-License-Identifier: MIT
#include "backend/sqlite/key_set.hpp"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "backend/sqlite/cell.hpp"
#include "backend/sqlite/dialect.hpp"
#include "backend/sqlite/handles.hpp"
#include "backend/sqlite/keys_table.hpp"
#include "orpiment/backend/dialect.hpp"
#include "orpiment/backend/statement.hpp"

namespace orp::backend::sqlite {

namespace {

// Looking up one key over an index costs as much as reading this many rows in passing.
constexpr std::size_t rows_a_look_up = 16;
constexpr std::size_t few_keys = 500;

/// Integers: a bit for each from the least to the greatest where they lie close together, as the
/// keys of a table do, else a hash set.
class IntegerSet {
 public:
  explicit IntegerSet(std::vector<std::int64_t> keys) {
    const auto [least, greatest] = std::minmax_element(keys.begin(), keys.end());
    first_ = static_cast<std::uint64_t>(*least);
    const std::uint64_t span = static_cast<std::uint64_t>(*greatest) - first_;
    if (span / bits_a_key > keys.size()) {
      scattered_.insert(keys.begin(), keys.end());
      return;
    }
    words_.resize(span / 64 + 1);
    for (const std::int64_t key : keys) {
      const std::uint64_t bit = static_cast<std::uint64_t>(key) - first_;
      words_[bit / 64] |= std::uint64_t{1} << bit % 64;
    }
  }

  bool contains(std::int64_t key) const {
    if (words_.empty()) return scattered_.contains(key);
    const std::uint64_t bit = static_cast<std::uint64_t>(key) - first_;
    return bit / 64 < words_.size() && (words_[bit / 64] >> bit % 64 & 1U) != 0;
  }

 private:
  static constexpr std::uint64_t bits_a_key = 64;

  std::uint64_t first_ = 0;
  std::vector<std::uint64_t> words_;
  std::unordered_set<std::int64_t> scattered_;
};

struct BytesHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view bytes) const {
    return std::hash<std::string_view>()(bytes);
  }
};

/// A list of keys, all integers, all texts or all blobs, as the column that they are compared with.
class KeySet {
 public:
  explicit KeySet(const KeyList& keys) {
    CellBuffer buffer;
    std::vector<std::int64_t> integers;
    for (std::size_t i = 0; i < keys.size; ++i) {
      const Cell cell = encode(*keys.element, keys.values[i], buffer);
      if (cell.kind == Cell::Kind::integer) {
        integers.push_back(cell.integer);
      } else {
        bytes_.emplace(cell.bytes.data, cell.bytes.size);
      }
    }
    if (!integers.empty()) integers_ = std::make_unique<IntegerSet>(std::move(integers));
  }

  bool contains(sqlite3_value* value) const {
    switch (sqlite3_value_type(value)) {
      case SQLITE_INTEGER:
        return integers_ != nullptr && integers_->contains(sqlite3_value_int64(value));
      case SQLITE_TEXT:
      case SQLITE_BLOB: {
        const auto* const data = static_cast<const char*>(sqlite3_value_blob(value));
        return bytes_.contains(
            std::string_view(data, static_cast<std::size_t>(sqlite3_value_bytes(value))));
      }
      default:
        return false;
    }
  }

 private:
  std::unique_ptr<IntegerSet> integers_;
  std::unordered_set<std::string, BytesHash, std::equal_to<>> bytes_;
};

/// The set is made for the first row and kept with the statement's first argument.
const KeySet* key_set(sqlite3_context* context, sqlite3_value* list) {
  if (const void* made = sqlite3_get_auxdata(context, 0)) return static_cast<const KeySet*>(made);
  const auto* const keys =
      static_cast<const KeyList*>(sqlite3_value_pointer(list, keys_pointer_type));
  if (keys == nullptr) return nullptr;
  sqlite3_set_auxdata(context, 0, new KeySet(*keys),
                      [](void* set) { delete static_cast<KeySet*>(set); });
  return static_cast<const KeySet*>(sqlite3_get_auxdata(context, 0));
}

void has(sqlite3_context* context, int, sqlite3_value** arguments) {
  try {  // the caller is C; faults came out when the keys were bound, so this is out of memory
    const KeySet* const keys = key_set(context, arguments[0]);
    sqlite3_result_int(context, keys != nullptr && keys->contains(arguments[1]) ? 1 : 0);
  } catch (...) {
    sqlite3_result_error_nomem(context);
  }
}

bool is_integer_or_bytes(const ColumnType& type) {
  switch (sqlite_dialect().cast_type(type).front()) {
    case 'I':  // INTEGER
    case 'T':  // TEXT
    case 'B':  // BLOB
      return true;
    default:
      return false;
  }
}

/// The number of rows, unless some have been deleted: then more. -1: not to be known.
std::int64_t greatest_row_number(sqlite3* database, const TableInfo& table) {
  const std::string sql = "SELECT max(rowid) FROM " + sqlite_dialect().quoted(table.name);
  sqlite3_stmt* raw = nullptr;
  sqlite3_prepare_v2(database, sql.c_str(), -1, &raw, nullptr);
  const PreparedStatement statement(raw);  // none for a view
  return raw != nullptr && sqlite3_step(raw) == SQLITE_ROW ? sqlite3_column_int64(raw, 0) : -1;
}

}  // namespace

int register_key_set(sqlite3* database) {
  return sqlite3_create_function_v2(database, "orpiment_has", 2,
                                    SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, nullptr,
                                    has, nullptr, nullptr, nullptr);
}

bool prefers_key_set(sqlite3* database, const TableInfo& table, std::uint16_t column,
                     std::size_t key_count) {
  if (key_count < few_keys || !is_integer_or_bytes(table.columns[column].type)) return false;
  const std::int64_t rows = greatest_row_number(database, table);
  return rows >= 0 && static_cast<std::uint64_t>(rows) / rows_a_look_up <= key_count;
}

}  // namespace orp::backend::sqlite
