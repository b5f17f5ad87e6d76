// SPDX-License-Identifier: MIT
#include "front/front.hpp"

#include <vector>

#include "front/check.hpp"
#include "front/document.hpp"
#include "front/hidden_ends.hpp"
#include "front/load.hpp"
#include "front/resolve.hpp"

namespace orp::codegen {

std::optional<Model> read_schema(const std::filesystem::path& path, Diagnostics& diagnostics) {
  const std::optional<std::vector<Document>> documents = load(path, diagnostics);
  if (!documents) return std::nullopt;
  Model model = resolve(*documents, diagnostics);
  check(model, diagnostics);
  if (diagnostics.has_errors()) return std::nullopt;
  add_hidden_ends(model);
  return model;
}

}  // namespace orp::codegen
