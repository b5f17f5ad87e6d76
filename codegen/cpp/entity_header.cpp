// SPDX-License-Identifier: MIT
#include <string>
#include <vector>

#include "cpp/emit.hpp"
#include "cpp/file_frame.hpp"
#include "cpp/format/layout.hpp"

namespace orp::codegen::cpp {
namespace {

void print_members(Printer& printer, const std::vector<Member>& members) {
  const Layout layout(printer.indentation());
  for (const Member& member : members) {
    printer.print_text(layout.variable(member.type, member.name, member.initialiser));
  }
}

// Rule: a Key without one of its parts does not compile, and a part is read as what it is, a value;
// an integer part is given any integer, and checked. The initialisers refuse to be used. They are
// those of a template, of which the compiler looks at an initialiser only where a program leaves
// the part to it.
//
// The parts are found by a friend function, so that no column's name collides.
void print_key(Printer& printer, const std::vector<Member>& key) {
  if (key.size() == 1) {
    printer.print("using Key = $type$;", {{"type", key.front().type}});
    return;
  }
  std::vector<Member> members = key;
  std::string addresses;
  for (Member& member : members) {
    member.initialiser = "orp::missing_part<&Key_::" + member.name + ">()";
    addresses += (addresses.empty() ? "&key." : ", &key.") + member.name;
  }
  const Signature signature{
      .result = "friend orp::KeyParts<" + std::to_string(key.size()) + '>',
      .name = "parts_of",
      .parameter = "const Key_& key",
  };
  const Layout inner(printer.indentation() + 2);
  const std::string parts = inner.function(signature, "return {{" + addresses + "}};");
  printer.print(R"(
      template <class = void>
      struct Key_ {
        $members$

        $parts$
      };
      using Key = Key_<>;
  )",
                {{"members", [&] { print_members(printer, members); }}, {"parts", parts}});
}

void print_new(Printer& printer, const EntityPlan& entity) {
  if (entity.is_read_only) return;
  const Layout layout(printer.indentation());
  printer.print_text(
      layout.comment("What session.add<" + entity.class_name +
                     ">({...}) takes. A member without an initialiser must be given."));
  if (entity.initialiser.empty()) {
    printer.print_text("struct New {};");
  } else {
    printer.print(R"(
        struct New {
          $members$
        };
    )",
                  {{"members", [&] { print_members(printer, entity.initialiser); }}});
  }
}

void print_attributes(Printer& printer, const std::vector<Attribute>& attributes) {
  const Layout layout(printer.indentation());
  for (const Attribute& attribute : attributes) {
    const std::string value = "{&info, " + std::to_string(attribute.number) + '}';
    printer.print_text(layout.variable(attribute.type, attribute.name, value));
  }
}

void print_accessor(Printer& printer, const Accessor& accessor) {
  const Layout layout(printer.indentation());
  const std::string number = std::to_string(accessor.number);
  const std::string field = "row_." + accessor.name;
  const Signature getter{
      .result = accessor.getter_type,
      .name = accessor.name,
      .suffix = "const",
  };
  const Signature setter{
      .result = "void",
      .name = "set_" + accessor.name,
      .parameter = accessor.given_type + " value",
  };
  printer.print_text("\n");
  printer.print_text(layout.comment(accessor.documentation));
  printer.print_text(layout.function(getter, "return ensure_(" + number + "), " + field + ';'));
  if (accessor.has_setter) printer.print_text(layout.declaration(setter));
}

void print_collection(Printer& printer, const RelationAccessor& relation) {
  const Layout layout(printer.indentation());
  const std::string type = "orp::Many<" + relation.target + ">&";
  const std::string body =
      "return static_cast<" + type + ">(collection_(" + std::to_string(relation.number) + "));";
  printer.print_text(layout.function({.result = type, .name = relation.name}, body));
  printer.print_text(
      layout.function({.result = "const " + type, .name = relation.name, .suffix = "const"}, body));
}

void print_target(Printer& printer, const RelationAccessor& relation) {
  const Layout layout(printer.indentation());
  const std::string type = relation.target + relation.indirection();
  printer.print_text(layout.declaration({.result = type, .name = relation.name}));
  printer.print_text(
      layout.declaration({.result = "const " + type, .name = relation.name, .suffix = "const"}));
  if (!relation.has_setter) return;
  printer.print_text(layout.declaration(
      {.result = "void", .name = "set_" + relation.name, .parameter = type + " value"}));
}

void print_relation(Printer& printer, const RelationAccessor& relation) {
  const Layout layout(printer.indentation());
  printer.print_text("\n");
  printer.print_text(layout.comment(relation.documentation));
  if (relation.multiplicity == RelationAccessor::Multiplicity::collection) {
    print_collection(printer, relation);
  } else {
    print_target(printer, relation);
  }
}

void print_accessors(Printer& printer, const EntityPlan& entity) {
  for (const Accessor& accessor : entity.accessors) print_accessor(printer, accessor);
  for (const RelationAccessor& relation : entity.relation_accessors) {
    print_relation(printer, relation);
  }
}

void print_set(Printer& printer, const EntityPlan& entity) {
  if (entity.is_read_only) return;
  printer.print(R"(
      /// Gives a column what an SQL expression says, with the next flush.
      template <class T_, class X_>
      void set(const orp::Column<$class$, T_>& column_, const X_& value_) {
        orp::detail::set_expression(*this, column_, value_);
      }
  )",
                {{"class", entity.class_name}});
}

void print_life(Printer& printer, const EntityPlan& entity) {
  printer.print_text('~' + entity.class_name + "() = default;");
  if (!entity.is_read_only) printer.print_text("void initialise_(New&& init);");
}

void print_info_members(Printer& printer, const EntityPlan& entity) {
  printer.print_text("static const orp::EntityInfo info;");
  if (entity.is_read_only) printer.print_text("using ReadOnly_ = void;");
}

void print_class(Printer& printer, const EntityPlan& entity) {
  const Layout layout(printer.indentation());
  const Layout inner(printer.indentation() + 2);
  // Copies are deleted in the base already; said again, a mistake names the class in half the
  // lines.
  printer.print(R"(
      $documentation$class $class$ final : public orp::EntityBase<$columns$, $relations$> {
       public:
        $info$

        /// The columns, in the order of the table.
        struct Row {
          $row$
        };

        /// The primary key, as session.get<$class$>() takes it.
        $key$

        $new$

        $attributes_documentation$struct Attributes {
          $attributes$
        };
        static const Attributes c;

        $accessors$

        $set$

       private:
        friend struct orp::EntityAccess;
        $class$() = default;
        $class$(const $class$&) = delete;
        $class$& operator=(const $class$&) = delete;
        $life$

        Row row_;
      };

      $attributes_object$
  )",
                {{"documentation", layout.comment(entity.documentation)},
                 {"class", entity.class_name},
                 {"columns", entity.accessors.size()},
                 {"relations", entity.relation_count},
                 {"info", [&] { print_info_members(printer, entity); }},
                 {"row", [&] { print_members(printer, entity.row); }},
                 {"key", [&] { print_key(printer, entity.key); }},
                 {"attributes", [&] { print_attributes(printer, entity.attributes); }},
                 {"new", [&] { print_new(printer, entity); }},
                 {"set", [&] { print_set(printer, entity); }},
                 {"life", [&] { print_life(printer, entity); }},
                 {"attributes_documentation",
                  inner.comment(entity.class_name +
                                "::c: columns and relationships, for queries and options.")},
                 {"attributes_object",
                  layout.variable("inline constexpr " + entity.class_name + "::Attributes",
                                  entity.class_name + "::c", "{}")},
                 {"accessors", [&] { print_accessors(printer, entity); }}});
}

}  // namespace

std::string entity_header(const CodePlan& plan, const EntityPlan& entity) {
  return print_file(plan, entity.origin, "", entity.header_includes, [&](Printer& printer) {
    print_version_check(printer);
    print_namespace(printer, plan.name_space, [&] { print_class(printer, entity); });
  });
}

}  // namespace orp::codegen::cpp
