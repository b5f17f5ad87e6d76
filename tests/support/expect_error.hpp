// SPDX-License-Identifier: MIT
#pragma once
#include <gtest/gtest.h>

#include <exception>
#include <optional>
#include <string_view>

#include "orpiment/base/error.hpp"

namespace orp::tests {

/// The error of type `E` that `action` throws; none, and a failure of the test, when it does not.
template <class E, class Action>
std::optional<E> error_of(const Action& action) {
  try {
    action();
    ADD_FAILURE() << "nothing was thrown";
  } catch (const E& error) {
    return error;
  } catch (const std::exception& other) {
    ADD_FAILURE() << "another error was thrown: " << other.what();
  }
  return std::nullopt;
}

/// `action` throws an `E` of that code, whose words have `part`.
template <class E, class Action>
void expect_error(std::string_view code, std::string_view part, const Action& action) {
  const std::optional<E> error = error_of<E>(action);
  if (!error) return;
  EXPECT_EQ(error->code(), code) << error->what();
  EXPECT_NE(std::string_view(error->what()).find(part), std::string_view::npos) << error->what();
}

#define EXPECT_ERROR(E, code, action, part) \
  ::orp::tests::expect_error<E>(code, part, [&] { static_cast<void>(action); })

#define ORPIMENT_EXPECT_PART(text, part) \
  EXPECT_NE(std::string_view(text).find(part), std::string_view::npos) << (text)

}  // namespace orp::tests
