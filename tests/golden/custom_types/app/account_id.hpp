// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace app {

enum class AccountId : std::int64_t {};

struct AccountIdConverter {
  static std::int64_t to_stored(AccountId id) { return static_cast<std::int64_t>(id); }
  static AccountId from_stored(std::int64_t number) { return AccountId(number); }
};

}  // namespace app
