// SPDX-License-Identifier: MIT
#include "backend/postgres/backend.hpp"

#include "backend/postgres/link.hpp"

namespace orp::backend::postgres {

namespace {

class PostgresBackend final : public Backend {
 public:
  std::unique_ptr<Link> connect(const Address& address, const LinkOptions& options) const override {
    return std::make_unique<PostgresLink>(address, options);
  }

  bool has_single_link(const Address&) const override { return false; }
};

}  // namespace

const Backend& postgres_backend() {
  static const PostgresBackend backend;
  return backend;
}

}  // namespace orp::backend::postgres
