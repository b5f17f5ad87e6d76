// SPDX-License-Identifier: MIT
// Tables as DDL: values in, SQL text out.
#pragma once
#include <string>
#include <vector>

#include "orpiment/backend/database.hpp"
#include "orpiment/backend/ddl.hpp"
#include "orpiment/backend/dialect.hpp"
#include "orpiment/meta/schema.hpp"

namespace orp {

class TableRenderer {
 public:
  explicit TableRenderer(const backend::Database& database)
      : dialect_(database.dialect), ddl_(database.ddl) {}

  /// CREATE TABLE with the foreign keys that `is_inline` accepts; no semicolon.
  template <class IsInline>
  std::string create_table(const schema::Table& table, IsInline is_inline) const {
    std::vector<const schema::ForeignKey*> keys;
    for (const schema::ForeignKey& key : table.foreign_keys)
      if (is_inline(key)) keys.push_back(&key);
    return create_table(table, keys);
  }
  /// What follows CREATE TABLE so that the rows are numbered as the schema says; may be empty.
  std::string begin_numbering(const schema::Table& table) const {
    return ddl_.numbering(table).statement;
  }
  /// CREATE INDEX for each that this database has.
  std::vector<std::string> create_indexes(const schema::Table& table) const;
  std::string add_foreign_key(const schema::Table& table, const schema::ForeignKey& key) const;
  std::string create_type(const schema::Enum& enumeration) const;
  /// What this database has in place of the type; nullptr: nothing else.
  const schema::TypeVariant* variant(const schema::Type& type) const;
  /// Of a variant of `type` that is a domain.
  std::string create_domain(const schema::Type& type, const schema::TypeVariant& domain) const;
  std::string create_sequence(const schema::Sequence& sequence) const;
  /// COMMENT ON statements; none where the database has no comments.
  std::vector<std::string> comments(const schema::Table& table) const;
  std::string quoted(std::string_view name) const { return dialect_.quoted(name); }
  std::string in_schema(const std::string& database_schema, const std::string& name) const {
    return dialect_.quoted_in_schema(database_schema, name);
  }
  /// Of what has a schema and a name: a table, a type, a sequence.
  template <class Named>
  std::string full(const Named& named) const {
    return in_schema(named.database_schema, named.name);
  }
  std::string quoted(const schema::Table& table) const { return full(table); }

 private:
  std::string create_table(const schema::Table& table,
                           const std::vector<const schema::ForeignKey*>& keys) const;
  std::string create_index(const schema::Table& table, const schema::Index& index) const;
  std::string column(const schema::Column& column) const;
  std::string own_type(const schema::TypeVariant& variant) const;
  std::string now(const schema::Type& type) const;
  std::string column_default(const schema::Column& column) const;
  std::string foreign_key(const schema::ForeignKey& key) const;
  /// What MATCH FULL says besides, as a condition of each row.
  std::string match_check(const schema::ForeignKey& key) const;
  std::string unique(const schema::Unique& unique) const;
  std::string exclusion(const schema::Exclusion& exclusion) const;
  std::string index_part(const schema::IndexPart& part) const;
  std::string names(const std::vector<std::string>& columns) const;
  std::string index_place(const schema::Table& table, const schema::Index& index) const;
  std::string primary_key(const schema::Table& table) const;
  std::string constraint(const std::string& name) const;
  std::string text(std::string_view text) const;

  const backend::Dialect& dialect_;
  const backend::Ddl& ddl_;
};

}  // namespace orp
