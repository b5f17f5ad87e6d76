// SPDX-License-Identifier: MIT
#pragma once
#include <optional>

#include "orpiment/base/timestamp_tz.hpp"
#include "orpiment/meta/table_info.hpp"

namespace orp {

/// Makes the values that client defaults and `on_update` stand for.
///
/// (1) All values of one maker are of one moment, the first time it is asked.
class ClientValueMaker {
 public:
  /// Assigns to `field`, of type `type`. Requires: `what` is neither none nor literal, and a
  /// default that the schema language allows for the type.
  void make(ClientDefault what, const ColumnType& type, void* field);

 private:
  const TimestampTz& now();

  std::optional<TimestampTz> now_;
};

}  // namespace orp
