// SPDX-License-Identifier: MIT
// Tables without classes: what a program declares, or finds, while it runs. For data migrations,
// loading jobs and tools of administrators.
//
//     orp::meta::Table events("events", {orp::meta::column<std::int64_t>("id").primary_key(),
//                                        orp::meta::column<std::string>("name")});
//     connection.execute(orp::insert(events).values({{"id", 1}, {"name", "start"}}));
//     orp::select(events.column<std::string>("name")).where(events.column<std::int64_t>("id") > 5)
//
// They go through the same statements as classes, which own what they need to know of the table.
#pragma once
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "orpiment/meta/schema.hpp"
#include "orpiment/meta/schema_translate_map.hpp"
#include "orpiment/sql/detail/ddl_place.hpp"
#include "orpiment/sql/detail/make_table.hpp"
#include "orpiment/sql/write.hpp"

namespace orp {

class Connection;
class DynamicRow;
class Engine;

namespace meta {
class Table;
class TableInsert;
}  // namespace meta

namespace detail {
class TableBulk;
}

namespace meta {

/// A value for the column of that name: `{"name", "start"}`.
class NamedValue {
 public:
  /// NULL by std::nullopt or nullptr, a value (of an enumeration its label, too), a std::vector of
  /// values for an array, a std::optional, or an expression.
  template <class X>
  NamedValue(std::string_view name, const X& value) : node_{std::string(name), node_for(value)} {}

 private:
  friend class TableInsert;
  friend class TableUpdateDraft;
  friend class TableConflict;
  friend class TableRuleKey;
  friend class orp::detail::TableBulk;
  friend std::vector<NamedValue> named_values(const DynamicRow& row);

  NamedValue(std::string_view name, sql::NodeRef node)
      : node_{std::string(name), std::move(node)} {}

  template <class X>
  static sql::NodeRef node_for(const X& value) {
    if constexpr (detail::Expression<X>)
      return detail::node_of(value);
    else if constexpr (detail::is_null_literal<X>)
      return {};
    else if constexpr (detail::is_optional<X>)
      return value ? node_for(*value) : sql::NodeRef();
    else
      return literal(value).node();
  }
  static std::vector<sql::NamedNode> nodes(const std::vector<NamedValue>& values) {
    std::vector<sql::NamedNode> nodes;
    for (const NamedValue& each : values) nodes.push_back(each.node_);
    return nodes;
  }

  sql::NamedNode node_;
};

/// The values of a row that some statement gave, by the names of its columns: to copy rows from one
/// table to another. An array among them is valid as long as the table that it comes from. Throws
/// UsageError for a value of which the database does not say what it is.
std::vector<NamedValue> named_values(const DynamicRow& row);

/// A column to be declared; made by column<T>().
class ColumnDraft {
 public:
  /// As column<T>() makes it.
  explicit ColumnDraft(schema::Column column) : column_(std::move(column)) {}

  /// Belongs to the primary key.
  ColumnDraft primary_key() && {
    is_key_ = true;
    return std::move(*this);
  }
  /// The database numbers the rows in it.
  ColumnDraft identity(const schema::Identity& identity = {}) && {
    column_.identity = identity;
    return std::move(*this);
  }
  /// What fills it in when an INSERT leaves it out: SQL, which goes to the database as it is.
  ColumnDraft server_default(detail::GivenText expression) && {
    column_.server_default = {ServerDefaultKind::sql, std::string(std::string_view(expression))};
    return std::move(*this);
  }
  /// Of a text: at most so many code points.
  ColumnDraft length(std::uint32_t code_points) && {
    if (column_.type.tag == TypeTag::text) column_.type.tag = TypeTag::string;
    column_.type.length = code_points;
    return std::move(*this);
  }
  /// Of a decimal: so many digits, `scale` of them behind the point.
  ColumnDraft numeric(std::uint8_t precision, std::uint8_t scale) && {
    column_.type.precision = precision;
    column_.type.scale = scale;
    return std::move(*this);
  }

 private:
  friend class Table;

  schema::Column column_;
  bool is_key_ = false;
};

/// A column of that name whose values are of type `T`, a std::optional where they may be NULL. A
/// decimal without numeric() has any digits, where the database has such; elsewhere it is refused
/// when the table is created (ORP-1290) or used (ORP-1219).
template <class T>
ColumnDraft column(std::string_view name) {
  using V = detail::value_t<T>;
  schema::Column column{.name = std::string(name), .type = {}, .nullable = detail::is_optional<T>};
  if constexpr (detail::is_array<V>) {
    using Element = typename V::value_type;
    column.type = schema::from(detail::type_of<detail::value_t<Element>>());
    column.type.is_array = true;
    column.type.has_null_elements = detail::is_optional<Element>;
  } else {
    column.type = schema::from(detail::type_of<V>());
    if constexpr (detail::is_decimal<V>) column.type.precision = 0;
  }
  return ColumnDraft(std::move(column));
}

/// A column of an enumeration, by the labels of its type: values are given and read as labels, and
/// compared and sorted as texts.
[[nodiscard]] inline ColumnDraft enumeration(std::string_view name, schema::Enum type,
                                             bool nullable = false) {
  schema::Column column{
      .name = std::string(name), .type = {.tag = TypeTag::enumeration}, .nullable = nullable};
  column.type.enumeration = std::move(type);
  return ColumnDraft(std::move(column));
}

/// A table that no class is for. A value; copies are the same table of a statement.
class Table : public Derived<> {
 public:
  /// Of these columns, with a primary key of those that say so. Throws UsageError (ORP-1370) for
  /// what is no table.
  Table(std::string_view name, std::initializer_list<ColumnDraft> drafts);
  /// As described. Throws UsageError, ORP-1370 for what is no table, ORP-1372 for types that only a
  /// class can have.
  explicit Table(schema::Table table) : Derived<>(sql::make_table(std::move(table))) {}

  /// The column of that name, whose values are read and written as `T`, a std::optional where they
  /// may be NULL; of an enumeration its label, a std::string. Throws UsageError when there is none
  /// (ORP-1371), or it is of another type (ORP-1373): integers and floating point numbers may
  /// differ in width, but not as elements of arrays.
  template <class T>
  Expr<T> column(std::string_view name) const {
    return Expr<T>(sql::make_column(node(), name, detail::asked_type<T>()));
  }
  /// The same of the row that was to be inserted: in TableConflict::do_update() and the where()
  /// behind it. Throws as column().
  template <class T>
  Expr<T> excluded(std::string_view name) const {
    return Expr<T>(sql::make_excluded(node(), name, detail::asked_type<T>()));
  }
  /// The same table once more in a statement, by another name.
  Table alias(detail::GivenText name) const { return Table(sql::make_table_alias(node(), name)); }
  /// What it consists of. Valid as long as some copy of the table, or a statement about it.
  const schema::Table& described() const { return sql::described(node()); }

  /// Creates it with its indexes and the types of its enumerations, unless a table or view of its
  /// name is there; in the schema that `map` says.
  void create(const Engine& engine, const SchemaTranslateMap& map = {}) const;
  /// Drops it, if it is there, and no type.
  void drop(const Engine& engine, const SchemaTranslateMap& map = {}) const;
  /// In the transaction of an open connection or a session; a rollback takes it back.
  template <detail::RunsScripts Place>
  void create(Place& place, const SchemaTranslateMap& map = {}) const {
    create_at(detail::ddl_place(place), map);
  }
  /// @overload
  template <detail::RunsScripts Place>
  void drop(Place& place, const SchemaTranslateMap& map = {}) const {
    drop_at(detail::ddl_place(place), map);
  }
  /// The same as a table of one connection alone, there in place of another one of its name, until
  /// it is dropped, or its connection goes back to the pool. Not of an engine: ORP-1285.
  [[nodiscard]] Table temporary() const;

 private:
  void create_at(const detail::DdlPlace& place, const SchemaTranslateMap& map) const;
  void drop_at(const detail::DdlPlace& place, const SchemaTranslateMap& map) const;
  explicit Table(sql::NodeRef node) : Derived<>(std::move(node)) {}
};

/// An INSERT that changes the rows that are there already.
class TableUpsert : public Executable {
 public:
  /// Rows that are there change only where every condition holds, these and those of earlier calls.
  template <class... Conditions>
  [[nodiscard]] TableUpsert where(const Conditions&... conditions) const {
    return TableUpsert(detail::with_conditions(node_, conditions...));
  }
  /// Columns and expressions of each row inserted or changed.
  template <class... Items>
  [[nodiscard]] auto returning(const Items&... items) const {
    return detail::returning_items(node_, items...);
  }

 private:
  friend class TableConflict;
  explicit TableUpsert(sql::NodeRef node) : Executable(std::move(node)) {}
};

/// What an INSERT does with rows that meet others; made by TableInsert::on_conflict().
class TableConflict {
 public:
  /// They are left out.
  [[nodiscard]] TableInsert do_nothing() const;
  /// The rows that are there take all values but those of the key.
  [[nodiscard]] TableUpsert do_update() const {
    return TableUpsert(sql::with_update_done(insert_, {}));
  }
  /// They take these. A column means the row that is there, Table::excluded() the one that was to
  /// be inserted. Throws as TableInsert::values().
  [[nodiscard]] TableUpsert do_update(const std::vector<NamedValue>& values) const {
    return TableUpsert(sql::with_named_update_done(insert_, NamedValue::nodes(values)));
  }

 private:
  friend class TableInsert;
  explicit TableConflict(sql::NodeRef insert) : insert_(std::move(insert)) {}

  sql::NodeRef insert_;
};

/// INSERT into a table without a class.
class TableInsert : public Executable {
 public:
  /// Without rows yet.
  explicit TableInsert(const Table& table) : Executable(sql::make_insert_into(table.node())) {}

  /// One more row; every row must assign the same columns. Throws UsageError otherwise, and for
  /// columns that are not there or of another type; DataError for a value that does not fit.
  [[nodiscard]] TableInsert values(const std::vector<NamedValue>& row) const {
    TableInsert changed(*this);
    sql::add_named_row(changed.node_, NamedValue::nodes(row));
    return changed;
  }
  /// The rows of a select, whose columns these are.
  template <class... Ts>
  [[nodiscard]] TableInsert from_select(const QueryMembers<Ts...>& select,
                                        const std::vector<std::string_view>& columns) const {
    TableInsert changed(*this);
    sql::set_named_insert_select(changed.node_, columns, StatementAccess::node(select));
    return changed;
  }
  /// A row that has the values of another one in these columns, a key, does not fail; of none: in
  /// those of any key.
  [[nodiscard]] TableConflict on_conflict(const std::vector<std::string_view>& columns = {}) const {
    return TableConflict(sql::with_named_conflict_key(node_, columns));
  }
  /// Columns and expressions of each inserted row.
  template <class... Items>
  [[nodiscard]] auto returning(const Items&... items) const {
    return detail::returning_items(node_, items...);
  }

 private:
  friend class TableConflict;
  explicit TableInsert(sql::NodeRef node) : Executable(std::move(node)) {}
};

inline TableInsert TableConflict::do_nothing() const {
  return TableInsert(sql::with_nothing_done(insert_));
}

/// What bulk_upsert() does with rows that are there already.
class TableRule {
 public:
  /// As TableRuleKey makes it.
  explicit TableRule(sql::NodeRef node) : node_(std::move(node)) {}

 protected:
  /// An INSERT without rows.
  const sql::NodeRef& node() const { return node_; }

 private:
  friend class orp::detail::TableBulk;

  sql::NodeRef node_;
};

/// That they are changed.
class TableUpdateRule : public TableRule {
 public:
  using TableRule::TableRule;

  /// Rows that are there change only where every condition holds, these and those of earlier calls.
  template <class... Conditions>
  [[nodiscard]] TableUpdateRule where(const Conditions&... conditions) const {
    return TableUpdateRule(detail::with_conditions(node(), conditions...));
  }
};

/// The key by which rows are there already; no rule before do_nothing() or do_update().
class TableRuleKey {
 public:
  /// As on_conflict() makes it.
  explicit TableRuleKey(sql::NodeRef node) : node_(std::move(node)) {}

  /// They stay as they are.
  [[nodiscard]] TableRule do_nothing() const { return TableRule(sql::with_nothing_done(node_)); }
  /// They take all values that their row gives but those of the key.
  [[nodiscard]] TableUpdateRule do_update() const {
    return TableUpdateRule(sql::with_update_of_any(node_, {}));
  }
  /// They take these, as TableConflict::do_update().
  [[nodiscard]] TableUpdateRule do_update(const std::vector<NamedValue>& values) const {
    return TableUpdateRule(sql::with_named_update_of_any(node_, NamedValue::nodes(values)));
  }

 private:
  sql::NodeRef node_;
};

/// UPDATE of some rows of a table without a class, or of all.
class TableUpdate : public Executable {
 public:
  /// Every condition must hold, these and those of earlier calls.
  template <class... Conditions>
  [[nodiscard]] TableUpdate where(const Conditions&... conditions) const {
    return TableUpdate(detail::with_conditions(node_, conditions...));
  }
  /// Columns and expressions of each row after the change.
  template <class... Items>
  [[nodiscard]] auto returning(const Items&... items) const {
    return detail::returning_items(node_, items...);
  }

 private:
  friend class TableUpdateDraft;
  explicit TableUpdate(sql::NodeRef node) : Executable(std::move(node)) {}
};

/// An UPDATE that does not say yet of which rows: no statement before where() or all_rows().
class TableUpdateDraft : public detail::Draft {
 public:
  /// Without values yet.
  explicit TableUpdateDraft(const Table& table) : node_(sql::make_update_of(table.node())) {}

  /// Adds values by the names of their columns. Throws as TableInsert::values().
  [[nodiscard]] TableUpdateDraft set(const std::vector<NamedValue>& values) const {
    TableUpdateDraft changed(*this);
    sql::add_named_assignments(changed.node_, NamedValue::nodes(values));
    return changed;
  }
  /// Of the rows for which every condition holds.
  template <class... Conditions>
  [[nodiscard]] TableUpdate where(const Conditions&... conditions) const {
    return all_rows().where(conditions...);
  }
  /// Of all rows.
  [[nodiscard]] TableUpdate all_rows() const { return TableUpdate(node_); }

 private:
  sql::NodeRef node_;
};

/// DELETE of some rows of a table without a class, or of all.
class TableDelete : public Executable {
 public:
  /// Every condition must hold, these and those of earlier calls.
  template <class... Conditions>
  [[nodiscard]] TableDelete where(const Conditions&... conditions) const {
    return TableDelete(detail::with_conditions(node_, conditions...));
  }
  /// Columns and expressions of each row as it was.
  template <class... Items>
  [[nodiscard]] auto returning(const Items&... items) const {
    return detail::returning_items(node_, items...);
  }

 private:
  friend class TableDeleteDraft;
  explicit TableDelete(sql::NodeRef node) : Executable(std::move(node)) {}
};

/// A DELETE that does not say yet of which rows: no statement before where() or all_rows().
class TableDeleteDraft : public detail::Draft {
 public:
  /// Of that table.
  explicit TableDeleteDraft(const Table& table) : node_(sql::make_erase_from(table.node())) {}

  /// Of the rows for which every condition holds.
  template <class... Conditions>
  [[nodiscard]] TableDelete where(const Conditions&... conditions) const {
    return all_rows().where(conditions...);
  }
  /// Of all rows.
  [[nodiscard]] TableDelete all_rows() const { return TableDelete(node_); }

 private:
  sql::NodeRef node_;
};

}  // namespace meta

/// All columns of a table without a class: rows whose values are read by name, as those of text().
[[nodiscard]] inline Select<> select(const meta::Table& table) {
  sql::NodeRef node = sql::make_select();
  sql::add_columns_of_table(node, table.node());
  return Select<>(std::move(node));
}
/// An INSERT to be filled by values() or from_select().
[[nodiscard]] inline meta::TableInsert insert(const meta::Table& table) {
  return meta::TableInsert(table);
}
/// What bulk_upsert() does with rows that have the values of another one in these columns, a key.
[[nodiscard]] inline meta::TableRuleKey on_conflict(const meta::Table& table,
                                                    const std::vector<std::string_view>& columns) {
  return meta::TableRuleKey(
      sql::with_named_conflict_key(sql::make_insert_into(table.node()), columns));
}
/// An UPDATE to be filled by set(), and where() or all_rows().
[[nodiscard]] inline meta::TableUpdateDraft update(const meta::Table& table) {
  return meta::TableUpdateDraft(table);
}
/// A DELETE to be completed by where() or all_rows().
[[nodiscard]] inline meta::TableDeleteDraft delete_(const meta::Table& table) {
  return meta::TableDeleteDraft(table);
}

}  // namespace orp
