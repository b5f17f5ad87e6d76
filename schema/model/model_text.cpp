// SPDX-License-Identifier: MIT
#include "schema/model/model_text.hpp"

#include <string_view>
#include <vector>

#include "schema/model/type_table.hpp"
#include "schema/model/words.hpp"

namespace orp::language {
namespace {

/// A line of words: what is optional is added only when there is something to say.
class Line {
 public:
  explicit Line(int depth) : text_(static_cast<std::size_t>(depth) * 2, ' ') {}

  Line& operator<<(std::string_view word) {
    if (text_.find_first_not_of(' ') != std::string::npos) text_ += ' ';
    text_ += word;
    return *this;
  }
  Line& add_if(bool condition, std::string_view word) { return condition ? *this << word : *this; }

  std::string finish() && { return std::move(text_) + '\n'; }

 private:
  std::string text_;
};

std::string value_text(const schema::Type& type, const Literal& literal) {
  if (!type.is_array) return literal.text();
  std::string text = "[";
  for (const std::string& element : literal.texts) {
    if (text.size() > 1) text += ", ";
    text += element;
  }
  return text + ']';
}

std::string default_text(const Column& column) {
  if (column.client_default == ClientDefault::literal) {
    return value_text(column.type, column.default_literal);
  }
  return std::string(word_for(made_defaults, column.client_default));
}

std::string column_line(const Column& column, const std::vector<Enum>& enums) {
  Line line(2);
  line << column.attribute << type_text(column, enums);
  line.add_if(column.name != column.attribute, "column " + column.name)
      .add_if(column.primary_key, "key")
      .add_if(column.nullable, "null")
      .add_if(column.required, "required");
  if (column.identity) line << column.identity->to_string();
  if (column.client_default != ClientDefault::none) line << "default" << default_text(column);
  if (column.server_default.kind != ServerDefaultKind::none) {
    line << column.server_default.to_string();
  }
  if (column.computed.kind != ComputedKind::none) line << column.computed.to_string();
  line.add_if(column.trigger_on_update, "on_update trigger");
  if (column.on_update != ClientDefault::none) {
    line << "on_update" << word_for(made_defaults, column.on_update);
  }
  line.add_if(column.from_mixin, "mixin")
      .add_if(!column.description.empty(), "-- " + column.description)
      .add_if(!column.comment.empty(), "comment: " + column.comment);
  return std::move(line).finish();
}

std::string table_text(const Model& model, const Table& table) {
  std::string text;
  const auto add = [&](const auto& part) { text += "    " + part.to_string() + '\n'; };
  if (table.is_view) text += "    view " + table.query + '\n';
  for (const Column& column : table.columns) text += column_line(column, model.enums);
  add(table.primary_key);
  for (const ForeignKey& key : table.foreign_keys)
    text += "    " + key.to_string() + (key.is_constraint ? "" : " no constraint") + '\n';
  for (const Unique& unique : table.uniques) add(unique);
  for (const Index& index : table.indexes) add(index);
  for (const Check& constraint : table.checks) add(constraint);
  for (const Exclusion& exclusion : table.exclusions) add(exclusion);
  if (table.options != schema::TableOptions()) add(table.options);
  return text;
}

std::string cascade_text(const Cascade& cascade) {
  std::string text;
  const auto add = [&](bool flag, CascadeWord word) {
    if (!flag) return;
    if (!text.empty()) text += ", ";
    text += word_for(cascade_words, word);
  };
  add(cascade.save_update, CascadeWord::save_update);
  add(cascade.merge, CascadeWord::merge);
  add(cascade.refresh_expire, CascadeWord::refresh_expire);
  add(cascade.expunge, CascadeWord::expunge);
  add(cascade.remove, CascadeWord::remove);
  add(cascade.delete_orphan, CascadeWord::delete_orphan);
  return '[' + text + ']';
}

std::string order_text(const Table& target, const std::vector<OrderBy>& order) {
  std::string text;
  for (const OrderBy& term : order) {
    if (!text.empty()) text += ", ";
    text += target.columns[term.column].attribute;
    if (term.descending) text += " desc";
  }
  return text;
}

/// Through which key or table it leads.
std::string path_text(const Model& model, const Entity& entity, const Relationship& relationship) {
  if (relationship.kind == RelationshipKind::many_to_many) {
    const Table& table = model.secondary_tables[relationship.secondary];
    return "through " + table.foreign_keys[relationship.secondary_local_key].name + ", " +
           table.foreign_keys[relationship.secondary_target_key].name;
  }
  return (relationship.owns_foreign_key ? "owns " : "by ") +
         foreign_key_of(model, entity, relationship).name;
}

std::string relationship_line(const Model& model, const Entity& entity,
                              const Relationship& relationship) {
  const Entity& target = model.entities[relationship.target];
  Line line(2);
  line << relationship.name << word_for(relationship_kinds, relationship.kind) << target.name
       << path_text(model, entity, relationship);
  if (relationship.reverse != npos) {
    line << "<->" << target.relationships[relationship.reverse].name;
  }
  line.add_if(relationship.required, "required");
  line << "load" << word_for(load_strategies, relationship.load) << "cascade"
       << cascade_text(relationship.cascade);
  if (!relationship.order_by.empty()) {
    line << "order" << order_text(target.table, relationship.order_by);
  }
  line.add_if(relationship.passive_deletes, "passive_deletes")
      .add_if(relationship.post_update, "post_update")
      .add_if(relationship.viewonly, "viewonly")
      .add_if(relationship.single_parent, "single_parent")
      .add_if(relationship.optional, "optional")
      .add_if(relationship.hidden, "hidden")
      .add_if(!relationship.description.empty(), "-- " + relationship.description);
  return std::move(line).finish();
}

std::string stored_enum_name(const Enum& enumeration) {
  if (enumeration.database_schema.empty()) return enumeration.db_name;
  return enumeration.database_schema + '.' + enumeration.db_name;
}

std::string enum_text(const Enum& enumeration) {
  Line head(0);
  head << "enum" << enumeration.name << "type" << stored_enum_name(enumeration);
  head.add_if(!enumeration.description.empty(), "-- " + enumeration.description);
  std::string text = std::move(head).finish();
  for (const EnumLabel& label : enumeration.labels) {
    Line line(1);
    line << label.name;
    line.add_if(label.stored != label.name, "stored as " + label.stored)
        .add_if(label.number.has_value(), "number " + std::to_string(label.number.value_or(0)))
        .add_if(!label.description.empty(), "-- " + label.description);
    text += std::move(line).finish();
  }
  return text;
}

std::string full_name(const Table& table) {
  return table.database_schema.empty() ? table.name : table.database_schema + '.' + table.name;
}

std::string entity_text(const Model& model, const Entity& entity) {
  Line head(0);
  head << "entity" << entity.name << "file" << entity.file_stem;
  head.add_if(!entity.description.empty(), "-- " + entity.description);
  std::string text = std::move(head).finish();
  text += "  table " + full_name(entity.table);
  text += entity.table.comment.empty() ? "\n" : " comment: " + entity.table.comment + '\n';
  text += table_text(model, entity.table);
  if (!entity.relationships.empty()) text += "  relationships\n";
  for (const Relationship& relationship : entity.relationships) {
    text += relationship_line(model, entity, relationship);
  }
  return text;
}

}  // namespace

std::string to_text(const Model& model) {
  std::string text = "namespace " + model.name_space + '\n';
  for (const Enum& enumeration : model.enums) text += enum_text(enumeration);
  for (const Sequence& sequence : model.sequences) text += sequence.to_string() + '\n';
  for (const Entity& entity : model.entities) text += entity_text(model, entity);
  for (const Table& table : model.secondary_tables) {
    text += "secondary table " + full_name(table) + '\n' + table_text(model, table);
  }
  return text;
}

}  // namespace orp::language
