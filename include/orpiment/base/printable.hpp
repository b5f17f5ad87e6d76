// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <string>

namespace orp {

/// A type of ours that knows its text.
template <class T>
concept Printable = requires(const T& value) {
  { value.to_string() } -> std::same_as<std::string>;
};

namespace detail {
/// A standard output stream, recognised without including <ostream>.
template <class T>
concept OutputStream = requires {
  typename T::traits_type;
  requires std::same_as<typename T::char_type, char>;
};
}  // namespace detail

/// Prints a value as its text; width and fill apply to the whole of it.
template <detail::OutputStream Stream, Printable T>
Stream& operator<<(Stream& out, const T& value) {
  out << value.to_string();
  return out;
}

}  // namespace orp
