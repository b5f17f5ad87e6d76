// SPDX-License-Identifier: MIT
// Random statements give the same rows as the SQL that a person would write for them, on each
// database, and the same on both. ORPIMENT_STORIES="1 5000" says which seeds.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <orpiment/backend/dialect.hpp>
#include <orpiment/orpiment.hpp>
#include <sstream>
#include <string>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include "differential/choices.hpp"
#include "differential/queries.hpp"
#include "sql/rewrite.hpp"
#include "sql/shape.hpp"

namespace {

using namespace differential;

using Row = std::tuple<std::optional<std::int64_t>, std::optional<std::string>, std::optional<bool>,
                       std::optional<orp::Decimal>, std::optional<orp::Date>, std::optional<double>,
                       std::optional<orp::Timestamp>, std::optional<orp::Uuid>>;
using Table = std::vector<Row>;

std::pair<std::uint64_t, std::uint64_t> seeds() {
  std::uint64_t first = 1;
  std::uint64_t last = 300;
  if (const char* const given = std::getenv("ORPIMENT_STORIES"))
    std::istringstream(given) >> first >> last;
  return {first, last};
}

Query query_of(std::vector<unsigned> choices) {
  Choices replayed(std::move(choices));
  return Queries(replayed).statement();
}

const orp::Executable& executable(const Query& query) {
  return std::visit([](const auto& typed) -> const orp::Executable& { return typed; }, query.typed);
}

template <class T>
std::optional<T> sometimes(Choices& choices, T value) {
  return choices.below(4) == 0 ? std::nullopt : std::optional<T>(std::move(value));
}

void fill(orp::Engine& engine) {
  static constexpr const char* words[] = {"a", "b", "ab", "ba", ""};
  metadata().drop_all(engine);
  metadata().create_all(engine);
  Choices choices(7);
  orp::Session session(engine);
  for (int i = 0; i < 14; ++i) {
    const std::string day = "2024-02-" + std::to_string(26 + choices.below(4));
    session.add<Thing>(
        {.number = sometimes<std::int64_t>(choices, choices.below(5)),
         .label = sometimes<std::string>(choices, words[choices.below(5)]),
         .flag = sometimes<bool>(choices, choices.below(2) == 1),
         .price = sometimes<orp::Decimal>(
             choices, orp::Decimal::from_coefficient(static_cast<int>(choices.below(300)) - 50, 2)),
         .day = sometimes<orp::Date>(choices, orp::Date::parse(day)),
         .weight = sometimes<double>(choices, choices.below(6) / 2.0),
         .at = sometimes<orp::Timestamp>(
             choices,
             orp::Timestamp::parse(day + "T0" + std::to_string(choices.below(3)) + ":00:00")),
         .code =
             sometimes<orp::Uuid>(choices, orp::Uuid::parse("00000000-0000-4000-8000-00000000000" +
                                                            std::to_string(choices.below(4))))});
  }
  session.commit();
}

class Database {
 public:
  explicit Database(const std::string& url) : engine_(orp::create_engine(url)) { fill(engine_); }
  ~Database() { metadata().drop_all(engine_); }

  Table typed(const Query& query) {
    return rows([&](orp::Connection& connection) {
      return std::visit([&](const auto& typed) { return connection.execute(typed).all(); },
                        query.typed);
    });
  }
  Table plain(const Query& query) {
    const std::string sql =
        engine_.dialect().facts().name == "sqlite" ? query.sql.sqlite : query.sql.postgres;
    return rows([&](orp::Connection& connection) {
      return connection
          .execute(orp::unsafe_text(sql).columns(Thing::c.number, Thing::c.label, Thing::c.flag,
                                                 Thing::c.price, Thing::c.day, Thing::c.weight,
                                                 Thing::c.at, Thing::c.code))
          .all();
    });
  }
  std::string sql_of(const Query& query) const {
    return executable(query).to_sql(engine_.dialect());
  }

 private:
  template <class Read>
  Table rows(const Read& read) {
    orp::Connection connection = engine_.connect();
    Table table = read(connection);
    std::sort(table.begin(), table.end());
    return table;
  }

  orp::Engine engine_;
};

/// What is wrong with the statement; empty: nothing.
class Comparison {
 public:
  Comparison() {
    databases_.push_back(std::make_unique<Database>("sqlite://"));
    if (const char* const url = std::getenv("ORPIMENT_TEST_POSTGRES"))
      databases_.push_back(std::make_unique<Database>(url));
  }

  std::string fault(const Query& query) {
    try {
      std::optional<Table> before;
      for (const auto& database : databases_) {
        Table typed = database->typed(query);
        if (typed != database->plain(query)) return "another result than the plain SQL";
        if (before && *before != typed) return "another result on the other database";
        before = std::move(typed);
      }
    } catch (const orp::Error& error) {
      return error.what();
    }
    return {};
  }
  std::string describe(const Query& query) {
    std::string text = "plain: " + query.sql.sqlite + "\n   or: " + query.sql.postgres;
    for (const auto& database : databases_) text += "\ntyped: " + database->sql_of(query);
    return text;
  }

 private:
  std::vector<std::unique_ptr<Database>> databases_;
};

TEST(RandomStatements, give_the_rows_of_the_sql_that_a_person_would_write) {
  Comparison comparison;
  const auto [first, last] = seeds();
  for (std::uint64_t seed = first; seed <= last; ++seed) {
    Choices choices(seed);
    const Query query = Queries(choices).statement();
    if (comparison.fault(query).empty()) continue;
    const std::vector<unsigned> least = shrunk(choices.list(), [&](const auto& list) {
      return !comparison.fault(query_of(list)).empty();
    });
    const Query shortest = query_of(least);
    FAIL() << "seed " << seed << ": " << comparison.fault(shortest) << '\n'
           << comparison.describe(shortest);
  }
}

std::vector<std::uint64_t> words_of(const orp::Executable& statement) {
  const orp::sql::Shape shape(*orp::StatementAccess::node(statement));
  return {shape.words().begin(), shape.words().end()};
}

// shape.hpp, rule 1.
TEST(RandomStatements, of_one_cache_key_have_one_sql) {
  std::map<std::vector<std::uint64_t>, std::pair<std::string, std::uint64_t>> known;
  const auto [first, last] = seeds();
  for (std::uint64_t seed = first; seed <= last; ++seed) {
    Choices choices(seed);
    const Query query = Queries(choices).statement();
    const std::string sql = executable(query).to_sql();
    const auto [found, is_new] = known.emplace(words_of(executable(query)), std::pair(sql, seed));
    EXPECT_EQ(found->second.first, sql) << "seeds " << found->second.second << " and " << seed;
  }
}

// A condition whose values are all replaced by equal ones is the same, and has none of the old
// ones.
TEST(RandomStatements, are_rewritten_to_the_last_value) {
  const auto [first, last] = seeds();
  for (std::uint64_t seed = first; seed <= last; ++seed) {
    Choices choices(seed);
    const auto [rows, condition] = Queries(choices).condition();
    std::map<const orp::sql::Node*, orp::sql::NodeRef> copies;
    const auto copied = [&copies](const orp::sql::NodeRef& node) -> orp::sql::NodeRef {
      const auto* const literal = orp::sql::as_if<orp::sql::LiteralNode>(node);
      if (literal == nullptr) return {};
      orp::sql::NodeRef& copy = copies[literal];
      if (!copy) copy = orp::sql::LiteralNode::make(literal->own_type, literal->field());
      return copy;
    };
    const orp::Predicate rewritten(orp::sql::rewrite(condition.typed.node(), copied));
    const auto before = rows.where(condition.typed);
    const auto after = rows.where(rewritten);
    EXPECT_EQ(after.to_sql(), before.to_sql()) << "seed " << seed;
    const orp::sql::Shape shape(*orp::StatementAccess::node(after));
    for (const auto* parameter : shape.parameters())
      EXPECT_EQ(copies.count(parameter), 0U) << "seed " << seed;
  }
}

}  // namespace
