// SPDX-License-Identifier: MIT
// Rows of deleted objects that new ones take over.
#include <algorithm>

#include "registry.hpp"

namespace orp::tests {
namespace {

using namespace registry;
using ::testing::HasSubstr;

class RowSwitches : public RegistryTest {
 protected:
  static Country& store_country(Session& session) {
    Country& country = session.add<Country>({.code = "XA", .name = "A"});
    country.regions().add({.num = 1, .name = "a"}).districts().add({.letter = "p", .name = "1"});
    session.commit();
    return country;
  }
};
ORPIMENT_ON_EACH_DATABASE(RowSwitches);

TEST_P(RowSwitches, rows_below_a_new_parent_are_taken_over) {
  Session session = open();
  Country& old = store_country(session);
  session.delete_(old);
  Country& next = session.add<Country>({.code = "XA", .name = "A"});
  next.regions().add({.num = 1, .name = "b"}).districts().add({.letter = "p", .name = "2"});
  session.flush();
  EXPECT_EQ(old.entity_state(), EntityState::deleted);
  session.commit();
  EXPECT_EQ(session.get<Country>("XA"), &next);
  Region* region = session.get<Region>({"XA", 1});
  ASSERT_NE(region, nullptr);
  EXPECT_EQ(region->name(), "b");
  EXPECT_EQ(&region->country(), &next);
  EXPECT_EQ(session.get<District>({"XA", 1, "p"})->name(), "2");
  EXPECT_EQ(count(session, "districts"), 1);
}

TEST_P(RowSwitches, a_partner_below_new_parents_is_replaced) {
  Session session = open();
  Country& old = store_country(session);
  (*old.regions().begin()).set_mayor(&session.add<Mayor>({}));
  session.commit();
  session.delete_(old);
  Country& next = session.add<Country>({.code = "XA", .name = "A"});
  next.set_anthem(&session.add<Anthem>({}));
  Mayor& mayor = session.add<Mayor>({});
  next.regions().add({.num = 1, .name = "b"}).set_mayor(&mayor);
  session.commit();
  EXPECT_EQ(mayor.num(), 1);
  EXPECT_EQ(count(session, "mayors"), 1);
}

TEST_P(RowSwitches, a_child_moves_to_the_one_that_takes_its_parents_row_over) {
  Session session = open();
  Country& old = store_country(session);
  Region& region = *old.regions().begin();
  session.delete_(old);
  Country& next = session.add<Country>({.code = "XA", .name = "A"});
  region.set_country(next);
  session.add(region);
  session.commit();
  EXPECT_EQ(&region.country(), &next);
  EXPECT_EQ(session.get<Region>({"XA", 1}), &region);
}

TEST_P(RowSwitches, rows_of_deleted_children_alone_are_taken_over) {
  Session session = open();
  Country& country = store_country(session);
  Region& old = *country.regions().begin();
  country.regions().remove(old);
  country.regions().add({.num = 1, .name = "b"}).districts().add({.letter = "p", .name = "2"});
  session.commit();
  EXPECT_EQ(session.get<Region>({"XA", 1})->name(), "b");
  EXPECT_EQ(count(session, "regions"), 1);
  EXPECT_EQ(count(session, "districts"), 1);
}

// As a DELETE and an INSERT would.
// changes.hpp, rule 5; deletions.hpp, rule 3.
TEST_P(RowSwitches, leave_nothing_of_what_the_database_would_have_deleted) {
  for (const int looks : {0, 1, 2}) {
    Session session = open();
    Drawer& stored = session.add<Drawer>({.code = "a"});
    for (int i = 0; i < 2; ++i) {
      stored.sheets().add({});
      stored.clips().add({});
      stored.circles().add(session.add<Circle>({}));
    }
    session.commit();
    session.clear();
    Drawer& old = *session.get<Drawer>("a");
    std::vector<Sheet*> sheets;
    if (looks == 1) sheets = session.scalars(select<Sheet>().limit(1)).all();
    if (looks == 2) {
      for (Sheet& sheet : old.sheets()) sheets.push_back(&sheet);
    }
    session.delete_(old);
    Drawer& next = session.add<Drawer>({.code = "a"});
    Sheet& fresh = next.sheets().add({});
    Clip& clip = next.clips().add({});
    Circle& circle = session.add<Circle>({});
    next.circles().add(circle);
    session.commit();
    for (const Sheet* sheet : sheets) EXPECT_EQ(sheet->entity_state(), EntityState::detached);
    ASSERT_EQ(next.sheets().size(), 1);
    EXPECT_EQ(&next.sheets()[0], &fresh);
    ASSERT_EQ(next.clips().size(), 1);
    EXPECT_EQ(&next.clips()[0], &clip);
    ASSERT_EQ(next.circles().size(), 1);
    EXPECT_EQ(&next.circles()[0], &circle);
    EXPECT_EQ(count(session, "sheets"), 1);
    EXPECT_EQ(count(session, "clips"), 3);
    EXPECT_EQ(count(session, "clips WHERE drawer_code IS NULL"), 2);
    session.delete_(next);
    session.commit();
    EXPECT_EQ(count(session, "sheets"), 0);
    session.execute(text("DELETE FROM clips"));
    session.commit();
  }
}

TEST_P(RowSwitches, keep_who_moves_from_the_old_to_the_new) {
  for (const bool looks : {true, false}) {
    Session session = open();
    Drawer& old = session.add<Drawer>({.code = "a"});
    Sheet& moving = old.sheets().add({});
    old.sheets().add({});
    Clip& clip = old.clips().add({});
    Circle& circle = session.add<Circle>({});
    old.circles().add(circle);
    session.commit();
    if (looks) {
      EXPECT_EQ(old.sheets().size(), 2);
      EXPECT_EQ(old.clips().size(), 1);
      EXPECT_EQ(old.circles().size(), 1);
    }
    session.delete_(old);
    Drawer& next = session.add<Drawer>({.code = "a"});
    next.sheets().add(moving);
    next.clips().add(clip);
    next.circles().add(circle);
    session.commit();
    ASSERT_EQ(next.sheets().size(), 1);
    EXPECT_EQ(&next.sheets()[0], &moving);
    EXPECT_EQ(next.clips().size(), 1);
    EXPECT_EQ(next.circles().size(), 1);
    EXPECT_EQ(count(session, "sheets"), 1);
    session.delete_(next);
    session.commit();
  }
}

TEST_P(RowSwitches, read_nothing_where_the_row_is_deleted) {
  Session session = open();
  Drawer& old = session.add<Drawer>({.code = "a"});
  old.sheets().add({});
  session.commit();
  session.delete_(old);
  session.add<Drawer>({.code = "b"});
  forget();
  session.flush();
  EXPECT_THAT(sent(),
              ::testing::ElementsAre("INSERT drawers (code) 1 row", "DELETE drawers (code) 1 row"));
}

TEST_P(RowSwitches, two_new_objects_of_one_deleted_key_are_refused) {
  Session session = open();
  Country& old = store_country(session);
  session.delete_(old);
  Country& one = session.add<Country>({.code = "XA", .name = "B"});
  Country& two = session.add<Country>({.code = "XA", .name = "C"});
  const auto error = error_of<IntegrityError>([&] { session.commit(); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->kind(), ConstraintKind::unique);
  EXPECT_THAT(error->what(), HasSubstr("new Country ('XA') and another new Country ('XA')"));
  session.rollback();
  EXPECT_EQ(old.name(), "A");
  session.delete_(old);
  session.add(one);
  two.set_code("XB");
  session.add(two);
  session.commit();
  EXPECT_EQ(count(session, "countries"), 2);
  EXPECT_EQ(session.get<Country>("XA"), &one);
}

TEST_P(RowSwitches, below_a_renamed_parent_are_undone_by_a_rollback) {
  for (const bool is_savepoint : {true, false})
    for (const bool is_renamed_first : {true, false})
      for (const bool is_passive : {true, false}) {
        Session session = open();
        Country& country = session.add<Country>({.code = "XA", .name = "A"});
        Region& old = country.regions().add({.num = 1, .name = "a"});
        if (!is_passive) old.districts().add({.letter = "p", .name = "1"});
        session.commit();
        {
          std::optional<SessionTransaction> savepoint;
          if (is_savepoint) savepoint.emplace(session.begin_nested());
          if (is_renamed_first) country.set_code("XB");
          session.delete_(old);
          Region& next = country.regions().add({.num = 1, .name = "b"});
          if (!is_passive) next.districts().add({.letter = "p", .name = "2"});
          if (!is_renamed_first) country.set_code("XB");
          session.flush();
          EXPECT_EQ(next.code(), "XB");
          if (is_savepoint)
            savepoint->rollback();
          else
            session.rollback();
        }
        EXPECT_EQ(country.code(), "XA");
        EXPECT_EQ(old.code(), "XA");
        EXPECT_EQ(old.name(), "a");
        ASSERT_EQ(country.regions().size(), 1U);
        EXPECT_EQ(&country.regions()[0], &old);
        EXPECT_EQ(session.get<Region>({"XA", 1}), &old);
        EXPECT_EQ(session.get<Region>({"XB", 1}), nullptr);
        old.set_name("c");
        session.commit();
        EXPECT_EQ(count(session, "regions WHERE code = 'XA' AND name = 'c'"), 1);
        session.delete_(country);
        session.commit();
      }
}

// The members know the object that left, and the database names the one that was got again.
TEST_P(RowSwitches, nothing_of_what_went_with_an_object_got_again_stays_with_the_next_one) {
  for (const bool expires : {false, true})
    for (const bool looks : {false, true}) {
      SCOPED_TRACE("expires=" + std::to_string(expires) + " looks=" + std::to_string(looks));
      Session session = open({.expire_on_commit = expires});
      Drawer& first = session.add<Drawer>({.code = "d"});
      first.sheets().add(Sheet::New{});
      first.clips().add(Clip::New{});
      session.commit();
      session.expunge(first);
      Drawer& again = *session.get<Drawer>("d");
      EXPECT_NE(&again, &first);
      if (looks) {
        EXPECT_EQ(again.sheets().size(), 1U);
        EXPECT_EQ(again.clips().size(), 1U);
      }
      session.delete_(again);
      session.add<Drawer>({.code = "d"});
      EXPECT_EQ(count(session, "sheets"), 0);
      EXPECT_EQ(count(session, "clips WHERE drawer_code IS NOT NULL"), 0);
      session.execute(text("DELETE FROM clips"));
      session.execute(text("DELETE FROM drawers"));
      session.commit();
    }
}

TEST_P(RowSwitches, who_is_got_again_is_deleted_with_its_members) {
  for (const bool expires : {false, true}) {
    Session session = open({.expire_on_commit = expires});
    Drawer& first = session.add<Drawer>({.code = "d"});
    first.sheets().add(Sheet::New{});
    Clip& clip = first.clips().add(Clip::New{});
    session.commit();
    session.expunge(first);
    Drawer& again = *session.get<Drawer>("d");
    EXPECT_TRUE(again.clips().contains(clip));
    EXPECT_TRUE(again.clips().remove(clip));
    session.delete_(again);
    EXPECT_EQ(count(session, "drawers"), 0);
    EXPECT_EQ(count(session, "clips WHERE drawer_code IS NULL"), 1);
    session.delete_(clip);
    session.commit();
  }
}

TEST_P(RowSwitches, and_stored_siblings_take_keys_of_who_has_children_below_a_renamed_parent) {
  for (const bool looks : {true, false})
    for (const bool changes_child : {true, false})
      for (const bool is_new : {true, false}) {
        SCOPED_TRACE(::testing::Message() << looks << changes_child << is_new);
        run("DELETE FROM districts");
        run("DELETE FROM regions");
        run("DELETE FROM countries");
        Session session = open({.autoflush = false});
        Country& country = session.add<Country>({.code = "XA", .name = "A"});
        Region& first = country.regions().add({.num = 2, .name = "first"});
        Region& second = country.regions().add({.num = 1, .name = "second"});
        District& district = second.districts().add({.letter = "p", .name = "1"});
        session.commit();
        if (looks) {
          EXPECT_EQ(second.districts().size() + country.regions().size(), 3U);
          EXPECT_EQ(&district.region(), &second);
        }
        if (changes_child) district.set_name("changed");
        country.set_code("XB");
        session.delete_(second);
        if (is_new) {
          session.delete_(first);
          country.regions().add({.num = 1, .name = "first"});
        } else {
          first.set_num(1);
        }
        session.commit();
        EXPECT_EQ(count(session, "regions WHERE code = 'XB' AND num = 1 AND name = 'first'"), 1);
        EXPECT_EQ(count(session, "regions"), 1);
        EXPECT_EQ(count(session, "districts"), 0);
        EXPECT_EQ(country.regions().size(), 1U);
      }
}

// ---- Unique values that change hands in a ring

class RowSwitchesInRings : public RegistryTest {
 protected:
  /// Countries XA, XB and XC named A, B and C, looked at or not.
  struct Scene {
    Session session;
    Country& a;
    Country& b;
    Country& c;
  };
  Scene scene(bool looks) {
    run("DELETE FROM countries");
    Session session = open({.autoflush = false});
    Country& a = session.add<Country>({.code = "XA", .name = "A"});
    Country& b = session.add<Country>({.code = "XB", .name = "B"});
    Country& c = session.add<Country>({.code = "XC", .name = "C"});
    session.commit();
    if (looks) {
      EXPECT_EQ(a.name() + b.name() + c.name(), "ABC");
    }
    forget();
    return {std::move(session), a, b, c};
  }
  void expect_names(Scene& s, const std::string& names) {
    s.session.commit();
    std::string seen;
    for (const char* code : {"XA", "XB", "XC"})
      seen += value_of<std::string>(std::string("SELECT name FROM countries WHERE code = '") +
                                    code + "'");
    EXPECT_EQ(seen, names);
    seen.clear();
    for (Country& country : s.session.scalars(select<Country>().order_by(Country::c.code)))
      seen += country.name();
    EXPECT_EQ(seen, names);
  }
};
ORPIMENT_ON_EACH_DATABASE(RowSwitchesInRings);

TEST_P(RowSwitchesInRings, a_stored_row_takes_what_the_deleted_one_holds) {
  for (const bool looks : {true, false}) {
    Scene s = scene(looks);
    s.session.delete_(s.b);
    s.a.set_name("B");
    s.session.add<Country>({.code = "XB", .name = "A"});
    expect_names(s, "BAC");
  }
}

TEST_P(RowSwitchesInRings, new_objects_exchange_what_deleted_ones_hold) {
  for (const bool looks : {true, false}) {
    Scene s = scene(looks);
    s.session.delete_(s.a);
    s.session.delete_(s.b);
    s.session.add<Country>({.code = "XA", .name = "B"});
    s.session.add<Country>({.code = "XB", .name = "A"});
    expect_names(s, "BAC");
  }
}

TEST_P(RowSwitchesInRings, one_that_is_deleted_opens_a_ring_of_three) {
  for (const bool looks : {true, false}) {
    Scene s = scene(looks);
    s.a.set_name("B");
    s.session.delete_(s.b);
    s.session.add<Country>({.code = "XB", .name = "C"});
    s.c.set_name("A");
    expect_names(s, "BCA");
  }
}

TEST_P(RowSwitchesInRings, a_value_that_is_handed_on_in_no_ring_needs_no_other_in_between) {
  Scene s = scene(true);
  s.session.delete_(s.b);
  s.a.set_name("B");
  s.session.add<Country>({.code = "XB", .name = "D"});
  s.session.flush();
  const auto statements = sql_sent();
  EXPECT_EQ(std::count_if(statements.begin(), statements.end(),
                          [](const std::string& sql) { return sql.starts_with("UPDATE"); }),
            2);
  expect_names(s, "BDC");
}

TEST_P(RowSwitchesInRings, rows_that_stay_are_refused_as_ever) {
  Scene s = scene(true);
  s.a.set_name("B");
  s.b.set_name("A");
  EXPECT_EQ(error_of<IntegrityError>([&] { s.session.flush(); })->code(), "ORP-3101");
}

}  // namespace
}  // namespace orp::tests
