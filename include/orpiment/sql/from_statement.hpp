// SPDX-License-Identifier: MIT
// Objects whose rows another statement finds: Select::from_statement().
#pragma once
#include <utility>

#include "orpiment/sql/detail/make_statement.hpp"
#include "orpiment/sql/executable.hpp"
#include "orpiment/sql/execution_options.hpp"
#include "orpiment/sql/load_option.hpp"

namespace orp {

class Text;
template <class... Ts>
class Returning;

/// A query of objects of `E` whose rows another statement finds. A value, like Select.
template <class E>
class FromStatement : public Query<E> {
 public:
  using Query<E>::Query;

  /// How relationships of the objects are loaded; see load_option.hpp.
  template <class... Options>
  [[nodiscard]] FromStatement options(const Options&... options) const {
    FromStatement changed(*this);
    (sql::add_statement_option(changed.node_, LoadOption(options)), ...);
    return changed;
  }
  /// How a session runs the statement; replaces what was said before.
  [[nodiscard]] FromStatement execution_options(const ExecutionOptions& options) const {
    FromStatement changed(*this);
    sql::set_execution_options(changed.node_, options);
    return changed;
  }
};

}  // namespace orp
