// SPDX-License-Identifier: MIT
#pragma once
#include <string_view>
#include <type_traits>

#include "orpiment/meta/given.hpp"

namespace orp::detail {

template <class>
inline constexpr bool is_a_text = false;

/// A text that a part of a statement is made of. A null pointer is a DataError.
class GivenText {
 public:
  /// That text, which outlives this.
  template <class U>
  requires(!std::is_same_v<U, GivenText>) GivenText(const U& text) {  // NOLINT: `contains("x")`
    if constexpr (!std::is_convertible_v<const U&, std::string_view> || is_null_literal<U>) {
      static_assert(is_a_text<U>, "a text is needed here; `U` is none");
    } else if constexpr (std::is_pointer_v<std::decay_t<const U>>) {
      Misfit misfit;
      text_ = to_text(text, misfit);
      misfit.check();
    } else {
      text_ = text;
    }
  }
  operator std::string_view() const { return text_; }  // NOLINT: it is one

 private:
  std::string_view text_;
};

}  // namespace orp::detail
