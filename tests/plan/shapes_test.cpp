// SPDX-License-Identifier: MIT
// Which columns are sent: unset, NULL and a value are three states.
#include <office/model.hpp>

#include "orpiment/base/error.hpp"
#include "support/unit_of_work.hpp"

namespace {

using namespace office;
using namespace orp::literals;

class PlanShapes : public orp::testing::UnitOfWork {};

// flush/plan.hpp, rule 10.
TEST_F(PlanShapes, unset_null_and_a_value_share_a_shape_when_there_is_no_default) {
  add<User>({.name = "unset"});
  add<User>({.name = "null", .email = std::nullopt});
  add<User>({.name = "value", .email = "v@x", .active = false});
  EXPECT_EQ(sent(),
            "INSERT users (name, email, active): ('unset', NULL, true), ('null', NULL, true), "
            "('value', 'v@x', false)\n");
}

// flush/plan.hpp, rule 10.
TEST_F(PlanShapes, what_the_database_fills_in_is_left_out_and_asked_for) {
  add<Event>({.title = "a"});
  add<Event>({.title = "b"});
  add<Event>({.title = "c", .severity = 5});
  add<Event>({.title = "d"});
  EXPECT_EQ(
      plan(),
      "insert events (id, title, comment, made_at, changed_at) 2 rows -> severity, stored_at\n"
      "insert events (id, title, severity, comment, made_at, changed_at) 1 row -> stored_at\n"
      "insert events (id, title, comment, made_at, changed_at) 1 row -> severity, "
      "stored_at\n");
}

TEST_F(PlanShapes, the_session_makes_keys_and_moments) {
  Event& first = add<Event>({.title = "a"});
  Event& second = add<Event>({.title = "b"});
  flush();
  EXPECT_LT(first.id(), second.id());
  EXPECT_EQ(first.id().version(), 7);
  EXPECT_EQ(first.made_at(), second.made_at());
  EXPECT_GT(first.made_at().microseconds(), 0);
  EXPECT_EQ(first.comment(), std::nullopt);
  EXPECT_EQ(first.changed_at(), std::nullopt);
}

TEST_F(PlanShapes, an_explicit_key_is_sent) {
  add<Tag>({.name = "a"});
  add<Tag>({.id = 7, .name = "b"});
  EXPECT_EQ(plan(),
            "insert tags (name) 1 row -> id\n"
            "insert tags (id, name) 1 row\n");
}

TEST_F(PlanShapes, an_update_sends_changed_columns_alone) {
  User& ann = add<User>({.name = "Ann"});
  User& bob = add<User>({.name = "Bob"});
  User& cid = add<User>({.name = "Cid"});
  flush();
  ann.set_active(false);
  bob.set_active(false);
  cid.set_active(false);
  cid.set_name("C");
  EXPECT_EQ(plan(),
            "update users set (active) where (id) 2 rows\n"
            "update users set (name, active) where (id) 1 row\n");
}

TEST_F(PlanShapes, an_update_touches_columns_with_on_update) {
  Event& event = add<Event>({.title = "a"});
  flush();
  EXPECT_EQ(event.changed_at(), std::nullopt);
  event.set_title("b");
  EXPECT_EQ(plan(), "update events set (title, changed_at) where (id) 1 row\n");
  flush();
  EXPECT_NE(event.changed_at(), std::nullopt);
}

TEST_F(PlanShapes, an_assigned_value_wins_over_on_update) {
  Event& event = add<Event>({.title = "a"});
  flush();
  const auto moment = orp::TimestampTz::parse("2020-01-01 00:00:00Z");
  event.set_title("b");
  event.set_changed_at(moment);
  flush();
  EXPECT_EQ(event.changed_at(), moment);
}

TEST_F(PlanShapes, a_missing_parent_is_named) {
  add<Order>({.total = "1"_dec});
  try {
    plan();
    FAIL();
  } catch (const orp::DataError& error) {
    EXPECT_EQ(error.code(), "ORP-2301");
    EXPECT_EQ(error.entity(), "Order");
    EXPECT_EQ(error.columns(), std::vector<std::string>{"user_id"});
    EXPECT_EQ(error.message(),
              "Order.user of a new object is not set, and orders.user_id is NOT NULL and has no "
              "default");
  }
}

}  // namespace
