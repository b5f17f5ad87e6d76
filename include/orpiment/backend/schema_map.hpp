// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <string_view>

#include "orpiment/meta/schema_translate_map.hpp"

namespace orp::backend {

/// A SchemaTranslateMap, looked at and sorted. Never changes; safe to share between threads.
class SchemaMap {
 public:
  /// Throws UsageError (ORP-1417) when a schema is given two names, or a name has a zero byte.
  explicit SchemaMap(SchemaTranslateMap names);

  /// What a schema that the model calls `declared` is called; valid as long as both.
  std::string_view name_of(std::string_view declared) const;
  /// Tells it from every other one of the process, also from one that is gone; never 0.
  std::uint64_t number() const { return number_; }
  /// The pairs, each once, in the order of the names in the model.
  const SchemaTranslateMap& names() const { return names_; }

 private:
  SchemaTranslateMap names_;
  std::uint64_t number_;
};

}  // namespace orp::backend
