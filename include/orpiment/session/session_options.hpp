// SPDX-License-Identifier: MIT
#pragma once
#include "orpiment/meta/schema_translate_map.hpp"

namespace orp {

/// How a session behaves; the defaults are SQLAlchemy's.
struct SessionOptions {
  bool autoflush = true;         ///< pending changes are flushed before a query
  bool expire_on_commit = true;  ///< objects are read anew after a commit
  /// What schemas that the model names are called for this session, all its life long: its objects
  /// are those of one tenant. No pairs: as in the model.
  SchemaTranslateMap schema_translate_map{};
};

}  // namespace orp
