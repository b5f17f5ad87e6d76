// SPDX-License-Identifier: MIT
// STRICT tables know five types; what is narrower than its stored form gets a CHECK.
#include "backend/sqlite/ddl.hpp"

#include <limits>

#include "backend/sqlite/dialect.hpp"
#include "orpiment/base/bytes.hpp"
#include "orpiment/base/date.hpp"
#include "orpiment/base/decimal.hpp"
#include "orpiment/base/error.hpp"
#include "orpiment/base/time.hpp"
#include "orpiment/base/timestamp.hpp"
#include "orpiment/base/timestamp_tz.hpp"
#include "orpiment/base/uuid.hpp"

namespace orp::backend {

namespace {

constexpr DdlFacts sqlite_facts{
    .has_enum_types = false,
    .has_comments = false,
    .adds_constraints = false,
    .refers_forward = true,
    .drops_together = false,
    .table_suffix = " STRICT",
    .table_names = "SELECT name FROM sqlite_schema WHERE type = 'table'",
    .type_names = "",
    .before_drop = "PRAGMA defer_foreign_keys = ON",
};

template <class Integer>
std::string range_check(std::string_view operand) {
  return std::string(operand) + " BETWEEN " + std::to_string(std::numeric_limits<Integer>::min()) +
         " AND " + std::to_string(std::numeric_limits<Integer>::max());
}

std::string digits_check(std::string_view operand, unsigned digits) {
  const std::string most(digits, '9');
  return std::string(operand) + " BETWEEN -" + most + " AND " + most;
}

class SqliteDdl final : public Ddl {
 public:
  SqliteDdl() : Ddl(sqlite_facts) {}

  // An INTEGER primary key is numbered by itself, one more than the highest there is.
  std::string identity(const ColumnInfo&) const override { return {}; }

  // AUTOINCREMENT numbers on from what stands in sqlite_sequence.
  Numbering numbering(const TableInfo& table) const override {
    for (const ColumnInfo& column : table.columns) {
      if (!column.identity) continue;
      if (column.identity_increment != 1) refuse_increment(table, column);
      if (column.identity_start == 1) continue;
      return {" AUTOINCREMENT", "INSERT INTO sqlite_sequence (name, seq) VALUES (" +
                                    quoted(table.name) + ", " +
                                    std::to_string(column.identity_start - 1) + ')'};
    }
    return {};
  }

  std::string value_check(const ColumnType& type, std::string_view operand) const override {
    const std::string name(operand);
    switch (type.tag) {
      case TypeTag::boolean:
        return name + " IN (0, 1)";
      case TypeTag::int16:
        return range_check<std::int16_t>(operand);
      case TypeTag::int32:
        return range_check<std::int32_t>(operand);
      case TypeTag::decimal:
        return dialect().is_scaled_decimal(type) ? digits_check(operand, type.precision) : "";
      case TypeTag::string:
        return "length(" + name + ") <= " + std::to_string(type.length);
      case TypeTag::uuid:
        return "length(" + name + ") = 16";
      case TypeTag::json:
      case TypeTag::array:
        return name + " IS NULL OR json_valid(" + name + ")";  // of NULL it would be false
      case TypeTag::enumeration:
        return name + " IN (" + labels(*type.enumeration) + ")";
      case TypeTag::converted:
        return value_check(*type.conversion->stored, operand);
      default:
        return {};
    }
  }

  std::string literal(const ColumnType& type, std::string_view text) const override {
    switch (type.tag) {
      case TypeTag::boolean:
        return text == "true" ? "1" : "0";
      case TypeTag::int16:
      case TypeTag::int32:
      case TypeTag::int64:
      case TypeTag::float32:
      case TypeTag::float64:
        return std::string(text);
      case TypeTag::decimal:
        return decimal(type, Decimal::parse(text));
      case TypeTag::uuid:
        return hex(Bytes(
            std::string_view(reinterpret_cast<const char*>(Uuid::parse(text).data()), Uuid::size)));
      case TypeTag::bytes:
        return hex(Bytes(text));
      case TypeTag::date:
        return quoted(Date::parse(text).to_string());
      case TypeTag::time:
        return stored_text(Time::parse(text));
      case TypeTag::timestamp:
        return stored_text(Timestamp::parse(text));
      case TypeTag::timestamptz:
        return stored_text(Timestamp::from_microseconds(TimestampTz::parse(text).microseconds()));
      case TypeTag::converted:
        return literal(*type.conversion->stored, text);
      default:
        return quoted(text);
    }
  }

 private:
  [[noreturn]] static void refuse_increment(const TableInfo& table, const ColumnInfo& column) {
    throw UsageError(
        {.code = "ORP-1410",
         .message =
             std::string(table.name) + '.' + column.name + " is an identity with the increment " +
             std::to_string(column.identity_increment) + ", but SQLite numbers rows one by one",
         .table = table.name,
         .columns = column.name,
         .hint = "leave \"increment\" out of the schema, or \"identity\": false and set the keys"});
  }

  static const Dialect& dialect() { return sqlite_dialect(); }

  static std::string quoted(std::string_view text) {
    std::string sql;
    dialect().quote_text(sql, text);
    return sql;
  }

  template <class T>
  static std::string stored_text(const T& value) {
    char buffer[64];
    return quoted({buffer, static_cast<std::size_t>(value.write_to(buffer) - buffer)});
  }

  static std::string hex(const Bytes& bytes) { return "x'" + bytes.to_string() + "'"; }

  static std::string decimal(const ColumnType& type, const Decimal& value) {
    const Decimal scaled = value.rescaled(type.scale);
    if (!dialect().is_scaled_decimal(type)) return quoted(scaled.to_string());
    return std::to_string(static_cast<std::int64_t>(scaled.coefficient()));
  }

  static std::string labels(const EnumInfo& enumeration) {
    std::string list;
    for (const char* label : enumeration.labels) list += (list.empty() ? "" : ", ") + quoted(label);
    return list;
  }
};

}  // namespace

const Ddl& sqlite_ddl() {
  static const SqliteDdl ddl;
  return ddl;
}

}  // namespace orp::backend
