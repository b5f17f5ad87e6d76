// SPDX-License-Identifier: MIT
#pragma once
#include <concepts>
#include <memory>
#include <type_traits>
#include <utility>

namespace orp {

/// Whatever can be called with an `Argument`; copies share it. (Not a std::function: `<functional>`
/// costs as much to parse as all of Orpiment.)
template <class Argument>
class SharedFunction {
 public:
  SharedFunction() = default;
  /// Keeps a copy of what is callable with it; copies of this object share it.
  template <class F>
  requires(!std::same_as<std::remove_cvref_t<F>, SharedFunction> &&
           std::invocable<std::decay_t<F>&, Argument>)
      SharedFunction(F&& function)  // NOLINT: `.log = [](std::string_view line) { ... }`
      : function_(std::make_shared<std::decay_t<F>>(std::forward<F>(function))),
        call_([](void* target, Argument argument) {
          (*static_cast<std::decay_t<F>*>(target))(argument);
        }) {}

  explicit operator bool() const { return function_ != nullptr; }
  void operator()(Argument argument) const { call_(function_.get(), argument); }

 private:
  std::shared_ptr<void> function_;
  void (*call_)(void* target, Argument argument) = nullptr;
};

}  // namespace orp
