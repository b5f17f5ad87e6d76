// SPDX-License-Identifier: MIT
// Several objects have one key after each other in a transaction; after its rollback the one has it
// that had it before.
#include "company.hpp"

namespace orp::tests {
namespace {

template <class E>
struct Keyed;

template <>
struct Keyed<Team> {
  static Team& add(Session& session) { return session.add<Team>({.id = 7, .name = "x"}); }
  static auto key() { return Team::c.id == 7; }
  static Team* get(Session& session) { return session.get<Team>(7); }
  static auto upsert() {
    return insert<Team>()
        .values(Team::c.id = 7, Team::c.name = "y")
        .on_conflict(Team::c.id)
        .do_update(Team::c.name = excluded(Team::c.name))
        .returning();
  }
  static constexpr const char* insert_text = "INSERT INTO teams (id, name) VALUES (7, 'y')";
  static void change(Team& team) { team.set_name("changed"); }
  static constexpr const char* changed = "teams WHERE id = 7 AND name = 'changed'";
};

template <>
struct Keyed<Badge> {
  static Badge& add(Session& session) { return session.add<Badge>({.code = "seven"}); }
  static auto key() { return Badge::c.code == "seven"; }
  static Badge* get(Session& session) { return session.get<Badge>("seven"); }
  static auto upsert() {
    return insert<Badge>()
        .values(Badge::c.code = "seven")
        .on_conflict(Badge::c.code)
        .do_update(Badge::c.person_id = nullptr)
        .returning();
  }
  static constexpr const char* insert_text = "INSERT INTO badges (code) VALUES ('seven')";
  static void change(Badge& badge) { badge.set_person_id(4); }
  static constexpr const char* changed = "badges WHERE code = 'seven' AND person_id = 4";
};

template <>
struct Keyed<Room> {
  static Room& add(Session& session) {
    return session.add<Room>({.site = "Z", .number = 7, .name = "x"});
  }
  static auto key() { return Room::c.site == "Z" && Room::c.number == 7; }
  static Room* get(Session& session) { return session.get<Room>({"Z", 7}); }
  static auto upsert() {
    return insert<Room>()
        .values(Room::c.site = "Z", Room::c.number = 7, Room::c.name = "y")
        .on_conflict(Room::c.site, Room::c.number)
        .do_update(Room::c.name = excluded(Room::c.name))
        .returning();
  }
  static constexpr const char* insert_text =
      "INSERT INTO rooms (site, number, name) VALUES ('Z', 7, 'y')";
  static void change(Room& room) { room.set_name("changed"); }
  static constexpr const char* changed = "rooms WHERE site = 'Z' AND name = 'changed'";
};

enum class Leaving { by_flush, by_statement, not_at_all };
enum class Coming { by_upsert, by_text, as_new };
enum class Scope { transaction, savepoint, released, savepoint_each };

class KeysGivenBack : public CompanyTest {
 protected:
  template <class E>
  static void leave(Session& session, E& object, Leaving how) {
    if (how == Leaving::by_flush) {
      session.delete_(object);
      session.flush();
    } else if (how == Leaving::by_statement) {
      session.execute(delete_<E>()
                          .where(Keyed<E>::key())
                          .execution_options({.synchronize_session = SynchronizeSession::fetch}));
    }
    if (how != Leaving::not_at_all) {
      EXPECT_EQ(object.entity_state(), EntityState::deleted);
    }
  }
  template <class E>
  static E& come(Session& session, Coming how) {
    if (how == Coming::by_upsert) return session.scalars(Keyed<E>::upsert()).one();
    if (how == Coming::as_new) {
      E& object = Keyed<E>::add(session);
      session.flush();
      return object;
    }
    session.execute(text(Keyed<E>::insert_text));
    return *Keyed<E>::get(session);
  }

  template <class E>
  void tell_story(Leaving first, Coming coming, Leaving second, Scope scope) {
    Session session = open();
    E& former = Keyed<E>::add(session);
    session.commit();
    ASSERT_EQ(Keyed<E>::get(session), &former);
    const bool has_savepoint = scope == Scope::savepoint || scope == Scope::released;
    std::optional<SessionTransaction> savepoint;
    if (has_savepoint) savepoint.emplace(session.begin_nested());
    const auto step = [&](const auto& act) {
      std::optional<SessionTransaction> inner;
      if (scope == Scope::savepoint_each) inner.emplace(session.begin_nested());
      act();
      if (inner) inner->commit();
    };
    E* later = nullptr;
    step([&] { leave(session, former, first); });
    step([&] { later = &come<E>(session, coming); });
    ASSERT_NE(later, &former);
    step([&] { leave(session, *later, second); });
    if (scope == Scope::released) savepoint->commit();
    scope == Scope::savepoint ? savepoint->rollback() : session.rollback();
    EXPECT_EQ(former.entity_state(), EntityState::persistent);
    EXPECT_EQ(later->entity_state(),
              coming == Coming::as_new ? EntityState::transient : EntityState::detached);
    EXPECT_EQ(Keyed<E>::get(session), &former);
    EXPECT_TRUE(session.contains(former));
    Keyed<E>::change(former);
    session.commit();
    EXPECT_EQ(value_of<std::int64_t>(std::string("SELECT count(*) FROM ") + Keyed<E>::changed), 1);
    session.delete_(former);
    session.commit();
  }
  template <class E>
  void tell_stories() {
    for (const Leaving first : {Leaving::by_flush, Leaving::by_statement})
      for (const Coming coming : {Coming::by_upsert, Coming::by_text, Coming::as_new})
        for (const Leaving second : {Leaving::by_flush, Leaving::by_statement, Leaving::not_at_all})
          for (const Scope scope :
               {Scope::transaction, Scope::savepoint, Scope::released, Scope::savepoint_each}) {
            SCOPED_TRACE("leaving " + std::to_string(static_cast<int>(first)) + ", coming " +
                         std::to_string(static_cast<int>(coming)) + ", leaving " +
                         std::to_string(static_cast<int>(second)) + ", scope " +
                         std::to_string(static_cast<int>(scope)));
            tell_story<E>(first, coming, second, scope);
          }
  }
};
ORPIMENT_ON_EACH_DATABASE(KeysGivenBack);

// transaction_log.hpp, rule 3.
TEST_P(KeysGivenBack, are_whole_numbers) { tell_stories<Team>(); }
TEST_P(KeysGivenBack, are_texts) { tell_stories<Badge>(); }
TEST_P(KeysGivenBack, have_several_columns) { tell_stories<Room>(); }

// transaction_log.hpp, rule 3.
TEST_P(KeysGivenBack, were_changed_by_those_who_had_them) {
  for (const bool is_deleted : {false, true})
    for (const bool in_savepoint : {false, true}) {
      Session session = open();
      Badge& former = session.add<Badge>({.code = "seven"});
      session.commit();
      std::optional<SessionTransaction> savepoint;
      if (in_savepoint) savepoint.emplace(session.begin_nested());
      former.set_code("eight");
      session.flush();
      Badge& later = session.scalars(Keyed<Badge>::upsert()).one();
      ASSERT_NE(&later, &former);
      if (is_deleted)
        session.delete_(later);
      else
        later.set_code("nine");
      session.flush();
      session.delete_(former);
      session.flush();
      Badge& last = session.scalars(Keyed<Badge>::upsert()).one();
      ASSERT_NE(&last, &former);
      in_savepoint ? savepoint->rollback() : session.rollback();
      EXPECT_EQ(session.get<Badge>("seven"), &former);
      EXPECT_EQ(former.code(), "seven");
      EXPECT_EQ(session.get<Badge>("eight"), nullptr);
      EXPECT_EQ(session.get<Badge>("nine"), nullptr);
      EXPECT_EQ(later.entity_state(), EntityState::detached);
      EXPECT_EQ(last.entity_state(), EntityState::detached);
      session.delete_(former);
      session.commit();
    }
}

// A savepoint gives them back to who had them when it began, and the transaction to who came
// before.
TEST_P(KeysGivenBack, pass_from_one_to_the_next_outwards) {
  Session session = open();
  Team& first = Keyed<Team>::add(session);
  session.commit();
  leave(session, first, Leaving::by_statement);
  Team& second = come<Team>(session, Coming::by_upsert);
  auto outer = session.begin_nested();
  leave(session, second, Leaving::by_flush);
  Team& third = come<Team>(session, Coming::by_text);
  auto inner = session.begin_nested();
  leave(session, third, Leaving::by_statement);
  Team& fourth = come<Team>(session, Coming::by_upsert);
  leave(session, fourth, Leaving::by_flush);
  inner.rollback();
  EXPECT_EQ(Keyed<Team>::get(session), &third);
  EXPECT_EQ(fourth.entity_state(), EntityState::detached);
  outer.rollback();
  EXPECT_EQ(Keyed<Team>::get(session), &second);
  EXPECT_EQ(second.name(), "y");
  session.rollback();
  EXPECT_EQ(Keyed<Team>::get(session), &first);
  EXPECT_EQ(first.name(), "x");
  EXPECT_EQ(second.entity_state(), EntityState::detached);
}

// Two objects exchange their keys in one flush, so neither was there later than the other.
TEST_P(KeysGivenBack, were_exchanged) {
  Session session = open();
  Badge& seven = session.add<Badge>({.code = "seven"});
  Badge& eight = session.add<Badge>({.code = "eight"});
  session.commit();
  seven.set_code("between");
  session.flush();
  eight.set_code("seven");
  session.flush();
  seven.set_code("eight");
  session.flush();
  session.delete_(eight);
  session.flush();
  session.rollback();
  EXPECT_EQ(session.get<Badge>("seven"), &seven);
  EXPECT_EQ(session.get<Badge>("eight"), &eight);
  EXPECT_EQ(session.get<Badge>("between"), nullptr);
}

}  // namespace
}  // namespace orp::tests
