// SPDX-License-Identifier: MIT
// Batches that are sent in pieces, while others are still encoded.
#include <string>
#include <vector>

#include "conformance/people.hpp"
#include "engine/access.hpp"
#include "orpiment/base/json_text.hpp"
#include "support/database.hpp"
#include "support/expect_error.hpp"

namespace orp::tests {
namespace {

constexpr std::size_t many = 5000;  // some hundred kilobytes
constexpr std::size_t middle = 4321;

class ManyRows : public OnEachDatabase {
 protected:
  void SetUp() override { create(people_and_teams); }

  /// Inserts them in a transaction that is rolled back; where the error says that it lies.
  template <class E>
  std::size_t row_of_error(std::vector<Person> rows) {
    Connection connection = engine().connect();
    backend::Link& link = EngineAccess::link(connection);
    const Rows<Person> owner(people, {person_name, person_email, person_age}, rows);
    std::size_t failed = many;
    backend::RowBatch batch = owner.batch();
    batch.failed_row = &failed;
    const std::vector<std::uint16_t> returning{person_id};
    std::vector<void*> results = Rows<Person>::results(people, returning, rows);
    EXPECT_TRUE(error_of<E>([&] { link.insert({batch, view_of(returning), results.data()}); }));
    EXPECT_TRUE(link.is_usable());
    connection.rollback();
    EXPECT_EQ(connection.execute(text("SELECT count(*) FROM people")).scalar_one<std::int64_t>(),
              0);
    return failed;
  }
};
ORPIMENT_ON_EACH_DATABASE(ManyRows);

TEST_P(ManyRows, tell_which_value_was_not_sent) {
  std::vector<Person> rows = make_people(many);
  rows[middle].name = std::string(51, 'x');
  EXPECT_EQ(row_of_error<DataError>(rows), middle);
}

TEST_P(ManyRows, tell_which_one_was_refused) {
  std::vector<Person> rows = make_people(many);
  rows[middle].email = rows[0].email;
  EXPECT_EQ(row_of_error<IntegrityError>(rows), middle);
}

TEST_P(ManyRows, tell_what_was_not_sent_behind_what_was_refused) {
  std::vector<Person> rows = make_people(many);
  rows[1].email = rows[0].email;
  rows[middle].name = std::string(51, 'x');
  if (is_sqlite()) {
    EXPECT_EQ(row_of_error<IntegrityError>(rows), 1U) << "one row after the other";
  } else {
    EXPECT_EQ(row_of_error<DataError>(rows), middle) << "values are looked at first";
  }
}

TEST_P(ManyRows, take_json_as_their_columns_keep_it) {
  struct Document {
    std::int32_t id = 0;
    Json body{};
  };
  constexpr ColumnInfo columns[] = {
      facts::column("id", facts::types::int32, {.primary_key = true}),
      facts::column("body", facts::types::json),
  };
  const TableInfo documents{.name = "documents", .columns = columns, .primary_key = facts::list<0>};
  std::vector<Document> rows(many);
  for (std::size_t i = 0; i < many; ++i)
    rows[i] = {static_cast<std::int32_t>(i), Json::parse("{\"n\": " + std::to_string(i) + "}")};
  const Rows<Document> batch(documents, {0, 1}, rows);
  const std::vector<const char*> kinds =
      is_sqlite() ? std::vector<const char*>{"TEXT"}
                  : std::vector<const char*>{"jsonb", "json", "text", "varchar(100)"};
  for (const char* const kind : kinds) {
    run("CREATE TABLE documents (id integer PRIMARY KEY, body " + std::string(kind) + ")");
    Connection connection = engine().connect();
    EngineAccess::link(connection).insert({batch.batch()});
    EXPECT_EQ(connection.execute(text("SELECT CAST(body AS text) FROM documents WHERE id = 4321"))
                  .scalar_one<std::string>(),
              "{\"n\": 4321}")
        << kind;
    connection.commit();
    connection.close();
    run("DROP TABLE documents");
  }
}

}  // namespace
}  // namespace orp::tests
