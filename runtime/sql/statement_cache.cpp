// SPDX-License-Identifier: MIT
#include "sql/statement_cache.hpp"

#include <algorithm>
#include <utility>

#include "orpiment/base/error.hpp"
#include "sql/deferred_node.hpp"
#include "sql/parameter_node.hpp"
#include "sql/row_node.hpp"
#include "sql/statement.hpp"

namespace orp::sql {
namespace {

bool is_same(View<std::uint64_t> words, const std::vector<std::uint64_t>& others) {
  return std::equal(words.begin(), words.end(), others.begin(), others.end());
}

[[noreturn]] void throw_given_twice(const ParameterNode& parameter) {
  throw UsageError(
      {.code = "ORP-1376",
       .message = "parameter " + parameter.name + " is given two values in one statement",
       .hint = "one tree has one value for each of its parameters: make the two parts "
               "of parameters of different names"});
}

/// What a parameter is given; of a list of rows the values of element number `part`.
backend::BoundValue value_of(const NodeRef& given, std::size_t part) {
  if (const auto* const literal = as_if<LiteralNode>(given))
    return {.type = &literal->own_type, .field = literal->field()};
  const auto* const row = as_if<RowNode>(given);
  return {.keys = as<KeyListNode>(row == nullptr ? given : row->operands.at(part)).keys};
}

backend::BoundValue value_given(const Shape& shape, const ParameterNode& parameter) {
  const NodeRef* found = nullptr;
  for (const StatementNode* statement : shape.givers()) {
    for (const GivenValue& each : statement->given)
      if (each.name == parameter.name) {
        if (found != nullptr && *found != each.value) throw_given_twice(parameter);
        found = &each.value;
      }
  }
  if (found != nullptr) return value_of(*found, parameter.part);
  throw UsageError({.code = "ORP-1376",
                    .message = "parameter " + parameter.name + " has no value",
                    .hint = "compile() the statement and bind(" + parameter.name + " = ...)"});
}

}  // namespace

BoundStatement::BoundStatement(std::shared_ptr<const CompiledStatement> compiled,
                               const Shape& shape)
    : compiled_(std::move(compiled)) {
  const View<const Expression*> values = shape.parameters();
  for (const std::uint32_t slot : compiled_->slots) {
    const Expression& node = *values[slot];
    if (const auto* const literal = as_if<LiteralNode>(node))
      parameters_.push_back({.type = &literal->own_type, .field = literal->field()});
    else if (const auto* const generated = as_if<GeneratedNode>(node))
      parameters_.push_back({.type = &generated->own_type, .field = generated_.make(*generated)});
    else if (const auto* const deferred = as_if<DeferredNode>(node))
      parameters_.push_back({.type = &deferred->own_type, .field = deferred->field()});
    else if (const auto* const parameter = as_if<ParameterNode>(node))
      parameters_.push_back(value_given(shape, *parameter));
    else
      parameters_.push_back({.keys = as<KeyListNode>(node).keys});
  }
}

BoundStatement::BoundStatement(std::shared_ptr<const CompiledStatement> compiled,
                               View<backend::BoundValue> values)
    : compiled_(std::move(compiled)) {
  for (const std::uint32_t slot : compiled_->slots) parameters_.push_back(values[slot]);
}

StatementCache::StatementCache(const backend::Dialect& dialect, std::size_t capacity)
    : dialect_(dialect), capacity_(std::max<std::size_t>(capacity, 1)) {}

BoundStatement StatementCache::bind(const Node& statement) {
  const Shape shape(statement);
  std::shared_ptr<const CompiledStatement> compiled = find(shape);
  // (2)
  if (compiled == nullptr) compiled = insert(shape, compile(statement, shape, dialect_));
  return BoundStatement(std::move(compiled), shape);
}

std::shared_ptr<const CompiledStatement> StatementCache::find_kept(const void* what) {
  const std::lock_guard lock(mutex_);
  const auto known = kept_.find(what);
  if (known == kept_.end()) return nullptr;
  ++hits_;
  return known->second;
}

std::shared_ptr<const CompiledStatement> StatementCache::keep(
    const void* what, std::shared_ptr<const CompiledStatement> compiled) {
  const std::lock_guard lock(mutex_);
  return kept_.emplace(what, std::move(compiled)).first->second;
}

StatementCacheStatus StatementCache::status() const {
  const std::lock_guard lock(mutex_);
  return {entries_.size(), hits_, misses_};
}

StatementCache::Entries::iterator StatementCache::find_entry(const Shape& shape) {
  const auto [begin, end] = by_hash_.equal_range(shape.hash());
  for (auto candidate = begin; candidate != end; ++candidate) {
    if (is_same(shape.words(), candidate->second->words)) return candidate->second;
  }
  return entries_.end();
}

std::shared_ptr<const CompiledStatement> StatementCache::find(const Shape& shape) {
  const std::lock_guard lock(mutex_);
  const Entries::iterator entry = find_entry(shape);
  if (entry == entries_.end()) {
    ++misses_;
    return nullptr;
  }
  ++hits_;
  entries_.splice(entries_.begin(), entries_, entry);
  return entry->compiled;
}

std::shared_ptr<const CompiledStatement> StatementCache::insert(const Shape& shape,
                                                                CompiledStatement compiled) {
  auto shared = std::make_shared<const CompiledStatement>(std::move(compiled));
  const std::lock_guard lock(mutex_);
  if (const auto entry = find_entry(shape); entry != entries_.end()) return entry->compiled;
  const View<std::uint64_t> words = shape.words();
  entries_.push_front({shape.hash(), {words.begin(), words.end()}, shared});
  by_hash_.emplace(shape.hash(), entries_.begin());
  if (entries_.size() > capacity_) evict_last();
  return shared;
}

void StatementCache::evict_last() {
  const auto last = std::prev(entries_.end());
  const auto [begin, end] = by_hash_.equal_range(last->hash);
  by_hash_.erase(
      std::find_if(begin, end, [last](const auto& item) { return item.second == last; }));
  entries_.pop_back();
}

}  // namespace orp::sql
