// SPDX-License-Identifier: MIT
// What a program gives to copy_out() and copy_in(), as a database sees it.
#pragma once
#include <cstddef>
#include <iosfwd>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "orpiment/backend/copy.hpp"

namespace orp::detail {

/// Writes to a std::ostream. Throws UsageError once that takes no more.
class OstreamSink final : public backend::CopySink {
 public:
  explicit OstreamSink(std::ostream& out) : out_(out) {}
  void take(std::string_view bytes) override;

 private:
  std::ostream& out_;
};

/// Reads from a std::istream to its end.
class IstreamSource final : public backend::CopySource {
 public:
  explicit IstreamSource(std::istream& in) : in_(in) {}
  bool next(std::string_view& bytes) override;

 private:
  std::istream& in_;
  std::string bytes_;
};

/// Calls a function of the program's.
template <class Function>
class CalledSink final : public backend::CopySink {
 public:
  explicit CalledSink(Function& function) : function_(function) {}
  void take(std::string_view bytes) override { function_(bytes); }

 private:
  Function& function_;
};

template <class Function>
class CalledSource final : public backend::CopySource {
 public:
  explicit CalledSource(Function& function) : function_(function) {}
  bool next(std::string_view& bytes) override {
    given_ = function_();
    if (given_) bytes = std::string_view(*given_);
    return static_cast<bool>(given_);
  }

 private:
  Function& function_;
  std::invoke_result_t<Function&> given_{};  // maybe a text of its own
};

/// The sink that `to` is: a std::ostream, or what is called with each piece.
template <class To>
auto sink_of(To& to) {
  constexpr bool fits =
      std::is_convertible_v<To&, std::ostream&> || std::is_invocable_v<To&, std::string_view>;
  static_assert(fits,
                "copy_out() writes to a std::ostream, or calls a function with pieces, "
                "[](std::string_view bytes) {...}");
  if constexpr (std::is_convertible_v<To&, std::ostream&>)
    return OstreamSink(to);
  else
    return CalledSink<To>(to);
}

/// The source that `from` is: a std::istream, or what gives pieces when it is called.
template <class From>
auto source_of(From& from) {
  constexpr bool fits = std::is_convertible_v<From&, std::istream&> || std::is_invocable_v<From&>;
  static_assert(fits,
                "copy_in() reads from a std::istream, or calls a function that returns pieces "
                "as std::optional<std::string>, empty at the end");
  if constexpr (std::is_convertible_v<From&, std::istream&>)
    return IstreamSource(from);
  else
    return CalledSource<From>(from);
}

}  // namespace orp::detail
