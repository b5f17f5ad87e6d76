// SPDX-License-Identifier: MIT
// The walk that prints a statement. One class, its parts by subject: render_select.cpp,
// render_write.cpp, render_expression.cpp, render_function.cpp, render_decimal.cpp.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "orpiment/backend/dialect.hpp"
#include "sql/compiler.hpp"
#include "sql/from_clause.hpp"
#include "sql/names.hpp"
#include "sql/shape.hpp"
#include "sql/statement.hpp"

namespace orp::sql {

/// How tightly an expression holds together; an operand that holds less is put in parentheses.
enum class Precedence {
  none,
  logical_or,
  logical_and,
  logical_not,
  comparison,
  concat,  // databases differ about its place, so its neighbours get parentheses
  sum,
  product,
  sign,
  primary,
};

class Renderer {
 public:
  Renderer(const backend::Dialect& dialect, const Shape& shape);

  CompiledStatement render(const Node& statement);

 private:
  using Place = Precedence;

  // render_select.cpp; `targets`: the columns that the elements are assigned to or compared with
  void select(const SelectNode& node, const std::vector<const ColumnType*>& targets = {});
  void subselect(const NodeRef& node, bool is_derived = false,
                 const std::vector<const ColumnType*>& targets = {});
  void select_list(const SelectNode& node, const std::vector<const ColumnType*>& targets);
  void from_clause(const std::vector<FromItem>& items);
  void source(const Source& source);
  void join(const JoinNode& join);
  void order_by(const SelectNode& node);
  void ordering(const Ordering& term, const SelectNode& node);
  void limit(const SelectNode& node);
  void lock(const SelectNode& node);
  void check_outer_joins(const SelectNode& node) const;

  // Elements of select lists and of RETURNING.
  void element(const Element& element, View<std::string> names, const ColumnType* target);
  void value(const Element& element, const std::string& name, const ColumnType* target);
  void describe_result(const std::vector<Element>& elements);

  // render_write.cpp
  void insert(const InsertNode& node);
  void update(const UpdateNode& node);
  void erase(const EraseNode& node);
  void values(const InsertNode& node, const std::vector<const ColumnType*>& targets);
  void assigned(const NodeRef& value, const ColumnType& column);
  void enter(const Source& target, const Sources& further);
  void further_tables(std::string_view keyword, const Sources& sources);
  void returning(const std::vector<Element>& elements);
  void text_statement(const TextStatementNode& node);

  // render_expression.cpp
  void node(const Node& node, Place place);
  void expression(const NodeRef& of, Place place = Place::none) { node(*of, place); }
  void exists(const ExistsNode& node, Place place);
  void column(const ColumnNode& node);
  void derived_column(const DerivedColumnNode& node);
  void parameter(const Expression& node, bool is_typed);
  void constant(Constant value);
  void unary(const UnaryNode& node, Place place);
  void binary(const BinaryNode& node, Place place);
  void run(View<const NodeRef*> terms, std::string_view symbol, Place place);
  void comparison(const BinaryNode& node);
  void match(const BinaryNode& node);
  void arithmetic(const BinaryNode& node, Place place);
  void between(const BetweenNode& node, Place around);
  void between_operands(const BetweenNode& node);
  void in(const InNode& node, Place place);
  void in_keys(const InNode& node);
  void in_query(const InNode& node);
  void case_when(const CaseNode& node);
  void cast(const CastNode& node);
  void text(const TextNode& node, Place around);
  /// An operand beside another one, whose type tells a parameter's.
  void operand(const NodeRef& node, const NodeRef& other, Place place);
  /// An operand of <, <=, BETWEEN or ORDER BY: in the form whose order is the type's order.
  void ordered(const NodeRef& node, const NodeRef* other, Place place);
  void position(const NodeRef& node, const EnumInfo& enumeration);

  // render_function.cpp
  void function(const FunctionNode& node);
  void sum(const FunctionNode& node);
  void average(const FunctionNode& node);
  void extreme(const FunctionNode& node, std::string_view name);
  void round(const FunctionNode& node);
  void coalesce(const FunctionNode& node);
  void call(std::string_view name, const FunctionNode& node);
  void named(const FunctionNode& node);
  template <class Print>
  void cast_to(const ColumnType& type, const Print& print);

  // render_decimal.cpp: decimals that the database keeps as integers scaled by 10^scale
  /// The two meet as such integers: a decimal with a decimal or an integer.
  bool are_scaled(const ColumnType& left, const ColumnType& right) const;
  /// Throws UsageError when the database cannot calculate with decimals of that many digits.
  void check_digits(const ColumnType& type) const;
  /// The expression scaled by 10^scale; rounded, halves away from zero, where it has more digits.
  void scaled(const NodeRef& node, int scale, Place place);
  /// The expression as `type` has it: decimals of its scale.
  void scaled_as(const NodeRef& node, const ColumnType& type, Place place);
  void scaled_arithmetic(const BinaryNode& node, Place place);
  void scaled_quotient(const BinaryNode& node);
  void scaled_cast(const CastNode& node);
  /// round(what `print` prints / 10^digits).
  template <class Print>
  void rounded_off(const Print& print, int digits);
  /// round(numerator / denominator) of integers.
  template <class Numerator, class Denominator>
  void rounded_quotient(const Numerator& numerator, const Denominator& denominator);

  void open(bool parentheses) {
    if (parentheses) out_ += '(';
  }
  void close(bool parentheses) {
    if (parentheses) out_ += ')';
  }
  void infix(std::string_view symbol) {
    out_ += ' ';
    out_ += symbol;
    out_ += ' ';
  }
  void quote(std::string_view name) { dialect_.quote(out_, name); }
  const backend::DialectFacts& facts() const { return dialect_.facts(); }
  /// What `print` appends, taken out again.
  template <class Print>
  std::string printed(const Print& print) {
    const std::size_t begin = out_.size();
    print();
    std::string text = out_.substr(begin);
    out_.resize(begin);
    return text;
  }

  const backend::Dialect& dialect_;
  std::string out_;
  CompiledStatement result_;
  SourceNames names_;
  Sources visible_;          // of the statements around the current one, and its own
  bool is_derived_ = false;  // the current select is one whose columns are referred to by name
  std::unordered_map<const Node*, std::uint32_t> ordinals_;  // in Shape::parameters
  std::vector<std::size_t> numbers_;                         // ordinal -> number in the text, or 0
};

}  // namespace orp::sql
