// SPDX-License-Identifier: MIT
#include "troubled_database.hpp"

#include <optional>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>

#include "orpiment/backend/link.hpp"
#include "orpiment/base/error.hpp"
#include "orpiment/meta/facts.hpp"
#include "orpiment/sql/text.hpp"

namespace orp::tests {

namespace {

enum class Step : std::uint8_t { statement, told, commit };

/// The trouble ahead, and what became of it.
class Prospect {
 public:
  std::optional<Trouble> awaited;
  std::size_t steps_before = 0;
  bool has_come = false;
  bool is_noticed = false;
  bool was_commit = false;  // that noticed it

  /// What the step that is about to happen meets.
  std::optional<Trouble> at(Step step) {
    if (has_come && !is_noticed) notice(step);
    if (!awaited || steps_before-- > 0) return std::nullopt;
    has_come = true;
    notice(step);
    return std::exchange(awaited, std::nullopt);
  }

 private:
  void notice(Step step) {
    is_noticed = step != Step::told;
    was_commit = step == Step::commit;
  }
};

/// Ends a process of the server; returns when it is gone.
void end_process(const Engine& healthy, std::int32_t process) {
  Connection killer = healthy.connect();
  killer.execute(text("SELECT pg_terminate_backend(:p)").bind("p", process));
  const auto query =
      text("SELECT count(*) FROM pg_stat_activity WHERE pid = :p").bind("p", process);
  while (killer.execute(query).scalar_one<std::int64_t>() > 0) {
    killer.rollback();  // the view is a snapshot
    std::this_thread::yield();
  }
}

class TroubledLink final : public backend::Link, private backend::StatementListener {
 public:
  TroubledLink(Prospect& prospect, const Engine& healthy, bool is_server,
               std::unique_ptr<Link> link)
      : prospect_(prospect), healthy_(healthy), link_(std::move(link)) {
    if (is_server) {
      const backend::CursorHandle cursor = link_->open({.sql = "SELECT pg_backend_pid()"}, {});
      cursor->next();
      cursor->read(0, facts::types::int32, &process_.emplace());
    }
    link_->set_listener(this);
  }

  const backend::Dialect& dialect() const override { return link_->dialect(); }

  void begin() override {
    meet(Step::statement, [&] { link_->begin(); });
  }
  void commit() override {
    meet(Step::commit, [&] { link_->commit(); });
  }
  void rollback() override { link_->rollback(); }
  bool in_transaction() const override { return link_->in_transaction(); }
  void savepoint(std::string_view name) override {
    meet(Step::statement, [&] { link_->savepoint(name); });
  }
  void release_savepoint(std::string_view name) override {
    meet(Step::statement, [&] { link_->release_savepoint(name); });
  }
  void rollback_to_savepoint(std::string_view name) override {
    meet(Step::statement, [&] { link_->rollback_to_savepoint(name); });
  }

  backend::CursorHandle open(const backend::Statement& statement,
                             View<backend::BoundValue> parameters, backend::Fetch fetch) override {
    return meet(Step::statement, [&] { return link_->open(statement, parameters, fetch); });
  }
  std::optional<std::size_t> row_bound(const TableInfo& table) override {
    return link_->row_bound(table);
  }
  std::int64_t execute(const backend::Statement& statement,
                       View<backend::BoundValue> parameters) override {
    return meet(Step::statement, [&] { return link_->execute(statement, parameters); });
  }
  void execute_script(std::string_view sql) override {
    meet(Step::statement, [&] { link_->execute_script(sql); });
  }
  std::vector<backend::CursorHandle> open_together(
      View<backend::PipelinedStatement> statements) override {
    return meet(Step::statement, [&] { return link_->open_together(statements); });
  }
  std::size_t insert(const backend::InsertBatch& batch) override {
    return meet(Step::statement, [&] { return link_->insert(batch); });
  }
  std::vector<std::size_t> update(const backend::UpdateBatch& batch) override {
    return meet(Step::statement, [&] { return link_->update(batch); });
  }
  std::size_t erase(const backend::DeleteBatch& batch) override {
    return meet(Step::statement, [&] { return link_->erase(batch); });
  }
  // A loss finds them on their way together; what befalls one of them finds those before it done.
  void write_together(std::vector<backend::Write>& writes) override {
    if (!prospect_.awaited || prospect_.awaited == Trouble::loss)
      return meet(Step::statement, [&] { link_->write_together(writes); });
    for (backend::Write& one : writes) meet(Step::statement, [&] { link_->write(one); });
  }
  std::int64_t last_identity() override { return link_->last_identity(); }

  void set_listener(backend::StatementListener* listener) override { listener_ = listener; }
  bool is_usable() const override { return !is_lost_ && link_->is_usable(); }
  bool ping() override { return !is_lost_ && link_->ping(); }
  void reset() override { link_->reset(); }

 private:
  bool is_listening() const override { return true; }
  // The next statement of a batch finds it out.
  void executed(const backend::SentStatement& event) override {
    if (listener_ != nullptr && listener_->is_listening()) listener_->executed(event);
    if (process_ && prospect_.awaited == Trouble::loss && prospect_.at(Step::told))
      end_process(healthy_, *process_);
  }

  template <class Act>
  std::invoke_result_t<Act> meet(Step step, const Act& act) {
    const std::optional<Trouble> trouble = prospect_.at(step);
    if (trouble == Trouble::refusal)
      throw OperationalError({.code = "ORP-3401", .message = "the disk is full"});
    if (trouble == Trouble::silence) (void)act();
    if (trouble == Trouble::loss && process_)
      end_process(healthy_, *process_);
    else if (trouble)
      lose(step);
    return act();
  }

  [[noreturn]] void lose(Step step) {
    is_lost_ = true;
    ErrorDetails details{.code = "ORP-4002",
                         .message = "the connection was lost",
                         .hint = "roll back",
                         .may_retry = true,
                         .lost_connection = true};
    if (step != Step::commit) throw ConnectionError(std::move(details));
    details.code = "ORP-4004";
    throw InDoubtError(std::move(details));
  }

  Prospect& prospect_;
  const Engine& healthy_;
  const std::unique_ptr<Link> link_;
  backend::StatementListener* listener_ = nullptr;
  std::optional<std::int32_t> process_;  // of a server
  bool is_lost_ = false;
};

}  // namespace

class TroubledBackend final : public backend::Backend {
 public:
  TroubledBackend(const Engine& healthy, bool is_server)
      : healthy_(healthy), is_server_(is_server) {}

  std::unique_ptr<backend::Link> connect(const backend::Address& address,
                                         const backend::LinkOptions& options) const override {
    return std::make_unique<TroubledLink>(prospect, healthy_, is_server_,
                                          healthy_.database().backend.connect(address, options));
  }
  bool has_single_link(const backend::Address& address) const override {
    return healthy_.database().backend.has_single_link(address);
  }

  Engine make_engine() const { return create_engine(healthy_.url(), {.databases = {&database_}}); }

  mutable Prospect prospect;  // a backend is a constant, this one for all but its test

 private:
  const Engine& healthy_;
  const bool is_server_;
  const char* const schemes_[1] = {healthy_.url().scheme().c_str()};
  const backend::Database database_{.schemes = schemes_,
                                    .dialect = healthy_.database().dialect,
                                    .ddl = healthy_.database().ddl,
                                    .backend = *this};
};

TroubledDatabase::TroubledDatabase(const Engine& healthy, bool is_server)
    : backend_(std::make_unique<TroubledBackend>(healthy, is_server)) {}
TroubledDatabase::~TroubledDatabase() = default;

Engine TroubledDatabase::connect() const { return backend_->make_engine(); }

void TroubledDatabase::expect(Trouble trouble, std::size_t step) {
  backend_->prospect = {};
  backend_->prospect.awaited = trouble;
  backend_->prospect.steps_before = step;
}

bool TroubledDatabase::had_trouble() {
  backend_->prospect.awaited.reset();
  return backend_->prospect.has_come;
}

bool TroubledDatabase::had_trouble_at_commit() const { return backend_->prospect.was_commit; }

}  // namespace orp::tests
