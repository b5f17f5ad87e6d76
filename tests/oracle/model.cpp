// SPDX-License-Identifier: MIT
#include "model.hpp"

#include <oracle/model.hpp>
#include <stdexcept>
#include <type_traits>
#include <utility>

#include "entity/slab.hpp"
#include "orpiment/session/attribute.hpp"

namespace orp::tests {

namespace {

using namespace oracle;

// Texts and numbers as scripts write them

template <class T>
struct FromText {
  static T of(const Value& text) { return T(text.value()); }
};
template <class T>
requires std::is_integral_v<T>
struct FromText<T> {
  static T of(const Value& text) { return static_cast<T>(std::stoll(text.value())); }
};
template <class T>
struct FromText<std::optional<T>> {
  static std::optional<T> of(const Value& text) {
    return text ? std::optional<T>(FromText<T>::of(text)) : std::nullopt;
  }
};

Value to_text(const std::string& value) { return value; }
Value to_text(std::int32_t value) { return std::to_string(value); }
template <class T>
Value to_text(const std::optional<T>& value) {
  return value ? to_text(*value) : std::nullopt;
}

template <class E>
E& as(Entity& entity) {
  return static_cast<E&>(entity);
}

template <class E, class X>
void name_attribute(Attribute& verbs, std::string name, const X& attribute) {
  verbs.name = std::move(name);
  verbs.expire = [&](Session& session, Entity& entity) {
    session.expire(as<E>(entity), {attribute});
  };
  verbs.refresh = [&](Session& session, Entity& entity) {
    session.refresh(as<E>(entity), {attribute});
  };
}

template <class E, class T, class R, class P>
ColumnVerbs column(std::string name, const Column<E, T>& attribute, R (E::*get)() const,
                   void (E::*set)(P)) {
  ColumnVerbs verbs;
  name_attribute<E>(verbs, std::move(name), attribute);
  verbs.get = [get](Entity& entity) { return to_text((as<E>(entity).*get)()); };
  verbs.set = [set](Entity& entity, const Value& value) {
    (as<E>(entity).*set)(FromText<T>::of(value));
  };
  return verbs;
}

template <class E, class T, class X>
ToOneVerbs to_one(std::string name, const X& attribute, T* (E::*get)(), void (E::*set)(T*)) {
  ToOneVerbs verbs;
  name_attribute<E>(verbs, std::move(name), attribute);
  verbs.get = [get](Entity& entity) -> Entity* { return (as<E>(entity).*get)(); };
  verbs.set = [set](Entity& entity, Entity* target) {
    (as<E>(entity).*set)(static_cast<T*>(target));
  };
  verbs.lazyload = lazyload(attribute);
  verbs.selectinload = selectinload(attribute);
  return verbs;
}

template <class E, class T, class X>
ToOneVerbs to_one(std::string name, const X& attribute, T& (E::*get)(), void (E::*set)(T&)) {
  ToOneVerbs verbs;
  name_attribute<E>(verbs, std::move(name), attribute);
  verbs.get = [get](Entity& entity) -> Entity* { return &(as<E>(entity).*get)(); };
  verbs.set = [set](Entity& entity, Entity* target) { (as<E>(entity).*set)(as<T>(*target)); };
  verbs.lazyload = lazyload(attribute);
  verbs.selectinload = selectinload(attribute);
  return verbs;
}

// What a new object must be given; the rest is set afterwards.
template <class E>
typename E::New new_of(const Values& values) {
  if constexpr (std::is_same_v<E, Region>)
    return {.num = FromText<std::int32_t>::of(values.at("num"))};
  else if constexpr (std::is_same_v<E, Country> || std::is_same_v<E, Part>)
    return {.code = values.at("code").value()};
  else
    return {};
}

Entity& with_values(Entity& entity, const Values& values) {
  for (const ColumnVerbs& column : class_of(entity).columns)
    if (const auto value = values.find(column.name); value != values.end())
      column.set(entity, value->second);
  return entity;
}

template <class E, class T, class X>
ToManyVerbs to_many(std::string name, const X& attribute, Many<T>& (E::*get)()) {
  ToManyVerbs verbs;
  name_attribute<E>(verbs, std::move(name), attribute);
  verbs.members = [get](Entity& entity) {
    std::vector<Entity*> members;
    for (T& member : (as<E>(entity).*get)()) members.push_back(&member);
    return members;
  };
  verbs.add = [get](Entity& entity, Entity& member) { (as<E>(entity).*get)().add(as<T>(member)); };
  verbs.make = [get](Entity& entity, const Values& values) -> Entity& {
    return with_values((as<E>(entity).*get)().add(new_of<T>(values)), values);
  };
  verbs.remove = [get](Entity& entity, Entity& member) {
    (as<E>(entity).*get)().remove(as<T>(member));
  };
  verbs.contains = [get](Entity& entity, Entity& member) {
    return (as<E>(entity).*get)().contains(as<T>(member));
  };
  verbs.clear = [get](Entity& entity) { (as<E>(entity).*get)().clear(); };
  verbs.lazyload = lazyload(attribute);
  verbs.selectinload = selectinload(attribute);
  return verbs;
}

template <class E>
typename E::Key key_of(const std::vector<std::string>& parts) {
  if constexpr (std::is_same_v<typename E::Key, Region::Key>)
    return {parts.at(0), std::stoi(parts.at(1))};
  else
    return FromText<typename E::Key>::of(parts.at(0));
}

template <class E>
ClassVerbs entity(std::string name, std::vector<ColumnVerbs> columns,
                  std::vector<ToOneVerbs> to_one = {}, std::vector<ToManyVerbs> to_many = {}) {
  ClassVerbs verbs;
  verbs.name = std::move(name);
  verbs.info = &E::info;
  verbs.make = [](Session& session, const Values& values) -> Entity& {
    return with_values(session.add<E>(new_of<E>(values)), values);
  };
  verbs.get = [](Session& session, const std::vector<std::string>& key) -> Entity* {
    return session.get<E>(key_of<E>(key));
  };
  verbs.select = [](Session& session, const std::vector<LoadOption>& options, bool anew) {
    auto query = select<E>();
    for (const LoadOption& option : options) query = query.options(option);
    if (anew) query = query.execution_options({.populate_existing = true});
    std::vector<Entity*> found;
    for (E& object : session.scalars(query)) found.push_back(&object);
    return found;
  };
  verbs.columns = std::move(columns);
  verbs.to_one = std::move(to_one);
  verbs.to_many = std::move(to_many);
  return verbs;
}

#define COLUMN(E, name) column(#name, E::c.name, &E::name, &E::set_##name)
#define TO_ONE(E, T, name) \
  to_one<E, T>(#name, E::c.name, static_cast<T* (E::*)()>(&E::name), &E::set_##name)
#define TO_ONE_REQUIRED(E, T, name) \
  to_one<E, T>(#name, E::c.name, static_cast<T& (E::*)()>(&E::name), &E::set_##name)
#define TO_MANY(E, T, name) \
  to_many<E, T>(#name, E::c.name, static_cast<Many<T>& (E::*)()>(&E::name))

}  // namespace

const std::vector<ClassVerbs>& classes() {
  static const std::vector<ClassVerbs> all{
      entity<User>("User", {COLUMN(User, tag), COLUMN(User, name), COLUMN(User, email)},
                   {TO_ONE(User, Profile, profile)},
                   {TO_MANY(User, Address, addresses), TO_MANY(User, Note, notes)}),
      entity<Address>("Address",
                      {COLUMN(Address, tag), COLUMN(Address, name), COLUMN(Address, email)},
                      {TO_ONE(Address, User, user)}),
      entity<Note>("Note", {COLUMN(Note, tag), COLUMN(Note, name)}, {TO_ONE(Note, User, author)}),
      entity<Profile>("Profile", {COLUMN(Profile, tag), COLUMN(Profile, name)},
                      {TO_ONE(Profile, User, user)}),
      entity<Item>("Item", {COLUMN(Item, tag), COLUMN(Item, name)}, {},
                   {TO_MANY(Item, Keyword, keywords)}),
      entity<Keyword>("Keyword", {COLUMN(Keyword, tag), COLUMN(Keyword, name)}, {},
                      {TO_MANY(Keyword, Item, items)}),
      entity<Box>("Box", {COLUMN(Box, tag), COLUMN(Box, name)}, {},
                  {TO_MANY(Box, Thing, things), TO_MANY(Box, Label, labels)}),
      entity<Thing>("Thing", {COLUMN(Thing, tag), COLUMN(Thing, name)}),
      entity<Label>("Label", {COLUMN(Label, tag), COLUMN(Label, name)}),
      entity<Node>("Node", {COLUMN(Node, tag), COLUMN(Node, name)}, {TO_ONE(Node, Node, parent)},
                   {TO_MANY(Node, Node, children)}),
      entity<Country>("Country", {COLUMN(Country, code), COLUMN(Country, name)}, {},
                      {TO_MANY(Country, Region, regions)}),
      entity<Region>("Region", {COLUMN(Region, code), COLUMN(Region, num), COLUMN(Region, name)},
                     {TO_ONE_REQUIRED(Region, Country, country)}),
      entity<Part>("Part", {COLUMN(Part, code), COLUMN(Part, name)}, {TO_ONE(Part, Part, whole)},
                   {TO_MANY(Part, Part, parts)})};
  return all;
}

const ClassVerbs& class_named(const std::string& name) {
  for (const ClassVerbs& verbs : classes())
    if (verbs.name == name) return verbs;
  throw std::runtime_error("no class " + name);
}

const ClassVerbs& class_of(Entity& entity) {
  for (const ClassVerbs& verbs : classes())
    if (verbs.info == &info_of(entity)) return verbs;
  throw std::runtime_error("an object of no class");
}

}  // namespace orp::tests
