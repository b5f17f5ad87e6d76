// SPDX-License-Identifier: MIT
// The program's own SQL: any text is refused or can be cut at its places; nothing of it is lost; it
// compiles once all places have values, and not before.
#include <optional>
#include <set>
#include <string>

#include "fuzz/input.hpp"
#include "orpiment/backend/database.hpp"
#include "orpiment/base/error.hpp"
#include "orpiment/sql/text.hpp"
#include "sql/compiler.hpp"
#include "sql/node.hpp"

namespace {

using orp::fuzz::require;

bool compiles(const orp::Text& text) {
  try {
    const orp::TextStatement statement = text.statement();
    const orp::sql::Shape shape(*orp::StatementAccess::node(statement));
    const orp::sql::CompiledStatement compiled = orp::sql::compile(
        *orp::StatementAccess::node(statement), shape, orp::backend::default_dialect());
    for (const std::uint32_t slot : compiled.slots)
      require(slot < shape.parameters().size(), "every parameter has its value");
    return true;
  } catch (const orp::UsageError&) {
    return false;
  }
}

std::optional<orp::Text> read(std::string_view sql) {
  try {
    return orp::unsafe_text(sql);
  } catch (const orp::UsageError&) {
    return std::nullopt;
  }
}

/// But for the line feed that ends a comment.
bool is_all_of(const std::string& whole, std::string_view sql) {
  return whole == sql || whole == std::string(sql) + '\n';
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view sql = orp::fuzz::Input(data, size).rest();
  const std::optional<orp::Text> made = read(sql);
  if (!made) return 0;
  orp::Text text = *made;
  const auto& node = orp::sql::as<orp::sql::TextNode>(text.node());
  std::string whole = node.pieces.front();
  std::set<std::string> names;
  for (std::size_t i = 0; i < node.places.size(); ++i) {
    whole += ':' + node.places[i].name + node.pieces.at(i + 1);
    names.insert(node.places[i].name);
  }
  require(node.pieces.size() == node.places.size() + 1, "a piece on both sides of every place");
  if (sql.find("\\:") == std::string_view::npos) require(is_all_of(whole, sql), "nothing is lost");
  require(compiles(text) == names.empty(), "a place without a value is refused");
  for (const std::string& name : names) text = text.bind(name, 1);
  require(compiles(text), "with all values it is a statement");
  return 0;
}
