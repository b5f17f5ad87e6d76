// SPDX-License-Identifier: MIT
#include "schema/front/front.hpp"

#include <vector>

#include "schema/front/check.hpp"
#include "schema/front/document.hpp"
#include "schema/front/hidden_ends.hpp"
#include "schema/front/load.hpp"
#include "schema/front/resolve.hpp"

namespace orp::language {

std::optional<Model> read_schema(const std::filesystem::path& path, Diagnostics& diagnostics) {
  const std::optional<std::vector<Document>> documents = load(path, diagnostics);
  if (!documents) return std::nullopt;
  Model model = resolve(*documents, diagnostics);
  check(model, diagnostics);
  if (diagnostics.has_errors()) return std::nullopt;
  add_hidden_ends(model);
  return model;
}

}  // namespace orp::language
