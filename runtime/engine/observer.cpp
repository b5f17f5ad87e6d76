// SPDX-License-Identifier: MIT
#include "orpiment/engine/observer.hpp"

namespace orp {

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
