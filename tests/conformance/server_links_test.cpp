// SPDX-License-Identifier: MIT
// What a link keeps on a server, seen from there.
#include <string>

#include "engine/access.hpp"
#include "orpiment/backend/link.hpp"
#include "orpiment/meta/facts.hpp"
#include "support/database.hpp"
#include "support/expect_error.hpp"

namespace orp::tests {
namespace {

class ServerLinks : public OnEachDatabase {
 protected:
  static backend::Link& link(Connection& connection) { return EngineAccess::link(connection); }
  static void run(backend::Link& link, const std::string& sql, std::uint64_t key) {
    link.execute({sql, key}, {});
  }
  /// Of a statement that is not cached.
  static std::string answer(backend::Link& link, const char* sql) {
    const backend::CursorHandle cursor = link.open({sql}, {});
    std::string text;
    if (cursor->next()) cursor->read(0, facts::types::text, &text);
    return text;
  }
  static std::string prepared(backend::Link& link) {
    return answer(link,
                  "SELECT coalesce(string_agg(statement, ' ' ORDER BY statement), '') "
                  "FROM pg_prepared_statements");
  }
};
ORPIMENT_ON_EACH_SERVER(ServerLinks);

// postgres/link.hpp, rule 2.
TEST_P(ServerLinks, prepare_a_statement_that_is_run_again) {
  Connection connection = engine().connect();
  backend::Link& server = link(connection);
  run(server, "SELECT 1", 1);
  EXPECT_EQ(prepared(server), "");
  run(server, "SELECT 1", 1);
  EXPECT_EQ(prepared(server), "SELECT 1");
  run(server, "SELECT 1", 1);
  run(server, "SELECT 2", 2);
  EXPECT_EQ(prepared(server), "SELECT 1");
}

// postgres/link.hpp, rule 3.
TEST_P(ServerLinks, deallocate_what_fell_out_of_the_cache_before_the_next_is_prepared) {
  Connection connection = make_engine({.statement_cache_size = 2}).connect();
  backend::Link& server = link(connection);
  for (const std::uint64_t key : {1U, 2U})
    for (int twice = 0; twice < 2; ++twice) run(server, "SELECT " + std::to_string(key), key);
  run(server, "SELECT 3", 3);
  run(server, "SELECT 4", 4);
  EXPECT_EQ(prepared(server), "SELECT 1 SELECT 2") << "they have fallen out, and cost nothing yet";
  run(server, "SELECT 4", 4);
  EXPECT_EQ(prepared(server), "SELECT 4");
}

// postgres/link.hpp, rule 3.
TEST_P(ServerLinks, deallocate_nothing_in_a_transaction_that_has_failed) {
  Connection connection = make_engine({.statement_cache_size = 1}).connect();
  backend::Link& server = link(connection);
  for (int twice = 0; twice < 2; ++twice) run(server, "SELECT 1", 1);
  run(server, "SELECT 2", 2);
  EXPECT_THROW(run(server, "SELECT 1 / 0", 0), DataError);
  const auto error = error_of<SqlError>([&] { run(server, "SELECT 2", 2); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->sql(), "SELECT 2") << "and not what would have been deallocated";
  connection.rollback();
  backend::Link& again = link(connection);
  for (int twice = 0; twice < 2; ++twice) run(again, "SELECT 3", 3);
  EXPECT_EQ(prepared(again), "SELECT 3");
}

// postgres/link.hpp, rule 4.
TEST_P(ServerLinks, have_streams_planned_for_all_their_rows) {
  const char* const fraction = "SHOW cursor_tuple_fraction";
  const char* const named_portals = "SELECT count(*)::text FROM pg_cursors WHERE name <> ''";
  Connection connection = engine().connect();
  const std::string before = answer(link(connection), fraction);
  EXPECT_NE(before, "1");
  {
    const backend::CursorHandle stream =
        link(connection).open({"SELECT generate_series(1, 10)"}, {}, {.rows_at_once = 3});
    EXPECT_EQ(answer(link(connection), fraction), "1");
    EXPECT_EQ(answer(link(connection), named_portals), "1");
  }
  EXPECT_EQ(answer(link(connection), named_portals), "0");
  connection.commit();
  EXPECT_EQ(answer(link(connection), fraction), before);
}

}  // namespace
}  // namespace orp::tests
