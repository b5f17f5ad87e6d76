// SPDX-License-Identifier: MIT
// A URL by its parts, which orpiment.hpp leaves out: `url.set({.user = name, .password = secret})`.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "orpiment/engine/url.hpp"

namespace orp {

/// What Url::set replaces; what is left out stays, and is empty in a URL that is made of them.
struct UrlParts {
  /// See Url::scheme.
  std::optional<std::string> scheme{};
  /// See Url::user.
  std::optional<std::string> user{};
  /// See Url::password.
  std::optional<std::string> password{};
  /// See Url::host.
  std::optional<std::string> host{};
  /// See Url::port.
  std::optional<std::uint16_t> port{};
  /// See Url::database.
  std::optional<std::string> database{};
  /// See Url::options; all of them are replaced.
  std::optional<std::vector<std::pair<std::string, std::string>>> options{};
};

}  // namespace orp
