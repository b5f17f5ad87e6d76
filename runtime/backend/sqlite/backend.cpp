// SPDX-License-Identifier: MIT
#include "backend/sqlite/backend.hpp"

#include "backend/sqlite/link.hpp"
#include "backend/sqlite/open.hpp"
#include "orpiment/base/error.hpp"

namespace orp::backend::sqlite {

namespace {

BeginMode begin_mode(std::string_view word) {
  if (word == "deferred") return BeginMode::deferred;
  if (word == "immediate") return BeginMode::immediate;
  if (word == "exclusive") return BeginMode::exclusive;
  throw UsageError({.code = "ORP-1402",
                    .message = "the database option begin is \"" + std::string(word) +
                               "\", not deferred, immediate or exclusive"});
}

class SqliteBackend final : public Backend {
 public:
  std::unique_ptr<Link> connect(const Address& address, const LinkOptions& options) const override {
    LinkOptions chosen = options;
    for (const auto& [key, value] : address.options) {
      if (key == "begin") chosen.begin = begin_mode(value);
    }
    return std::make_unique<SqliteLink>(open_database(address), chosen);
  }

  bool has_single_link(const Address& address) const override { return is_in_memory(address); }
};

}  // namespace

const Backend& sqlite_backend() {
  static const SqliteBackend backend;
  return backend;
}

}  // namespace orp::backend::sqlite
