// SPDX-License-Identifier: MIT
// The classes of oracle.json by the names that scripts use. Behind every name stands what a program
// would write: the generated accessors, setters and collections.
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "orpiment/orpiment.hpp"

namespace orp::tests {

using Value = std::optional<std::string>;
using Values = std::map<std::string, Value>;  // by column

struct Attribute {
  std::string name;
  std::function<void(Session&, Entity&)> expire;
  std::function<void(Session&, Entity&)> refresh;
};

struct ColumnVerbs : Attribute {
  std::function<Value(Entity&)> get;
  std::function<void(Entity&, const Value&)> set;
};

struct ToOneVerbs : Attribute {
  std::function<Entity*(Entity&)> get;
  std::function<void(Entity&, Entity*)> set;
  LoadOption lazyload;
  LoadOption selectinload;
};

struct ToManyVerbs : Attribute {
  std::function<std::vector<Entity*>(Entity&)> members;
  std::function<void(Entity&, Entity&)> add;
  std::function<Entity&(Entity&, const Values&)> make;
  std::function<void(Entity&, Entity&)> remove;
  std::function<bool(Entity&, Entity&)> contains;
  std::function<void(Entity&)> clear;
  LoadOption lazyload;
  LoadOption selectinload;
};

struct ClassVerbs {
  std::string name;
  const EntityInfo* info;
  std::function<Entity&(Session&, const Values&)> make;
  std::function<Entity*(Session&, const std::vector<std::string>&)> get;
  std::function<std::vector<Entity*>(Session&, const std::vector<LoadOption>&, bool)> select;
  std::vector<ColumnVerbs> columns;
  std::vector<ToOneVerbs> to_one;
  std::vector<ToManyVerbs> to_many;
};

const std::vector<ClassVerbs>& classes();
const ClassVerbs& class_named(const std::string& name);
const ClassVerbs& class_of(Entity& entity);

}  // namespace orp::tests
