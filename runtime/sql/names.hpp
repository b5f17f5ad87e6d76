// SPDX-License-Identifier: MIT
// How what is in a statement is called in its SQL: sources, aliases, result columns.
#pragma once
#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sql/statement.hpp"

namespace orp::sql {

/// Throws UsageError for a name that a program gives and some database would refuse or cut: an
/// empty one, one of more than 63 bytes, one with a zero byte. `what` has it: "label".
void check_given_name(std::string_view name, const char* what);

/// A name that is not in `taken`, which has them folded: `wanted`, or with _1, _2 ... behind it;
/// cut to `limit` bytes.
std::string unique_name(std::string_view wanted, std::size_t limit,
                        const std::set<std::string>& taken);

/// What the sources of one statement are called.
class SourceNames {
 public:
  explicit SourceNames(std::size_t limit) : limit_(limit) {}

  /// Names that the program gave to sources of `statement` are not given to others. Throws
  /// UsageError where two are the same (given_names.hpp).
  void take_given(const Node& statement);
  /// The table's name, the alias's own, or one made for it: "users_1", "anon_1".
  const std::string& name(const Source& source);
  const std::string& name_of_cte(const CteNameNode& cte);
  /// A name for what nobody refers to.
  std::string next_unnamed();

 private:
  std::string made_for(const Source& source) const;
  const std::string& keep(const void* identity, std::string name);

  std::size_t limit_;
  std::unordered_map<const void*, std::string> names_;
  std::set<std::string> taken_;  // folded
};

/// What a function is called, on most databases, and so its value.
std::string_view function_name(const FunctionNode& node);

/// In messages, where nothing is cut.
std::string natural_name(const NodeRef& expression);
/// What a value is called when no other has the name; cut to `limit` bytes by its user.
std::string natural_name(const NodeRef& expression, std::size_t limit);

/// The names of a select's result columns, unique: "id", "name", "id_1".
std::vector<std::string> result_names(const std::vector<Element>& elements, std::size_t limit);

/// Throws UsageError (ORP-1212) for what is no name of a function.
void check_function_name(const std::string& name);

}  // namespace orp::sql
