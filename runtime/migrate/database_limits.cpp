// SPDX-License-Identifier: MIT
#include "migrate/database_limits.hpp"

#include <string>

#include "orpiment/backend/ddl.hpp"
#include "orpiment/backend/dialect.hpp"
#include "orpiment/base/error.hpp"

namespace orp {

namespace {

class TableCheck {
 public:
  TableCheck(const backend::Database& database, const schema::Table& table)
      : name_(database.dialect.facts().name), facts_(database.ddl.facts()), table_(table) {}

  void check() const {
    if (table_.options.temporary && facts_.temporary_table_names.empty())
      throw_lacking("temporary tables", "make a table of another name, and drop it");
    for (const schema::Column& column : table_.columns) check_column(column);
    if (table_.primary_key.deferrable != Deferrable::no && !facts_.has_deferrable_keys)
      throw_lacking("a primary key that is deferrable", "leave \"deferrable\" out");
    for (const schema::Unique& unique : table_.uniques) check_unique(unique);
    for (const schema::Index& index : table_.indexes)
      if (index.nulls_not_distinct && is_for(index.dialects, name_)) check_nulls(index.name);
    for (const schema::ForeignKey& key : table_.foreign_keys)
      if (facts_.has_attached_schemas && key.referred_schema != table_.database_schema)
        throw_lacking("the foreign key " + key.name + ", which leads to another schema",
                      "say \"constraint\": false in the schema");
    for (const schema::Exclusion& exclusion : table_.exclusions)
      if (!facts_.has_exclusions && is_for(exclusion.dialects, name_))
        throw_lacking("the exclusion constraint " + exclusion.name,
                      "name the \"dialects\" that have it");
  }

 private:
  void check_column(const schema::Column& column) const {
    if (column.type.tag == TypeTag::decimal && column.type.precision == 0 &&
        !facts_.has_unscaled_decimals)
      throw_lacking("decimals without a precision, and the column " + column.name + " is one",
                    "say how many digits it has: \"precision\" and \"scale\" in the schema");
    if (column.computed.kind == ComputedKind::virtual_ && !facts_.has_virtual_columns)
      throw_lacking("the column " + column.name + ", which is calculated when it is read",
                    "make it \"stored\" in the schema");
    if (column.server_default.kind == ServerDefaultKind::sequence && facts_.sequence_names.empty())
      throw_lacking("the sequence " + column.server_default.text + " of the column " + column.name,
                    "let the program or an identity number the rows");
  }

  void check_unique(const schema::Unique& unique) const {
    if (unique.deferrable != Deferrable::no && !facts_.has_deferrable_keys)
      throw_lacking("the unique constraint " + unique.name + ", which is deferrable",
                    "leave \"deferrable\" out");
    if (unique.nulls_not_distinct) check_nulls(unique.name);
  }

  void check_nulls(const std::string& name) const {
    if (!facts_.has_nulls_not_distinct)
      throw_lacking(name + ", for which one NULL is like another",
                    "leave \"nulls_not_distinct\" out");
  }

  [[noreturn]] void throw_lacking(const std::string& what, const char* hint) const {
    throw UsageError({.code = "ORP-1290",
                      .message = std::string(name_) + " cannot make the table " + table_.name +
                                 ": it does not know " + what,
                      .table = table_.name,
                      .hint = hint});
  }

  std::string_view name_;
  const backend::DdlFacts& facts_;
  const schema::Table& table_;
};

}  // namespace

bool is_for(std::string_view dialects, std::string_view dialect) {
  const std::string listed = ' ' + std::string(dialects) + ' ';
  return dialects.empty() || listed.find(' ' + std::string(dialect) + ' ') != std::string::npos;
}

void check_database_has(const backend::Database& database, const schema::Table& table) {
  TableCheck(database, table).check();
}

}  // namespace orp
