// SPDX-License-Identifier: MIT
// A table that the program declares while it runs, in the form that statements know tables in.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "orpiment/meta/entity_info.hpp"
#include "orpiment/meta/schema.hpp"

namespace orp::meta {

/// A value of an enumeration that no class is for: the place of its label.
enum class LabelPlace : std::uint32_t {};

/// The facts of one table, and all that they point to. Never changes; whoever names the table
/// shares it, so that it lives as long as any statement about it.
///
/// (1) content() says all that the SQL of a statement about the table depends on: two tables of one
///     content are the same to whoever compiles statements, wherever they stand in memory.
class OwnedTable {
 public:
  /// Throws UsageError (ORP-1370, ORP-1372) for what is no table, and for types that need a class.
  explicit OwnedTable(schema::Table table);
  OwnedTable(const OwnedTable&) = delete;
  OwnedTable& operator=(const OwnedTable&) = delete;

  const schema::Table& described() const { return described_; }
  const TableInfo& table() const { return table_; }
  /// Of no objects: it constructs none.
  const EntityInfo& entity() const { return entity_; }
  std::string_view content() const { return content_; }
  /// The number of a column. Throws UsageError (ORP-1371) when there is none of that name.
  std::uint16_t number_of(std::string_view column) const;

 private:
  View<std::uint16_t> numbers_of(const std::vector<std::string>& columns);
  ColumnType type_of(const schema::Column& column);
  ColumnType enumeration_type(const schema::Column& column);
  ColumnInfo column_of(const schema::Column& column);
  void add_indexes();

  const schema::Table described_;
  const std::string content_;
  /// An enumeration, and what its facts point to.
  struct OwnedEnum {
    std::vector<const char*> labels;
    EnumInfo info{};
  };

  std::vector<std::unique_ptr<OwnedEnum>> enumerations_;
  std::vector<ColumnInfo> columns_;
  std::vector<MappedColumn> mapped_;
  std::vector<std::unique_ptr<std::vector<std::uint16_t>>> numbers_;
  std::vector<UniqueInfo> uniques_;
  std::vector<std::unique_ptr<std::vector<IndexPart>>> parts_;
  std::vector<IndexInfo> indexes_;
  TableInfo table_{};
  const TableInfo* tables_[1] = {&table_};
  EntityInfo entity_{};
};

}  // namespace orp::meta
