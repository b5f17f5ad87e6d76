// SPDX-License-Identifier: MIT
#pragma once
#include <gtest/gtest.h>

#include <optional>

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

#define ORPIMENT_EXPECT_PART(text, part) \
  EXPECT_NE(std::string_view(text).find(part), std::string_view::npos) << (text)

}  // namespace orp::tests
