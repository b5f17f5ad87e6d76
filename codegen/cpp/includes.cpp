// SPDX-License-Identifier: MIT
#include "cpp/includes.hpp"

#include <algorithm>

namespace orp::codegen::cpp {

void Includes::add(std::string_view header) {
  if (header.empty()) return;
  const bool is_library = header.starts_with("<orpiment/");
  std::vector<std::string>& group =
      header.front() == '"' ? model_ : (is_library ? library_ : standard_);
  const auto place = std::lower_bound(group.begin(), group.end(), header);
  if (place == group.end() || *place != header) group.emplace(place, header);
}

}  // namespace orp::codegen::cpp
