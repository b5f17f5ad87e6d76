// SPDX-License-Identifier: MIT
// Names in the database are compared without regard to ASCII case, because some databases do.
// Tables, indexes and the constraints that are indexes inside share one scope, as do enumeration
// types.
#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "schema/front/check_rules.hpp"
#include "schema/model/naming.hpp"
#include "schema/text.hpp"

namespace orp::language {
namespace {

/// Every table has these already in one database or another.
constexpr std::string_view system_columns[] = {"cmax", "cmin", "ctid", "tableoid", "xmax", "xmin"};
constexpr std::string_view system_prefix = "sqlite_";

struct Named {
  std::string what;
  Location where;
};

class Scope {
 public:
  explicit Scope(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  /// Reports an impossible name, and one that is there already, which is then not added.
  bool add(std::string_view kind, const std::string& name, const Location& where,
           std::string_view hint = {}, const std::string& database_schema = {}) {
    const std::string what = std::string(kind) + ' ' + in_quotes(name);
    if (name.find_first_not_of(' ') == std::string::npos) {
      diagnostics_.error(where, std::string(kind) + " without a name", "give it one");
      return false;
    }
    if (name.size() > max_name_bytes) {
      diagnostics_.error(where,
                         "the name of " + what + " has " + std::to_string(name.size()) +
                             " bytes, more than the " + std::to_string(max_name_bytes) +
                             " that databases keep",
                         "give it a shorter one");
    }
    const auto [first, is_new] = names_.try_emplace(
        lower_case(database_schema) + '\0' + lower_case(name), Named{what, where});
    if (is_new) return true;
    diagnostics_.error(where,
                       what + " has the name of " + first->second.what + ", declared at " +
                           diagnostics_.place(first->second.where),
                       std::string(hint.empty() ? "call one of them otherwise" : hint));
    return false;
  }

 private:
  Diagnostics& diagnostics_;
  std::map<std::string, Named> names_;
};

std::vector<const Table*> all_tables(const Model& model) {
  std::vector<const Table*> tables;
  for (const Entity& entity : model.entities) tables.push_back(&entity.table);
  for (const Table& table : model.secondary_tables) tables.push_back(&table);
  return tables;
}

void refuse_system_name(const std::string& name, const Location& where, Diagnostics& diagnostics) {
  if (lower_case(name).rfind(system_prefix, 0) == 0) {
    diagnostics.error(where,
                      in_quotes(name) + " begins with \"sqlite_\", which SQLite keeps for itself",
                      "begin it otherwise");
  }
}

void check_columns_of(const Table& table, Diagnostics& diagnostics) {
  Scope columns(diagnostics);
  for (const Column& column : table.columns) {
    columns.add("column", column.name, column.where);
    const auto same =
        std::find(std::begin(system_columns), std::end(system_columns), lower_case(column.name));
    if (same != std::end(system_columns)) {
      diagnostics.error(column.where,
                        in_quotes(column.name) + " is a column that PostgreSQL has itself",
                        "give it another \"name\"");
    }
  }
}

constexpr std::string_view name_hint = "give one of them a \"name\"";
constexpr std::string_view secondary_hint = R"(choose another "secondary")";

void check_constraints_of(const Table& table, Diagnostics& diagnostics) {
  Scope constraints(diagnostics);
  for (const ForeignKey& key : table.foreign_keys) {
    constraints.add("foreign key", key.name, key.where, name_hint);
  }
  for (const Check& constraint : table.checks) {
    constraints.add("check", constraint.name, constraint.where);
  }
}

/// The constraints of a table that are indexes inside, in the order of writing.
void add_indexes(const Table& table, Scope& names) {
  struct Entry {
    std::string_view kind;
    const std::string* name;
    const Location* where;
  };
  std::vector<Entry> entries;
  for (const Unique& constraint : table.uniques) {
    entries.push_back({"unique constraint", &constraint.name, &constraint.where});
  }
  for (const Index& index : table.indexes) {
    entries.push_back({"index", &index.name, &index.where});
  }
  for (const Exclusion& exclusion : table.exclusions) {
    entries.push_back({"exclusion", &exclusion.name, &exclusion.where});
  }
  std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
    return std::tie(a.where->line, a.where->column) < std::tie(b.where->line, b.where->column);
  });
  for (const Entry& entry : entries)
    names.add(entry.kind, *entry.name, *entry.where, name_hint, table.database_schema);
}

void check_shared_scope(const Model& model, Diagnostics& diagnostics) {
  Scope names(diagnostics);
  std::vector<const Table*> tables;  // without those that have a name for the second time
  const auto add_table = [&](const Table& table, std::string_view hint) {
    if (table.name.empty()) return;  // missing, and reported
    refuse_system_name(table.name, table.where, diagnostics);
    if (names.add("table", table.name, table.where, hint, table.database_schema))
      tables.push_back(&table);
  };
  for (const Entity& entity : model.entities) add_table(entity.table, {});
  for (const Table& table : model.secondary_tables) add_table(table, secondary_hint);
  for (const Enum& enumeration : model.enums) {
    names.add("enumeration", enumeration.db_name, enumeration.where, name_hint);
  }
  for (const Sequence& sequence : model.sequences) {
    names.add("sequence", sequence.name, sequence.where);
  }
  for (const Table* table : tables) {
    if (!table->primary_key.columns.empty()) {
      names.add("primary key", table->primary_key.name, table->where, {}, table->database_schema);
    }
  }
  for (const Table* table : tables) {
    add_indexes(*table, names);
    for (const Index& index : table->indexes) {
      refuse_system_name(index.name, index.where, diagnostics);
    }
  }
}

void check_label_lengths(const Model& model, Diagnostics& diagnostics) {
  for (const Enum& enumeration : model.enums) {
    for (const EnumLabel& label : enumeration.labels) {
      if (label.stored.size() <= max_name_bytes) continue;
      diagnostics.error(label.where,
                        "the label has " + std::to_string(label.stored.size()) +
                            " bytes, more than the " + std::to_string(max_name_bytes) +
                            " that databases keep",
                        "store a shorter one; \"name\" says what it is in C++");
    }
  }
}

}  // namespace

void check_database_names(const Model& model, Diagnostics& diagnostics) {
  check_shared_scope(model, diagnostics);
  check_label_lengths(model, diagnostics);
  for (const Table* table : all_tables(model)) {
    check_columns_of(*table, diagnostics);
    check_constraints_of(*table, diagnostics);
  }
}

}  // namespace orp::language
