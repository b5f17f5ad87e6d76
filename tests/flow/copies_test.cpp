// SPDX-License-Identifier: MIT
// COPY between the database and the program, as files have rows.
#include <sstream>

#include "company.hpp"
#include "support/expect_error.hpp"

namespace orp::tests {
namespace {

using ::testing::ElementsAre;

class Copies : public CompanyTest {
 protected:
  void SetUp() override {
    CompanyTest::SetUp();
    if (is_sqlite()) GTEST_SKIP() << "SQLite has no COPY";
  }

  static std::vector<std::string> labels(Connection& connection) {
    return connection.scalars(select(Label::c.name).order_by(Label::c.name));
  }
};
ORPIMENT_ON_EACH_DATABASE(Copies);

class CopiesNowhere : public CompanyTest {};
ORPIMENT_ON_EACH_DATABASE(CopiesNowhere);

TEST_P(CopiesNowhere, are_refused_where_there_is_no_copy) {
  if (!is_sqlite()) GTEST_SKIP() << "PostgreSQL has COPY";
  Connection connection = engine().connect();
  std::stringstream file;
  EXPECT_ERROR(UsageError, "ORP-1280", connection.copy_out<Label>(file), "to_csv");
  EXPECT_ERROR(UsageError, "ORP-1280", connection.copy_in<Label>(file), "bulk_insert");
}

TEST_P(Copies, write_tables_and_queries) {
  Connection connection = engine().connect();
  std::ostringstream out;
  EXPECT_EQ(connection.copy_out<Team>(out), 3);
  EXPECT_EQ(out.str(), "id,name\n1,red\n2,blue\n3,grey\n");

  std::string pieces;
  const auto take = [&](std::string_view bytes) { pieces += bytes; };
  EXPECT_EQ(
      connection.copy_out(std::tuple(Person::c.name, Person::c.salary), take, {.header = false}),
      4);
  EXPECT_EQ(pieces, "Ann,\nBen,\nCy,\nDee,\n");

  pieces.clear();
  EXPECT_EQ(connection.copy_out(select(Team::c.name).order_by(Team::c.name), take,
                                {.format = CopyFormat::text}),
            3);
  EXPECT_EQ(pieces, "blue\ngrey\nred\n");
  EXPECT_EQ(connection.scalar(select(func::count(Team::c.id))), 3);  // and the connection goes on
}

TEST_P(Copies, come_back_as_they_went_in_every_format) {
  Connection connection = engine().connect();
  const std::string odd = "a \"quoted\", cut\r\nline \\ \t zażółć";
  connection.execute(
      insert<Note>().values(Note::c.id = 50, Note::c.text = odd, Note::c.task_id = 1));
  connection.execute(
      insert<Note>().values(Note::c.id = 51, Note::c.text = "", Note::c.task_id = 1));
  for (const CopyFormat format : {CopyFormat::csv, CopyFormat::text, CopyFormat::binary}) {
    std::stringstream file;
    const CopyOptions options{.format = format};
    EXPECT_EQ(connection.copy_out<Note>(file, options), 5);
    connection.execute(delete_<Note>().all_rows());
    EXPECT_EQ(connection.copy_in<Note>(file, options), 5);
    EXPECT_EQ(connection.scalar(select(Note::c.text).where(Note::c.id == 50)), odd);
    EXPECT_EQ(connection.scalar(select(Note::c.text).where(Note::c.id == 51)), "");
  }
}

TEST_P(Copies, take_pieces_that_end_anywhere) {
  Connection connection = engine().connect();
  std::int64_t next = 0;
  const auto source = [&]() -> std::optional<std::string> {
    if (next == 300'000) return std::nullopt;
    const std::int64_t number = next / 3;
    switch (next++ % 3) {
      case 0:
        return "num";
      case 1:
        return "ber " + std::to_string(number);
      default:
        return "\n";
    }
  };
  EXPECT_EQ(connection.copy_in(std::tuple(Label::c.name), source, {.format = CopyFormat::text}),
            100'000);
  EXPECT_EQ(connection.scalar(select(func::count(Label::c.name))), 100'003);
}

TEST_P(Copies, name_line_and_column_of_a_failure_and_leave_the_connection_clean) {
  Connection connection = engine().connect();
  std::istringstream bad("7,red,1\n8,blue,x\n");
  const auto error = error_of<DataError>([&] { connection.copy_in<Note>(bad, {.header = false}); });
  ORPIMENT_EXPECT_PART(error->what(), "line 2");
  EXPECT_THAT(error->columns(), ElementsAre("task_id"));
  connection.rollback();

  std::istringstream twice("name\nnew\nsoon\n");
  EXPECT_EQ(error_of<IntegrityError>([&] { connection.copy_in<Label>(twice); })->kind(),
            ConstraintKind::unique);
  connection.rollback();
  EXPECT_THAT(labels(connection), ElementsAre("late", "never", "soon"));
  std::istringstream good("name\nnew\n");
  EXPECT_EQ(connection.copy_in<Label>(good), 1);
  connection.commit();
  EXPECT_EQ(labels(connection).size(), 4U);
}

struct Stop {};

TEST_P(Copies, end_when_the_program_wants_no_more) {
  Connection connection = engine().connect();
  std::istringstream many("name\nnew\n");
  EXPECT_THROW(connection.copy_in<Label>([]() -> std::optional<std::string> { throw Stop(); }),
               Stop);
  connection.rollback();
  EXPECT_EQ(connection.copy_in<Label>(many), 1);
  EXPECT_THROW(connection.copy_out<Label>([](std::string_view) { throw Stop(); }), Stop);
  connection.rollback();
  EXPECT_THAT(labels(connection), ElementsAre("late", "never", "soon"));

  std::ostringstream full;
  full.setstate(std::ios::badbit);
  EXPECT_ERROR(UsageError, "ORP-1283", connection.copy_out<Label>(full), "no more");
  connection.rollback();
  std::istringstream broken("name\n");
  broken.setstate(std::ios::badbit);
  EXPECT_ERROR(UsageError, "ORP-1283", connection.copy_in<Label>(broken), "read");
  connection.rollback();
  EXPECT_EQ(labels(connection).size(), 3U);
}

TEST_P(Copies, refuse_values_and_what_writes_and_use_meanwhile) {
  Connection connection = engine().connect();
  std::ostringstream out;
  EXPECT_ERROR(UsageError, "ORP-1281",
               connection.copy_out(select(Team::c.name).where(Team::c.id == 1), out), "to_csv");
  EXPECT_ERROR(UsageError, "ORP-1281",
               connection.copy_out(insert<Label>().values().returning(Label::c.name), out),
               "writes");
  EXPECT_ERROR(UsageError, "ORP-1282",
               connection.copy_out<Team>([&](std::string_view) { labels(connection); }), "while");
  connection.rollback();
  EXPECT_EQ(labels(connection).size(), 3U);
}

TEST_P(Copies, are_undone_with_their_transaction) {
  Connection connection = engine().connect();
  std::istringstream good("name\nnew\n");
  connection.copy_in<Label>(good);
  EXPECT_EQ(labels(connection).size(), 4U);
  connection.rollback();
  EXPECT_EQ(labels(connection).size(), 3U);
}

}  // namespace
}  // namespace orp::tests
