// SPDX-License-Identifier: MIT
// INSERT, UPDATE and DELETE do the same on every database.
#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "orpiment/base/error.hpp"
#include "orpiment/base/literals.hpp"
#include "orpiment/sql/functions.hpp"
#include "orpiment/sql/select.hpp"
#include "orpiment/sql/upsert.hpp"
#include "sql/model.hpp"
#include "sql/results_test.hpp"

namespace {

using namespace shop;
using namespace orp::literals;
using orp::delete_;
using orp::excluded;
using orp::insert;
using orp::select;
using orp::update;

using Tags = std::map<std::int64_t, std::string>;

class WriteResults : public ResultsTest {
 protected:
  void SetUp() override {
    run(insert<Tag>().values(std::vector<Tag::Row>{{1, "a"}, {2, "b"}, {3, "c"}}));
  }

  Tags tags() {
    Tags all;
    for (auto [id, label] : connection_.execute(select(Tag::c.id, Tag::c.label))) all[id] = label;
    return all;
  }
  static auto insert_tags(const Tags& rows) {
    return insert<Tag>().values(rows, Tag::c.id, Tag::c.label);
  }
};

TEST_P(WriteResults, upsert_inserts_and_updates) {
  run(insert_tags({{3, "d"}, {4, "e"}}).on_conflict(Tag::c.id).do_update());
  EXPECT_EQ(tags(), (Tags{{1, "a"}, {2, "b"}, {3, "d"}, {4, "e"}}));
}

TEST_P(WriteResults, upsert_on_a_condition_leaves_other_rows_as_they_are) {
  const auto stmt = insert_tags({{1, "z"}, {2, "a"}, {9, "n"}})
                        .on_conflict(Tag::c.id)
                        .do_update(Tag::c.label = excluded(Tag::c.label) + "!")
                        .where(excluded(Tag::c.label) > Tag::c.label);
  EXPECT_EQ(connection_.execute(stmt).affected_rows(), 2);
  EXPECT_EQ(tags(), (Tags{{1, "z!"}, {2, "b"}, {3, "c"}, {9, "n"}}));
}

TEST_P(WriteResults, the_last_row_of_a_key_counts) {
  const std::vector<std::tuple<int, std::string>> rows{{1, "x"}, {5, "y"}, {1, "z"}, {5, "v"}};
  const auto stmt = insert<Tag>()
                        .values(rows, Tag::c.id, Tag::c.label)
                        .on_conflict(Tag::c.id)
                        .do_update(Tag::c.label = Tag::c.label + excluded(Tag::c.label));
  EXPECT_EQ(stmt.folded_rows(), 2u);
  run(stmt);
  EXPECT_EQ(tags(), (Tags{{1, "az"}, {2, "b"}, {3, "c"}, {5, "v"}}));
}

TEST_P(WriteResults, do_nothing_returns_only_what_was_inserted) {
  const auto stmt =
      insert_tags({{1, "z"}, {7, "n"}}).on_conflict().do_nothing().returning(Tag::c.id);
  EXPECT_EQ(connection_.execute(stmt).scalars(), std::vector<std::int64_t>{7});
  EXPECT_EQ(tags().at(1), "a");
}

TEST_P(WriteResults, upsert_takes_the_rows_of_a_select) {
  const auto shifted = select(Tag::c.id + 1, Tag::c.label);
  run(insert<Tag>()
          .from_select(shifted, Tag::c.id, Tag::c.label)
          .on_conflict(Tag::c.id)
          .do_update());
  EXPECT_EQ(tags(), (Tags{{1, "a"}, {2, "a"}, {3, "b"}, {4, "c"}}));
  const auto both = select(Tag::c.id, Tag::c.label)
                        .where(Tag::c.id == 1)
                        .union_all(select(Tag::c.id + 10, Tag::c.label).where(Tag::c.id == 4));
  run(insert<Tag>().from_select(both, Tag::c.id, Tag::c.label).on_conflict(Tag::c.id).do_nothing());
  EXPECT_EQ(tags().at(14), "c");
}

TEST_P(WriteResults, upsert_on_a_composite_key_takes_values_as_columns_keep_them) {
  const auto item = [](std::int16_t position, const orp::Decimal& price) {
    return insert<Item>().values(
        Item::c.order_id = 1, Item::c.position = position, Item::c.price = price,
        Item::c.mass = "1.5"_dec, Item::c.weight = 2.5, Item::c.discount = Percent{10},
        Item::c.picture = orp::Bytes{1}, Item::c.details = orp::Json::parse("{}"));
  };
  run(item(1, "4.1"_dec));
  run(item(1, "5.25"_dec)
          .on_conflict(Item::c.order_id, Item::c.position)
          .do_update(Item::c.price = Item::c.price + excluded(Item::c.price),
                     Item::c.mass = excluded(Item::c.mass))
          .where(excluded(Item::c.price) > Item::c.price));
  const auto [price, mass] = connection_.execute(select(Item::c.price, Item::c.mass)).one();
  EXPECT_EQ(price, "9.35"_dec);
  EXPECT_EQ(mass, "1.5"_dec);
}

TEST_P(WriteResults, rows_go_by_those_of_other_tables) {
  const auto boss = orp::aliased<Tag>();
  run(update<Tag>().set(Tag::c.label = boss[Tag::c.label]).where(boss[Tag::c.id] == Tag::c.id + 1));
  EXPECT_EQ(tags(), (Tags{{1, "b"}, {2, "c"}, {3, "c"}}));
  EXPECT_EQ(
      connection_.execute(delete_<Tag>().where(boss[Tag::c.id] == Tag::c.id + 1)).affected_rows(),
      2);
  EXPECT_EQ(tags(), (Tags{{3, "c"}}));
}

TEST_P(WriteResults, statements_that_change_rows_stand_before_others) {
  const auto gone = delete_<Tag>().where(Tag::c.id < 3).returning(Tag::c.id, Tag::c.label).cte();
  const auto both = select(gone[Tag::c.label]).order_by(gone[Tag::c.label]);
  if (is_sqlite()) {
    EXPECT_THROW(connection_.execute(both), orp::UsageError);
    return;
  }
  EXPECT_EQ(connection_.execute(both).scalars(), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(tags(), (Tags{{3, "c"}}));
  const auto moved = update<Tag>().set(Tag::c.label = "z").all_rows().returning(Tag::c.id).cte();
  run(select(orp::func::count()).select_from<User>().add_cte(moved));
  EXPECT_EQ(tags(), (Tags{{3, "z"}}));
}

ORPIMENT_RESULTS_ON_EACH_DATABASE(WriteResults);

}  // namespace
