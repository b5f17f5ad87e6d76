// SPDX-License-Identifier: MIT
#include "sql/given_names.hpp"

#include <map>

#include "orpiment/base/error.hpp"
#include "sql/source_walk.hpp"

namespace orp::sql {

namespace {

class GivenNames {
 public:
  void add(const Source& source) {
    if (!source.alias) return add(source.table->name, source.table, "a table");
    if (const auto* const alias = as_if<AliasNode>(source.alias)) {
      hidden_tables_.insert(folded(alias->table->name));
      return add(alias->name, alias, alias->is_own_name() ? "a table" : "an alias");
    }
    const auto& derived = as<DerivedNode>(source.alias);
    if (derived.is_second) return add(derived.name, &derived, "an alias");
    if (!derived.cte) return add(derived.name, &derived, "a subquery");
    const CteNameNode& cte = *derived.cte_name();
    add(cte.name, &cte, "a CTE");
    ctes_.emplace(folded(cte.name), cte.name);
  }

  std::set<std::string> take() {
    for (const auto& [name, as_given] : ctes_)
      if (hidden_tables_.count(name) != 0) throw_same(as_given, "a CTE", "a table");
    std::set<std::string> names;
    for (const auto& [name, owner] : owners_) names.insert(name);
    return names;
  }

 private:
  struct Owner {
    const void* identity;
    const char* kind;
  };

  void add(const std::string& name, const void* identity, const char* kind) {
    if (name.empty()) return;
    const auto [known, is_new] = owners_.emplace(folded(name), Owner{identity, kind});
    if (!is_new && known->second.identity != identity) throw_same(name, known->second.kind, kind);
  }

  [[noreturn]] static void throw_same(const std::string& name, const char* kind,
                                      const char* other) {
    throw UsageError({.code = "ORP-1234",
                      .message = std::string(kind) + " and " + other +
                                 " of one statement are both called " + name,
                      .hint = "give one of them another name; that they stand in different "
                              "subqueries, or differ in capital letters, is not enough"});
  }

  std::map<std::string, Owner> owners_;
  std::set<std::string> hidden_tables_;
  std::map<std::string, std::string> ctes_;
};

}  // namespace

std::string folded(std::string_view name) {
  std::string result(name);
  for (char& each : result)
    if (each >= 'A' && each <= 'Z') each = static_cast<char>(each - 'A' + 'a');
  return result;
}

std::set<std::string> given_names(const Node& statement) {
  GivenNames names;
  SourceWalk walk([&names](const Source& source) { names.add(source); }, [](const Source&) {});
  walk.visit(statement);
  return names.take();
}

}  // namespace orp::sql
