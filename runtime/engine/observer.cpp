// SPDX-License-Identifier: MIT
#include "orpiment/engine/observer.hpp"

#include "orpiment/backend/link.hpp"
#include "orpiment/backend/value_text.hpp"

namespace orp {

StatementEvent::StatementEvent(const backend::SentStatement& sent, bool hides_values)
    : sql(sent.sql),
      row_count(sent.row_count),
      nanoseconds(sent.nanoseconds),
      failed(sent.failed),
      is_internal(sent.is_internal),
      sent_(&sent),
      hides_values_(hides_values) {
  if (sent.batch == nullptr) return;
  table = sent.batch->table;
  columns = sent.batch->columns;
}

std::string StatementEvent::parameters() const {
  if (!is_batch() && sent_->parameters.empty()) return {};
  if (hides_values_) return "(hidden)";
  return is_batch() ? backend::rows_text(*sent_->batch)
                    : backend::parameters_text(sent_->parameters);
}

std::string_view TransactionEvent::command() const {
  switch (kind) {
    case Kind::begin:
      return "BEGIN";
    case Kind::commit:
      return "COMMIT";
    case Kind::rollback:
      return "ROLLBACK";
    case Kind::savepoint:
      return "SAVEPOINT";
    case Kind::release_savepoint:
      return "RELEASE SAVEPOINT";
    case Kind::rollback_to_savepoint:
      return "ROLLBACK TO SAVEPOINT";
  }
  return {};
}

}  // namespace orp
