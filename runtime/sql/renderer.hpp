// SPDX-License-Identifier: MIT
// The walk that prints a statement. One class, its parts by subject: render_query.cpp,
// render_select.cpp, render_write.cpp, render_expression.cpp, render_function.cpp,
// render_operation.cpp, render_parameter.cpp, render_table_function.cpp, render_text.cpp,
// render_window.cpp. What it prints is lowered: it knows no types but where they are spelled.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "orpiment/backend/dialect.hpp"
#include "sql/compiler.hpp"
#include "sql/excluded_node.hpp"
#include "sql/from_clause.hpp"
#include "sql/names.hpp"
#include "sql/shape.hpp"
#include "sql/statement.hpp"

namespace orp::sql {

struct GroupingNode;
struct OperationNode;
struct TableFunctionNode;
struct ValuesNode;

/// How tightly an expression holds together; an operand that holds less is put in parentheses.
enum class Binding {
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
  CompiledStatement render_conflict(const InsertNode& insert, std::size_t row_width);

 private:
  using Place = Binding;

  CompiledStatement take_result();
  void comment(const StatementNode& statement);
  /// Those for this database.
  void affixes(const StatementNode& statement, bool are_suffixes);

  // render_query.cpp
  /// WITH, before the statement.
  void ctes(const Node& statement);
  void cte(const CteNode& node);
  void compound(const CompoundNode& node);
  /// The query of a recursive CTE, its members as one.
  void recursion(const CompoundNode& node);
  void member(const NodeRef& query);
  /// A query whose columns are referred to by name.
  void named_rows(const NodeRef& query);
  void derived(const DerivedNode& node, const std::string& name);

  // render_select.cpp
  void select(const SelectNode& node);
  void subselect(const NodeRef& query, bool is_derived = false);
  /// The same of one whose rows are those that the statement around it gives.
  void in_parentheses(const NodeRef& query, bool is_derived);
  /// Prints a query whose rows the program does not read.
  void unread(const NodeRef& query);
  void select_list(const SelectNode& node);
  void from_clause(const std::vector<FromItem>& items);
  void source(const Source& source);
  void sample(const AliasNode& of);
  void join(const JoinNode& join);
  void distinct(const SelectNode& node);
  void limit(const QueryNode& node);
  /// Of LIMIT or OFFSET.
  void row_count(const NodeRef& count);
  void fetch_with_ties(const QueryNode& node);
  void lock(const SelectNode& node);
  void check_outer_joins(const Node& statement) const;
  /// Throws UsageError unless the database knows `what`.
  void check_known(bool is_known, const char* what, const char* hint) const;

  // Elements of select lists and of RETURNING.
  void element(const Element& element, View<std::string> names);
  void value(const Element& element, const std::string& name);
  /// One that the program reads is printed within what a column of its type needs for that.
  bool is_wrapped(const NodeRef& value) const;
  void read(const NodeRef& value);
  void describe_result(const std::vector<Element>& elements);

  // render_write.cpp
  void insert(const InsertNode& node);
  void update(const UpdateNode& node);
  void erase(const EraseNode& node);
  void values(const InsertNode& node);
  void inserted_query(const InsertNode& node);
  void on_conflict(const InsertNode& node);
  void excluded(const ExcludedColumnNode& node);
  void assignments(const WriteNode& of, const std::vector<AssignmentNode>& assignments);
  void assigned(const NodeRef& value);
  void enter(const Source& target, const Sources& further);
  /// What `print` enters is left behind it.
  template <class Print>
  void statement(const Print& print) {
    const std::size_t outside = visible_.size();
    result_.writes = true;
    print();
    visible_.resize(outside);
  }
  /// Of an UPDATE or a DELETE, whose `verb` it is; `keyword` begins them, or is empty where the
  /// database has none.
  void further_tables(const TableInfo& table, const char* verb, std::string_view keyword,
                      const Sources& sources);
  /// The condition of a DELETE by the keys of the rows that it means.
  void keys_of_rows(const EraseNode& node, const Source& target, const Sources& further);
  /// Throws UsageError when RETURNING names a table that it cannot.
  void check_returning(const StatementNode& node, const Sources& further, bool of_further) const;
  void returning(const StatementNode& node, bool is_possible);
  void text_statement(const TextStatementNode& node);

  // render_expression.cpp
  void node(const Node& node, Place place);
  void expression(const NodeRef& of, Place place = Place::none) { node(*of, place); }
  /// There is one for each kind of expression.
  template <class Kind>
  void print(const Kind& node, Place place);
  void run(View<const NodeRef*> terms, std::string_view symbol, Place place);
  void comparison(const BinaryNode& node);
  /// A side of a comparison of rows; `beside` is the other one.
  void row(const std::vector<NodeRef>& operands, const std::vector<NodeRef>& beside);
  void match(const BinaryNode& node);
  void arithmetic(const BinaryNode& node, Place place);
  void concatenation(const BinaryNode& node);
  void in_keys(const InNode& node);
  void in_query(const InNode& node);
  /// An operand beside another one, whose type tells a parameter's.
  void operand(const NodeRef& node, const NodeRef& other, Place place);
  void function(const FunctionNode& node);
  void invocation(const FunctionNode& node);
  void call(std::string_view name, const FunctionNode& node);
  void named(const FunctionNode& node);

  // render_parameter.cpp
  void parameter(const Expression& node, bool is_typed);
  void place_of(const Expression& node, bool is_typed);
  /// The number of the first list as a parameter; the others have those that follow. Lists that
  /// stand in the text already have the numbers that they have there.
  std::size_t number_of_lists(const std::vector<NodeRef>& lists);

  // values.cpp
  void rows_of_values(const ValuesNode& node);

  // grouping_sets.cpp
  void grouping(const GroupingNode& node);

  // render_text.cpp
  void text(const TextNode& node, Place place);

  // render_table_function.cpp
  void table_function(const DerivedNode& rows);
  void named_rows_of(const TableFunctionNode& function);
  /// Where the columns of a function are given names.
  void names_of_columns(const DerivedNode& rows);
  /// Prints a column that the database has not as it is known; false: there is nothing special.
  bool function_column(const DerivedColumnNode& node);
  bool element_column(const DerivedColumnNode& node);

  // render_operation.cpp
  void operation(const OperationNode& node, Place place);
  /// `text`, each `{0}` of it the operand of that number, `{n}` the name.
  void spelled(std::string_view text, const std::vector<NodeRef>& operands,
               std::string_view name = {});
  void collated(const OperationNode& node, Place place);
  void custom(const OperationNode& node, Place place);

  // render_window.cpp
  void window(const WindowNode& node);
  /// The WINDOW clause.
  void named_windows(const SelectNode& node);
  void frame(const Frame& frame);
  void bound(const FrameBound& bound);
  void within_group(const FunctionNode& node);
  /// The terms as they are, `keyword` before the first; a select's may be named by its labels.
  void terms_in_order(const std::vector<Ordering>& terms, std::string_view keyword,
                      const QueryNode* query = nullptr);
  void ordering(const Ordering& term, const QueryNode* query);

  void open(bool parentheses) {
    if (parentheses) out_ += '(';
  }
  void close(bool parentheses) {
    if (parentheses) out_ += ')';
  }
  void word(std::string_view text) {
    out_ += ' ';
    out_ += text;
  }
  void infix(std::string_view symbol) {
    out_ += ' ';
    out_ += symbol;
    out_ += ' ';
  }
  void quote(std::string_view name) { dialect_.quote(out_, name); }
  void name_of(const TableInfo& table);
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
  const TableInfo* upserted_ = nullptr;  // the table whose excluded() columns may be named here
  Sources visible_;                      // of the statements around the current one, and its own
  std::string recursion_;                // the name of the recursive CTE that is printed
  bool is_derived_ = false;  // the current select is one whose columns are referred to by name
  bool is_read_ = true;      // what the current statement gives is what the program reads
  std::unordered_map<const Node*, std::uint32_t> ordinals_;  // in Shape::parameters
  std::vector<std::size_t> numbers_;                         // ordinal -> number in the text, or 0
};

}  // namespace orp::sql
