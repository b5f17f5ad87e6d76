// SPDX-License-Identifier: MIT
#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "schema/front/literal.hpp"
#include "schema/front/resolve_steps.hpp"
#include "schema/model/naming.hpp"
#include "schema/model/type_table.hpp"
#include "schema/model/words.hpp"
#include "schema/text.hpp"

namespace orp::language {
namespace {

/// The columns of an entity or of a mixin, with what was written of each.
struct ColumnSet {
  std::vector<Column> columns;
  Decls<ColumnDecl> decls;
};

bool is_word(const json::Node& node, std::string_view word) {
  return node.kind == json::Kind::string && !word.empty() && node.text == word;
}

const Enum* enum_kept_as_number(const Column& column, const std::vector<Enum>& enums) {
  const auto found = std::find_if(enums.begin(), enums.end(), [&](const Enum& enumeration) {
    return enumeration.name == column.custom.enumeration;
  });
  return found == enums.end() ? nullptr : &*found;
}

schema::Type type_of_labels(const Enum& enumeration) {
  return {.tag = TypeTag::enumeration, .enumeration = stored_enum(enumeration)};
}

/// The number of a label that is there: its own, or that of its place.
std::string number_of(const std::string& label, const Enum& enumeration) {
  std::size_t place = 0;
  while (enumeration.labels[place].stored != label) ++place;
  const std::optional<std::int16_t> own = enumeration.labels[place].number;
  return own ? std::to_string(*own) : std::to_string(place);
}

/// `which` is "default" or "server default".
Literal literal_or_report(const json::Node& node, std::string_view which, const Column& column,
                          const std::vector<Enum>& enums, Diagnostics& diagnostics) {
  const Enum* const numbered = enum_kept_as_number(column, enums);
  LiteralReading reading =
      read_literal(node, numbered == nullptr ? column.type : type_of_labels(*numbered), enums);
  if (!reading.problem.empty()) {
    diagnostics.error(
        node.where,
        "wrong " + std::string(which) + " for " + type_text(column, enums) + ": " + reading.problem,
        reading.hint);
  }
  if (numbered != nullptr && reading.problem.empty())
    for (std::string& text : reading.literal.texts) text = number_of(text, *numbered);
  return std::move(reading.literal);
}

void resolve_default(const json::Node& node, const std::vector<Enum>& enums, Column& column,
                     Diagnostics& diagnostics) {
  const schema::Type& type = column.type;
  const auto made = find_word(made_defaults, node.text);
  const bool is_made_uuid =
      type.tag == TypeTag::uuid && (made == ClientDefault::uuid4 || made == ClientDefault::uuid7);
  if (!type.is_array && node.kind == json::Kind::string &&
      (is_made_uuid || is_word(node, current_moment(type)))) {
    column.client_default = *made;
    return;
  }
  column.client_default = ClientDefault::literal;
  column.default_literal = literal_or_report(node, "default", column, enums, diagnostics);
}

/// { "sql": ... }, { "sequence": ... } or { "trigger": true }; of any other object nothing.
std::optional<schema::ServerDefault> read_made_default(const json::Node& node,
                                                       const Symbols& symbols,
                                                       Diagnostics& diagnostics) {
  if (node.kind != json::Kind::object || node.members.size() != 1) return std::nullopt;
  const std::string& key = node.members.front().key;
  const json::Node& value = node.members.front().value;
  if (key == "trigger" && value.kind == json::Kind::boolean && value.boolean)
    return {{ServerDefaultKind::trigger}};
  if (value.kind != json::Kind::string) return std::nullopt;
  if (key == "sql") return {{ServerDefaultKind::sql, value.text}};
  if (key != "sequence") return std::nullopt;
  schema::ServerDefault next{ServerDefaultKind::sequence, value.text};
  const std::size_t number = find_named(symbols.sequences, value.text);
  if (number == npos)
    diagnostics.error(value.where, "unknown sequence " + in_quotes(value.text),
                      suggestion(value.text, names_of(symbols.sequences)));
  else if (const Maybe<std::string>& schema = symbols.sequences[number]->database_schema)
    next.database_schema = schema->value;
  return next;
}

schema::ServerDefault resolve_server_default(const json::Node& node, const Column& column,
                                             const Symbols& symbols, const std::vector<Enum>& enums,
                                             Diagnostics& diagnostics) {
  if (const auto made = read_made_default(node, symbols, diagnostics)) return *made;
  if (!column.type.is_array && is_word(node, current_moment(column.type))) {
    return {ServerDefaultKind::now};
  }
  const Literal literal = literal_or_report(node, "server default", column, enums, diagnostics);
  return {ServerDefaultKind::literal, stored_text(literal, column.type)};
}

/// The moment that an UPDATE fills in. What a reference does on update belongs to its foreign key.
ClientDefault resolve_on_update(const ColumnDecl& decl, const schema::Type& type,
                                Diagnostics& diagnostics) {
  if (!decl.on_update || decl.on_update->value == "trigger") return ClientDefault::none;
  const Name& written = *decl.on_update;
  const auto moment = find_word(made_defaults, written.value);
  if (!moment) {
    if (!decl.references && !decl.is_incomplete) {
      diagnostics.error(
          written.where,
          "\"on_update\": " + in_quotes(written.value) + " belongs to a column with \"references\"",
          "leave it out; \"now\" and \"today\" are for dates and times");
    }
    return ClientDefault::none;
  }
  const std::string_view word = current_moment(type);
  if (type.tag && (type.is_array || word != written.value)) {
    const bool has_moment = !type.is_array && !word.empty();
    diagnostics.error(written.where,
                      "a column of type " + in_quotes(decl.type.type.value) + " cannot be set to " +
                          in_quotes(written.value) + " by an update",
                      has_moment ? "its current value is " + in_quotes(word)
                                 : "\"on_update\" sets dates and times");
  }
  return *moment;
}

std::string text_or(const Maybe<std::string>& written, const std::string& otherwise) {
  return written ? written->value : otherwise;
}

ColumnSet resolve_column_set(const std::vector<ColumnDecl>& decls, bool from_mixin,
                             const Symbols& symbols, const std::vector<Enum>& enums,
                             Diagnostics& diagnostics) {
  ColumnSet set;
  for (const ColumnDecl& decl : decls) {
    set.columns.push_back(resolve_column(decl, symbols, enums, diagnostics));
    set.columns.back().from_mixin = from_mixin;
    set.decls.push_back(&decl);
  }
  return set;
}

void report_clash(const Name& mixin, const Column& column, const Column& first,
                  const std::string& entity, Diagnostics& diagnostics) {
  diagnostics.error(mixin.where,
                    "mixin " + in_quotes(mixin.value) + " brings a column " +
                        in_quotes(column.attribute) + ", which " + entity + " has already, from " +
                        diagnostics.place(first.where),
                    "call one of them otherwise, or leave the mixin out");
}

void add_mixin(const Name& name, const ColumnSet& mixin, EntityDraft& draft,
               Diagnostics& diagnostics) {
  Table& table = draft.entity.table;
  for (std::size_t i = 0; i < mixin.columns.size(); ++i) {
    const std::size_t same = find_column(table, mixin.columns[i].attribute);
    if (same != npos) {
      report_clash(name, mixin.columns[i], table.columns[same], draft.entity.name, diagnostics);
      continue;
    }
    table.columns.push_back(mixin.columns[i]);
    draft.column_decls.push_back(mixin.decls[i]);
  }
}

void add_mixins(const Symbols& symbols, const std::vector<ColumnSet>& mixins, EntityDraft& draft,
                Diagnostics& diagnostics) {
  std::vector<std::size_t> added;
  for (const Name& name : draft.decl->mixins) {
    const std::size_t mixin = find_named(symbols.mixins, name.value);
    if (mixin == npos) {
      diagnostics.error(name.where, "unknown mixin " + in_quotes(name.value),
                        suggestion(name.value, names_of(symbols.mixins)));
      draft.lacks_columns = draft.is_incomplete = true;
    } else if (std::find(added.begin(), added.end(), mixin) != added.end()) {
      diagnostics.error(name.where, "mixin " + in_quotes(name.value) + " is listed twice",
                        "list it once");
    } else {
      added.push_back(mixin);
      draft.lacks_columns = draft.lacks_columns || symbols.mixins[mixin]->lacks_columns;
      draft.is_incomplete = draft.is_incomplete || symbols.mixins[mixin]->is_incomplete;
      add_mixin(name, mixins[mixin], draft, diagnostics);
    }
  }
}

}  // namespace

Column resolve_column(const ColumnDecl& decl, const Symbols& symbols,
                      const std::vector<Enum>& enums, Diagnostics& diagnostics) {
  Column column;
  column.attribute = decl.name.value;
  column.name = text_or(decl.db_name, column.attribute);
  column.comment = text_or(decl.comment, {});
  column.description = text_or(decl.description, column.comment);
  ResolvedType type = resolve_type(decl.type, symbols, diagnostics);
  column.type = std::move(type.stored);
  column.custom = std::move(type.custom);
  column.nullable = is_on(decl.nullable);
  column.primary_key = is_on(decl.primary_key);
  column.on_update = resolve_on_update(decl, column.type, diagnostics);
  column.trigger_on_update = decl.on_update && decl.on_update->value == "trigger";
  if (decl.generated)
    column.computed = {decl.generated->value.kind, decl.generated->value.sql.value};
  column.where = decl.name.where;
  if (!column.type.tag) return column;
  if (decl.default_value) resolve_default(*decl.default_value, enums, column, diagnostics);
  if (decl.server_default) {
    column.server_default =
        resolve_server_default(*decl.server_default, column, symbols, enums, diagnostics);
  }
  return column;
}

EntityDrafts resolve_entities(const Symbols& symbols, const std::vector<Enum>& enums,
                              Diagnostics& diagnostics) {
  std::vector<ColumnSet> mixins;
  for (const MixinDecl* decl : symbols.mixins) {
    mixins.push_back(resolve_column_set(decl->columns, true, symbols, enums, diagnostics));
  }
  EntityDrafts drafts;
  for (const EntityDecl* decl : symbols.entities) {
    EntityDraft& draft = drafts.emplace_back();
    draft.decl = decl;
    draft.lacks_columns = decl->lacks_columns;
    draft.is_incomplete = decl->is_incomplete;
    draft.entity.name = decl->name.value;
    draft.entity.file_stem = snake_case(decl->name.value);
    draft.entity.where = decl->name.where;
    Table& table = draft.entity.table;
    table.name = decl->table.value;
    table.comment = text_or(decl->comment, {});
    table.is_view = decl->view && decl->view->value.is_view;
    if (table.is_view) table.query = decl->view->value.query;
    table.database_schema = text_or(decl->database_schema, {});
    table.where = decl->table.where;
    draft.entity.description = text_or(decl->description, table.comment);
    ColumnSet own = resolve_column_set(decl->columns, false, symbols, enums, diagnostics);
    table.columns = std::move(own.columns);
    draft.column_decls = std::move(own.decls);
    add_mixins(symbols, mixins, draft, diagnostics);
  }
  return drafts;
}

std::size_t find_column(const Table& table, std::string_view name) {
  const auto found = std::find_if(table.columns.begin(), table.columns.end(),
                                  [&](const Column& column) { return column.attribute == name; });
  return found == table.columns.end() ? npos
                                      : static_cast<std::size_t>(found - table.columns.begin());
}

std::size_t require_column(const EntityDraft& draft, const Name& name, Diagnostics& diagnostics) {
  const std::size_t column = find_column(draft.entity.table, name.value);
  if (column == npos && !draft.lacks_columns) {
    std::vector<std::string_view> known;
    for (const Column& other : draft.entity.table.columns) known.push_back(other.attribute);
    diagnostics.error(name.where, draft.entity.name + " has no column " + in_quotes(name.value),
                      suggestion(name.value, known));
  }
  return column;
}

std::vector<std::string> require_columns(const EntityDraft& draft, const std::vector<Name>& names,
                                         Diagnostics& diagnostics) {
  std::vector<std::string> columns;
  for (const Name& name : names) {
    const std::size_t column = require_column(draft, name, diagnostics);
    if (column != npos) columns.push_back(draft.entity.table.columns[column].name);
  }
  return columns.size() == names.size() ? columns : std::vector<std::string>();
}

}  // namespace orp::language
