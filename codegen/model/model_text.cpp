// SPDX-License-Identifier: MIT
#include "model/model_text.hpp"

#include <string_view>
#include <vector>

#include "model/type_table.hpp"
#include "model/words.hpp"

namespace orp::codegen {
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

std::string in_brackets(const Table& table, const std::vector<std::size_t>& columns) {
  std::string text = "(";
  for (const std::size_t column : columns) {
    if (text.size() > 1) text += ", ";
    text += table.columns[column].db_name;
  }
  return text + ')';
}

std::string value_text(const Type& type, const Literal& literal) {
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

std::string server_default_text(const Column& column) {
  switch (column.server_default.kind) {
    case ServerDefaultKind::literal:
      return value_text(column.type, column.server_default.literal);
    case ServerDefaultKind::now:
      return std::string(current_moment(column.type));
    case ServerDefaultKind::sql:
      return "sql " + column.server_default.sql;
    case ServerDefaultKind::none:
      break;
  }
  return {};
}

std::string identity_text(const Identity& identity) {
  std::string text = "identity";
  if (identity.start != 1) text += " from " + std::to_string(identity.start);
  if (identity.increment != 1) text += " by " + std::to_string(identity.increment);
  return text;
}

std::string column_line(const Column& column, const std::vector<Enum>& enums) {
  Line line(2);
  line << column.name << type_text(column.type, enums);
  line.add_if(column.db_name != column.name, "column " + column.db_name)
      .add_if(column.primary_key, "key")
      .add_if(column.nullable, "null")
      .add_if(column.required, "required")
      .add_if(column.identity.enabled, identity_text(column.identity));
  if (column.client_default != ClientDefault::none) line << "default" << default_text(column);
  if (column.server_default.kind != ServerDefaultKind::none) {
    line << "server_default" << server_default_text(column);
  }
  if (column.on_update != ClientDefault::none) {
    line << "on_update" << word_for(made_defaults, column.on_update);
  }
  line.add_if(column.from_mixin, "mixin")
      .add_if(!column.description.empty(), "-- " + column.description)
      .add_if(!column.comment.empty(), "comment: " + column.comment);
  return std::move(line).finish();
}

std::string foreign_key_line(const Model& model, const Table& table, const ForeignKey& key) {
  const Table& target = model.entities[key.target].table;
  Line line(2);
  line << "foreign key" << key.name << in_brackets(table, key.columns) << "->"
       << target.name + in_brackets(target, key.target_columns);
  if (key.on_delete != ReferentialAction::no_action) {
    line << "on_delete" << word_for(referential_actions, key.on_delete);
  }
  if (key.on_update != ReferentialAction::no_action) {
    line << "on_update" << word_for(referential_actions, key.on_update);
  }
  return std::move(line).finish();
}

std::string index_line(const Table& table, const Index& index) {
  std::string parts;
  for (const IndexPart& part : index.parts) {
    if (!parts.empty()) parts += ", ";
    parts += part.column == npos ? '(' + part.expression + ')' : table.columns[part.column].db_name;
    if (part.descending) parts += " desc";
  }
  Line line(2);
  line.add_if(index.unique, "unique") << "index" << index.name << '(' + parts + ')';
  line.add_if(!index.where_clause.empty(), "where " + index.where_clause);
  return std::move(line).finish();
}

std::string table_text(const Model& model, const Table& table) {
  std::string text;
  for (const Column& column : table.columns) text += column_line(column, model.enums);
  text += "    primary key " + table.primary_key.name + ' ' +
          in_brackets(table, table.primary_key.columns) + '\n';
  for (const ForeignKey& key : table.foreign_keys) text += foreign_key_line(model, table, key);
  for (const UniqueConstraint& unique : table.uniques) {
    text += "    unique " + unique.name + ' ' + in_brackets(table, unique.columns) + '\n';
  }
  for (const Index& index : table.indexes) text += index_line(table, index);
  for (const CheckConstraint& constraint : table.checks) {
    text += "    check " + constraint.name + " (" + constraint.expression + ")\n";
  }
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
    text += target.columns[term.column].name;
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
      .add_if(relationship.hidden, "hidden")
      .add_if(!relationship.description.empty(), "-- " + relationship.description);
  return std::move(line).finish();
}

std::string enum_text(const Enum& enumeration) {
  Line head(0);
  head << "enum" << enumeration.name << "type" << enumeration.db_name;
  head.add_if(!enumeration.description.empty(), "-- " + enumeration.description);
  std::string text = std::move(head).finish();
  for (const EnumLabel& label : enumeration.labels) {
    Line line(1);
    line << label.name;
    line.add_if(label.stored != label.name, "stored as " + label.stored)
        .add_if(!label.description.empty(), "-- " + label.description);
    text += std::move(line).finish();
  }
  return text;
}

std::string entity_text(const Model& model, const Entity& entity) {
  Line head(0);
  head << "entity" << entity.name << "file" << entity.file_stem;
  head.add_if(!entity.description.empty(), "-- " + entity.description);
  std::string text = std::move(head).finish();
  text += "  table " + entity.table.name;
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
  for (const Entity& entity : model.entities) text += entity_text(model, entity);
  for (const Table& table : model.secondary_tables) {
    text += "secondary table " + table.name + '\n' + table_text(model, table);
  }
  return text;
}

}  // namespace orp::codegen
