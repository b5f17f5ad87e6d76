// SPDX-License-Identifier: MIT
// The objects in memory follow an UPDATE or a DELETE that the program runs by itself.
//
// Rules
//  (1) Which objects are meant is found out before the statement runs: it may change what its
//      conditions ask for.
//  (2) An UPDATE gives them what it assigns where memory knows the value; otherwise the attribute
//  is
//      expired. What the program has changed and not flushed stays. Whose key is assigned is
//      expired altogether.
//  (3) Who is deleted leaves the session as after a flush, and a rollback brings it back; nothing
//      that a flush would do besides is done: the database alone deletes or empties what refers to
//      those rows, and memory is expired accordingly (rows_gone.hpp).
//  (4) Of whom memory does not know enough to tell, what the statement may have changed is expired.
//      What the program has changed stays: when the row is gone the flush tells it.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "meta/stored_value.hpp"
#include "orpiment/backend/statement.hpp"
#include "session/evaluator.hpp"
#include "session/load/load_context.hpp"
#include "sql/statement.hpp"

namespace orp {

class Synchronization {
 public:
  /// Of a statement that is about to run. Throws UsageError when it cannot be evaluated and says
  /// that it is to be.
  Synchronization(LoadContext context, const sql::NodeRef& statement);

  /// The statement has run.
  void finish();

 private:
  struct Meant {
    Entity* entity;
    bool is_certain;
    bool is_expired;                // its row may be gone, and another one of its key come
    std::vector<Evaluated> values;  // of the assignments
  };

  bool is_evaluated(SynchronizeSession wish) const;
  void evaluate();
  /// Asks for those in memory, or for all rows.
  void fetch(bool of_all);
  /// The keys of the rows that are meant, of all or among `keys`.
  sql::NodeRef question(View<backend::KeyList> keys) const;
  void add(Entity& entity, bool is_certain);
  /// What is assigned, until it is known.
  void expire(Entity& entity);
  /// Assignment number `number`.
  void assign(const Meant& meant, std::size_t number);
  void erase();

  LoadContext context_;
  const sql::WriteNode* statement_ = nullptr;  // nullptr: nothing follows
  std::vector<sql::AssignmentNode> assignments_;
  sql::NodeRef where_;
  std::vector<Meant> meant_;
  std::vector<std::vector<StoredValue>> keys_;  // of rows that come into memory by the statement
};

}  // namespace orp
