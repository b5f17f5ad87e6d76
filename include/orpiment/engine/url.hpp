// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "orpiment/backend/backend.hpp"

namespace orp {

struct UrlParts;  // engine/url_parts.hpp

/// Which database to use: `scheme://user:password@host:port/database?key=value`. A value: its parts
/// are held decoded, and to_string() writes them encoded, so parts never need escaping by hand.
/// The database is all that stands behind the slash that ends the host, so "scheme:////tmp/x" names
/// "/tmp/x" and "scheme:///x" names "x".
class Url {
 public:
  /// Reads a URL. Throws UsageError, which says what is wrong and never shows the password.
  static Url parse(std::string_view text);
  /// A URL of parts as they are, nothing encoded. Throws UsageError without a valid scheme.
  explicit Url(const UrlParts& parts);

  /// What stands before "://", which says the kind of database.
  const std::string& scheme() const { return address_.scheme; }
  /// Decoded; empty when not given.
  const std::string& user() const { return address_.user; }
  /// Decoded; empty when not given.
  const std::string& password() const { return address_.password; }
  /// Decoded; empty when not given.
  const std::string& host() const { return address_.host; }
  std::uint16_t port() const { return address_.port; }  ///< 0 when not given
  /// Decoded; empty when not given.
  const std::string& database() const { return address_.database; }
  /// Keys and values behind the question mark, decoded, in order.
  const std::vector<std::pair<std::string, std::string>>& options() const {
    return address_.options;
  }
  /// The last value of an option.
  std::optional<std::string> option(std::string_view key) const;

  /// A copy with some parts replaced.
  [[nodiscard]] Url set(const UrlParts& parts) const;

  /// The URL with "***" in place of the password; for people and logs.
  std::string to_string() const;
  /// The URL in full; Url::parse gives an equal one.
  std::string to_string_with_password() const;

  friend bool operator==(const Url&, const Url&) = default;

 private:
  friend struct EngineAccess;
  Url() = default;
  void replace(const UrlParts& parts);

  backend::Address address_;
};

}  // namespace orp
