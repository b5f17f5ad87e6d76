// SPDX-License-Identifier: MIT
#pragma once
#include <concepts>
#include <memory>
#include <string_view>
#include <type_traits>
#include <utility>

namespace orp {

/// Whatever can be called with a line of a log; copies share it. (Not a std::function:
/// `<functional>` costs as much to parse as all of Orpiment.)
class LogFunction {
 public:
  LogFunction() = default;
  /// Keeps a copy of what is callable with a line; copies of this object share it.
  template <class F>
  requires(!std::same_as<std::remove_cvref_t<F>, LogFunction> &&
           std::invocable<std::decay_t<F>&, std::string_view>)
      LogFunction(F&& function)  // NOLINT: `.log = [](std::string_view line) { ... }`
      : function_(std::make_shared<std::decay_t<F>>(std::forward<F>(function))),
        call_([](void* target, std::string_view line) {
          (*static_cast<std::decay_t<F>*>(target))(line);
        }) {}

  explicit operator bool() const { return function_ != nullptr; }
  void operator()(std::string_view line) const { call_(function_.get(), line); }

 private:
  std::shared_ptr<void> function_;
  void (*call_)(void* target, std::string_view line) = nullptr;
};

}  // namespace orp
