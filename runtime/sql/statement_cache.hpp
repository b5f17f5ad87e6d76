// SPDX-License-Identifier: MIT
// Compiles each shape of a statement once, and binds values to it.
#pragma once
#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "meta/inline_vector.hpp"
#include "orpiment/backend/dialect.hpp"
#include "orpiment/backend/statement.hpp"
#include "sql/compiler.hpp"
#include "sql/generated_values.hpp"
#include "sql/shape.hpp"

namespace orp::sql {

/// A compiled statement with the values of one execution. The values stand in the statement's tree:
/// the statement must be alive while this is used.
class BoundStatement {
 public:
  BoundStatement(std::shared_ptr<const CompiledStatement> compiled, const Shape& shape);
  /// The values in place of those of the statement that was compiled, in their order.
  BoundStatement(std::shared_ptr<const CompiledStatement> compiled,
                 View<backend::BoundValue> values);

  const CompiledStatement& compiled() const { return *compiled_; }
  /// The same, to be kept beyond this execution.
  const std::shared_ptr<const CompiledStatement>& shared() const { return compiled_; }
  backend::Statement statement() const { return compiled_->statement(); }
  View<backend::BoundValue> parameters() const { return parameters_.view(); }

 private:
  std::shared_ptr<const CompiledStatement> compiled_;
  InlineVector<backend::BoundValue, 12> parameters_;
  GeneratedValues generated_;
};

struct StatementCacheStatus {
  std::size_t size = 0;
  std::uint64_t hits = 0;
  std::uint64_t misses = 0;
};

/// An engine's compiled statements. May be used by several threads at once.
///
/// (1) The shape decides, not its hash: what differs in anything but values is compiled for itself.
/// (2) A statement is compiled without the lock, so by two threads perhaps twice; the first one's
///     is kept, and one that does not compile leaves nothing.
/// (3) The least recently used give way; what is being executed stays alive until it is done.
/// (4) Values stand in the statement's tree and never in the cache: they are bound anew each time,
///     and made anew where the session makes them.
/// (5) What a schema asks for by itself is found by what it is for, without its tree (keep()).
class StatementCache {
 public:
  static constexpr std::size_t default_capacity = 500;

  explicit StatementCache(const backend::Dialect& dialect, std::size_t capacity = default_capacity);

  const backend::Dialect& dialect() const { return dialect_; }

  /// The statement compiled, now or earlier, with its values. Throws what compile() throws.
  BoundStatement bind(const Node& statement);
  BoundStatement bind(const NodeRef& statement) { return bind(*statement); }

  /// The statement that always loads what `what` stands for, a class or a relationship: what
  /// build() makes the first time, and nothing after that. It is not given up.
  template <class Build>
  std::shared_ptr<const CompiledStatement> keep(const void* what, Build build) {
    if (std::shared_ptr<const CompiledStatement> kept = find_kept(what)) return kept;
    return keep(what, bind(*build()).shared());
  }

  StatementCacheStatus status() const;

 private:
  struct Entry {
    std::uint64_t hash;
    std::vector<std::uint64_t> words;
    std::shared_ptr<const CompiledStatement> compiled;
  };
  using Entries = std::list<Entry>;  // most recently used first

  Entries::iterator find_entry(const Shape& shape);
  std::shared_ptr<const CompiledStatement> find(const Shape& shape);
  std::shared_ptr<const CompiledStatement> insert(const Shape& shape, CompiledStatement compiled);
  void evict_last();
  std::shared_ptr<const CompiledStatement> find_kept(const void* what);
  std::shared_ptr<const CompiledStatement> keep(const void* what,
                                                std::shared_ptr<const CompiledStatement> compiled);

  const backend::Dialect& dialect_;
  const std::size_t capacity_;
  mutable std::mutex mutex_;
  Entries entries_;
  std::unordered_multimap<std::uint64_t, Entries::iterator> by_hash_;
  std::unordered_map<const void*, std::shared_ptr<const CompiledStatement>> kept_;
  std::uint64_t hits_ = 0;
  std::uint64_t misses_ = 0;
};

}  // namespace orp::sql
