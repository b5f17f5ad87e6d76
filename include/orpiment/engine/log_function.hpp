// SPDX-License-Identifier: MIT
#pragma once
#include <concepts>
#include <memory>
#include <string_view>
#include <type_traits>
#include <utility>

namespace orp {

/// Whatever can be called with a `Told`; copies share it. (Not a std::function: `<functional>`
/// costs as much to parse as all of Orpiment.)
template <class Told>
class ListenerFunction {
 public:
  ListenerFunction() = default;
  /// Keeps a copy of what is callable; copies of this object share it.
  template <class F>
  requires(!std::same_as<std::remove_cvref_t<F>, ListenerFunction> &&
           std::invocable<std::decay_t<F>&, Told>)
      ListenerFunction(F&& function)  // NOLINT: `.log = [](std::string_view line) { ... }`
      : function_(std::make_shared<std::decay_t<F>>(std::forward<F>(function))),
        call_([](void* target, Told told) { (*static_cast<std::decay_t<F>*>(target))(told); }) {}

  explicit operator bool() const { return function_ != nullptr; }
  void operator()(Told told) const { call_(function_.get(), told); }

 private:
  std::shared_ptr<void> function_;
  void (*call_)(void* target, Told told) = nullptr;
};

/// Called with a line of a log.
using LogFunction = ListenerFunction<std::string_view>;

}  // namespace orp
