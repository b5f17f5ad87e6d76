// SPDX-License-Identifier: MIT
// A pipeline for a database that has no better way: the next statement goes when the answer to the
// one before is read.
#include "backend/auto_transaction.hpp"
#include "orpiment/backend/link.hpp"

namespace orp::backend {

void Link::pipeline(View<PipelinedStatement> statements, AnswerReader& reader) {
  AutoTransaction transaction(*this, statements.size() > 1);
  for (std::size_t i = 0; i < statements.size(); ++i) {
    const CursorHandle answer = open(statements[i].statement, statements[i].parameters);
    reader.read(i, *answer);
  }
  transaction.commit();
}

}  // namespace orp::backend
