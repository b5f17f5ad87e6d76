// SPDX-License-Identifier: MIT
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "backend/sqlite/database.hpp"
#include "meta/key_value.hpp"
#include "orpiment/backend/backend.hpp"
#include "orpiment/backend/link.hpp"
#include "orpiment/base/json_text.hpp"
#include "orpiment/meta/facts.hpp"
#include "support/fake_database/database.hpp"
#include "support/fake_database/parts.hpp"

namespace orp::testing {

namespace {

const ColumnType json_type = facts::types::json;

/// A list of integers or texts.
Json json_of(const backend::KeyList& keys) {
  std::string text = "[";
  for (std::size_t i = 0; i < keys.size; ++i) {
    if (i > 0) text += ',';
    if (is_integer_type(*keys.element))
      text += std::to_string(integer_value(*keys.element, keys.values[i]));
    else if (keys.element->tag == TypeTag::text || keys.element->tag == TypeTag::string)
      text += '"' + *static_cast<const std::string*>(keys.values[i]) + '"';
    else
      throw std::logic_error("a fake database has lists of integers and texts only");
  }
  return Json::trusted(text + ']');
}

class FakeLink final : public backend::Link {
 public:
  explicit FakeLink(std::unique_ptr<Link> link) : link_(std::move(link)) {}

  const backend::Dialect& dialect() const override { return fake_dialect(); }

  void begin() override { link_->begin(); }
  void commit() override { link_->commit(); }
  void rollback() override { link_->rollback(); }
  bool in_transaction() const override { return link_->in_transaction(); }
  void savepoint(std::string_view) override { refuse("a savepoint"); }
  void release_savepoint(std::string_view) override { refuse("a savepoint"); }
  void rollback_to_savepoint(std::string_view) override { refuse("a savepoint"); }

  backend::CursorHandle open(const backend::Statement& statement,
                             View<backend::BoundValue> parameters, backend::Fetch fetch) override {
    check(statement.sql);
    return link_->open(statement, without_lists(parameters), fetch);
  }
  std::int64_t execute(const backend::Statement& statement,
                       View<backend::BoundValue> parameters) override {
    check(statement.sql);
    return link_->execute(statement, without_lists(parameters));
  }
  void execute_script(std::string_view sql) override {
    check(sql);
    link_->execute_script(sql);
  }

  std::int64_t last_identity() override {
    const backend::CursorHandle cursor = link_->open({.sql = "SELECT last_insert_rowid()"}, {});
    cursor->next();
    std::int64_t number = 0;
    cursor->read_integer(0, number);
    return number;
  }

  void set_listener(backend::StatementListener* listener) override {
    link_->set_listener(listener);
  }
  bool is_usable() const override { return link_->is_usable(); }
  bool ping() override { return link_->ping(); }
  void reset() override { link_->reset(); }

 private:
  [[noreturn]] static void refuse(const std::string& what) {
    throw std::logic_error("a fake database does not know " + what);
  }
  static void check(std::string_view sql) {
    const std::string unknown = beyond_fake(sql);
    if (!unknown.empty()) refuse(unknown + ": " + std::string(sql));
  }

  View<backend::BoundValue> without_lists(View<backend::BoundValue> parameters) {
    parameters_.assign(parameters.begin(), parameters.end());
    lists_.clear();
    lists_.reserve(parameters.size());
    for (backend::BoundValue& each : parameters_) {
      if (each.keys == nullptr) continue;
      lists_.push_back(json_of(*each.keys));
      each = {.type = &json_type, .field = &lists_.back()};
    }
    return view_of(parameters_);
  }

  std::unique_ptr<Link> link_;
  std::vector<backend::BoundValue> parameters_;
  std::vector<Json> lists_;
};

class FakeBackend final : public backend::Backend {
 public:
  std::unique_ptr<backend::Link> connect(const backend::Address& address,
                                         const backend::LinkOptions& options) const override {
    return std::make_unique<FakeLink>(backend::sqlite_database().backend.connect(address, options));
  }
  bool has_single_link(const backend::Address& address) const override {
    return backend::sqlite_database().backend.has_single_link(address);
  }
};

constexpr const char* schemes[] = {"fake"};

}  // namespace

const backend::Backend& fake_backend() {
  static const FakeBackend backend;
  return backend;
}

const backend::Database& fake_database() {
  static const backend::Database database{
      .schemes = schemes, .dialect = fake_dialect(), .ddl = fake_ddl(), .backend = fake_backend()};
  return database;
}

Engine create_fake_engine() { return create_engine("fake://", {.databases = {&fake_database()}}); }

std::string beyond_fake(std::string_view sql) {
  bool is_text = false;
  for (std::size_t i = 0; i < sql.size(); ++i) {
    if (sql[i] == '\'') is_text = !is_text;
    if (is_text) continue;
    for (const std::string_view word : {"||", " RETURNING ", " NULLS ", " IS NOT DISTINCT ",
                                        " IS DISTINCT ", " ON CONFLICT ", " FOR UPDATE"}) {
      if (sql.substr(i, word.size()) == word) return std::string(word);
    }
  }
  return {};
}

}  // namespace orp::testing
