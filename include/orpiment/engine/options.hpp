// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "orpiment/backend/backend.hpp"
#include "orpiment/backend/database.hpp"
#include "orpiment/base/milliseconds.hpp"
#include "orpiment/engine/log_function.hpp"

namespace orp {

/// How an engine connects, pools and logs.
struct EngineOptions {
  std::optional<std::size_t> pool_size = 5;      ///< connections kept open; nullopt: all
  std::optional<std::size_t> max_overflow = 10;  ///< more for a while; nullopt: without limit
  /// How long to wait for a connection before PoolTimeoutError.
  Milliseconds pool_timeout{30'000};
  /// The age at which a connection is replaced, when it comes back or is next taken; nullopt: none.
  std::optional<Milliseconds> pool_recycle{};
  /// Test a pooled connection before it is handed out; one that fails is replaced.
  bool pool_pre_ping = false;

  /// Write every statement, its parameters and every BEGIN, COMMIT and ROLLBACK to `log`, or to the
  /// standard error stream when there is none.
  bool echo = false;
  /// Receives lines without line end, from any thread that uses the engine.
  LogFunction log{};
  bool hide_parameters = false;  ///< no value gets into the log or an error

  /// How transactions begin, where the database knows several ways.
  BeginMode begin = BeginMode::deferred;
  std::size_t statement_cache_size = 256;  ///< prepared statements a connection; 0: prepare none
  std::size_t compiled_cache_size = 500;   ///< statement shapes whose SQL text the engine keeps

  /// Driver options such as {"connect_timeout", "5"}; they win over those of the URL.
  std::vector<std::pair<std::string, std::string>> connect{};

  /// Databases of the program's own, beside those that are built in. They outlive the engine.
  std::vector<const backend::Database*> databases{};
};

}  // namespace orp
