// SPDX-License-Identifier: MIT
#pragma once

namespace orp {

/// What a column is on one database in place of what its type would be there: a type that only that
/// database knows, or SQL around the values. In C++, and on the way, the values are those of the
/// column's type.
struct TypeVariant {
  /// Of which database; as in its URLs.
  const char* database = "";
  /// The database's own name of the type, with its parameters; empty: as without a variant.
  const char* type = "";
  /// SQL around a value that is sent, which stands for its `?`. Empty: what the database needs, a
  /// cast to `type`; "?": nothing.
  const char* bind = "";
  /// SQL around a value that is read, likewise; empty: a cast from `type`.
  const char* column = "";
  /// The database orders its values as the column's type does, or in its own right way.
  bool is_ordered = true;
  /// `type` is a domain over the column's type, which create_all() makes.
  bool is_domain = false;
  /// The condition that values of such a domain fulfil; may be empty.
  const char* check = "";
};

}  // namespace orp
