// SPDX-License-Identifier: MIT
// What is sent together, for a database that has no better way: one after the other.
#include <variant>
#include <vector>

#include "backend/auto_transaction.hpp"
#include "orpiment/backend/link.hpp"

namespace orp::backend {

std::vector<CursorHandle> Link::open_together(View<PipelinedStatement> statements) {
  std::vector<CursorHandle> cursors;
  cursors.reserve(statements.size());
  for (const PipelinedStatement& one : statements)
    cursors.push_back(open(one.statement, one.parameters));
  return cursors;
}

void Link::write_together(std::vector<Write>& writes) {
  AutoTransaction transaction(*this, writes.size() > 1);
  for (Write& one : writes) write(one);
  transaction.commit();
}

void Link::write(Write& write) {
  if (const auto* const inserted = std::get_if<InsertBatch>(&write.batch))
    write.inserted = insert(*inserted);
  else if (const auto* const updated = std::get_if<UpdateBatch>(&write.batch))
    write.unmatched = update(*updated);
  else
    write.erased = erase(std::get<DeleteBatch>(write.batch));
  write.is_done = true;
}

}  // namespace orp::backend
