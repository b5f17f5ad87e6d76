// SPDX-License-Identifier: MIT
#include "sql/derived.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "orpiment/base/error.hpp"
#include "sql/children.hpp"
#include "sql/compound.hpp"
#include "sql/names.hpp"
#include "sql/own.hpp"
#include "sql/recursion_check.hpp"
#include "sql/source_walk.hpp"

namespace orp::sql {

namespace {

bool is_same_column(const ColumnNode& a, const ColumnNode& b) {
  return a.source().is(b.source()) && a.index == b.index;
}

/// How a column is what it is asked by: `exact` by the label, or by the column without one.
enum class Likeness { none, by_other_name, exact };

Likeness exact_if(bool is_that) { return is_that ? Likeness::exact : Likeness::none; }

Likeness likeness(const Element& element, std::size_t column, const NodeRef& origin);

bool is_column_of(const DerivedColumnNode& column, const NodeRef& origin) {
  const auto* const other = as_if<DerivedColumnNode>(origin);
  return other != nullptr && other->derived == column.derived && other->position == column.position;
}

/// Of an object's column.
Likeness likeness_of_object(const Element& element, std::size_t column, const NodeRef& origin) {
  if (element.source.table == nullptr) {
    const std::vector<Element>& below = elements_of(as<DerivedNode>(element.source.alias));
    return likeness(below[element.source.element], element.column(column), origin);
  }
  const auto* const wanted = as_if<ColumnNode>(origin);
  return exact_if(wanted != nullptr && element.source.is(wanted->source()) &&
                  element.source.entity->number_in_table(element.column(column)) == wanted->index);
}

/// Of a value without its label.
Likeness likeness_of_value(const NodeRef& value, const NodeRef& origin) {
  if (const auto* const of_table = as_if<ColumnNode>(value)) {
    const auto* const wanted = as_if<ColumnNode>(origin);
    return exact_if(wanted != nullptr && is_same_column(*of_table, *wanted));
  }
  const auto* const further = as_if<DerivedColumnNode>(value);
  if (further == nullptr) return Likeness::none;
  if (is_column_of(*further, origin)) return Likeness::exact;
  const QueryColumn below =
      query_column_at(elements_of(as<DerivedNode>(further->derived)), further->position);
  return likeness(*below.element, below.column, origin);
}

/// Column `column` of `element` was made of `origin`, perhaps by way of further derived tables.
Likeness likeness(const Element& element, std::size_t column, const NodeRef& origin) {
  if (element.is_entity()) return likeness_of_object(element, column, origin);
  if (element.expression == origin) return Likeness::exact;
  const NodeRef& value = without_label(element.expression);
  if (value == without_label(origin)) return Likeness::by_other_name;
  const Likeness found = likeness_of_value(value, origin);
  return value == element.expression ? found : std::min(found, Likeness::by_other_name);
}

std::string printed(const NodeRef& origin) {
  const std::string name = natural_name(origin);
  const auto* const column = as_if<ColumnNode>(without_label(origin));
  return column == nullptr ? name : std::string(column->table->name) + '.' + name;
}

/// The query selects the column of `origin`, but of another name of its table.
bool is_of_another_name(const std::vector<Element>& elements, const NodeRef& origin) {
  const auto* const wanted = as_if<ColumnNode>(without_label(origin));
  if (wanted == nullptr) return false;
  return std::any_of(elements.begin(), elements.end(), [wanted](const Element& element) {
    if (element.is_entity()) return element.source.table == wanted->table;
    const auto* const column = as_if<ColumnNode>(without_label(element.expression));
    return column != nullptr && column->table == wanted->table && column->index == wanted->index;
  });
}

[[noreturn]] void throw_of_another_name(const NodeRef& origin) {
  throw UsageError({.code = "ORP-1232",
                    .message = printed(origin) +
                               " is none of the columns of the subquery or CTE, which selects it "
                               "of another alias of the table",
                    .hint = "ask by the column as it is selected: rows[alias[Entity::c.column]]"});
}

[[noreturn]] void throw_not_found(const NodeRef& origin, bool is_ambiguous) {
  const char* const fault = is_ambiguous
                                ? "stands more than once among the columns of the subquery or CTE"
                                : "is none of the columns of the subquery or CTE";
  throw UsageError({.code = "ORP-1232",
                    .message = printed(origin) + ' ' + fault,
                    .hint = "a column is found by the column that the query selects, or by the "
                            "labelled expression, `auto root = Entity::c.code.label(\"root\")`: "
                            "select it once as it is, and otherwise by labels of its own"});
}

[[noreturn]] void throw_nullable(const NodeRef& origin) {
  throw UsageError({.code = "ORP-1202",
                    .message = printed(origin) + " may be NULL in the subquery or CTE",
                    .hint = "ask for or_null() of the column"});
}

/// No database has what writes in a FROM; a CTE some do.
void check_rows_of_from(const NodeRef& query) {
  const auto* const statement = as_if<TextStatementNode>(query);
  if (statement == nullptr || !as<TextNode>(statement->text).writes) return;
  throw UsageError({.code = "ORP-1378",
                    .message = "a text that writes is no query: no SELECT reads its rows",
                    .sql = as<TextNode>(statement->text).pieces.front(),
                    .hint = "insert<E>(), update<E>() and delete_<E>() with returning() give "
                            "objects; the rows of a text are those of "
                            "execute(text(\"...\").columns<T>())"});
}

NodeRef column_at(const NodeRef& derived, const SqlType& type, std::size_t position) {
  return make<DerivedColumnNode>(type, derived, static_cast<std::uint16_t>(position));
}

NodeRef named_cte(const NodeRef& query, NodeRef name, Materialized materialized,
                  bool is_recursive) {
  NodeRef cte = make<CteNode>(std::move(name), query, materialized, is_recursive);
  return make<DerivedNode>(query, std::string(), std::move(cte));
}

/// It says what is selected, and how objects are loaded, and nothing else.
bool is_bare(const SelectNode& select) {
  bool has_operands = false;
  for_each_child(select, [&has_operands](const NodeRef&) { has_operands = true; });
  return !has_operands && select.from.empty() && select.joins.empty() && !select.distinct &&
         !select.locks && select.correlated.empty() && select.added_ctes.empty() &&
         select.comment.empty();
}

/// What changes rows and returns objects, which are loaded as the select says.
NodeRef returned_as(const SelectNode& select, const NodeRef& write) {
  NodeRef result = write;
  WriteNode& node = own<WriteNode>(result);
  node.execution.populate_existing = select.execution.populate_existing;
  node.options.insert(node.options.end(), select.options.begin(), select.options.end());
  return result;
}

NodeRef make_cte_name(std::string_view name) {
  if (!name.empty()) check_given_name(name, "name of a CTE");
  return make<CteNameNode>(std::string(name));
}

}  // namespace

const Node* DerivedNode::contents() const {
  if (function) return function.get();
  if (!cte) return query.get();
  const auto* const of = as_if<CteNode>(cte);
  return of == nullptr ? nullptr : of->query.get();
}

const CteNameNode* DerivedNode::cte_name() const {
  if (!cte) return nullptr;
  const auto* const of = as_if<CteNode>(cte);
  return &as<CteNameNode>(of == nullptr ? cte : of->name);
}

const std::vector<Element>& elements_of(const DerivedNode& derived) {
  return as<LinkedNode>(derived.query).result_elements();
}

std::size_t first_column(const std::vector<Element>& elements, std::size_t element) {
  std::size_t first = 0;
  for (std::size_t i = 0; i < element; ++i) first += elements[i].width();
  return first;
}

const ColumnType& QueryColumn::type() const {
  return element->is_entity() ? element->source.entity->column(element->column(column)).type
                              : element->type;
}

bool QueryColumn::may_be_null() const {
  return (element->is_entity() && element->is_optional) || type().nullable;
}

QueryColumn query_column_at(const std::vector<Element>& elements, std::size_t position) {
  std::size_t first = 0;
  std::size_t i = 0;
  while (first + elements[i].width() <= position) first += elements[i++].width();
  return {&elements[i], position - first, position};
}

QueryColumn query_column_of(const std::vector<Element>& elements, const NodeRef& origin) {
  std::optional<QueryColumn> found;
  Likeness best = Likeness::none;
  bool is_ambiguous = false;
  std::size_t position = 0;
  for (const Element& element : elements) {
    for (std::size_t i = 0; i < element.width(); ++i, ++position) {
      const Likeness each = likeness(element, i, origin);
      if (each == Likeness::none || each < best) continue;
      is_ambiguous = each == best;
      best = each;
      found = {&element, i, position};
    }
  }
  if (is_ambiguous) throw_not_found(origin, true);
  if (!found && is_of_another_name(elements, origin)) throw_of_another_name(origin);
  if (!found) throw_not_found(origin, false);
  return *found;
}

Source source_of(const EntityInfo& entity, const NodeRef& alias) {
  const auto* const derived = alias ? as_if<DerivedNode>(alias) : nullptr;
  if (derived == nullptr) return {.table = &entity.table(), .alias = alias, .entity = &entity};
  const std::vector<Element>& elements = elements_of(*derived);
  std::uint16_t number = 0;
  while (elements.at(number).source.entity != &entity) ++number;
  return {.table = nullptr, .alias = alias, .entity = &entity, .element = number};
}

std::vector<const CteNode*> ctes_of(const Node& statement) {
  std::vector<const CteNode*> ctes;
  const auto add = [&ctes](const Source& source) {
    const auto* const derived = source.alias ? as_if<DerivedNode>(source.alias) : nullptr;
    const auto* const cte =
        derived != nullptr && derived->cte ? as_if<CteNode>(derived->cte) : nullptr;
    if (cte != nullptr && std::find(ctes.begin(), ctes.end(), cte) == ctes.end())
      ctes.push_back(cte);
  };
  SourceWalk walk([](const Source&) {}, add);
  walk.visit(statement);
  return ctes;
}

NodeRef make_derived(const NodeRef& query, std::string_view name, bool is_lateral) {
  check_rows_of_from(query);
  if (!name.empty()) check_given_name(name, "name of a subquery");
  NodeRef node = make<DerivedNode>(query, std::string(name));
  own<DerivedNode>(node).is_lateral = is_lateral;
  return node;
}

NodeRef make_cte(const NodeRef& query, std::string_view name, Materialized materialized) {
  return named_cte(query, make_cte_name(name), materialized, false);
}

NodeRef make_second(const NodeRef& derived, std::string_view name) {
  if (!name.empty()) check_given_name(name, "name of an alias");
  const auto& of = as<DerivedNode>(derived);
  NodeRef node = make<DerivedNode>(of.query, std::string(name), of.cte);
  DerivedNode& second = own<DerivedNode>(node);
  second.is_second = static_cast<bool>(of.cte);
  second.is_lateral = of.is_lateral;
  second.function = of.function;
  return node;
}

NodeRef begin_recursive_cte(const NodeRef& anchor, std::string_view name) {
  return make<DerivedNode>(anchor, std::string(), make_cte_name(name));
}

NodeRef end_recursive_cte(const NodeRef& begun, View<NodeRef> members, bool is_distinct) {
  const auto& of = as<DerivedNode>(begun);
  for (const NodeRef& member : members) {
    check_query(member);
    check_recursive_member(member, *of.cte_name());
  }
  const auto operation = is_distinct ? SetOperation::union_distinct : SetOperation::union_all;
  return named_cte(make_recursion(of.query, operation, members), of.cte, Materialized::by_default,
                   true);
}

NodeRef make_derived_column(const NodeRef& derived, const NodeRef& origin, bool is_optional) {
  const QueryColumn found = query_column_of(elements_of(as<DerivedNode>(derived)), origin);
  if (!is_optional && found.may_be_null()) throw_nullable(origin);
  return column_at(derived, found.type(), found.position);
}

void add_columns_of(NodeRef& select, const NodeRef& derived, View<ResultField> fields) {
  const std::vector<Element>& elements = elements_of(as<DerivedNode>(derived));
  SelectNode& node = own<SelectNode>(select);
  for (std::size_t i = 0; i < fields.size(); ++i) {  // a recursion has more, which nothing reads
    NodeRef column = column_at(derived, elements[i].type, first_column(elements, i));
    node.elements.push_back(value_element(std::move(column), fields[i]));
  }
}

NodeRef make_from_statement(const NodeRef& select, const EntityInfo& entity, const NodeRef& rows) {
  if (!is_bare(as<SelectNode>(select)))
    throw UsageError({.code = "ORP-1265",
                      .message = "a select with clauses takes its rows from_statement()",
                      .hint = "say where(), order_by() and the like in that statement"});
  if (as_write(*rows) != nullptr) return returned_as(as<SelectNode>(select), rows);
  NodeRef result = make_select();
  add_entity(result, entity, rows, false);
  own<SelectNode>(result).execution = as<SelectNode>(select).execution;
  for (const LoadOption& option : as<SelectNode>(select).options)
    add_statement_option(result, option);
  return result;
}

void add_statement_option(NodeRef& statement, LoadOption option) {
  if (as_write(*statement) != nullptr) return own<WriteNode>(statement).options.push_back(option);
  option.alias = as<SelectNode>(statement).elements.front().source.alias;
  add_option(statement, option);
}

void add_cte(NodeRef& statement, const NodeRef& derived) {
  if (!as<DerivedNode>(derived).cte)
    throw UsageError({.code = "ORP-1260",
                      .message = "add_cte() is given a subquery",
                      .hint = "make it by cte()"});
  own<StatementNode>(statement).added_ctes.push_back(source_of(derived));
}

void add_from(NodeRef& select, const NodeRef& derived) {
  own<SelectNode>(select).from.push_back(source_of(derived));
}

void add_join(NodeRef& select, JoinKind kind, const NodeRef& derived, const NodeRef& on) {
  own<SelectNode>(select).joins.push_back({kind, source_of(derived), on});
}

}  // namespace orp::sql
