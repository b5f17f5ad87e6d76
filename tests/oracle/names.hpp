// SPDX-License-Identifier: MIT
// The names of a script's objects. An object that a query or a collection brings and that the
// script has not named is called as its row is, with a ' behind it.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "model.hpp"

namespace orp::tests {

class Names {
 public:
  Entity& object(const std::string& name) const;
  /// The first name of an object stays what transcripts call it.
  void give(const std::string& name, Entity& entity);
  /// What transcripts call it; NULL for none.
  std::string of(Entity* entity);
  std::string of_all(const std::vector<Entity*>& entities);  ///< sorted

  /// Notes the numbers that the database has given by now: what `get` may ask for.
  void remember_keys();
  std::string key_of(const std::string& name) const;

  const std::map<std::string, Entity*>& first_names() const { return first_names_; }

 private:
  std::map<std::string, Entity*> objects_;      // by every name
  std::map<std::string, Entity*> first_names_;  // each object once
  std::map<Entity*, std::string> name_of_;
  std::map<Entity*, std::int64_t> keys_;
};

}  // namespace orp::tests
