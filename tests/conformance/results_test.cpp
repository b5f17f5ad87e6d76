// SPDX-License-Identifier: MIT
#include <algorithm>
#include <string>
#include <vector>

#include "conformance/people.hpp"
#include "support/database.hpp"
#include "support/expect_error.hpp"

namespace orp::tests {
namespace {

class Results : public OnEachDatabase {
 protected:
  void SetUp() override {
    create(people_and_teams);
    run("INSERT INTO teams (id, name) VALUES (1, 'red'), (2, 'blue'), (3, 'green')");
  }

  DynamicResult teams_where(const std::string& condition) {
    Connection connection = engine().connect();
    return connection.execute(unsafe_text("SELECT id, name, NULL AS blank FROM teams WHERE " +
                                          condition + " ORDER BY id"));
  }
  auto typed_teams_where(const std::string& condition) {
    Connection connection = engine().connect();
    return connection.execute(
        unsafe_text("SELECT id, name FROM teams WHERE " + condition + " ORDER BY id")
            .columns<std::int64_t, std::string>());
  }
};
ORPIMENT_ON_EACH_DATABASE(Results);

TEST_P(Results, are_read_by_name_and_position) {
  const DynamicResult result = teams_where("id < 3");
  ASSERT_EQ(result.size(), 2);
  EXPECT_EQ(result.names(), (std::vector<std::string>{"id", "name", "blank"}));
  std::vector<std::string> names;
  for (const DynamicRow& row : result) names.push_back(row.get<std::string>("name"));
  EXPECT_EQ(names, (std::vector<std::string>{"red", "blue"}));
  EXPECT_EQ(result[1].get<std::int64_t>(0), 2);
  EXPECT_EQ(result[1].get<std::int16_t>(0), 2);
  EXPECT_EQ(result[0].get<std::optional<std::string>>("blank"), std::nullopt);
  EXPECT_TRUE(result[0].is_null("blank"));
  EXPECT_FALSE(result[0].is_null(0));
}

TEST_P(Results, refuse_columns_that_they_lack) {
  const DynamicResult result = teams_where("id = 1");
  const auto code_of = [](const auto& act) {
    const auto error = error_of<UsageError>(act);
    return error ? std::string(error->code()) : "nothing thrown";
  };
  EXPECT_EQ(code_of([&] { result[0].get<std::int64_t>(3); }), "ORP-1409");
  EXPECT_EQ(code_of([&] { result[0].is_null(3); }), "ORP-1409");
  EXPECT_EQ(code_of([&] { result[0].name(3); }), "ORP-1409");
  EXPECT_EQ(code_of([&] { result[0].is_null("colour"); }), "ORP-1409");
}

TEST_P(Results, outlive_statement_connection_and_result) {
  std::optional<DynamicRow> row = teams_where("id = 1").one();
  engine().dispose();
  EXPECT_EQ(row->get<std::string>(1), "red");
}

TEST_P(Results, refuse_columns_that_are_not_there) {
  const DynamicRow row = teams_where("id = 1").one();
  const auto misspelled = error_of<UsageError>([&] { row.get<std::string>("nmae"); });
  ASSERT_TRUE(misspelled);
  ORPIMENT_EXPECT_PART(misspelled->message(), "Did you mean \"name\"?");
  EXPECT_THROW(row.get<std::string>(9), UsageError);
  Connection connection = engine().connect();
  const DynamicRow twice = connection.execute(text("SELECT 1 AS a, 2 AS a")).one();
  EXPECT_THROW(twice.get<std::int64_t>("a"), UsageError);
}

TEST_P(Results, one_wants_exactly_one) {
  EXPECT_EQ(teams_where("id = 1").one().get<std::string>(1), "red");
  EXPECT_THROW(teams_where("id = 9").one(), NoResultFound);
  EXPECT_THROW(teams_where("id < 9").one(), MultipleResultsFound);
  EXPECT_FALSE(teams_where("id = 9").one_or_none());
  EXPECT_THROW(teams_where("id < 9").one_or_none(), MultipleResultsFound);
  EXPECT_EQ(teams_where("id < 9").first()->get<std::int64_t>(0), 1);
  EXPECT_FALSE(teams_where("id = 9").first());
  EXPECT_EQ(teams_where("id = 9").scalar<std::int64_t>(), std::nullopt);
  EXPECT_EQ(teams_where("id > 1").scalar<std::int64_t>(), 2);
  EXPECT_EQ(teams_where("id > 1").scalars<std::int64_t>(), (std::vector<std::int64_t>{2, 3}));
}

TEST_P(Results, have_types_known_to_the_compiler) {
  std::string all;
  for (const auto& [id, name] : typed_teams_where("id < 3")) all += std::to_string(id) + name;
  EXPECT_EQ(all, "1red2blue");
  EXPECT_EQ(typed_teams_where("id = 2").one(), std::tuple(2, "blue"));
  EXPECT_THROW(typed_teams_where("id = 9").one(), NoResultFound);
  EXPECT_THROW(typed_teams_where("id < 9").one(), MultipleResultsFound);
  EXPECT_FALSE(typed_teams_where("id = 9").one_or_none());
  EXPECT_EQ(typed_teams_where("id < 9").first(), std::tuple(1, "red"));
  EXPECT_EQ(typed_teams_where("id < 9").scalars(), (std::vector<std::int64_t>{1, 2, 3}));
  EXPECT_EQ(typed_teams_where("id = 9").scalar(), std::nullopt);
  EXPECT_EQ(typed_teams_where("id < 9").all().size(), 3);
  EXPECT_EQ(typed_teams_where("id < 9").names(), (std::vector<std::string>{"id", "name"}));
}

TEST_P(Results, of_many_rows_are_like_a_vector_of_tuples) {
  Connection connection = engine().connect();
  const auto query = text(
                         "WITH RECURSIVE counted(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM "
                         "counted WHERE n < 999) SELECT n, CAST(n AS text) FROM counted")
                         .columns<std::int64_t, std::string>();
  auto rows = connection.execute(query);
  ASSERT_EQ(rows.size(), 1000);
  for (std::size_t i = 0; i < rows.size(); ++i)
    ASSERT_EQ(rows[i], std::tuple(static_cast<std::int64_t>(i), std::to_string(i)));
  const auto at_500 = std::lower_bound(rows.begin(), rows.end(), std::tuple(500, ""));
  EXPECT_EQ(at_500 - rows.begin(), 500);
  EXPECT_EQ(std::get<0>(at_500[-1]) + std::get<0>(*(rows.end() - 1)), 499 + 999);
  EXPECT_TRUE(rows.begin() < at_500 && rows.end() > at_500);

  const auto& last = rows[999];
  auto copy = rows;
  const auto moved = std::move(rows);
  EXPECT_EQ(&last, &moved[999]);  // a reference goes along
  EXPECT_NE(&last, &copy[999]);
  EXPECT_EQ(last, copy[999]);
  copy = moved;
  EXPECT_EQ(copy.all(), moved.all());
  EXPECT_EQ(std::move(copy).all().back(), last);
  EXPECT_EQ(moved.names().size(), 2);
}

TEST_P(Results, of_which_a_later_row_is_wrong_leave_nothing_behind) {
  Connection connection = engine().connect();
  const auto query =
      text(
          "SELECT 'a text that is too long to stand in the string itself' AS a, 1 AS b "
          "UNION ALL SELECT 'another text of that kind, read before it fails', NULL")
          .columns<std::string, std::int32_t>();
  EXPECT_THROW(connection.execute(query), DataError);
}

TEST_P(Results, null_in_a_typed_row_is_a_data_error_or_an_empty_optional) {
  Connection connection = engine().connect();
  const auto nothing = text("SELECT CAST(NULL AS integer)");
  EXPECT_THROW(connection.execute(nothing.columns<std::int32_t>()), DataError);
  EXPECT_EQ(connection.execute(nothing.columns<std::optional<std::int32_t>>()).scalar_one(),
            std::nullopt);
  EXPECT_EQ(connection.scalar(nothing.columns<std::optional<std::int32_t>>()), std::nullopt);
}

TEST_P(Results, tell_how_many_rows_were_matched) {
  Connection connection = engine().connect();
  EXPECT_EQ(connection.execute(text("UPDATE teams SET name = name")).affected_rows(), 3);
  EXPECT_EQ(connection.execute(text("UPDATE teams SET name = name WHERE id = 9")).affected_rows(),
            0);
  EXPECT_EQ(connection.execute(text("DELETE FROM teams WHERE id = 1")).affected_rows(), 1);
  EXPECT_EQ(connection.execute(text("CREATE TABLE later (n integer)")).affected_rows(), 0);
  EXPECT_EQ(connection.execute(text("SELECT * FROM teams")).size(), 2);
}

TEST_P(Results, of_text_take_values_by_name) {
  Connection connection = engine().connect();
  const auto query = text("SELECT name FROM teams WHERE id = :id AND name <> :other")
                         .bind("id", 2)
                         .bind("other", "'; DROP TABLE teams; --");
  EXPECT_EQ(connection.execute(query).scalar_one<std::string>(), "blue");
}

TEST_P(Results, of_the_same_text_take_values_of_other_types) {
  Connection connection = engine().connect();
  const auto query = [&](const auto& value) {
    return connection.execute(text("SELECT count(*) FROM teams WHERE name = :x").bind("x", value))
        .template scalar_one<std::int64_t>();
  };
  for (int i = 0; i < 4; ++i) {
    EXPECT_EQ(query("red"), 1);
    EXPECT_EQ(query(std::optional<std::string>()), 0);
  }
}

TEST_P(Results, survive_a_small_statement_cache) {
  Engine small = make_engine({.statement_cache_size = 2, .compiled_cache_size = 3});
  Connection connection = small.connect();
  for (int round = 0; round < 5; ++round) {
    for (int i = 0; i < 10; ++i) {
      const std::string sql = "SELECT " + std::to_string(i) + " AS n";
      EXPECT_EQ(connection.execute(unsafe_text(sql)).scalar_one<std::int64_t>(), i);
      EXPECT_EQ(connection.execute(unsafe_text(sql)).scalar_one<std::int64_t>(), i);
      EXPECT_EQ(connection.execute(unsafe_text(sql)).scalar_one<std::int64_t>(), i);
    }
  }
}

TEST_P(Results, are_the_same_without_prepared_statements) {
  Engine engine = make_engine({.statement_cache_size = 0});
  Connection connection = engine.connect();
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(connection.execute(text("SELECT :n + 1").bind("n", i)).scalar_one<std::int64_t>(),
              i + 1);
  }
}

TEST_P(Results, see_tables_as_they_are_now) {
  Connection connection = engine().connect();
  const auto query = text("SELECT * FROM teams WHERE id = 1");
  for (int i = 0; i < 3; ++i) EXPECT_EQ(connection.execute(query).names().size(), 2);
  connection.commit();
  run("ALTER TABLE teams ADD COLUMN motto text");
  if (is_sqlite()) {
    EXPECT_EQ(connection.execute(query).names().size(), 3);
    return;
  }
  const auto error = error_of<ConflictError>([&] { connection.execute(query); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-3204");
  EXPECT_TRUE(error->may_retry());
  connection.rollback();
  EXPECT_EQ(connection.execute(query).names().size(), 3);
}

TEST_P(Results, come_again_once_the_server_has_dropped_its_statements) {
  if (!is_postgres()) GTEST_SKIP() << "statements are the program's own";
  Connection connection = engine().connect();
  const auto ids = text("SELECT id FROM teams ORDER BY id");
  const auto names = text("SELECT name FROM teams ORDER BY id");
  for (int i = 0; i < 3; ++i) {
    connection.execute(ids);
    connection.execute(names);
  }
  connection.execute(text("DEALLOCATE ALL"));
  const auto error = error_of<ConflictError>([&] { connection.execute(ids); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-3204");
  connection.rollback();
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(connection.execute(names).size(), connection.execute(ids).size());
  }
}

}  // namespace
}  // namespace orp::tests
