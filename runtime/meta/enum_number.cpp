// SPDX-License-Identifier: MIT
#include "orpiment/meta/enum_number.hpp"

#include <algorithm>
#include <string>

#include "orpiment/base/error.hpp"

namespace orp {

namespace {

std::string hint_on_numbers(const EnumInfo& info) {
  if (info.numbers.empty())
    return "its labels are numbered in their order, from 0 to " +
           std::to_string(info.labels.size() - 1);
  std::string all;
  for (std::size_t i = 0; i < info.labels.size(); ++i)
    all +=
        (i == 0 ? "" : ", ") + std::string(info.labels[i]) + ' ' + std::to_string(info.numbers[i]);
  return "its labels have the numbers of the schema: " + all;
}

}  // namespace

unsigned detail::place_of_number(const EnumInfo& info, std::int16_t number) {
  if (info.numbers.empty()) {
    if (number >= 0 && static_cast<std::size_t>(number) < info.labels.size())
      return static_cast<unsigned>(number);
  } else {
    const auto* const found = std::lower_bound(info.numbers.begin(), info.numbers.end(), number);
    if (found != info.numbers.end() && *found == number)
      return static_cast<unsigned>(found - info.numbers.begin());
  }
  throw DataError({.code = "ORP-1351",
                   .message = std::string("no label of the enumeration ") + info.name +
                              " has the number " + std::to_string(number),
                   .hint = hint_on_numbers(info)});
}

std::int16_t detail::number_at(const EnumInfo& info, std::int64_t place) {
  if (place < 0 || static_cast<std::size_t>(place) >= info.labels.size())
    throw DataError({.code = "ORP-2208",
                     .message = std::to_string(place) + " is not an enumerator of " + info.name,
                     .hint = "assign one of the enumerators"});
  const auto at = static_cast<std::size_t>(place);
  return info.numbers.empty() ? static_cast<std::int16_t>(place) : info.numbers[at];
}

}  // namespace orp
