// SPDX-License-Identifier: MIT
#pragma once
#include <memory>

#include "orpiment/backend/link.hpp"
#include "orpiment/engine/engine.hpp"
#include "orpiment/engine/url.hpp"

namespace orp {

namespace detail {
class Translation;
}

/// The way of the layers above into an engine, its connections and its URL.
struct EngineAccess {
  /// All parts, as a backend takes them.
  static const backend::Address& address(const Url& url) { return url.address_; }
  static detail::EngineState& state(const Engine& engine) { return *engine.state_; }
  /// The link, inside a transaction that is begun now if there is none. Valid until the transaction
  /// ends. Begin, end and set savepoints through Connection only.
  static backend::Link& link(const Connection& connection);
  /// As Connection::execution_options(), of a translation that was found before.
  static void translate(const Connection& connection,
                        std::shared_ptr<detail::Translation> translation);
};

}  // namespace orp
