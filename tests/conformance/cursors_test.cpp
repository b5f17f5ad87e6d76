// SPDX-License-Identifier: MIT
// Rows that are read one by one: several results at once, some of them left half read.
#include <string>
#include <vector>

#include "engine/access.hpp"
#include "orpiment/backend/dialect.hpp"
#include "orpiment/meta/facts.hpp"
#include "support/database.hpp"
#include "support/expect_error.hpp"

namespace orp::tests {
namespace {

using backend::CursorHandle;
using facts::types::int64;

constexpr std::size_t number_count = 25;
const std::string all_numbers = "SELECT n FROM numbers ORDER BY n";

/// Of a test: how its cursors fetch.
constexpr backend::Fetch fetches[] = {
    {}, {.rows_at_once = 10}, {.rows_at_once = 1}, {.rows_at_once = 25}};

class Cursors : public OnEachDatabase {
 protected:
  void SetUp() override {
    run("CREATE TABLE numbers (n BIGINT PRIMARY KEY)");
    std::string insert = "INSERT INTO numbers VALUES (1)";
    for (std::size_t n = 2; n <= number_count; ++n) insert += ", (" + std::to_string(n) + ')';
    run(insert);
  }

  static std::int64_t number_at(const CursorHandle& cursor) {
    std::int64_t number = 0;
    cursor->read(0, int64, &number);
    return number;
  }
  static std::vector<std::int64_t> rest_of(const CursorHandle& cursor) {
    std::vector<std::int64_t> numbers;
    while (cursor->next()) numbers.push_back(number_at(cursor));
    return numbers;
  }
  static std::int64_t count(backend::Link& link) {
    const CursorHandle cursor = link.open({"SELECT count(*) FROM numbers"}, {});
    cursor->next();
    return number_at(cursor);
  }
};
ORPIMENT_ON_EACH_DATABASE(Cursors);

TEST_P(Cursors, give_all_rows_however_they_come) {
  Connection connection = engine().connect();
  for (const backend::Fetch fetch : fetches) {
    const CursorHandle cursor = EngineAccess::link(connection).open({all_numbers}, {}, fetch);
    const std::vector<std::int64_t> numbers = rest_of(cursor);
    ASSERT_EQ(numbers.size(), number_count) << fetch.rows_at_once;
    EXPECT_EQ(numbers.front(), 1);
    EXPECT_EQ(numbers.back(), 25);
    EXPECT_FALSE(cursor->next());
  }
}

TEST_P(Cursors, give_no_row_of_an_empty_result) {
  Connection connection = engine().connect();
  for (const backend::Fetch fetch : fetches) {
    const CursorHandle cursor =
        EngineAccess::link(connection).open({"SELECT n FROM numbers WHERE n < 0"}, {}, fetch);
    EXPECT_EQ(cursor->column_count(), 1U);
    EXPECT_EQ(cursor->column_name(0), "n");
    EXPECT_FALSE(cursor->next());
  }
}

// sqlite/link.hpp, rule 1.
TEST_P(Cursors, two_open_ones_interleave) {
  Connection connection = engine().connect();
  backend::Link& link = EngineAccess::link(connection);
  for (const backend::Fetch fetch : fetches) {
    // The same text twice, of a statement that is cached.
    const backend::Statement statement{all_numbers, 77};
    const CursorHandle first = link.open(statement, {}, fetch);
    const CursorHandle second = link.open(statement, {}, fetch);
    for (std::int64_t n = 1; n <= 25; ++n) {
      ASSERT_TRUE(first->next());
      EXPECT_EQ(number_at(first), n);
      if (n % 2 == 0) continue;
      ASSERT_TRUE(second->next());
      EXPECT_EQ(number_at(second), (n + 1) / 2);
    }
    EXPECT_FALSE(first->next());
    EXPECT_EQ(rest_of(second).size(), 12U);
  }
}

// postgres/link.hpp, rule 4.
TEST_P(Cursors, let_other_statements_run_between_their_rows) {
  Connection connection = engine().connect();
  backend::Link& link = EngineAccess::link(connection);
  connection.execute_script("CREATE TABLE doubles (n BIGINT PRIMARY KEY)");
  for (const backend::Fetch fetch : fetches) {
    const CursorHandle cursor = link.open({all_numbers}, {}, fetch);
    while (cursor->next()) {
      const std::int64_t twice = 2 * number_at(cursor);
      const backend::BoundValue value{.type = &int64, .field = &twice};
      std::string insert = "INSERT INTO doubles VALUES (";
      link.dialect().typed_parameter(insert, 1, false, int64);
      EXPECT_EQ(link.execute({insert + ')', 78}, {&value, 1}), 1);
    }
    EXPECT_EQ(link.execute({"DELETE FROM doubles"}, {}), 25);
  }
}

// sqlite/link.hpp, rule 2.
TEST_P(Cursors, leave_the_connection_clean_when_left_half_read) {
  Connection connection = engine().connect();
  for (const backend::Fetch fetch : fetches) {
    {
      const CursorHandle cursor = EngineAccess::link(connection).open({all_numbers, 79}, {}, fetch);
      ASSERT_TRUE(cursor->next());
      ASSERT_TRUE(cursor->next());
    }
    EXPECT_EQ(count(EngineAccess::link(connection)), 25);
    EXPECT_EQ(EngineAccess::link(connection).execute({"DELETE FROM numbers WHERE n > 20"}, {}), 5);
    connection.rollback();
  }
  run("DROP TABLE numbers");  // nobody holds it
}

// cursors.hpp, rule 1.
TEST_P(Cursors, end_with_their_transaction_and_say_so) {
  Connection connection = engine().connect();
  for (const backend::Fetch fetch : fetches) {
    for (const bool commits : {true, false}) {
      const CursorHandle cursor = EngineAccess::link(connection).open({all_numbers}, {}, fetch);
      ASSERT_TRUE(cursor->next());
      if (commits)
        connection.commit();
      else
        connection.rollback();
      const auto error = error_of<UsageError>([&] { cursor->next(); });
      ASSERT_TRUE(error.has_value());
      EXPECT_EQ(error->code(), "ORP-1415");
      EXPECT_EQ(count(EngineAccess::link(connection)), 25);
    }
  }
}

// cursors.hpp, rule 1.
TEST_P(Cursors, end_with_the_savepoint_that_is_undone) {
  Connection connection = engine().connect();
  for (const backend::Fetch fetch : fetches) {
    const CursorHandle before = EngineAccess::link(connection).open({all_numbers}, {}, fetch);
    ASSERT_TRUE(before->next());
    Savepoint savepoint = connection.begin_nested();
    const CursorHandle within = EngineAccess::link(connection).open({all_numbers}, {}, fetch);
    ASSERT_TRUE(within->next());
    savepoint.rollback();
    EXPECT_EQ(error_of<UsageError>([&] { within->next(); })->code(), "ORP-1415");
    EXPECT_EQ(rest_of(before).size(), 24U);
    connection.rollback();
  }
}

// cursors.hpp, rule 1.
TEST_P(Cursors, outlive_a_savepoint_that_is_released) {
  Connection connection = engine().connect();
  for (const backend::Fetch fetch : fetches) {
    Savepoint savepoint = connection.begin_nested();
    const CursorHandle within = EngineAccess::link(connection).open({all_numbers}, {}, fetch);
    ASSERT_TRUE(within->next());
    savepoint.commit();
    EXPECT_EQ(rest_of(within).size(), 24U);
    connection.rollback();
  }
}

// cursors.hpp, rule 2.
TEST_P(Cursors, may_be_held_longer_than_their_connection) {
  for (const backend::Fetch fetch : fetches) {
    Engine engine = make_engine();
    Connection connection = engine.connect();
    CursorHandle cursor =
        EngineAccess::link(connection).open({"SELECT 1 UNION SELECT 2"}, {}, fetch);
    ASSERT_TRUE(cursor->next());
    connection.close();
    engine.dispose();
    EXPECT_THROW(cursor->next(), UsageError);
  }
}

// sqlite/link.hpp, rule 2.
TEST_P(Cursors, fetch_with_the_values_of_their_parameters) {
  Connection connection = engine().connect();
  backend::Link& link = EngineAccess::link(connection);
  std::string sql = "SELECT n FROM numbers WHERE n > ";
  link.dialect().typed_parameter(sql, 1, false, int64);
  for (const backend::Fetch fetch : fetches) {
    CursorHandle cursor;
    {
      const std::int64_t least = 5;
      const backend::BoundValue value{.type = &int64, .field = &least};
      cursor = link.open({sql}, {&value, 1}, fetch);
    }
    EXPECT_EQ(rest_of(cursor).size(), 20U);
  }
}

// What is spelled for one statement is not that of another which runs meanwhile.
TEST_P(Cursors, keep_what_is_spelled_of_values_that_stay) {
  using facts::types::timestamp;
  Connection connection = engine().connect();
  const Transaction transaction = connection.begin();
  backend::Link& link = EngineAccess::link(connection);
  std::string sql = "SELECT ";
  link.dialect().typed_parameter(sql, 1, false, timestamp);
  sql += " FROM numbers";
  const Timestamp before = Timestamp::parse("2026-11-30 06:00:00");
  const Timestamp after = Timestamp::parse("2027-01-01 00:00:00.000001");
  const backend::BoundValue value{.type = &timestamp, .field = &before};
  const backend::BoundValue other{.type = &timestamp, .field = &after};
  const backend::Fetch fetch{.values_stay = true};
  const CursorHandle cursor = link.open({sql}, {&value, 1}, fetch);
  const CursorHandle meanwhile = link.open({sql}, {&other, 1}, fetch);
  std::size_t count = 0;
  for (; cursor->next() && meanwhile->next(); ++count) {
    Timestamp found;
    cursor->read(0, timestamp, &found);
    EXPECT_EQ(found, before);
    meanwhile->read(0, timestamp, &found);
    EXPECT_EQ(found, after);
  }
  EXPECT_EQ(count, number_count);
}

TEST_P(Cursors, tell_a_fault_that_comes_with_a_late_row) {
  Connection connection = engine().connect();
  const std::string sql =
      is_postgres() ? "SELECT 10 / (20 - n) FROM numbers ORDER BY n"
                    : "SELECT CASE WHEN n < 20 THEN 1 ELSE abs(-9223372036854775807 - 1) END "
                      "FROM numbers ORDER BY n";
  for (const backend::Fetch fetch : fetches) {
    EXPECT_THROW(
        {
          const CursorHandle cursor = EngineAccess::link(connection).open({sql}, {}, fetch);
          rest_of(cursor);
        },
        Error);
    connection.rollback();
    EXPECT_EQ(count(EngineAccess::link(connection)), 25);
    connection.rollback();
  }
}

}  // namespace
}  // namespace orp::tests
