// SPDX-License-Identifier: MIT
// What is in arrays is the same on every database.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <optional>
#include <string>
#include <vector>

#include "orpiment/base/literals.hpp"
#include "orpiment/sql/array.hpp"
#include "orpiment/sql/functions.hpp"
#include "orpiment/sql/select.hpp"
#include "orpiment/sql/table_function.hpp"
#include "orpiment/sql/write.hpp"
#include "sql/model.hpp"
#include "sql/results_test.hpp"

namespace {

using namespace shop;
using namespace orp::literals;
using orp::all_;
using orp::any_;
using orp::array;
using orp::select;

using Ids = std::vector<std::int64_t>;
using Texts = std::vector<std::string>;
using Scores = std::optional<std::vector<std::int32_t>>;
template <class T>
using Values = std::vector<std::optional<T>>;

constexpr auto none = std::nullopt;

class ArrayResults : public ResultsTest {
 protected:
  void SetUp() override {
    add(1, {"a", "b"}, std::vector{1, 5}, {Status::open});
    add(2, {}, std::vector<std::int32_t>{}, {Status::paid, Status::shipped});
    add(3, {"b", "quote\"d", "b"}, none, {});
  }

  void add(std::int64_t id, const Texts& tags, const Scores& scores,
           const std::vector<Status>& states) {
    const auto day = orp::Date::parse("2024-03-0" + std::to_string(id));
    run(orp::insert<Note>().values(Note::c.id = id, Note::c.tags = tags, Note::c.scores = scores,
                                   Note::c.days = std::vector{day, orp::Date::parse("2024-12-31")},
                                   Note::c.states = states,
                                   Note::c.amounts = std::vector{"1.50"_dec}));
  }
  Ids ids(const orp::Predicate& condition) {
    return connection_.execute(select(Note::c.id).where(condition).order_by(Note::c.id)).scalars();
  }
  template <class T>
  std::vector<T> of_notes(const orp::Expr<T>& expression) {
    return connection_.execute(select(expression).order_by(Note::c.id)).scalars();
  }
};

TEST_P(ArrayResults, have_any_element_that_compares_so) {
  EXPECT_EQ(ids("a" == any_(Note::c.tags)), (Ids{1}));
  EXPECT_EQ(ids("b" == any_(Note::c.tags)), (Ids{1, 3}));
  EXPECT_EQ(ids("quote\"d" == any_(Note::c.tags)), (Ids{3}));
  EXPECT_EQ(ids(!("a" == any_(Note::c.tags))), (Ids{2, 3}));
  EXPECT_EQ(ids(Note::c.id == any_(Note::c.scores)), (Ids{1}));
  EXPECT_EQ(ids(3 < any_(Note::c.scores)), (Ids{1}));
  EXPECT_EQ(ids(orp::Date::parse("2024-03-02") == any_(Note::c.days)), (Ids{2}));
  EXPECT_EQ(ids(orp::Date::parse("2024-12-30") < any_(Note::c.days)), (Ids{1, 2, 3}));
  EXPECT_EQ(ids(Status::paid == any_(Note::c.states)), (Ids{2}));
}

TEST_P(ArrayResults, have_elements_that_all_compare_so) {
  EXPECT_EQ(ids("b" != all_(Note::c.tags)), (Ids{2}));
  EXPECT_EQ(ids(Note::c.id <= all_(Note::c.scores)), (Ids{1, 2}));
  EXPECT_EQ(ids(!(5 > all_(Note::c.scores))), (Ids{1}));
  EXPECT_EQ(ids(Status::paid != all_(Note::c.states)), (Ids{1, 3}));
}

TEST_P(ArrayResults, know_nothing_of_null) {
  const auto first = Note::c.tags[0];  // NULL of the second note, whose array is empty
  EXPECT_EQ(of_notes(first == any_(Note::c.tags)), (Values<bool>{true, false, true}));
  EXPECT_EQ(of_notes(3 < any_(Note::c.scores)), (Values<bool>{true, false, none}));
  const auto third = Note::c.tags[2];
  EXPECT_EQ(of_notes(third == any_(Note::c.tags)), (Values<bool>{none, false, true}));
  EXPECT_EQ(of_notes(third != all_(Note::c.tags)), (Values<bool>{none, true, false}));
}

TEST_P(ArrayResults, of_a_select_are_its_rows) {
  const auto other = orp::aliased<Note>("other");
  const auto places = select(other[Note::c.id]).where(other[Note::c.id] < 3);
  EXPECT_EQ(ids(Note::c.id >= all_(places)), (Ids{2, 3}));
  EXPECT_EQ(ids(Note::c.id > any_(places)), (Ids{2, 3}));
  EXPECT_EQ(ids(Note::c.id == all_(places)), Ids{});
  EXPECT_EQ(ids(Note::c.id != any_(places)), (Ids{1, 2, 3}));
  const auto nothing = places.where(other[Note::c.id] == -1);
  EXPECT_EQ(ids(Note::c.id < all_(nothing)), (Ids{1, 2, 3}));
  EXPECT_EQ(ids(Note::c.id < any_(nothing)), Ids{});
  const auto seconds = select(other[Note::c.scores][1]);  // 5, NULL and NULL
  EXPECT_EQ(of_notes(Note::c.id < any_(seconds)), (Values<bool>{true, true, true}));
  EXPECT_EQ(of_notes(Note::c.id > any_(seconds)), (Values<bool>{none, none, none}));
  EXPECT_EQ(of_notes(Note::c.id > all_(seconds)), (Values<bool>{false, false, false}));
  EXPECT_EQ(of_notes(Note::c.id < all_(seconds)), (Values<bool>{none, none, none}));
  const auto own = select(other[Note::c.id]).where(other[Note::c.id] == Note::c.id);
  EXPECT_EQ(ids(Note::c.id >= all_(own)), (Ids{1, 2, 3}));
  EXPECT_EQ(ids("1.5"_dec > any_(select(orp::literal("1.25"_dec)))), (Ids{1, 2, 3}));
}

TEST_P(ArrayResults, contain_others) {
  const auto tags = array(Note::c.tags);
  EXPECT_EQ(ids(tags.contains({"b"})), (Ids{1, 3}));
  EXPECT_EQ(ids(tags.contains({"b", "a", "b"})), (Ids{1}));
  EXPECT_EQ(ids(tags.contains({})), (Ids{1, 2, 3}));
  EXPECT_EQ(ids(tags.contained_by({"a", "b", "c"})), (Ids{1, 2}));
  EXPECT_EQ(ids(tags.overlap({"a", "quote\"d"})), (Ids{1, 3}));
  EXPECT_EQ(ids(tags.overlap({})), Ids{});
  EXPECT_EQ(ids(!tags.contains({"a"})), (Ids{2, 3}));
  EXPECT_EQ(of_notes(array(Note::c.scores).contains({5})), (Values<bool>{true, false, none}));
  EXPECT_EQ(ids(array(Note::c.states).overlap({Status::shipped})), (Ids{2}));
  EXPECT_EQ(ids(array(Note::c.amounts).contains({"1.5"_dec})), (Ids{1, 2, 3}));
}

TEST_P(ArrayResults, have_elements_by_number) {
  EXPECT_EQ(of_notes(Note::c.tags[0]), (Values<std::string>{"a", none, "b"}));
  EXPECT_EQ(of_notes(Note::c.tags[2]), (Values<std::string>{none, none, "b"}));
  EXPECT_EQ(of_notes(Note::c.tags[-2]), (Values<std::string>{"a", none, "quote\"d"}));
  EXPECT_EQ(of_notes(Note::c.tags[-9]), (Values<std::string>{none, none, none}));
  EXPECT_EQ(of_notes(Note::c.scores[1]), (Values<std::int32_t>{5, none, none}));
  EXPECT_EQ(of_notes(Note::c.states[0]), (Values<Status>{Status::open, Status::paid, none}));
  EXPECT_EQ(of_notes(Note::c.days[0])[1], orp::Date::parse("2024-03-02"));
}

TEST_P(ArrayResults, have_a_length) {
  EXPECT_EQ(of_notes(orp::func::cardinality(Note::c.tags)), (std::vector<std::int32_t>{2, 0, 3}));
  EXPECT_EQ(of_notes(orp::func::cardinality(Note::c.scores)), (Values<std::int32_t>{2, 0, none}));
}

TEST_P(ArrayResults, are_made_of_values) {
  const auto sorted = [&](const auto& expression) {
    auto values = connection_.execute(select(expression)).scalar_one();
    if (values) std::sort(values->begin(), values->end());
    return values;
  };
  EXPECT_EQ(sorted(orp::func::array_agg(Note::c.id)), (Ids{1, 2, 3}));
  EXPECT_EQ(sorted(orp::func::array_agg(Note::c.tags[0])), (Texts{"a", "b"}));
  EXPECT_EQ(sorted(orp::func::array_agg(orp::distinct(Note::c.days[1]))).value().size(), 1U);
  EXPECT_EQ(sorted(orp::func::array_agg(Note::c.id).filter(Note::c.id > 9)), none);
  EXPECT_EQ(connection_.execute(select(orp::func::array_agg(Note::c.id > 9))).scalar(),
            (std::vector<bool>{false, false, false}));
}

TEST_P(ArrayResults, have_decimals_as_columns_have_them) {
  using Decimals = Values<orp::Decimal>;
  run(orp::update<Note>()
          .set(Note::c.amounts = std::vector{"10.00"_dec, "9"_dec, "-0.25"_dec})
          .where(Note::c.id == 2));
  run(orp::update<Note>()
          .set(Note::c.amounts = std::vector<orp::Decimal>())
          .where(Note::c.id == 3));
  const auto& amounts = Note::c.amounts;
  EXPECT_EQ(ids(9 == any_(amounts)), Ids{2});
  EXPECT_EQ(ids("1.5"_dec == any_(amounts)), Ids{1});
  EXPECT_EQ(ids("1.505"_dec == any_(amounts)), Ids{});
  EXPECT_EQ(ids("9.999"_dec < any_(amounts)), Ids{2});
  EXPECT_EQ(ids("-0.3"_dec < all_(amounts)), (Ids{1, 2, 3}));
  EXPECT_EQ(ids("1.5"_dec != all_(amounts)), (Ids{2, 3}));
  EXPECT_EQ(ids(array(amounts).contains({"9.00"_dec, "10"_dec})), Ids{2});
  EXPECT_EQ(ids(array(amounts).overlap({"1.5"_dec, "-0.25"_dec})), (Ids{1, 2}));
  EXPECT_EQ(ids(array(amounts).contained_by({"1.5"_dec})), (Ids{1, 3}));
  EXPECT_EQ(of_notes(amounts[0]), (Decimals{"1.50"_dec, "10.00"_dec, none}));
  EXPECT_EQ(of_notes(amounts[-1] * 2), (Decimals{"3.00"_dec, "-0.50"_dec, none}));
  const auto amount = orp::unnest(amounts);
  EXPECT_EQ(
      connection_
          .execute(select(orp::func::sum(amount.value())).select_from<Note>().cross_join(amount))
          .scalar_one(),
      "20.25"_dec);
  const auto all = connection_.execute(select(orp::func::array_agg(amounts[0])).select_from<Note>())
                       .scalar_one();
  ASSERT_TRUE(all);
  EXPECT_EQ(std::accumulate(all->begin(), all->end(), orp::Decimal()), "11.50"_dec);
}

TEST_P(ArrayResults, have_uuids_and_bytes_as_columns_have_them) {
  const auto token = orp::Uuid::parse("6ba7b810-9dad-11d1-80b4-00c04fd430c8");
  run(orp::insert<Item>().values(
      Item::c.order_id = 1, Item::c.position = 1, Item::c.price = 1, Item::c.mass = 1,
      Item::c.weight = 1, Item::c.token = token, Item::c.discount = Percent{1},
      Item::c.picture = orp::Bytes{0, 255, 16}, Item::c.details = orp::Json()));
  const auto tokens = orp::func::array_agg(Item::c.token).label("tokens");
  const auto pictures = orp::func::array_agg(Item::c.picture).label("pictures");
  const auto all = select(tokens, pictures).subquery("made");
  const auto [read_tokens, read_pictures] = connection_.execute(select(all)).one();
  EXPECT_EQ(read_tokens, std::vector{token});
  EXPECT_EQ(read_pictures, (std::vector{orp::Bytes{0, 255, 16}}));
  const auto count = [&](const auto& condition) {
    return connection_
        .execute(select(orp::func::count(Item::c.order_id))
                     .select_from<Item>()
                     .cross_join(all)
                     .where(condition))
        .scalar_one();
  };
  EXPECT_EQ(count(Item::c.token == any_(all[tokens])), 1);
  EXPECT_EQ(count(Item::c.picture == any_(all[pictures])), 1);
  EXPECT_EQ(count(Item::c.token == all[tokens][0]), 1);
  EXPECT_EQ(count(Item::c.picture == all[pictures][-1]), 1);
  EXPECT_EQ(count(array(all[tokens]).contains({token})), 1);
  EXPECT_EQ(count(array(all[pictures]).overlap({orp::Bytes{0}})), 0);
  const auto each = orp::unnest(all[tokens]);
  EXPECT_EQ(
      connection_
          .execute(
              select(each.value()).select_from(all).cross_join(each).where(each.value() == token))
          .scalar_one(),
      token);
}

ORPIMENT_RESULTS_ON_EACH_DATABASE(ArrayResults);

}  // namespace
