// SPDX-License-Identifier: MIT
#pragma once
#include <utility>

#include "orpiment/base/error.hpp"
#include "orpiment/base/milliseconds.hpp"

namespace orp {

/// How often retry() runs its work, and how long it waits between.
struct RetryOptions {
  int attempts = 5;  ///< in all
  /// Before the second attempt; each pause is twice as long as the one before, and shortened by up
  /// to a half at random, so that those who met part.
  Milliseconds first_pause{10};
  /// No pause is longer.
  Milliseconds longest_pause{1000};
};

namespace detail {
/// Waits as it behoves after that many attempts.
void pause_before_retry(int attempts, const RetryOptions& options);
}  // namespace detail

/// Calls source.transaction(work), of a SessionFactory or an Engine, until it succeeds.
///
/// (1) It is tried again only after an error whose may_retry() is true; any other one is thrown at
///     once.
/// (2) After so many attempts as RetryOptions allow, the error of the last one is thrown.
/// (3) `work` begins anew each time, in a transaction of its own, so it must not keep what an
///     attempt that failed has done outside the database.
///
///     orp::retry(sessions, [&](orp::Session& session) { move_money(session, from, to); });
template <class Source, class Work>
decltype(auto) retry(const Source& source, Work&& work, const RetryOptions& options = {}) {
  for (int attempt = 1;; ++attempt) {
    try {
      return source.transaction(work);
    } catch (const Error& error) {
      if (attempt >= options.attempts || !error.may_retry()) throw;
    }
    detail::pause_before_retry(attempt, options);
  }
}

}  // namespace orp
