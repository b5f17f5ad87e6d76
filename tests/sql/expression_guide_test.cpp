// SPDX-License-Identifier: MIT
// The code that docs/guide/expressions.md shows, run.
#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "orpiment/base/literals.hpp"
#include "orpiment/sql/alias.hpp"
#include "orpiment/sql/array.hpp"
#include "orpiment/sql/extract.hpp"
#include "orpiment/sql/functions.hpp"
#include "orpiment/sql/number_functions.hpp"
#include "orpiment/sql/row_value.hpp"
#include "orpiment/sql/select.hpp"
#include "orpiment/sql/table_function.hpp"
#include "orpiment/sql/text.hpp"
#include "orpiment/sql/text_functions.hpp"
#include "orpiment/sql/write.hpp"
#include "sql/model.hpp"
#include "sql/results_test.hpp"

namespace {

using namespace shop;
using namespace orp::literals;

class ExpressionGuide : public ResultsTest {};

TEST_P(ExpressionGuide, calculates_with_bits) {
  // snippet: bits
  auto flags = User::c.age.bitwise_and(0b110);  // std::optional<int>
  auto stmt = orp::select(User::c.id, flags.bitwise_or(User::c.id.bitwise_rshift(4)))
                  .where(flags.bitwise_xor(2) != 0 && User::c.id.bitwise_not() < 0)
                  .order_by(User::c.id.bitwise_lshift(4));
  // end snippet
  EXPECT_TRUE(connection_.execute(stmt).all().empty());
}

TEST_P(ExpressionGuide, extracts) {
  // snippet: extract
  auto year = orp::extract(orp::Field::year, Order::c.due);
  auto per_year = orp::select(year, orp::func::count(Order::c.id)).group_by(year).order_by(year);
  // end snippet
  EXPECT_TRUE(connection_.execute(per_year).all().empty());
}

TEST_P(ExpressionGuide, matches_and_replaces) {
  // snippet: regexp
  auto turned = User::c.name.regexp_replace("^(\\w+) (\\w+)$", "\\2, \\1");  // Lem, Stanislaw
  auto found = orp::select(turned).where(User::c.name.regexp_match("^[A-M]"));
  // end snippet
  EXPECT_TRUE(connection_.execute(found).all().empty());
}

TEST_P(ExpressionGuide, cuts_and_chooses) {
  // snippet: scalar_functions
  auto name = orp::func::rtrim(orp::func::ltrim(User::c.name), ".,");
  auto initials = orp::func::concat(orp::func::left(name, 1), ". ", User::c.email);
  auto whole = orp::func::floor(Order::c.total);
  auto least = orp::func::greatest(Order::c.total, 10);  // 10 where the total is less
  auto month = orp::date_trunc(orp::Unit::month, Order::c.due);
  auto per_month = orp::select(month, orp::func::sum(whole)).group_by(month).order_by(month);
  // end snippet
  EXPECT_TRUE(connection_.execute(orp::select(initials)).all().empty());
  EXPECT_TRUE(connection_.execute(orp::select(least)).all().empty());
  EXPECT_TRUE(connection_.execute(per_month).all().empty());
}

TEST_P(ExpressionGuide, takes_operators) {
  if (is_sqlite()) return;
  // snippet: own_operator
  auto document = orp::func::call<std::string>("to_tsvector", User::c.name);
  auto words = orp::func::call<std::string>("to_tsquery", "ann");
  auto found = orp::select(User::c.name)
                   .where(document.op<bool>("@@")(words))
                   .order_by(User::c.name.collate("C"));
  // end snippet
  EXPECT_TRUE(connection_.execute(found).all().empty());
}

TEST_P(ExpressionGuide, lies_between) {
  // snippet: more_of_expressions
  auto between = User::c.age.between_symmetric(30, User::c.id);  // whichever is the greater one
  auto notes = orp::type_coerce<std::optional<orp::Json>>(User::c.email);
  // end snippet
  EXPECT_TRUE(connection_.execute(orp::select(notes).where(between)).all().empty());
}

// snippet: keyset
auto page_after(orp::Decimal total, std::int64_t id) {
  return orp::select(Order::c.total, Order::c.id)
      .where(orp::tuple(Order::c.total, Order::c.id) > orp::tuple(total, id))
      .order_by(Order::c.total, Order::c.id)
      .limit(50);
}
// end snippet

TEST_P(ExpressionGuide, compares_rows) {
  EXPECT_TRUE(connection_.execute(page_after("1.5"_dec, 3)).all().empty());
  // snippet: rows_in
  auto key = orp::tuple(Item::c.order_id, Item::c.position);
  auto some = orp::select(Item::c.price).where(key.in_({{1, 1}, {1, 2}, {7, 1}}));
  auto other = orp::aliased<Item>();
  auto least = orp::select(other[Item::c.order_id], orp::func::min(other[Item::c.position]))
                   .group_by(other[Item::c.order_id]);
  auto further = orp::select(Item::c.price).where(key.not_in(least));
  // end snippet
  EXPECT_TRUE(connection_.execute(some).all().empty());
  EXPECT_TRUE(connection_.execute(further).all().empty());
}

TEST_P(ExpressionGuide, looks_into_json) {
  // snippet: json
  auto width = Note::c.details["size"]["width"].as<double>();  // std::optional<double>
  auto first = Note::c.details["authors"][0];                  // and [-1] is the last one
  auto wide = orp::select(Note::c.id, first.as<std::string>())
                  .where(width > 3.5 && orp::json(Note::c.details).has_key("authors"))
                  .order_by(width.desc());
  auto red =
      orp::select(Note::c.id, orp::func::json_array_length(first))
          .where(orp::json(Note::c.details).contains(orp::Json::parse(R"({"color": "red"})")) &&
                 orp::func::json_typeof(first) == "array");
  // end snippet
  EXPECT_TRUE(connection_.execute(wide).all().empty());
  EXPECT_TRUE(connection_.execute(red).all().empty());
}

TEST_P(ExpressionGuide, looks_into_arrays) {
  // snippet: arrays
  auto news = orp::select(Note::c.id, Note::c.tags[0])  // std::optional<std::string>
                  .where("news" == orp::any_(Note::c.tags) && 3 <= orp::all_(Note::c.scores));
  auto both = orp::select(Note::c.id, orp::func::cardinality(Note::c.tags))
                  .where(orp::array(Note::c.tags).contains({"news", "sport"}) &&
                         !orp::array(Note::c.states).overlap({Status::open}));
  auto some = orp::select(Note::c.id).where(orp::array(Note::c.tags).contained_by({"a", "b"}));
  auto ids = orp::select(User::c.name, orp::func::array_agg(Order::c.id))
                 .join(User::c.orders)
                 .group_by(User::c.name);
  // end snippet
  EXPECT_TRUE(connection_.execute(news).all().empty());
  EXPECT_TRUE(connection_.execute(both).all().empty());
  EXPECT_TRUE(connection_.execute(some).all().empty());
  EXPECT_TRUE(connection_.execute(ids).all().empty());
}

TEST_P(ExpressionGuide, compares_with_rows) {
  // snippet: any_of_rows
  auto other = orp::aliased<User>();
  auto ages = orp::select(other[User::c.age]).where(other[User::c.active] == true);
  auto oldest = orp::select(User::c.name).where(User::c.age >= orp::all_(ages));
  // end snippet
  EXPECT_TRUE(connection_.execute(oldest).all().empty());
}

TEST_P(ExpressionGuide, counts_by_decades) {
  // snippet: histogram
  auto decade = orp::generate_series(0, 90, 10);
  auto ages = orp::select(decade.value(), orp::func::count(User::c.id))
                  .select_from(decade)
                  .outerjoin<User>(User::c.age.between(decade.value(), decade.value() + 9))
                  .group_by(decade.value())
                  .order_by(decade.value());
  // end snippet
  EXPECT_EQ(connection_.execute(ages).all().size(), 10U);
}

TEST_P(ExpressionGuide, goes_by_months) {
  // snippet: months
  auto month = orp::generate_series(orp::Date(2024, 1, 1), orp::Date(2024, 12, 1),
                                    orp::Interval::of_months(1));
  auto due = orp::select(month.value(), orp::func::count(Order::c.id))
                 .select_from(month)
                 .outerjoin<Order>(orp::date_trunc(orp::Unit::month, Order::c.due) == month.value())
                 .group_by(month.value())
                 .order_by(month.value());
  // end snippet
  EXPECT_EQ(connection_.execute(due).all().size(), 12U);
}

TEST_P(ExpressionGuide, takes_arrays_and_json_apart) {
  // snippet: table_functions
  auto tag = orp::unnest(Note::c.tags);
  auto tags = orp::select(tag.value(), orp::func::count())
                  .select_from<Note>()
                  .cross_join(tag)
                  .where(tag.ordinality() <= 3)
                  .group_by(tag.value());
  auto member = orp::json_each(Note::c.details);
  auto members = orp::select(Note::c.id, member.key(), member.value()).cross_join(member);
  auto author = orp::json_array_elements(Note::c.details["authors"]);
  auto authors = orp::select(Note::c.id, orp::json(author.value())["name"].as<std::string>())
                     .cross_join(author);
  // end snippet
  EXPECT_TRUE(connection_.execute(tags).all().empty());
  EXPECT_TRUE(connection_.execute(members).all().empty());
  EXPECT_TRUE(connection_.execute(authors).all().empty());
}

TEST_P(ExpressionGuide, calls_functions_that_give_rows) {
  if (is_sqlite()) return;
  // snippet: any_table_function
  auto words = orp::func::table<std::string>("regexp_split_to_table", {"word"}, User::c.name, " +");
  auto used = orp::select(words.column<0>()).select_from<User>().cross_join(words);
  // end snippet
  EXPECT_TRUE(connection_.execute(used).all().empty());
}

ORPIMENT_RESULTS_ON_EACH_DATABASE(ExpressionGuide);

}  // namespace
