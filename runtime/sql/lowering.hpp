// SPDX-License-Identifier: MIT
// The walk that lowers a statement. One class, its parts by subject: lower.cpp and lower_*.cpp.
// What is called `node` is what the program said, by whose types everything is decided; `value`,
// `numerator` and the like are lowered already. What is returned is printed.
#pragma once
#include <cstddef>
#include <string_view>
#include <vector>

#include "orpiment/backend/dialect.hpp"
#include "sql/rewrite.hpp"
#include "sql/statement.hpp"

namespace orp::sql {

struct OperationNode;

/// What the elements of a query are assigned to or compared with; or empty.
struct Targets {
  std::vector<const SqlType*> types;  // nullptr: any
  bool are_compared = false;
  bool are_common = false;   // of the members of a compound
  bool is_distinct = false;  // by that compound
  bool is_anchor = false;    // of a recursion, whose other members have no sizes in their types
};

class Lowering {
 public:
  explicit Lowering(const backend::Dialect& dialect) : dialect_(dialect) {}

  NodeRef operator()(const NodeRef& node);

 private:
  // lower.cpp
  NodeRef operands(const NodeRef& node);
  /// A term of GROUP BY: of equal values one spelling.
  NodeRef grouped(const NodeRef& term);
  /// Each as_one_number().
  NodeRef numbers(const NodeRef& node);
  /// Each in the standard form.
  NodeRef standard_operands(const NodeRef& node);
  NodeRef binary(const NodeRef& node);
  NodeRef comparison(const NodeRef& node);
  NodeRef between(const NodeRef& node);
  // lower_in.cpp
  NodeRef in(const NodeRef& node);
  NodeRef in_query(const NodeRef& node);
  /// The form in which values of two types are compared in a query.
  struct Meeting {
    const SqlType* common;  // nullptr: they are so already
    bool are_as_kept = false;
  };
  Meeting meeting(const SqlType& type, const SqlType& element) const;

  // lower.cpp
  NodeRef rows(const BinaryNode& node);
  NodeRef case_when(const NodeRef& node);
  NodeRef cast(const NodeRef& node);
  /// LIKE without regard to case.
  NodeRef folded(const BinaryNode& node);
  NodeRef query(const NodeRef& node, const Targets& targets = {});
  NodeRef select(const NodeRef& node, const Targets& targets);
  /// A term of ORDER BY as it is printed.
  NodeRef order_term(const SelectNode& of, const NodeRef& term);
  /// A term of DISTINCT ON.
  NodeRef kind_term(const SelectNode& of, const NodeRef& term);
  /// Throws UsageError when it locks rows that are no rows of tables.
  void check_lock(const SelectNode& of) const;
  NodeRef compound(const NodeRef& node, const Targets& targets);
  /// Throws UsageError when the database cannot order it so.
  void check_order(const CompoundNode& of, const Ordering& term) const;
  NodeRef insert(const NodeRef& node);
  /// Each value as a column of its type is assigned it.
  NodeRef values(const NodeRef& node);
  NodeRef update(const NodeRef& node);
  NodeRef with_elements(const NodeRef& original, NodeRef statement, const Targets& targets = {});
  /// What is printed for element number `i`, a value, of the statement.
  NodeRef selected(const StatementNode& of, std::size_t i, const Targets& targets);
  NodeRef element(const Element& element, bool is_distinct);
  NodeRef element_for(const Targets& targets, const NodeRef& node, std::size_t i, bool is_distinct);
  NodeRef assigned(const NodeRef& value, const SqlType& column);
  /// Clause number `number` of a statement whose first ones are assignments.
  NodeRef assigned_to(const WriteNode& of, const std::vector<AssignmentNode>& assignments,
                      std::size_t number, const NodeRef& clause);

  // lower_each_row.cpp
  /// A comparison with any or all rows of a query.
  NodeRef with_each_row(const NodeRef& node);
  /// Of a comparison with ANY or ALL rows: the database would compare texts.
  bool compares_labels_as_texts(const OperationNode& node) const;

  // lower_ranked.cpp
  /// What stands for DISTINCT ON or WITH TIES, to be lowered; empty: nothing need.
  NodeRef ranked(const SelectNode& select) const;
  /// The same of distinct rows that are not ordered as they are selected.
  NodeRef ordered_around(const SelectNode& select, const Targets& targets);
  /// The term is printed in ORDER BY as it is among the elements.
  bool is_ordered_as_selected(const SelectNode& select, const NodeRef& term,
                              const Targets& targets);

  // lower_raw.cpp: throw UsageError where SQL of the program's own meets scaled decimals
  void check_text(const TextNode& node) const;
  void check_call(const FunctionNode& node) const;
  void check_own(const OperationNode& node) const;

  // lower_operation.cpp
  NodeRef operation(const NodeRef& node);
  NodeRef bitwise(const NodeRef& node);
  NodeRef shift(const NodeRef& node);
  NodeRef whole(const NodeRef& node);
  NodeRef outermost(const NodeRef& node);
  NodeRef json_text(const NodeRef& node);
  /// The rows on the way of a recursion: each value such that equal ones are the same, or such that
  /// their order is that of the type.
  NodeRef path(const NodeRef& node, bool are_ordered);

  // lower_array.cpp: arrays kept as JSON, in which decimals, uuids and bytes are texts
  NodeRef with_elements_of(const NodeRef& node);
  NodeRef two_arrays(const NodeRef& node);
  NodeRef array_element(const NodeRef& node);
  NodeRef table_function(const NodeRef& node);
  /// An array whose elements are compared: of decimals what stands for them with that scale.
  NodeRef comparable_elements(const NodeRef& array, int scale);
  /// A value as elements of such an array are.
  NodeRef beside_elements(const NodeRef& value, const SqlType& element, int scale);
  /// A value as JSON has it as an element.
  NodeRef as_element(const NodeRef& value);
  /// Throws UsageError when elements of arrays are not what columns of the type have.
  void check_elements(const SqlType& type, bool are_ordered) const;
  void check_no_nulls(const NodeRef& array) const;

  // lower_stored.cpp: values that a database keeps otherwise than in tables of ours
  backend::Order order_of(const SqlType& type) const;
  /// In the form whose order is the type's order.
  NodeRef ordered(const NodeRef& node);
  /// A label's place in its enumeration.
  NodeRef position(const NodeRef& node, const EnumInfo& enumeration);
  /// The label at a place of the enumeration that `type` is of.
  NodeRef label_at(NodeRef place, const SqlType& type);
  /// The label of an enumeration that is kept as a number.
  NodeRef label_of_number(const NodeRef& node, const EnumInfo& enumeration);
  /// As tables of ours keep it.
  NodeRef standard(const NodeRef& node);
  /// The two are kept alike and in an order that is theirs, so that they need not become standard.
  bool compare_as_kept(const SqlType& left, const SqlType& right) const;
  /// In the same form; where that is a floating-point number, the one of the decimal that it stands
  /// for: calculating may have left another beside it.
  NodeRef as_one_number(const NodeRef& node);
  /// As a column of `type` keeps it: what is assigned to the column.
  NodeRef as_kept(const NodeRef& node, const SqlType& type);
  /// Two enumerations of which the database keeps one as a text.
  bool differ_as_labels(const SqlType& left, const SqlType& right) const;
  /// A label as `type` keeps it. Requires: differ_as_labels.
  NodeRef label_as(const NodeRef& node, const SqlType& type);
  /// Both sides of a comparison as texts, or, for an order, as places in the enumeration.
  NodeRef compare_labels(const NodeRef& node, bool orders);
  /// The integer that a decimal stands for in scaled form, with its own scale.
  NodeRef scaled_integer(const NodeRef& node);

  // lower_number.cpp: what is calculated has the width of its type, or is an error
  NodeRef arithmetic(const NodeRef& node);
  NodeRef negation(const NodeRef& node);
  NodeRef float_arithmetic(const BinaryNode& node);
  /// As arithmetic takes it: a float as a double.
  NodeRef operand(const NodeRef& node);
  /// The same as an int32, if it is of 16 bits and the database would calculate in these.
  NodeRef promoted_operand(const NodeRef& node);
  /// A call of a function that the backend brings.
  NodeRef own_call(std::string_view name, const SqlType& type, std::vector<NodeRef> arguments);
  /// An integer, or what stands for a decimal; an error where it does not fit `type`.
  NodeRef checked(NodeRef value, const SqlType& type);
  /// What checked() was given, where what is made of it will be checked.
  NodeRef unchecked(NodeRef value) const;
  /// Sums and products of unchecked values that stay below infinity, beyond which there is NULL.
  NodeRef bounded(NodeRef calculation);
  /// A quotient of decimals where these are a type.
  NodeRef decimal_quotient(const NodeRef& quotient);
  /// The same with so many digits that the quotient of it, cut off anywhere behind, rounds as the
  /// exact one.
  NodeRef dividend(const NodeRef& node, const SqlType& divisor, const SqlType& result);

  // lower_function.cpp
  NodeRef function(const NodeRef& node);
  NodeRef array_aggregate(const NodeRef& node);
  NodeRef sum(const NodeRef& node);
  NodeRef average(const NodeRef& node);
  NodeRef real_total(const NodeRef& node, std::string_view name);
  NodeRef extreme(const NodeRef& node);
  NodeRef magnitude(const NodeRef& node);
  NodeRef round(const NodeRef& node);
  /// All arguments like one another, as the call's type has them, but for the one numbered `apart`.
  NodeRef alike_arguments(const NodeRef& node, std::size_t apart);

  // lower_window.cpp: what is said of the rows that a function sees
  /// The call with changed arguments, and all else of it lowered.
  template <class Change>
  NodeRef with_arguments(const NodeRef& node, const Change& change);
  NodeRef clause(const FunctionNode& function, std::size_t number, const NodeRef& node);
  /// Lets `call`, an aggregate that stands for `of`, see the rows that `of` sees.
  NodeRef same_rows(NodeRef call, const FunctionNode& of);
  NodeRef ordered_set(const NodeRef& node);
  NodeRef window(const NodeRef& node);
  void check_function(const FunctionNode& node) const;
  /// An aggregate's order is that of its arguments, as the database has it.
  bool is_ordered_by_values(const FunctionNode& node) const;
  void check_measure(const WindowNode& node) const;

  // lower_decimal.cpp: decimals that the database keeps as integers scaled by 10^scale
  /// Such an integer, or what becomes one where it is calculated with.
  bool is_scaled(const SqlType& type) const {
    return dialect_.is_scaled_decimal(type) ||
           (type.tag == TypeTag::decimal && !dialect_.is_standard(type));
  }
  /// The two meet as such integers: a decimal with a decimal or an integer.
  bool are_scaled(const SqlType& left, const SqlType& right) const;
  /// The digits of decimals with which the database calculates, kept as `type` is.
  int exact_digits(const SqlType& type) const;
  /// Throws UsageError when the database cannot calculate with decimals of that many digits.
  void check_digits(const SqlType& type) const;
  /// Scaled by 10^scale; rounded, halves away from zero, where it has more digits.
  NodeRef scaled(const NodeRef& node, int scale);
  /// The same, but beyond 64 bits a real number: for functions that refuse one, and to be compared
  /// with integers, which are all less than it or all greater.
  NodeRef scaled_or_real(const NodeRef& node, int scale);
  /// The same of a side of a comparison; `other` is the type of the other one.
  NodeRef scaled_beside(const SqlType& other, const NodeRef& node, int scale);
  /// value * 10^shift of an integer that has at most so many digits; an error where that is none.
  NodeRef shifted(NodeRef value, int digits, int shift);
  /// In standard form and as `type` has it: decimals of its scale.
  NodeRef scaled_as(const NodeRef& node, const SqlType& type);
  /// Kept as a text, which stands for the same number only if it has the same scale.
  bool is_text_decimal(const SqlType& type) const;
  /// Kept as a text of any spelling, where decimals of ours are numbers.
  bool is_text_of_others(const SqlType& type) const;
  /// Such a text, with that scale.
  NodeRef decimal_text(const NodeRef& node, int scale, const SqlType& type,
                       std::string_view function = "decimal_text");
  /// A text that a decimal of `type` has only if it is the same number.
  NodeRef comparable_text(const NodeRef& node, const SqlType& type);
  /// To be compared with values of `type`, as these are kept.
  NodeRef comparable(const NodeRef& node, const SqlType& type);
  /// As texts that are the same where the values are: what others wrote may be "2" here, "2.00"
  /// there.
  NodeRef one_spelling(const NodeRef& node);
  NodeRef scaled_arithmetic(const NodeRef& node);
  NodeRef scaled_quotient(const BinaryNode& node);
  /// numerator * 10^shift / denominator, rounded, halves away from zero; an error by zero.
  NodeRef quotient(NodeRef numerator, NodeRef denominator, int shift, const SqlType& type);
  /// value / 10^digits, likewise.
  NodeRef rounded_off(NodeRef value, int digits);
  NodeRef scaled_average(const FunctionNode& node);
  NodeRef scaled_round(const FunctionNode& node);
  NodeRef scaled_cast(const CastNode& node);

  const backend::DialectFacts& facts() const { return dialect_.facts(); }

  const backend::Dialect& dialect_;
};

template <class Change>
NodeRef Lowering::with_arguments(const NodeRef& node, const Change& change) {
  const auto& of = as<FunctionNode>(node);
  std::size_t number = 0;
  return with_children(node, [&](const NodeRef& child) {
    const std::size_t at = number++;
    return at < of.arguments.size() ? change(child) : clause(of, at, child);
  });
}

/// The type that the database keeps the expression's values as.
inline const SqlType& stored_type_of(const NodeRef& node) {
  return backend::stored_type(value_type_of(node));
}

/// Printed where it stands.
NodeRef number(std::string digits);
/// round(value, digits).
NodeRef rounded(NodeRef value, const SqlType& type, int digits);
/// The value, which is of `type`, without the size that a column has.
NodeRef without_size(NodeRef value, const SqlType& type);

}  // namespace orp::sql
