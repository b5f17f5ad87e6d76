// SPDX-License-Identifier: MIT
#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "orpiment/base/error.hpp"
#include "sql/builder.hpp"
#include "sql/derived.hpp"
#include "sql/renderer.hpp"

namespace orp::sql {
namespace {

bool is_any_column(const NodeRef& expression) {
  return as_if<ColumnNode>(expression) != nullptr ||
         as_if<DerivedColumnNode>(expression) != nullptr;
}

/// Whose column a value is, through labels; nothing when it is something else.
std::optional<Source> owner_of(const NodeRef& expression) {
  if (const auto* const label = as_if<LabelNode>(expression)) return owner_of(label->operand);
  if (const auto* const column = as_if<ColumnNode>(expression)) return column->source();
  if (const auto* const column = as_if<DerivedColumnNode>(expression)) return column->source();
  return {};
}

[[noreturn]] void throw_may_be_null(const NodeRef& expression, const Source& owner) {
  const std::string name = natural_name(expression);
  ErrorDetails details{
      .code = "ORP-1202",
      .message = (owner.table != nullptr ? owner.table->name : source_name(owner)) + '.' + name +
                 " is on the far side of an outer join and may be NULL",
      .columns = {name},
      .hint = "select or_null() of the column"};
  if (owner.table != nullptr) details.table = owner.table->name;
  throw UsageError(std::move(details));
}

/// The query that a source is may have rows without the object.
bool is_missing_within(const Source& source) {
  return source.table == nullptr &&
         elements_of(as<DerivedNode>(source.alias))[source.element].is_optional;
}

/// A column of an object that the query of a derived table may have no row of.
bool is_of_missing(const NodeRef& expression) {
  const auto* const column = as_if<DerivedColumnNode>(without_label(expression));
  return column != nullptr &&
         query_column_at(elements_of(as<DerivedNode>(column->derived)), column->position)
             .may_be_null();
}

/// Of a strength that the database does not know: the next stronger one's.
std::string_view lock_word(const backend::LockWords& words, LockStrength strength) {
  const std::string_view by_strength[] = {words.update, words.no_key_update, words.share,
                                          words.key_share};
  auto at = static_cast<std::size_t>(strength);
  while (at > 0 && by_strength[at].empty()) --at;
  return by_strength[at];
}

}  // namespace

void Renderer::select(const SelectNode& node) {
  const std::size_t outside = visible_.size();
  const std::vector<FromItem> items = from_items(node, visible_);
  for (const FromItem& item : items) {
    visible_.push_back(item.source);
    for (const JoinNode* each : item.joins) visible_.push_back(each->source);
  }

  out_ += "SELECT ";
  affixes(node, false);
  distinct(node);
  select_list(node);
  from_clause(items);
  if (node.where) {
    out_ += " WHERE ";
    expression(node.where);
  }
  for (std::size_t i = 0; i < node.group_by.size(); ++i) {
    out_ += i == 0 ? " GROUP BY " : ", ";
    expression(node.group_by[i]);
  }
  if (node.having) {
    out_ += " HAVING ";
    expression(node.having);
  }
  named_windows(node);
  terms_in_order(node.order_by, " ORDER BY ", &node);
  limit(node);
  lock(node);
  affixes(node, true);
  visible_.resize(outside);
}

void Renderer::distinct(const SelectNode& node) {
  if (node.distinct_on.empty()) {
    if (node.distinct) out_ += "DISTINCT ";
    return;
  }
  check_known(facts().has_distinct_on, "DISTINCT ON",
              "number the rows by func::row_number().over(...) in a subquery, and take the first");
  for (const NodeRef& term : node.distinct_on) {
    out_ += &term == &node.distinct_on.front() ? "DISTINCT ON (" : ", ";
    expression(term);
  }
  out_ += ") ";
}

void Renderer::unread(const NodeRef& query) {
  const bool was_read = std::exchange(is_read_, false);
  expression(query);
  is_read_ = was_read;
}

void Renderer::subselect(const NodeRef& query, bool is_derived) {
  const bool was_read = std::exchange(is_read_, false);
  in_parentheses(query, is_derived);
  is_read_ = was_read;
}

void Renderer::in_parentheses(const NodeRef& query, bool is_derived) {
  out_ += '(';
  const bool was_derived = std::exchange(is_derived_, is_derived);
  expression(query);
  is_derived_ = was_derived;
  out_ += ')';
}

void Renderer::select_list(const SelectNode& node) {
  if (node.selects_one) {
    out_ += '1';
    return;
  }
  if (node.elements.empty()) {
    throw UsageError({.code = "ORP-1213",
                      .message = "a select has nothing to select",
                      .hint = "name entities, select<User>(), or columns, select(User::c.name)"});
  }
  const std::vector<std::string> names = result_names(node.elements, facts().max_identifier_bytes);
  std::size_t first = 0;
  for (std::size_t i = 0; i < node.elements.size(); ++i) {
    if (i > 0) out_ += ", ";
    const Element& each = node.elements[i];
    element(each, {names.data() + first, each.width()});
    first += each.width();
  }
}

bool Renderer::is_wrapped(const NodeRef& value) const {
  return is_read_ && dialect_.is_wrapped_when_read(value_type_of(value));
}

void Renderer::read(const NodeRef& value) {
  if (!is_wrapped(value)) return expression(value);
  out_ += dialect_.as_read(printed([&] { expression(value); }), value_type_of(value));
}

void Renderer::element(const Element& element, View<std::string> names) {
  if (!element.is_entity()) return value(element, names[0]);
  for (std::size_t i = 0; i < element.width(); ++i) {
    if (i > 0) out_ += ", ";
    const NodeRef node = column_of(element.source, element.column(i));
    read(node);
    if (!is_wrapped(node) && natural_name(node, facts().max_identifier_bytes) == names[i]) continue;
    out_ += " AS ";
    quote(names[i]);
  }
}

void Renderer::value(const Element& element, const std::string& name) {
  const NodeRef& node = element.expression;
  const NodeRef& printed = element.computed ? element.computed : node;
  read(printed);
  // A column has its name; an expression needs one where others refer to it.
  const bool has_name = !is_wrapped(printed) && is_any_column(is_derived_ ? printed : node) &&
                        name == natural_name(node, facts().max_identifier_bytes);
  const bool needs_name = is_any_column(node) || as_if<LabelNode>(node) != nullptr || is_derived_;
  if (has_name || !needs_name) return;
  out_ += " AS ";
  quote(name);
}

void Renderer::from_clause(const std::vector<FromItem>& items) {
  for (std::size_t i = 0; i < items.size(); ++i) {
    out_ += i == 0 ? " FROM " : ", ";
    source(items[i].source);
    for (const JoinNode* each : items[i].joins) join(*each);
  }
}

void Renderer::source(const Source& source) {
  const std::string& name = names_.name(source);
  if (source.table == nullptr) return derived(as<DerivedNode>(source.alias), name);
  name_of(*source.table);
  if (!source.alias || as<AliasNode>(source.alias).is_own_name()) return;
  out_ += " AS ";
  quote(name);
  sample(as<AliasNode>(source.alias));
}

void Renderer::sample(const AliasNode& of) {
  if (!of.percent) return;
  check_known(facts().has_tablesample, "TABLESAMPLE",
              "order_by() a random number, and limit() the rows");
  out_ += of.sampling == Sampling::system ? " TABLESAMPLE SYSTEM (" : " TABLESAMPLE BERNOULLI (";
  expression(of.percent);
  out_ += ')';
  if (!of.seed) return;
  out_ += " REPEATABLE (";
  expression(of.seed);
  out_ += ')';
}

void Renderer::affixes(const StatementNode& statement, bool are_suffixes) {
  for (const Affix& each : statement.affixes) {
    if (each.is_suffix != are_suffixes) continue;
    if (!each.database.empty() && each.database != facts().name) continue;
    if (are_suffixes) out_ += ' ';
    out_ += each.text;
    if (!are_suffixes) out_ += ' ';
  }
}

void Renderer::join(const JoinNode& join) {
  switch (join.kind) {
    case JoinKind::inner:
      out_ += " JOIN ";
      break;
    case JoinKind::left:
      out_ += " LEFT OUTER JOIN ";
      break;
    case JoinKind::full:
      check_known(facts().has_full_join, "FULL JOIN",
                  "put two queries together by union_all(): outerjoin() from either side");
      out_ += " FULL OUTER JOIN ";
      break;
    case JoinKind::cross:
      out_ += " CROSS JOIN ";
      break;
  }
  source(join.source);
  if (!join.on) return;
  out_ += " ON ";
  expression(join.on);
}

void Renderer::row_count(const NodeRef& count) {
  if (is_parameter(*count))
    parameter(as<Expression>(count), false);
  else
    expression(count, Place::primary);
}

void Renderer::fetch_with_ties(const QueryNode& node) {
  check_known(facts().has_ties, "FETCH ... WITH TIES",
              "select func::rank().over(...) in a subquery, and compare it with the number");
  if (node.order_by.empty())
    throw UsageError({.code = "ORP-1204",
                      .message = "limit_with_ties() needs to know what rows are ordered by",
                      .hint = "order_by(...)"});
  if (node.offset) {
    out_ += " OFFSET ";
    row_count(node.offset);
  }
  out_ += " FETCH FIRST ";
  const bool is_plain = is_parameter(*node.limit);  // else in parentheses, whatever it is
  open(!is_plain);
  row_count(node.limit);
  close(!is_plain);
  out_ += " ROWS WITH TIES";
}

void Renderer::limit(const QueryNode& node) {
  if (node.with_ties) return fetch_with_ties(node);
  if (node.limit) {
    out_ += " LIMIT ";
    row_count(node.limit);
  } else if (node.offset && !facts().unlimited.empty()) {
    out_ += " LIMIT ";
    out_ += facts().unlimited;
  }
  if (node.offset) {
    out_ += " OFFSET ";
    row_count(node.offset);
  }
}

void Renderer::lock(const SelectNode& node) {
  if (!node.locks || facts().locks == nullptr) return;
  const backend::LockWords& words = *facts().locks;
  word(lock_word(words, node.lock.strength));
  for (const Source& source : node.lock_of) {
    if (!contains(visible_, source))
      throw UsageError({.code = "ORP-1201",
                        .message = "with_for_update() names " + source_name(source) +
                                   ", which the select does not have",
                        .hint = "name tables of the select"});
    out_ += &source == &node.lock_of.front() ? " OF " : ", ";
    quote(names_.name(source));
  }
  if (node.lock.wait == LockWait::nowait) word(words.nowait);
  if (node.lock.wait == LockWait::skip_locked) word(words.skip_locked);
}

void Renderer::check_outer_joins(const Node& statement) const {
  const auto* const select = as_if<SelectNode>(statement);
  if (select == nullptr) return;
  const Sources outer = outer_joined(*select);
  for (const Element& element : select->elements) {
    if (element.is_entity()) {
      const bool may_be_missing =
          contains(outer, element.source) || is_missing_within(element.source);
      if (element.is_optional || !may_be_missing) continue;
      const std::string name = element.source.entity->name;
      throw UsageError(
          {.code = "ORP-1202",
           .message = name + " is on the far side of an outer join and may be missing",
           .entity = name,
           .hint = "select " + name + "* in place of " + name + ", or or_null() of the alias"});
    }
    const bool may_be_null = element.type.nullable || element.type.ops == nullptr;
    const std::optional<Source> owner = owner_of(element.expression);
    if (may_be_null || !owner) continue;
    if (!contains(outer, *owner) && !is_of_missing(element.expression)) continue;
    throw_may_be_null(element.expression, *owner);
  }
}

void Renderer::describe_result(const std::vector<Element>& elements) {
  std::vector<std::string> names = result_names(elements, facts().max_identifier_bytes);
  for (const Element& element : elements) {
    ResultElement described{.entity = element.source.entity,
                            .is_optional = element.is_optional,
                            .first = static_cast<std::uint16_t>(result_.columns.size()),
                            .count = static_cast<std::uint16_t>(element.width())};
    for (std::size_t i = 0; i < element.width(); ++i) {
      const ColumnType* type = &element.type;
      if (element.is_entity()) {
        described.columns.push_back(element.column(i));
        type = &element.source.entity->column(element.column(i)).type;
      }
      result_.columns.push_back({std::move(names[result_.columns.size()]), *type});
    }
    if (element.is_entity() && element.columns.empty())
      described.shape.emplace(*described.entity, described.first);
    result_.elements.push_back(std::move(described));
  }
}

}  // namespace orp::sql
