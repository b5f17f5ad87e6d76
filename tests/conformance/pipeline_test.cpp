// SPDX-License-Identifier: MIT
// Several statements that are sent before their answers are read.
#include <string>
#include <utility>
#include <vector>

#include "engine/access.hpp"
#include "orpiment/backend/dialect.hpp"
#include "orpiment/backend/link.hpp"
#include "orpiment/meta/facts.hpp"
#include "orpiment/testing/recorder.hpp"
#include "support/database.hpp"
#include "support/expect_error.hpp"

namespace orp::tests {
namespace {

using backend::BoundValue;
using backend::PipelinedStatement;
using facts::types::int64;

/// What statements answered: the numbers in their rows, or how many rows they matched.
struct Answers {
  explicit Answers(std::vector<backend::CursorHandle> cursors) {
    for (const backend::CursorHandle& cursor : cursors) {
      rows.emplace_back();
      while (cursor->next()) cursor->read(0, int64, &rows.back().emplace_back());
      counts.push_back(cursor->column_count() == 0 ? cursor->affected_rows() : -1);
    }
  }

  std::vector<std::vector<std::int64_t>> rows;
  std::vector<std::int64_t> counts;  // -1: it returned rows
};

class Pipelines : public OnEachDatabase {
 protected:
  void SetUp() override {
    run("CREATE TABLE numbers (n BIGINT PRIMARY KEY, content TEXT)");
    run("INSERT INTO numbers (n) VALUES (1), (2), (3)");
    select_ = "SELECT n FROM numbers WHERE n = " + parameter(int64);
    insert_ = "INSERT INTO numbers (n) VALUES (" + parameter(int64) + ')';
  }

  std::string parameter(const ColumnType& type) {
    Connection connection = engine().connect();
    std::string sql;
    EngineAccess::link(connection).dialect().typed_parameter(sql, 1, false, type);
    return sql;
  }
  static Answers answers(Connection& connection, View<PipelinedStatement> statements) {
    return Answers(EngineAccess::link(connection).open_together(statements));
  }
  std::int64_t count() { return value_of<std::int64_t>("SELECT count(*) FROM numbers"); }
  static std::int64_t count(Connection& connection) {
    return connection.execute(text("SELECT count(*) FROM numbers")).scalar_one<std::int64_t>();
  }

  /// One statement with each of some numbers.
  class Each {
   public:
    Each(backend::Statement statement, std::vector<std::int64_t> numbers)
        : numbers_(std::move(numbers)), values_(numbers_.size()) {
      for (std::size_t i = 0; i < numbers_.size(); ++i) {
        values_[i] = {.type = &int64, .field = &numbers_[i]};
        statements.push_back({statement, {&values_[i], 1}});
      }
    }
    Each(const Each&) = delete;

   private:
    std::vector<std::int64_t> numbers_;
    std::vector<BoundValue> values_;

   public:
    std::vector<PipelinedStatement> statements;
  };

  std::string select_, insert_;
};
ORPIMENT_ON_EACH_DATABASE(Pipelines);

TEST_P(Pipelines, answer_in_order_with_rows_and_their_numbers) {
  Connection connection = engine().connect();
  const PipelinedStatement statements[] = {{{"SELECT n FROM numbers ORDER BY n"}},
                                           {{"UPDATE numbers SET content = 'x' WHERE n > 1"}},
                                           {{"DELETE FROM numbers WHERE n > 5"}},
                                           {{"DELETE FROM numbers WHERE n = 1 RETURNING n"}},
                                           {{"SELECT n FROM numbers ORDER BY n"}}};
  const Answers answers = this->answers(connection, statements);
  EXPECT_EQ(answers.rows, (std::vector<std::vector<std::int64_t>>{{1, 2, 3}, {}, {}, {1}, {2, 3}}));
  EXPECT_EQ(answers.counts, (std::vector<std::int64_t>{-1, 2, 0, -1, -1}));
}

TEST_P(Pipelines, may_be_empty_or_of_one_statement) {
  Connection connection = engine().connect();
  EXPECT_TRUE(answers(connection, {}).rows.empty());
  const Each one({select_, 90}, {2});
  EXPECT_EQ(answers(connection, view_of(one.statements)).rows,
            (std::vector<std::vector<std::int64_t>>{{2}}));
}

TEST_P(Pipelines, repeat_a_statement_with_other_values) {
  Connection connection = engine().connect();
  for (int i = 0; i < 3; ++i) {  // new, to be prepared, prepared
    const Each each({select_, 91}, {3, 1, 7, 2});
    EXPECT_EQ(answers(connection, view_of(each.statements)).rows,
              (std::vector<std::vector<std::int64_t>>{{3}, {1}, {}, {2}}));
  }
}

// flight.hpp, rule 2.
TEST_P(Pipelines, take_more_statements_than_are_sent_at_once) {
  Connection connection = engine().connect();
  std::vector<std::int64_t> numbers;
  for (std::int64_t n = 10; n < 1510; ++n) numbers.push_back(n);
  const Each each({insert_, 92}, numbers);
  EXPECT_EQ(answers(connection, view_of(each.statements)).counts,
            std::vector<std::int64_t>(1500, 1));
  EXPECT_EQ(count(connection), 1503);
}

TEST_P(Pipelines, are_told_to_observers_statement_by_statement) {
  Connection connection = engine().connect();
  connection.begin().commit();
  orp::testing::Recorder recorder(engine());
  const Each each({insert_, 93}, {10, 11, 1, 12});
  EXPECT_THROW(answers(connection, view_of(each.statements)), IntegrityError);
  const auto told = recorder.take_statements();
  ASSERT_EQ(told.size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(told[i].sql, insert_);
    EXPECT_EQ(told[i].failed, i == 2);
  }
}

// The place of the failure, when the statement is new, to be prepared, or prepared.
TEST_P(Pipelines, throw_the_first_failure_as_its_own_and_run_nothing_behind_it) {
  Connection connection = engine().connect();
  for (std::size_t place = 0; place < 4; ++place) {
    Savepoint savepoint = connection.begin_nested();
    std::vector<std::int64_t> numbers{10, 11, 12, 13};
    numbers[place] = 2;
    const Each each({insert_, 95}, numbers);
    const auto error =
        error_of<IntegrityError>([&] { answers(connection, view_of(each.statements)); });
    ASSERT_TRUE(error.has_value()) << place;
    EXPECT_EQ(error->sql(), insert_);
    ORPIMENT_EXPECT_PART(error->parameters(), "2");
    if (is_postgres()) {
      EXPECT_THROW(count(connection), SqlError);  // as after any statement that fails
    } else {
      EXPECT_EQ(count(connection), 3 + static_cast<std::int64_t>(place));
    }
    savepoint.rollback();
    EXPECT_EQ(count(connection), 3);
  }
}

// flight.hpp, rule 4.
TEST_P(Pipelines, know_what_was_not_prepared_because_it_did_not_run) {
  EngineOptions options;
  options.statement_cache_size = 2;
  for (const bool is_small : {false, true}) {
    Engine engine = is_small ? make_engine(options) : make_engine();
    Connection connection = engine.connect();
    const std::string sql[] = {"SELECT 1 + 1", "SELECT 2 + 2", "SELECT 3 + 3"};
    const PipelinedStatement failing{{"SELECT n FROM nowhere", 100}};
    std::vector<PipelinedStatement> good;
    for (std::size_t i = 0; i < 3; ++i)
      for (int twice = 0; twice < 2; ++twice) good.push_back({{sql[i], 101 + i}});
    for (std::size_t place = 0; place <= good.size(); ++place) {
      std::vector<PipelinedStatement> statements = good;
      statements.insert(statements.begin() + static_cast<std::ptrdiff_t>(place), failing);
      Savepoint savepoint = connection.begin_nested();
      EXPECT_THROW(answers(connection, view_of(statements)), SqlError);
      savepoint.rollback();
      EXPECT_EQ(answers(connection, view_of(good)).rows,
                (std::vector<std::vector<std::int64_t>>{{2}, {2}, {4}, {4}, {6}, {6}}));
    }
  }
}

// flight.hpp, rule 3.
TEST_P(Pipelines, refuse_a_value_or_a_command_at_its_place) {
  Connection connection = engine().connect();
  const std::string bad = "\xff";
  const BoundValue value{.type = &facts::types::text, .field = &bad};
  const std::string update = "UPDATE numbers SET content = " + parameter(facts::types::text);
  const PipelinedStatement refused[] = {{{update}, {&value, 1}}, {{"COMMIT"}}};
  for (const PipelinedStatement& statement : refused) {
    const PipelinedStatement statements[] = {
        {{"DELETE FROM numbers WHERE n = 1"}}, statement, {{"DELETE FROM numbers WHERE n = 2"}}};
    EXPECT_THROW(answers(connection, statements), Error);
    EXPECT_EQ(count(connection), 2);  // the database has not heard of it
    connection.rollback();
    EXPECT_EQ(count(connection), 3);
  }
}

TEST_P(Pipelines, are_undone_with_a_savepoint_around_them) {
  Connection connection = engine().connect();
  const Each each({insert_, 97}, {10, 11});
  Savepoint kept = connection.begin_nested();
  answers(connection, view_of(each.statements));
  kept.commit();
  const Each more({insert_, 97}, {12, 13});
  Savepoint undone = connection.begin_nested();
  answers(connection, view_of(more.statements));
  EXPECT_EQ(count(connection), 7);
  undone.rollback();
  connection.commit();
  EXPECT_EQ(count(), 5);
}

// flight.hpp, rule 1.
TEST_P(Pipelines, run_between_the_rows_of_cursors) {
  Connection connection = engine().connect();
  for (const backend::Fetch fetch : {backend::Fetch{}, backend::Fetch{.rows_at_once = 1}}) {
    const backend::CursorHandle cursor =
        EngineAccess::link(connection).open({"SELECT n FROM numbers ORDER BY n"}, {}, fetch);
    for (std::int64_t n = 1; n <= 3; ++n) {
      ASSERT_TRUE(cursor->next());
      std::int64_t found = 0;
      cursor->read(0, int64, &found);
      EXPECT_EQ(found, n);
      const Each each({select_, 98}, {n, 3});
      EXPECT_EQ(answers(connection, view_of(each.statements)).rows,
                (std::vector<std::vector<std::int64_t>>{{n}, {3}}));
    }
    EXPECT_FALSE(cursor->next());
  }
}

// More than the buffers of a connection hold, in both directions at once.
// flight.hpp, rule 2.
TEST_P(Pipelines, do_not_lock_up_over_large_values_and_answers) {
  Connection connection = engine().connect();
  const std::string echo = "SELECT length(t.v), t.v, t.v, t.v FROM (SELECT " +
                           parameter(facts::types::text) + " AS v) AS t";
  for (const std::size_t size : {std::size_t{9'000}, std::size_t{3'000'000}}) {
    const std::string content(size, 'x');
    const BoundValue value{.type = &facts::types::text, .field = &content};
    const std::vector<PipelinedStatement> statements(size > 1'000'000 ? 5 : 300,
                                                     PipelinedStatement{{echo, 99}, {&value, 1}});
    EXPECT_EQ(answers(connection, view_of(statements)).rows,
              (std::vector<std::vector<std::int64_t>>(statements.size(),
                                                      {static_cast<std::int64_t>(size)})));
  }
}

class PipelinesOfServers : public Pipelines {};
ORPIMENT_ON_EACH_SERVER(PipelinesOfServers);

// postgres/link.hpp, rule 1.
TEST_P(PipelinesOfServers, tell_that_the_connection_was_lost_within_them) {
  Connection connection = engine().connect();
  backend::Link& link = EngineAccess::link(connection);
  const PipelinedStatement statements[] = {
      {{"DELETE FROM numbers WHERE n = 1"}},
      {{"SELECT 1::bigint FROM (SELECT pg_terminate_backend(pg_backend_pid())) AS t"}},
      {{"DELETE FROM numbers WHERE n = 2"}}};
  const auto error = error_of<ConnectionError>([&] { link.open_together(statements); });
  ASSERT_TRUE(error.has_value());
  EXPECT_EQ(error->code(), "ORP-4002");
  EXPECT_TRUE(error->may_retry());
  EXPECT_FALSE(link.is_usable());
  connection.rollback();
  connection.close();
  EXPECT_EQ(count(), 3);
}

}  // namespace
}  // namespace orp::tests
