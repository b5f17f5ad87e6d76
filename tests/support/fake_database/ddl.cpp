// SPDX-License-Identifier: MIT
#include "backend/sqlite/ddl.hpp"

#include "support/fake_database/parts.hpp"

namespace orp::testing {

namespace {

constexpr backend::DdlFacts fake_facts{
    .is_transactional = false,
    .has_enum_types = false,
    .has_comments = false,
    .refers_forward = true,
    .drops_together = false,
    .table_names = "SELECT name FROM sqlite_schema WHERE type = 'table'",
    .type_names = "",
    .before_drop = "PRAGMA defer_foreign_keys = ON",
};

class FakeDdl final : public backend::Ddl {
 public:
  FakeDdl() : Ddl(fake_facts) {}

  std::string type(const schema::Type& type) const override {
    return backend::sqlite_ddl().type(type);
  }
  std::string identity(const schema::Column&) const override { return {}; }
  std::string value_check(const schema::Type&, std::string_view) const override { return {}; }
  std::string literal(const schema::Type& type, std::string_view text) const override {
    return backend::sqlite_ddl().literal(type, text);
  }
};

}  // namespace

const backend::Ddl& fake_ddl() {
  static const FakeDdl ddl;
  return ddl;
}

}  // namespace orp::testing
