// SPDX-License-Identifier: MIT
#include "orpiment/meta/enum_number.hpp"

#include <string>

#include "orpiment/base/error.hpp"

namespace orp {

void detail::throw_no_enumerator(const EnumInfo& info, std::int64_t number) {
  throw DataError({.code = "ORP-1351",
                   .message = std::string("no label of the enumeration ") + info.name +
                              " has the number " + std::to_string(number),
                   .hint = "its labels are numbered in their order, from 0 to " +
                           std::to_string(info.labels.size() - 1)});
}

}  // namespace orp
