// SPDX-License-Identifier: MIT
#pragma once
#include <string_view>
#include <type_traits>

namespace orp::detail {

template <class>
inline constexpr bool is_sql_known_at_compile_time = false;

/// What can be known while a program compiles: a literal, a constant pointer or view.
template <class U>
concept ConstantText = std::is_convertible_v<const U&, std::string_view> &&
    (std::is_array_v<U> || std::is_pointer_v<U> || std::is_same_v<U, std::string_view>);

/// SQL that stands in the program's source: nothing that a user has typed can be in it. Another
/// text does not compile.
class LiteralText {
 public:
  /// A literal, or a constant.
  template <ConstantText U>
  consteval LiteralText(const U& text) : text_(text) {}  // NOLINT: `text("age > 3")`
  /// Does not compile.
  template <class U>
  requires(!ConstantText<U> && !std::is_same_v<U, LiteralText>)
      LiteralText(const U&) {  // NOLINT: as above
    static_assert(is_sql_known_at_compile_time<U>,
                  "text() takes a literal; SQL that is put together at run time is an "
                  "orp::unsafe_text(), and values go in by bind()");
  }
  operator std::string_view() const { return text_; }  // NOLINT: it is one

 private:
  std::string_view text_;
};

}  // namespace orp::detail
