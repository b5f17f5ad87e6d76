// SPDX-License-Identifier: MIT
// What programs give to columns: a value of any C++ type that means the same there. Nothing is cut,
// rounded or mistaken in silence:
//
// (1) What would mean something else does not compile: a double for an integer, a pointer or a text
//     for a bool, a bool or a character for a number, NULL for what cannot be NULL.
// (2) A number that the column's type cannot hold is a DataError, and so is a null pointer that
//     stands for a text.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "orpiment/base/detail/number_kinds.hpp"
#include "orpiment/meta/field_ops.hpp"

namespace orp {

struct EntityInfo;

namespace detail {

template <class X>
inline constexpr bool is_null_literal =
    std::is_same_v<X, std::nullopt_t> || std::is_same_v<X, std::nullptr_t>;

// The type of number that a value is, or becomes by itself: an enumerator, an element of a
// std::vector<bool>. What becomes several has none.
bool number_of(bool);
char number_of(char);
wchar_t number_of(wchar_t);
char8_t number_of(char8_t);
char16_t number_of(char16_t);
char32_t number_of(char32_t);
signed char number_of(signed char);
unsigned char number_of(unsigned char);
short number_of(short);
unsigned short number_of(unsigned short);
int number_of(int);
unsigned number_of(unsigned);
long number_of(long);
unsigned long number_of(unsigned long);
long long number_of(long long);
unsigned long long number_of(unsigned long long);
float number_of(float);
double number_of(double);
long double number_of(long double);
const volatile void* number_of(const volatile void*);
template <class U>
using number_of_t = decltype(number_of(std::declval<U>()));

/// A number of type `N` means the same as a `T`.
template <class T, class N>
inline constexpr bool number_means = is_integer<T>    ? is_integer<N>
                                     : is_floating<T> ? is_integer<N> || is_floating<N>
                                                      : std::is_same_v<T, N>;

/// A value of type `U` means something where a `T` is needed, which is a std::optional where it may
/// be NULL.
template <class T, class U>
constexpr bool is_meant() {
  using Plain = std::remove_cvref_t<U>;
  if constexpr (is_optional<T> && is_null_literal<Plain>) {
    return true;
  } else if constexpr (is_optional<T> && is_optional<Plain>) {
    return is_meant<typename T::value_type, typename Plain::value_type>();
  } else if constexpr (is_optional<T>) {
    return is_meant<typename T::value_type, U>();
  } else if constexpr (is_null_literal<Plain>) {
    return false;
  } else if constexpr (std::is_arithmetic_v<T>) {
    if constexpr (requires { typename number_of_t<U>; })
      return number_means<T, number_of_t<U>>;
    else
      return false;
  } else if constexpr (std::is_same_v<T, std::string>) {
    return std::is_convertible_v<U, T> || std::is_convertible_v<U, std::string_view>;
  } else {
    return std::is_convertible_v<U, T>;
  }
}

/// What is wrong with a value, told when it is known of which column it is.
class Misfit {
 public:
  Misfit() = default;
  /// That number does not fit `type`: "int32"; nullptr: a type of the program's own.
  template <class N>
  Misfit(const char* type, N number) : type_(type) {
    if constexpr (is_floating<N>)
      kind_ = Kind::floating, floating_ = static_cast<double>(number);
    else if constexpr (std::is_signed_v<N>)
      kind_ = Kind::integer, integer_ = number;
    else
      kind_ = Kind::natural, natural_ = number;
  }
  /// A pointer to a text is null.
  explicit Misfit(std::nullptr_t) : kind_(Kind::null_text) {}

  /// Throws DataError when something is wrong.
  void check() const {
    if (kind_ != Kind::none) [[unlikely]]
      throw_misfit(nullptr, 0);
  }
  /// The same; names the column of the entity.
  void check(const EntityInfo& info, unsigned column) const {
    if (kind_ != Kind::none) [[unlikely]]
      throw_misfit(&info, column);
  }

 private:
  enum class Kind : std::uint8_t { none, integer, natural, floating, null_text };
  [[noreturn]] void throw_misfit(const EntityInfo* info, unsigned column) const;

  Kind kind_ = Kind::none;
  const char* type_ = nullptr;
  union {  // NOLINTBEGIN(readability-identifier-naming): members of the class, and private
    std::int64_t integer_ = 0;
    std::uint64_t natural_;
    double floating_;
  };  // NOLINTEND(readability-identifier-naming)
};

/// The schema's word for a type of numbers; nullptr for another one.
template <class T>
constexpr const char* number_word() {
#define ORPIMENT_NUMBER_WORD(tag, type, word) \
  if constexpr (std::is_same_v<T, type>)      \
    return word;                              \
  else
  ORPIMENT_FOR_EACH_NUMBER_TYPE(ORPIMENT_NUMBER_WORD)
#undef ORPIMENT_NUMBER_WORD
  return nullptr;
}

/// A floating point type of `size` bytes has the number exactly.
bool has_exactly(std::int64_t number, std::size_t size);
/// @overload
bool has_exactly(std::uint64_t number, std::size_t size);
/// The same, or a number next to it: neither infinity nor zero in its place.
bool has_nearly(long double number, std::size_t size);

/// A `T` can stand for `number`.
template <class T, class N>
bool holds(N number) {
  if constexpr (is_integer<T>)
    return std::in_range<T>(number);
  else if constexpr (is_floating<N>)
    return sizeof(N) <= sizeof(T) || has_nearly(number, sizeof(T));
  else
    return has_exactly(std::conditional_t<std::is_signed_v<N>, std::int64_t, std::uint64_t>(number),
                       sizeof(T));
}

/// `number` as a `T`.
template <class T, class N>
T to_number(N number, Misfit& misfit) {
  if constexpr (std::is_same_v<T, N>) {
    return number;
  } else {
    if (holds<T>(number)) return static_cast<T>(number);
    misfit = Misfit(number_word<T>(), number);
    return T();
  }
}

/// Throws UsageError for a column whose numbers are the database's alone.
void check_writable(const EntityInfo& info, unsigned column);

/// The text at `text`, which may be nullptr.
std::string_view to_text(const char* text, Misfit& misfit);

/// What `value` means where a `T` is needed. Requires: is_meant<T, U>().
template <class T, class U>
T to_meant(U&& value, Misfit& misfit) {
  using Plain = std::remove_cvref_t<U>;
  if constexpr (is_optional<T> && is_null_literal<Plain>) {
    return T();
  } else if constexpr (is_optional<T> && is_optional<Plain>) {
    if (!value) return T();
    return T(to_meant<typename T::value_type>(*std::forward<U>(value), misfit));
  } else if constexpr (is_optional<T>) {
    return T(to_meant<typename T::value_type>(std::forward<U>(value), misfit));
  } else if constexpr (std::is_arithmetic_v<T>) {
    return to_number<T, number_of_t<U>>(static_cast<number_of_t<U>>(value), misfit);
  } else if constexpr (std::is_same_v<T, std::string> && std::is_pointer_v<std::decay_t<U>>) {
    return T(to_text(value, misfit));
  } else if constexpr (std::is_convertible_v<U, T>) {
    return std::forward<U>(value);
  } else {
    return T(std::string_view(value));
  }
}

/// The same; for what means nothing there, which has been told, any value.
template <class T, class U>
T to_given(U&& value, Misfit& misfit) {
  if constexpr (is_meant<T, U>())
    return to_meant<T>(std::forward<U>(value), misfit);
  else
    return T();
}
/// NULL is given only to what may be NULL.
template <class T, class U>
inline constexpr bool null_is_meant = is_optional<T> || !is_null_literal<std::remove_cvref_t<U>>;
/// The value is one of a type that means something to its column, or NULL.
template <class T, class U>
inline constexpr bool type_is_meant = is_meant<T, U>() || is_null_literal<std::remove_cvref_t<U>>;

struct GivenTag {};
/// Not one of ours, of which copies are made. Passed by value where that is cheap: no constant
/// needs an address then, and bit-fields will do.
template <class U>
concept GivenScalar = std::is_scalar_v<U>;
template <class U>
concept GivenObject =
    !std::is_scalar_v<std::decay_t<U>> && !std::is_base_of_v<GivenTag, std::remove_cvref_t<U>>;

}  // namespace detail

/// The value of a column of C++ type `T` as a program gives it: any integer for an integer, any
/// number for a floating point one, a literal for a text; `nullptr` and `std::nullopt` for NULL,
/// where `T` is a std::optional. See (1) and (2).
template <class T>
class Given : detail::GivenTag {
 public:
  /// NULL.
  Given() requires(detail::is_optional<T>) = default;
  /// That value.
  template <detail::GivenScalar U>
  Given(U value)  // NOLINT: `set_age(42)`
      : value_(detail::to_given<T, U>(std::move(value), misfit_)) {
    static_assert(detail::null_is_meant<T, U>, "a column that cannot be NULL is given NULL");
    static_assert(detail::type_is_meant<T, U>, "a column is given a value of another type");
  }
  /// @overload
  template <detail::GivenObject U>
  Given(U&& value)  // NOLINT
      : value_(detail::to_given<T, U>(std::forward<U>(value), misfit_)) {
    static_assert(detail::null_is_meant<T, U>, "a column that cannot be NULL is given NULL");
    static_assert(detail::type_is_meant<T, U>, "a column is given a value of another type");
  }

  /// The value, moved out, for that column of the entity. Throws DataError when it does not fit.
  T take(const EntityInfo& info, unsigned column) {
    misfit_.check(info, column);
    return std::move(value_);
  }
  /// The same for no column.
  T take() {
    misfit_.check();
    return std::move(value_);
  }

 protected:
  /// Nothing is given.
  struct Nothing {};
  explicit Given(Nothing) {}  ///< no value, which is not NULL

 private:
  detail::Misfit misfit_;
  T value_{};
};

}  // namespace orp
