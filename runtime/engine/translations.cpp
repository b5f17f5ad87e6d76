// SPDX-License-Identifier: MIT
#include "engine/translations.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "orpiment/base/error.hpp"

namespace orp::detail {

std::shared_ptr<Translation> Translations::make(
    std::shared_ptr<const backend::SchemaMap> schemas) const {
  std::unique_ptr<const backend::Dialect> dialect = dialect_.with_schemas(std::move(schemas));
  if (dialect == nullptr)
    throw UsageError({.code = "ORP-1418",
                      .message = std::string(dialect_.facts().name) +
                                 " names no schemas, so none can have another name",
                      .hint = "leave the schema_translate_map out"});
  return std::make_shared<Translation>(std::move(dialect), capacity_);
}

std::shared_ptr<Translation> Translations::find(const SchemaTranslateMap& map) {
  if (map.empty()) return nullptr;
  auto schemas = std::make_shared<const backend::SchemaMap>(map);
  const std::lock_guard lock(mutex_);
  const auto known = std::find_if(all_.begin(), all_.end(), [&](const auto& each) {
    return each->dialect->schemas()->names() == schemas->names();
  });
  if (known != all_.end()) {
    all_.splice(all_.begin(), all_, known);
    return all_.front();
  }
  std::shared_ptr<Translation> made = make(std::move(schemas));
  all_.push_front(made);
  if (all_.size() > kept) {  // the one that nobody uses and that was used longest ago goes
    const auto unused = std::find_if(all_.rbegin(), all_.rend(),
                                     [](const auto& each) { return each.use_count() == 1; });
    if (unused != all_.rend()) all_.erase(std::next(unused).base());
  }
  return made;
}

}  // namespace orp::detail
