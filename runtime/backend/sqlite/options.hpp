// SPDX-License-Identifier: MIT
// The options that the URL of a database file may have.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "orpiment/backend/backend.hpp"

namespace orp::backend::sqlite {

/// The last value of an option, which wins; empty: not given.
std::optional<std::string> option(const Address& address, std::string_view name);

/// A further database of a connection, which is a schema there.
struct Attachment {
  std::string name;
  std::string file;
};
/// Those that the URL names, in its order. Requires: check_options() accepts it.
std::vector<Attachment> attachments(const Address& address);

/// The library takes the option as a part of its own URI.
bool is_uri_option(std::string_view name);

/// Throws UsageError for an option that is unknown or has a value that it does not take, and for a
/// host or a user. The library itself takes what it does not know for a default, or overlooks it.
void check_options(const Address& address);

}  // namespace orp::backend::sqlite
