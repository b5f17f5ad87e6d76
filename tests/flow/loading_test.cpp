// SPDX-License-Identifier: MIT
// How relationships come into memory: with which statements, and what they leave alone.
#include "company.hpp"

namespace orp::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class Loading : public CompanyTest {};
ORPIMENT_ON_EACH_DATABASE(Loading);

// ---- peers, the default: N+1 becomes 1+1

TEST_P(Loading, a_lazy_target_is_loaded_for_all_peers) {
  Session session = open();
  std::vector<std::string> found;
  for (Person& person : session.scalars(everyone()))
    found.push_back(person.team() == nullptr ? "none" : person.team()->name());
  EXPECT_THAT(found, ElementsAre("red", "red", "blue", "none"));
  EXPECT_THAT(sent(), ElementsAre("SELECT people", "SELECT teams"));
}

TEST_P(Loading, lazy_members_are_loaded_for_all_peers) {
  Session session = open();
  std::vector<std::vector<std::string>> found;
  for (Team& team : session.scalars(teams())) found.push_back(names(team.members()));
  EXPECT_THAT(found, ElementsAre(ElementsAre("Ann", "Ben"), ElementsAre("Cy"), IsEmpty()));
  EXPECT_THAT(sent(), ElementsAre("SELECT teams", "SELECT people"));
}

TEST_P(Loading, lazy_members_of_many_to_many_are_loaded_for_all_peers) {
  Session session = open();
  std::vector<std::vector<std::string>> found;
  for (Task& task : session.scalars(tasks())) found.push_back(names(task.labels()));
  EXPECT_THAT(found, ElementsAre(ElementsAre("late", "soon"), IsEmpty(), ElementsAre("soon")));
  EXPECT_THAT(sent(), SizeIs(2));
}

TEST_P(Loading, a_lazy_one_to_one_is_loaded_for_all_peers_from_either_side) {
  Session session = open();
  std::vector<std::string> codes;
  for (Person& person : session.scalars(everyone()))
    codes.push_back(person.badge() == nullptr ? "" : person.badge()->code());
  EXPECT_THAT(codes, ElementsAre("A1", "B1", "", ""));
  EXPECT_THAT(sent(), ElementsAre("SELECT people", "SELECT badges"));

  Session other = [&] {
    session.close();
    return open();
  }();
  std::vector<std::string> owners;
  for (Badge& badge : other.scalars(select<Badge>().order_by(Badge::c.code)))
    owners.push_back(badge.person() == nullptr ? "" : badge.person()->name());
  EXPECT_THAT(owners, ElementsAre("Ann", "Ben", ""));
  EXPECT_THAT(sent(), ElementsAre("SELECT badges", "SELECT people"));
}

// relation_loader.hpp, rule 1.
TEST_P(Loading, every_level_of_a_lazy_walk_is_one_statement) {
  Session session = open();
  std::size_t notes = 0;
  for (Team& team : session.scalars(teams()))
    for (Person& person : team.members())
      for (Task& task : person.owned()) notes += task.notes().size();
  EXPECT_EQ(notes, 3U);
  EXPECT_THAT(sent(), ElementsAre("SELECT teams", "SELECT people", "SELECT tasks", "SELECT notes"));
}

// object_store.hpp, rule 1.
TEST_P(Loading, objects_of_different_queries_are_no_peers) {
  Session session = open();
  Team& red = session.get_one<Team>(1);
  Team& blue = session.get_one<Team>(2);
  forget();
  EXPECT_THAT(names(red.members()), ElementsAre("Ann", "Ben"));
  EXPECT_THAT(sent(), SizeIs(1));
  EXPECT_THAT(names(blue.members()), ElementsAre("Cy"));
  EXPECT_THAT(sent(), SizeIs(1));
}

// relation_loader.hpp, rule 4.
TEST_P(Loading, peers_that_were_expired_are_left_alone_until_they_are_looked_at) {
  Session session = open();
  const std::vector<Team*> all = session.scalars(teams()).all();
  session.expire(*all[1]);
  forget();
  EXPECT_THAT(names(all[0]->members()), ElementsAre("Ann", "Ben"));
  EXPECT_THAT(all[2]->members(), IsEmpty());
  EXPECT_THAT(sent(), ElementsAre("SELECT people"));
  EXPECT_THAT(names(all[1]->members()), ElementsAre("Cy"));
  EXPECT_THAT(sent(), SizeIs(1)) << "it was not loaded with the others";
}

TEST_P(Loading, peers_that_left_the_session_are_not_loaded) {
  Session session = open();
  const auto all = session.scalars(teams()).all();
  session.expunge(*all[1]);
  EXPECT_EQ(all[0]->members().size(), 2U);
  EXPECT_THAT(error_of<UsageError>([&] { all[1]->members().size(); })->code(), "ORP-1004");
}

// ---- Without a statement

TEST_P(Loading, a_null_foreign_key_needs_no_statement) {
  Session session = open();
  Person& dee = session.get_one<Person>(4);
  forget();
  EXPECT_EQ(dee.team(), nullptr);
  EXPECT_THAT(sent(), IsEmpty());
}

TEST_P(Loading, a_target_in_the_identity_map_needs_no_statement) {
  Session session = open();
  Team& red = session.get_one<Team>(1);
  Person& ann = session.get_one<Person>(1);
  forget();
  EXPECT_EQ(ann.team(), &red);
  EXPECT_THAT(sent(), IsEmpty());
}

TEST_P(Loading, loaded_members_know_their_owner) {
  Session session = open();
  Team& red = session.get_one<Team>(1);
  ASSERT_EQ(red.members().size(), 2U);
  forget();
  for (Person& person : red.members()) EXPECT_EQ(person.team(), &red);
  EXPECT_THAT(sent(), IsEmpty());
}

TEST_P(Loading, a_composite_key_that_is_null_needs_no_statement) {
  Session session = open();
  Booking& booking = session.get_one<Booking>(4);
  forget();
  EXPECT_EQ(booking.room(), nullptr);
  EXPECT_THAT(sent(), IsEmpty());
}

// ---- select

TEST_P(Loading, lazyload_loads_for_one_object) {
  Session session = open();
  for (Team& team : session.scalars(teams().options(lazyload(Team::c.members))))
    static_cast<void>(team.members().size());
  EXPECT_THAT(sent(),
              ElementsAre("SELECT teams", "SELECT people", "SELECT people", "SELECT people"));
}

// ---- selectin

TEST_P(Loading, selectin_members_come_in_one_more_statement) {
  Session session = open();
  const auto all = session.scalars(teams().options(selectinload(Team::c.members))).all();
  EXPECT_THAT(sent(), ElementsAre("SELECT teams", "SELECT people"));
  EXPECT_THAT(names(all[0]->members()), ElementsAre("Ann", "Ben"));
  EXPECT_THAT(names(all[1]->members()), ElementsAre("Cy"));
  EXPECT_THAT(all[2]->members(), IsEmpty()) << "an empty collection is loaded too";
  EXPECT_THAT(sent(), IsEmpty());
}

TEST_P(Loading, selectin_members_stand_in_their_order) {
  Session session = open();
  Person& ann = session.scalars(everyone().options(selectinload(Person::c.owned)).limit(1)).one();
  ASSERT_THAT(ann.owned(), SizeIs(2));
  EXPECT_EQ(ann.owned()[0].title(), "wash");
  EXPECT_EQ(ann.owned()[1].title(), "paint");
}

TEST_P(Loading, selectin_targets_are_asked_for_once) {
  Session session = open();
  const auto all = session.scalars(everyone().options(selectinload(Person::c.team))).all();
  EXPECT_THAT(sent(), ElementsAre("SELECT people", "SELECT teams"));
  EXPECT_EQ(all[0]->team(), all[1]->team());
  EXPECT_EQ(all[3]->team(), nullptr);
  EXPECT_THAT(sent(), IsEmpty());
}

TEST_P(Loading, selectin_targets_in_the_identity_map_are_not_asked_for) {
  Session session = open();
  const auto kept = session.scalars(teams()).all();
  forget();
  session.scalars(everyone().options(selectinload(Person::c.team)));
  EXPECT_THAT(sent(), ElementsAre("SELECT people"));
}

TEST_P(Loading, selectin_of_many_to_many_comes_in_one_more_statement) {
  Session session = open();
  const auto all = session.scalars(tasks().options(selectinload(Task::c.labels))).all();
  EXPECT_THAT(sent(), SizeIs(2));
  EXPECT_THAT(names(all[0]->labels()), ElementsAre("late", "soon"));
  EXPECT_THAT(names(all[2]->labels()), ElementsAre("soon"));
  EXPECT_EQ(&all[0]->labels()[1], &all[2]->labels()[0]) << "one object for one row";
  EXPECT_THAT(sent(), IsEmpty());
}

TEST_P(Loading, options_go_on_along_a_chain) {
  Session session = open();
  const auto all = session
                       .scalars(teams().options(selectinload(Team::c.members)
                                                    .selectinload(Person::c.owned)
                                                    .selectinload(Task::c.notes)))
                       .all();
  EXPECT_THAT(sent(), ElementsAre("SELECT teams", "SELECT people", "SELECT tasks", "SELECT notes"));
  EXPECT_THAT(all[0]->members()[0].owned()[1].notes(), SizeIs(2));
  EXPECT_THAT(sent(), IsEmpty());
}

// relation_loader.hpp, rule 1.
TEST_P(Loading, several_branches_are_loaded_level_by_level) {
  Session session = open();
  const auto all = session
                       .scalars(everyone().options(
                           selectinload(Person::c.owned).selectinload(Task::c.labels),
                           selectinload(Person::c.badge), selectinload(Person::c.reviewed)))
                       .all();
  EXPECT_THAT(sent(), SizeIs(5));
  EXPECT_EQ(all[0]->badge()->code(), "A1");
  EXPECT_EQ(all[2]->badge(), nullptr);
  EXPECT_EQ(&all[1]->reviewed()[0], &all[0]->owned()[1]);
  EXPECT_THAT(sent(), IsEmpty());
}

// relation_loader.hpp, rule 2.
TEST_P(Loading, a_self_referential_relationship_is_loaded_as_deep_as_said) {
  Session session = open();
  Person& ann =
      session
          .scalars(select<Person>()
                       .where(Person::c.name == "Ann")
                       .options(selectinload(Person::c.reports).selectinload(Person::c.reports)))
          .one();
  EXPECT_THAT(sent(), SizeIs(3));
  EXPECT_THAT(names(ann.reports()), ElementsAre("Ben", "Cy"));
  EXPECT_THAT(names(ann.reports()[0].reports()), ElementsAre("Dee"));
  EXPECT_THAT(sent(), IsEmpty());
}

TEST_P(Loading, a_list_of_any_length_is_one_statement) {
  {
    Session session = open();
    for (int i = 0; i < 1200; ++i) {
      Team& team = session.add<Team>({.id = 100 + i, .name = "t" + std::to_string(i)});
      session.add<Person>({.name = "p" + std::to_string(i), .team = team});
    }
    session.commit();
  }
  forget();
  Session session = open();
  std::size_t people = 0;
  for (Team& team : session.scalars(teams().options(selectinload(Team::c.members))))
    people += team.members().size();
  EXPECT_EQ(people, 1203U);
  EXPECT_THAT(sent(), ElementsAre("SELECT teams", "SELECT people"));
}

// ---- Keys that are not one integer

TEST_P(Loading, composite_keys_lead_to_members_and_targets) {
  Session session = open();
  const auto all = session.scalars(rooms().options(selectinload(Room::c.bookings))).all();
  EXPECT_THAT(sent(), ElementsAre("SELECT rooms", "SELECT bookings"));
  ASSERT_THAT(all[0]->bookings(), SizeIs(2));
  EXPECT_EQ(all[0]->bookings()[0].day(), Date::parse("2024-05-01"));
  EXPECT_THAT(all[1]->bookings(), IsEmpty());
  EXPECT_EQ(&all[2]->bookings()[0].room()->name(), &all[2]->name());

  session.close();
  session = open();
  std::vector<std::string> found;
  for (Booking& booking : session.scalars(select<Booking>().order_by(Booking::c.id)))
    found.push_back(booking.room() == nullptr ? "" : booking.room()->name());
  EXPECT_THAT(found, ElementsAre("Hall", "Hall", "Attic", ""));
  EXPECT_THAT(sent(), ElementsAre("SELECT bookings", "SELECT rooms"));
}

TEST_P(Loading, composite_and_uuid_keys_meet_in_a_secondary_table) {
  Session session = open();
  std::vector<std::vector<std::string>> found;
  for (Room& room : session.scalars(rooms())) found.push_back(names(room.facilities()));
  EXPECT_THAT(found, ElementsAre(ElementsAre("sofa", "beamer"), IsEmpty(), ElementsAre("beamer")));
  EXPECT_THAT(sent(), SizeIs(2));
}

TEST_P(Loading, text_keys_lead_to_members) {
  Session session = open();
  const auto all =
      session.scalars(select<Label>().order_by(Label::c.name).options(selectinload(Label::c.tasks)))
          .all();
  ASSERT_THAT(all, SizeIs(3));
  EXPECT_EQ(all[0]->name(), "late");
  EXPECT_THAT(all[0]->tasks(), SizeIs(1));
  EXPECT_THAT(all[1]->tasks(), IsEmpty());
  ASSERT_THAT(all[2]->tasks(), SizeIs(2));
  EXPECT_EQ(all[2]->tasks()[0].title(), "cook");
}

// ---- raise

TEST_P(Loading, raise_tells_what_to_do_instead) {
  Session session = open();
  Team& red = session.scalars(teams().options(raiseload(Team::c.members)).limit(1)).one();
  const auto error = error_of<UsageError>([&] { static_cast<void>(red.members().size()); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-1102");
  EXPECT_EQ(error->entity(), "Team");
  EXPECT_THAT(error->what(), HasSubstr("selectinload(Team::c.members)"));
}

TEST_P(Loading, raise_raises_also_where_memory_could_answer) {
  Session session = open();
  session.get<Team>(1);
  Person& ann = session.scalars(everyone().options(raiseload(Person::c.team)).limit(1)).one();
  EXPECT_EQ(error_of<UsageError>([&] { ann.team(); })->code(), "ORP-1102");
}

TEST_P(Loading, a_wildcard_holds_for_what_no_option_names) {
  Session session = open();
  Person& ann =
      session.scalars(everyone().options(selectinload(Person::c.owned), raiseload("*")).limit(1))
          .one();
  EXPECT_THAT(ann.owned(), SizeIs(2));
  EXPECT_EQ(error_of<UsageError>([&] { ann.badge(); })->code(), "ORP-1102");
  EXPECT_EQ(error_of<UsageError>([&] { static_cast<void>(ann.owned()[0].notes().size()); })->code(),
            "ORP-1102")
      << "on the way down too";
}

TEST_P(Loading, a_wildcard_behind_a_step_holds_from_there) {
  Session session = open();
  Person& ann =
      session.scalars(everyone().options(selectinload(Person::c.owned).raiseload("*")).limit(1))
          .one();
  EXPECT_EQ(ann.badge()->code(), "A1");
  EXPECT_EQ(error_of<UsageError>([&] { static_cast<void>(ann.owned()[0].notes().size()); })->code(),
            "ORP-1102");
}

// load_tree.hpp, rule 2.
TEST_P(Loading, options_stick_to_what_is_loaded_lazily_later) {
  Session session = open();
  Team& red =
      session.scalars(teams().options(defaultload(Team::c.members).raiseload(Person::c.badge)))[0];
  EXPECT_EQ(error_of<UsageError>([&] { red.members()[0].badge(); })->code(), "ORP-1102");
  session.expire(red.members()[0]);
  EXPECT_EQ(error_of<UsageError>([&] { red.members()[0].badge(); })->code(), "ORP-1102");
}

TEST_P(Loading, eager_options_stick_to_what_is_loaded_lazily_later) {
  Session session = open();
  Team& red = session.scalars(
      teams().options(defaultload(Team::c.members).selectinload(Person::c.owned)))[0];
  forget();
  EXPECT_THAT(red.members()[0].owned(), SizeIs(2));
  EXPECT_THAT(sent(), ElementsAre("SELECT people", "SELECT tasks"));
}

TEST_P(Loading, an_option_must_begin_at_what_is_selected) {
  Session session = open();
  const auto error =
      error_of<UsageError>([&] { session.scalars(teams().options(selectinload(Task::c.notes))); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-1101");
  EXPECT_THAT(error->what(), HasSubstr("Task.notes"));
}

TEST_P(Loading, get_takes_options) {
  Session session = open();
  Team* red = session.get<Team>(1, {selectinload(Team::c.members)});
  EXPECT_THAT(sent(), ElementsAre("SELECT teams", "SELECT people"));
  EXPECT_THAT(red->members(), SizeIs(2));
  EXPECT_THAT(sent(), IsEmpty());
}

// ---- What is loaded stays

TEST_P(Loading, a_loaded_collection_is_not_overwritten) {
  Session session = open();
  Team& red = session.get_one<Team>(1);
  ASSERT_THAT(red.members(), SizeIs(2));
  session.execute(text("UPDATE people SET team_id = 1 WHERE id = 3"));
  for (const auto& option :
       {LoadOption(selectinload(Team::c.members)), LoadOption(joinedload(Team::c.members))}) {
    session.scalars(teams().options(option));
    EXPECT_THAT(red.members(), SizeIs(2));
  }
  session.expire(red);
  EXPECT_THAT(red.members(), SizeIs(3));
}

TEST_P(Loading, eager_loading_keeps_members_added_before) {
  for (const bool joined : {false, true}) {
    Session session = open({.autoflush = false});
    Team& red = session.get_one<Team>(1);
    Person& new_one = red.members().add({.name = "Zoe"});
    forget();
    const auto option = joined ? LoadOption(joinedload(Team::c.members))
                               : LoadOption(selectinload(Team::c.members));
    session.scalars(teams().options(option));
    EXPECT_THAT(names(red.members()), ElementsAre("Ann", "Ben", "Zoe"));
    EXPECT_EQ(new_one.team(), &red);
  }
}

TEST_P(Loading, eager_loading_reaches_below_what_is_loaded_already) {
  Session session = open();
  Team& red = session.get_one<Team>(1);
  ASSERT_THAT(red.members(), SizeIs(2));
  forget();
  session.scalars(teams().options(selectinload(Team::c.members).selectinload(Person::c.badge)));
  forget();
  EXPECT_EQ(red.members()[0].badge()->code(), "A1");
  EXPECT_THAT(sent(), IsEmpty()) << "the badges came although the members were there";
}

TEST_P(Loading, a_query_fills_in_what_was_expired) {
  Session session = open();
  Team& red = session.get_one<Team>(1);
  session.expire(red);
  session.scalars(teams());
  forget();
  EXPECT_EQ(red.name(), "red");
  EXPECT_THAT(sent(), IsEmpty());
}

// ---- A relationship is loaded for its own owner only

TEST_P(Loading, several_foreign_keys_between_two_classes_are_told_apart) {
  Session session = open();
  const auto all = session
                       .scalars(everyone().options(selectinload(Person::c.owned),
                                                   selectinload(Person::c.reviewed)))
                       .all();
  EXPECT_THAT(all[0]->owned(), SizeIs(2));
  EXPECT_THAT(all[0]->reviewed(), IsEmpty());
  EXPECT_THAT(all[1]->owned(), SizeIs(1));
  EXPECT_THAT(all[1]->reviewed(), SizeIs(1));
  forget();
  EXPECT_EQ(&all[1]->reviewed()[0].owner(), all[0]);
  EXPECT_EQ(all[0]->owned()[1].reviewer(), all[1]);
  EXPECT_THAT(sent(), IsEmpty());
}

}  // namespace
}  // namespace orp::tests
