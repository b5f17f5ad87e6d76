// SPDX-License-Identifier: MIT
#pragma once
#include <memory>
#include <optional>

#include "engine/echo.hpp"
#include "engine/observer_list.hpp"
#include "engine/pool.hpp"
#include "engine/quarantine.hpp"
#include "engine/translations.hpp"
#include "orpiment/backend/backend.hpp"
#include "orpiment/backend/database.hpp"
#include "orpiment/engine/engine.hpp"
#include "sql/statement_cache.hpp"

namespace orp::detail {

/// What engine handles share, and connections keep alive.
class EngineState final : public std::enable_shared_from_this<EngineState> {
 public:
  EngineState(const Url& url, EngineOptions options);

  const Url url;
  const EngineOptions options;
  const backend::Database& database;
  ObserverList observers;
  sql::StatementCache statements;
  Translations translations;
  Pool pool;
#ifdef ORPIMENT_CHECKED
  Quarantine quarantine;  // of the objects of sessions
#endif

  Engine handle() { return Engine(shared_from_this()); }

 private:
  std::unique_ptr<backend::Link> open_link();

  const backend::Address address_;
  std::optional<Echo> echo_;
};

}  // namespace orp::detail
