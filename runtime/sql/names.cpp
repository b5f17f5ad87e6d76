// SPDX-License-Identifier: MIT
#include "sql/names.hpp"

#include "orpiment/base/detail/text.hpp"
#include "orpiment/base/error.hpp"
#include "sql/derived.hpp"
#include "sql/excluded_node.hpp"
#include "sql/given_names.hpp"

namespace orp::sql {
namespace {

std::string numbered(std::string_view base, std::size_t number, std::size_t limit) {
  const std::string suffix = '_' + std::to_string(number);
  return std::string(detail::utf8_prefix(base, limit - suffix.size())) + suffix;
}

std::string first_free(std::string_view base, std::size_t limit,
                       const std::set<std::string>& taken) {
  std::size_t number = 1;
  std::string name = numbered(base, number, limit);
  while (taken.count(folded(name)) != 0) name = numbered(base, ++number, limit);
  return name;
}

constexpr std::size_t most_bytes = 63;

[[noreturn]] void throw_bad_name(const char* what, const std::string& fault) {
  throw UsageError({.code = "ORP-1217",
                    .message = std::string("a ") + what + ' ' + fault,
                    .hint = "a name of 1 to 63 bytes of UTF-8 without a zero byte"});
}

}  // namespace

std::string_view function_name(const FunctionNode& node) {
  switch (node.function) {
    case Function::count:
      return "count";
    case Function::sum:
      return "sum";
    case Function::avg:
      return "avg";
    case Function::min:
      return "min";
    case Function::max:
      return "max";
    case Function::string_agg:
      return "string_agg";
    case Function::array_agg:
      return "array_agg";
    case Function::percentile_cont:
      return "percentile_cont";
    case Function::percentile_disc:
      return "percentile_disc";
    case Function::mode:
      return "mode";
    case Function::row_number:
      return "row_number";
    case Function::rank:
      return "rank";
    case Function::dense_rank:
      return "dense_rank";
    case Function::percent_rank:
      return "percent_rank";
    case Function::cume_dist:
      return "cume_dist";
    case Function::ntile:
      return "ntile";
    case Function::lag:
      return "lag";
    case Function::lead:
      return "lead";
    case Function::first_value:
      return "first_value";
    case Function::last_value:
      return "last_value";
    case Function::nth_value:
      return "nth_value";
    case Function::coalesce:
      return "coalesce";
    case Function::lower:
      return "lower";
    case Function::upper:
      return "upper";
    case Function::length:
      return "length";
    case Function::abs:
      return "abs";
    case Function::round:
      return "round";
    case Function::now:
      return "now";
    case Function::named:
      return node.name;
  }
  return "function";
}

void check_given_name(std::string_view name, const char* what) {
  if (name.empty()) throw_bad_name(what, "is empty");
  if (name.find('\0') != std::string_view::npos) throw_bad_name(what, "has a zero byte");
  if (!detail::is_valid_utf8(name)) throw_bad_name(what, "is not UTF-8");
  if (name.size() > most_bytes)
    throw_bad_name(what, "has " + std::to_string(name.size()) + " bytes");
}

std::string natural_name(const NodeRef& expression, std::size_t limit) {
  if (const auto* const column = as_if<ColumnNode>(expression)) {
    return column->table->columns[column->index].name;
  }
  if (const auto* const column = as_if<DerivedColumnNode>(expression)) {
    return result_names(elements_of(as<DerivedNode>(column->derived)), limit).at(column->position);
  }
  if (const auto* const column = as_if<ExcludedColumnNode>(expression)) {
    return column->table->columns[column->index].name;
  }
  if (const auto* const label = as_if<LabelNode>(expression)) return label->name;
  if (const auto* const function = as_if<FunctionNode>(expression)) {
    return std::string(function_name(*function));
  }
  if (const auto* const cast = as_if<CastNode>(expression)) {
    return natural_name(cast->operand, limit);
  }
  return "value";
}

std::string natural_name(const NodeRef& expression) { return natural_name(expression, most_bytes); }

std::string unique_name(std::string_view wanted, std::size_t limit,
                        const std::set<std::string>& taken) {
  std::string name(detail::utf8_prefix(wanted, limit));
  return taken.count(folded(name)) == 0 ? name : first_free(wanted, limit, taken);
}

void SourceNames::take_given(const Node& statement) { taken_ = given_names(statement); }

const std::string& SourceNames::keep(const void* identity, std::string name) {
  taken_.insert(folded(name));
  return names_.emplace(identity, std::move(name)).first->second;
}

std::string SourceNames::made_for(const Source& source) const {
  if (!source.alias) return source.table->name;
  if (const auto* const alias = as_if<AliasNode>(source.alias))
    return alias->name.empty() ? first_free(alias->table->name, limit_, taken_) : alias->name;
  const auto& derived = as<DerivedNode>(source.alias);
  return derived.name.empty() ? first_free("anon", limit_, taken_) : derived.name;
}

const std::string& SourceNames::name(const Source& source) {
  const auto* const derived = source.alias ? as_if<DerivedNode>(source.alias) : nullptr;
  if (derived != nullptr && derived->cte && !derived->is_second)
    return name_of_cte(*derived->cte_name());
  const void* const identity =
      source.alias ? static_cast<const void*>(source.alias.get()) : source.table;
  const auto known = names_.find(identity);
  return known != names_.end() ? known->second : keep(identity, made_for(source));
}

const std::string& SourceNames::name_of_cte(const CteNameNode& cte) {
  const auto known = names_.find(&cte);
  if (known != names_.end()) return known->second;
  return keep(&cte, cte.name.empty() ? first_free("anon", limit_, taken_) : cte.name);
}

std::string SourceNames::next_unnamed() {
  std::string name = first_free("anon", limit_, taken_);
  taken_.insert(folded(name));
  return name;
}

std::vector<std::string> result_names(const std::vector<Element>& elements, std::size_t limit) {
  std::vector<std::string> names;
  std::set<std::string> taken;
  const auto add = [&](std::string_view wanted) {
    names.push_back(unique_name(wanted, limit, taken));
    taken.insert(folded(names.back()));
  };
  for (const Element& element : elements) {
    if (!element.is_entity()) {
      add(natural_name(element.expression, limit));
      continue;
    }
    for (std::size_t i = 0; i < element.width(); ++i) {
      add(element.source.entity->column(element.column(i)).name);
    }
  }
  return names;
}

}  // namespace orp::sql
