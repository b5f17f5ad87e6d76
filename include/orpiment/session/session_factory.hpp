// SPDX-License-Identifier: MIT
#pragma once
#include <type_traits>
#include <utility>

#include "orpiment/session/session.hpp"

namespace orp {

/// Makes sessions that are alike: a program's one place for its engine and its session options.
/// A value; may be shared between threads, unlike the sessions it makes.
///
///     const orp::SessionFactory sessions(engine, {.expire_on_commit = false});
///     orp::Session session = sessions();
class SessionFactory {
 public:
  /// Keeps engine and options for the sessions to come.
  explicit SessionFactory(Engine engine, SessionOptions options = {})
      : engine_(std::move(engine)), options_(std::move(options)) {}

  Session operator()() const { return Session(engine_, options_); }

  /// Calls work(session) with a session of its own: commits when it returns, rolls back when it
  /// throws. Returns what `work` returns, which must not refer to the session's objects; throws
  /// what it throws, and what Session::commit throws.
  template <class Work>
  std::invoke_result_t<Work, Session&> transaction(Work&& work) const {
    Session session = (*this)();
    if constexpr (std::is_void_v<std::invoke_result_t<Work, Session&>>) {
      std::forward<Work>(work)(session);
      session.commit();
    } else {
      std::invoke_result_t<Work, Session&> result = std::forward<Work>(work)(session);
      session.commit();
      return result;
    }
  }

  /// The engine that its sessions use; valid as long as the factory.
  const Engine& engine() const { return engine_; }
  /// The options that its sessions have; valid as long as the factory.
  const SessionOptions& options() const { return options_; }

 private:
  Engine engine_;
  SessionOptions options_;
};

}  // namespace orp
