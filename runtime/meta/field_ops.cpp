// SPDX-License-Identifier: MIT
#include "orpiment/meta/field_ops.hpp"

#include "meta/visit.hpp"

namespace orp {

#define ORPIMENT_INSTANTIATE_FIELD_OPS(tag, T, word) \
  template struct FieldOpsOf<T>;                     \
  template struct FieldOpsOf<std::optional<T>>;
ORPIMENT_FOR_EACH_SIMPLE_TYPE(ORPIMENT_INSTANTIATE_FIELD_OPS)
ORPIMENT_INSTANTIATE_FIELD_OPS(decimal, Decimal, "decimal")
#undef ORPIMENT_INSTANTIATE_FIELD_OPS

}  // namespace orp
