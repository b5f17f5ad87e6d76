// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "schema/front/check_rules.hpp"
#include "schema/model/c_names.hpp"
#include "schema/model/naming.hpp"
#include "schema/text.hpp"

namespace orp::language {
namespace {

/// Names of one scope with the place of the first that has it.
using Names = std::map<std::string, Location, std::less<>>;

constexpr const char* call_one_otherwise = "call one of them otherwise";

void check_identifier(const std::string& name, NameUse use, const Location& where, std::string hint,
                      Diagnostics& diagnostics) {
  const std::string why = why_refused(name, use);
  if (!why.empty()) diagnostics.error(where, in_quotes(name) + ' ' + why, std::move(hint));
}

/// "acme::shop" as "acme" and "shop".
std::vector<std::string> namespace_parts(const Model& model) {
  std::vector<std::string> parts;
  std::string_view rest = model.name_space;
  while (true) {
    const std::size_t end = rest.find("::");
    parts.emplace_back(rest.substr(0, end));
    if (end == std::string_view::npos) return parts;
    rest.remove_prefix(end + 2);
  }
}

void check_namespace(const Model& model, Diagnostics& diagnostics) {
  if (model.name_space.empty() && model.name_space_where.path.empty()) return;  // missing, reported
  for (const std::string& part : namespace_parts(model)) {
    check_identifier(part, NameUse::name_space, model.name_space_where,
                     R"(as in "shop" or "acme::shop")", diagnostics);
  }
  const std::string outer = namespace_parts(model).front();
  if (!is_name_of_c(outer)) return;
  diagnostics.error(model.name_space_where, in_quotes(outer) + " is a name of the C library",
                    "put it into a namespace of yours: \"acme::" + model.name_space + '"');
}

void check_labels(const Enum& enumeration, Diagnostics& diagnostics) {
  Names names;
  Names stored;
  for (const EnumLabel& label : enumeration.labels) {
    const bool has_own_name = label.name != label.stored;
    check_identifier(label.name, NameUse::enumerator, label.where,
                     has_own_name ? "choose another \"name\""
                                  : R"(give it a C++ name: { "name": "...", "label": )" +
                                        in_quotes(label.stored) + " }",
                     diagnostics);
    if (!stored.try_emplace(label.stored, label.where).second) {
      diagnostics.error(label.where, "label " + in_quotes(label.stored) + " appears twice",
                        "leave one out");
    } else if (!names.try_emplace(label.name, label.where).second) {
      diagnostics.error(label.where, "two labels have the C++ name " + in_quotes(label.name),
                        "give one of them another \"name\"");
    }
  }
}

/// Inside of a namespace its name must lead to it.
void refuse_name_of_namespace(const std::string& name, const Location& where, const Model& model,
                              Diagnostics& diagnostics) {
  const std::vector<std::string> parts = namespace_parts(model);
  if (std::find(parts.begin(), parts.end(), name) == parts.end()) return;
  diagnostics.error(where, in_quotes(name) + " is the name of the namespace",
                    "call the namespace or the type otherwise");
}

/// Returns the names of all generated types.
Names check_types(const Model& model, Diagnostics& diagnostics) {
  Names types;
  for (const Enum& enumeration : model.enums) {
    check_identifier(enumeration.name, NameUse::enumeration, enumeration.where,
                     R"(call it otherwise; "name" is what the database calls it)", diagnostics);
    refuse_name_of_namespace(enumeration.name, enumeration.where, model, diagnostics);
    check_labels(enumeration, diagnostics);
    types.try_emplace(enumeration.name, enumeration.where);
  }
  for (const Entity& entity : model.entities) {
    check_identifier(entity.name, NameUse::entity, entity.where,
                     R"(call it otherwise; "table" is what the database calls it)", diagnostics);
    refuse_name_of_namespace(entity.name, entity.where, model, diagnostics);
    const auto [first, is_new] = types.try_emplace(entity.name, entity.where);
    if (is_new) continue;
    diagnostics.error(entity.where,
                      "entity " + in_quotes(entity.name) +
                          " has the name of an enumeration, declared at " +
                          diagnostics.place(first->second),
                      call_one_otherwise);
  }
  return types;
}

void check_files(const Model& model, Diagnostics& diagnostics) {
  std::map<std::string, const Entity*> stems;
  for (const Entity& entity : model.entities) {
    const auto [first, is_new] = stems.try_emplace(lower_case(entity.file_stem), &entity);
    if (is_new) continue;
    diagnostics.error(entity.where,
                      "entities " + in_quotes(first->second->name) + " and " +
                          in_quotes(entity.name) + " would share the file " + first->first + ".hpp",
                      call_one_otherwise);
  }
}

/// Attributes of one entity: columns and relationships.
class AttributeCheck {
 public:
  AttributeCheck(const Names& types, Diagnostics& diagnostics)
      : types_(types), diagnostics_(diagnostics) {}

  void add_column(const Column& column) {
    const bool is_both_names = column.attribute == column.name && !column.attribute.empty();
    check_identifier(column.attribute, NameUse::attribute, column.where,
                     is_both_names ? "call it otherwise and keep the column with \"name\": " +
                                         in_quotes(column.name)
                                   : "call it otherwise",
                     diagnostics_);
    add(column.attribute, column.where);
  }

  void add_relationship(const Relationship& relationship) {
    check_identifier(relationship.name, NameUse::attribute, relationship.where, "call it otherwise",
                     diagnostics_);
    const auto same = attributes_.find(relationship.name);
    if (same != attributes_.end()) {
      diagnostics_.error(relationship.where,
                         "relationship " + in_quotes(relationship.name) +
                             " has the name of a column, declared at " +
                             diagnostics_.place(same->second),
                         keep_column);
      return;
    }
    add(relationship.name, relationship.where);
  }

  /// Accessors against setters, once all are known.
  void finish() const {
    for (const auto& [name, where] : attributes_) {
      const auto setter = attributes_.find("set_" + name);
      if (setter == attributes_.end()) continue;
      diagnostics_.error(setter->second,
                         "accessor " + in_quotes(setter->first) +
                             " has the name of the setter of " + in_quotes(name) +
                             ", declared at " + diagnostics_.place(where),
                         keep_column);
    }
  }

 private:
  void add(const std::string& name, const Location& where) {
    attributes_.try_emplace(name, where);
    const auto type = types_.find(name);
    if (type == types_.end()) return;
    diagnostics_.error(where,
                       in_quotes(name) + " is also the name of a generated type, declared at " +
                           diagnostics_.place(type->second),
                       keep_column);
  }

  static constexpr const char* keep_column =
      "call one of them otherwise; a column keeps its database name with \"name\"";

  const Names& types_;
  Diagnostics& diagnostics_;
  Names attributes_;
};

void check_attributes(const Model& model, const Names& types, Diagnostics& diagnostics) {
  for (const Entity& entity : model.entities) {
    AttributeCheck attributes(types, diagnostics);
    for (const Column& column : entity.table.columns) attributes.add_column(column);
    for (const Relationship& r : entity.relationships) attributes.add_relationship(r);
    attributes.finish();
  }
}

}  // namespace

void check_cpp_names(const Model& model, Diagnostics& diagnostics) {
  check_namespace(model, diagnostics);
  const Names types = check_types(model, diagnostics);
  check_files(model, diagnostics);
  check_attributes(model, types, diagnostics);
}

}  // namespace orp::language
