// SPDX-License-Identifier: MIT
// Tables as DDL: descriptors in, SQL text out.
#pragma once
#include <string>
#include <vector>

#include "orpiment/backend/database.hpp"
#include "orpiment/backend/ddl.hpp"
#include "orpiment/meta/table_info.hpp"

namespace orp {

class TableRenderer {
 public:
  explicit TableRenderer(const backend::Database& database)
      : dialect_(database.dialect), ddl_(database.ddl) {}

  /// CREATE TABLE with the foreign keys that `is_inline` accepts; no semicolon.
  template <class IsInline>
  std::string create_table(const TableInfo& table, IsInline is_inline) const {
    std::vector<const ForeignKeyInfo*> keys;
    for (const ForeignKeyInfo& key : table.foreign_keys)
      if (is_inline(key)) keys.push_back(&key);
    return create_table(table, keys);
  }
  /// What follows CREATE TABLE so that the rows are numbered as the schema says; may be empty.
  std::string begin_numbering(const TableInfo& table) const {
    return ddl_.numbering(table).statement;
  }
  std::string create_index(const TableInfo& table, const IndexInfo& index) const;
  std::string add_foreign_key(const TableInfo& table, const ForeignKeyInfo& key) const;
  std::string create_type(const EnumInfo& enumeration) const;
  /// COMMENT ON statements; none where the database has no comments.
  std::vector<std::string> comments(const TableInfo& table) const;
  std::string quoted(std::string_view name) const { return dialect_.quoted(name); }

 private:
  std::string create_table(const TableInfo& table,
                           const std::vector<const ForeignKeyInfo*>& keys) const;
  std::string column(const ColumnInfo& column) const;
  std::string column_default(const ColumnInfo& column) const;
  std::string foreign_key(const TableInfo& table, const ForeignKeyInfo& key) const;
  std::string names(const TableInfo& table, View<std::uint16_t> columns) const;
  std::string primary_key(const TableInfo& table) const;
  std::string constraint(const char* name) const;
  std::string text(std::string_view text) const;

  const backend::Dialect& dialect_;
  const backend::Ddl& ddl_;
};

}  // namespace orp
