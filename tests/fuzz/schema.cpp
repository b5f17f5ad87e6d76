// SPDX-License-Identifier: MIT
// A schema file of any content: it is a model or has mistakes, each at a place within the file.
#include <algorithm>
#include <string>

#include "fuzz/input.hpp"
#include "schema/diagnostic.hpp"
#include "schema/front/check.hpp"
#include "schema/front/parse.hpp"
#include "schema/front/resolve.hpp"
#include "schema/json/reader.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace orp::language;
  using orp::fuzz::require;
  const std::string_view text = orp::fuzz::Input(data, size).rest();
  Diagnostics diagnostics;
  const std::uint32_t file = diagnostics.add_file("schema.json");
  const std::optional<json::Node> root = json::read(text, file, diagnostics);
  require(root.has_value() || diagnostics.has_errors(), "what is no JSON is reported");
  if (root) {
    const Model model = resolve({parse(*root, diagnostics)}, diagnostics);
    check(model, diagnostics);
  }
  const auto lines = 1 + std::count(text.begin(), text.end(), '\n');
  for (const Diagnostic& mistake : diagnostics.sorted()) {
    require(mistake.where.line <= static_cast<std::uint32_t>(lines), "within the file");
    require(!mistake.message.empty(), "a mistake says what it is");
  }
  require(diagnostics.to_string().empty() != diagnostics.has_errors(), "all is printed");
  return 0;
}
