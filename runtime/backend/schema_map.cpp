// SPDX-License-Identifier: MIT
#include "orpiment/backend/schema_map.hpp"

#include <algorithm>
#include <atomic>
#include <string>

#include "orpiment/base/detail/text.hpp"
#include "orpiment/base/error.hpp"

namespace orp::backend {

namespace {

constexpr std::size_t longest_name = 63;

std::uint64_t next_map_number() {
  static std::atomic<std::uint64_t> last{0};
  return ++last;
}

void check_names(const SchemaTranslateMap& sorted) {
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    const auto& [declared, name] = sorted[i];
    if (i > 0 && sorted[i - 1].first == declared)
      throw UsageError({.code = "ORP-1417",
                        .message = "the schema \"" + declared + "\" is given two names: \"" +
                                   sorted[i - 1].second + "\" and \"" + name + '"',
                        .hint = "give each schema of the model one name"});
    if (name.size() > longest_name)
      throw UsageError(
          {.code = "ORP-1417",
           .message = "the name that the schema \"" + declared + "\" is given has " +
                      std::to_string(name.size()) +
                      " bytes, and databases cut it after 63: it could be another one's",
           .hint = "a shorter name"});
    if (!detail::is_valid_utf8(name))
      throw UsageError(
          {.code = "ORP-1417",
           .message = "the name that the schema \"" + declared + "\" is given is not UTF-8",
           .hint = "pass the name in UTF-8"});
    if (name.find('\0') != std::string::npos)
      throw UsageError(
          {.code = "ORP-1417",
           .message = "the name that the schema \"" + declared + "\" is given has a zero byte",
           .hint = "pass the name alone, with its true length"});
  }
}

}  // namespace

SchemaMap::SchemaMap(SchemaTranslateMap names)
    : names_(std::move(names)), number_(next_map_number()) {
  std::sort(names_.begin(), names_.end());
  names_.erase(std::unique(names_.begin(), names_.end()), names_.end());
  check_names(names_);
}

std::string_view SchemaMap::name_of(std::string_view declared) const {
  for (const auto& [from, to] : names_)
    if (from == declared) return to;
  return declared;
}

}  // namespace orp::backend
