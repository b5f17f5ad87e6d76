// SPDX-License-Identifier: MIT
#pragma once
#include <string_view>

#include "orpiment/meta/view.hpp"

namespace orp::backend {

class Backend;
class Ddl;
class Dialect;

/// One kind of database: all that is known of it. A constant.
struct Database {
  View<const char*> schemes;  ///< of its URLs
  /// How it spells statements.
  const Dialect& dialect;
  /// How it spells tables.
  const Ddl& ddl;
  /// How it is opened.
  const Backend& backend;
};

/// Those that are built in.
View<const Database*> databases();

/// The database whose URLs begin with `scheme`: one of `further`, or else one that is built in.
/// Throws UsageError for a scheme that none has: it lists those there are, and tells what puts a
/// database that was left out of the build into it.
const Database& find_database(std::string_view scheme, View<const Database*> further = {});

/// How statements are spelled for people: as the first database that is built in has it.
const Dialect& default_dialect();

}  // namespace orp::backend
