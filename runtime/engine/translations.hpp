// SPDX-License-Identifier: MIT
// Statements of an engine that name schemas by other names than the model has.
#pragma once
#include <cstddef>
#include <list>
#include <memory>
#include <mutex>

#include "orpiment/backend/dialect.hpp"
#include "orpiment/meta/schema_translate_map.hpp"
#include "sql/statement_cache.hpp"

namespace orp::detail {

/// What a map makes of an engine: a dialect, and what was compiled in it. May be used by several
/// threads at once.
class Translation {
 public:
  Translation(std::unique_ptr<const backend::Dialect> translated, std::size_t capacity)
      : dialect(std::move(translated)), statements(*dialect, capacity) {}

  const std::unique_ptr<const backend::Dialect> dialect;
  sql::StatementCache statements;
};

/// The translations of an engine.
///
/// (1) Equal maps have one translation, as long as one of them is in use or was among the last
///     `kept` ones: so a map that comes again finds its statements compiled.
/// (2) A map has a number of its own, and by it a link tells what was made under one map from what
///     was made under another.
class Translations {
 public:
  static constexpr std::size_t kept = 64;

  Translations(const backend::Dialect& dialect, std::size_t capacity)
      : dialect_(dialect), capacity_(capacity) {}

  /// That of `map`; nullptr when it has no names. Throws UsageError for a map that makes no sense,
  /// and where the database has no schemas.
  std::shared_ptr<Translation> find(const SchemaTranslateMap& map);

 private:
  std::shared_ptr<Translation> make(std::shared_ptr<const backend::SchemaMap> schemas) const;

  const backend::Dialect& dialect_;
  const std::size_t capacity_;
  std::mutex mutex_;
  std::list<std::shared_ptr<Translation>> all_;  // most recently used first
};

}  // namespace orp::detail
