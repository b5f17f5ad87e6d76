// SPDX-License-Identifier: MIT
#include "backend/sqlite/backend.hpp"

#include "backend/sqlite/link.hpp"
#include "backend/sqlite/open.hpp"
#include "backend/sqlite/options.hpp"

namespace orp::backend::sqlite {

namespace {

BeginMode begin_mode(std::string_view word) {
  if (word == "immediate") return BeginMode::immediate;
  return word == "exclusive" ? BeginMode::exclusive : BeginMode::deferred;
}

class SqliteBackend final : public Backend {
 public:
  std::unique_ptr<Link> connect(const Address& address, const LinkOptions& options) const override {
    check_options(address);
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
