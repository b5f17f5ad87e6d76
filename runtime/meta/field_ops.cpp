// SPDX-License-Identifier: MIT
#include "orpiment/meta/field_ops.hpp"

#include "orpiment/base/bytes.hpp"
#include "orpiment/base/date.hpp"
#include "orpiment/base/decimal.hpp"
#include "orpiment/base/interval.hpp"
#include "orpiment/base/json_text.hpp"
#include "orpiment/base/time.hpp"
#include "orpiment/base/timestamp.hpp"
#include "orpiment/base/timestamp_tz.hpp"
#include "orpiment/base/uuid.hpp"

namespace orp {

#define ORPIMENT_INSTANTIATE_FIELD_OPS(T) \
  template struct FieldOpsOf<T>;          \
  template struct FieldOpsOf<std::optional<T>>;
ORPIMENT_FOR_EACH_BUILTIN_FIELD(ORPIMENT_INSTANTIATE_FIELD_OPS)
#undef ORPIMENT_INSTANTIATE_FIELD_OPS

}  // namespace orp
