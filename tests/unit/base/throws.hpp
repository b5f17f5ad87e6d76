// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "orpiment/base/error.hpp"

namespace orp::test {

/// The code and message of the DataError that `action` throws; "nothing thrown" otherwise.
template <class Action>
std::string data_error_of(Action action) {
  try {
    action();
  } catch (const DataError& error) {
    return error.code() + ": " + error.message();
  }
  return "nothing thrown";
}

}  // namespace orp::test
