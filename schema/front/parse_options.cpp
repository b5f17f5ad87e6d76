// SPDX-License-Identifier: MIT
// What a schema says of how a database keeps things: a table, a sequence.
#include <cstdint>
#include <limits>

#include "schema/front/parse_decls.hpp"

namespace orp::language {
namespace {

std::string text_of(Fields& fields, std::string_view key) {
  const Maybe<std::string> text = fields.text(key);
  return text ? text->value : std::string();
}

Maybe<std::int64_t> parse_number(Fields& fields, std::string_view key) {
  const json::Node* node = fields.find(key);
  if (!node) return std::nullopt;
  return read_integer(*node, std::numeric_limits<std::int64_t>::min(),
                      std::numeric_limits<std::int64_t>::max(), fields.diagnostics());
}

}  // namespace

Maybe<schema::TableOptions> parse_options(Fields& outer) {
  const json::Node* node = outer.find("options");
  if (!node) return std::nullopt;
  Fields fields(*node, "\"options\"", outer.diagnostics());
  schema::TableOptions options;
  const Maybe<bool> strict = fields.flag("strict");
  options.strict = !strict || strict->value;
  options.without_rowid = is_on(fields.flag("without_rowid"));
  options.unlogged = is_on(fields.flag("unlogged"));
  options.partition_by = text_of(fields, "partition_by");
  options.tablespace = text_of(fields, "tablespace");
  options.storage = text_of(fields, "storage");
  fields.refuse_others();
  return Written<schema::TableOptions>{std::move(options), node->where};
}

SequenceDecl parse_sequence(const json::Member& member, Diagnostics& diagnostics) {
  Fields fields(member.value, "a sequence", diagnostics);
  SequenceDecl decl;
  decl.name = {member.key, member.where};
  decl.start = parse_number(fields, "start");
  decl.increment = parse_number(fields, "increment");
  decl.database_schema = fields.text("schema");
  fields.refuse_others();
  return decl;
}

}  // namespace orp::language
