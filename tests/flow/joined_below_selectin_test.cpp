// SPDX-License-Identifier: MIT
// What is joined to objects that come by a query of their own: it comes in that query.
#include "catalog/model.hpp"
#include "company.hpp"

namespace orp::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class JoinedBelowSelectin : public CompanyTest {};
ORPIMENT_ON_EACH_DATABASE(JoinedBelowSelectin);

TEST_P(JoinedBelowSelectin, a_target_of_members_comes_with_them) {
  Session session = open();
  const auto found =
      session.scalars(teams().options(selectinload(Team::c.members).joinedload(Person::c.badge)))
          .all();
  const auto statements = sql_sent();
  ASSERT_THAT(statements, SizeIs(2));
  EXPECT_THAT(statements[0], Not(HasSubstr("JOIN")));
  EXPECT_THAT(statements[1], HasSubstr(R"(FROM "people" LEFT OUTER JOIN "badges" AS "badges_1")"));
  EXPECT_THAT(statements[1], HasSubstr(R"(WHERE "people"."team_id")"));
  EXPECT_THAT(names(found[0]->members()), ElementsAre("Ann", "Ben"));
  EXPECT_EQ(found[0]->members()[0].badge()->code(), "A1");
  EXPECT_EQ(found[1]->members()[0].badge(), nullptr);
  EXPECT_THAT(sent(), IsEmpty());
}

TEST_P(JoinedBelowSelectin, members_of_members_come_with_them_and_repeat_nobody) {
  Session session = open();
  const auto all =
      session.scalars(everyone().options(selectinload(Person::c.owned).joinedload(Task::c.notes)))
          .all();
  EXPECT_THAT(sent(), ElementsAre("SELECT people", "SELECT tasks"));
  ASSERT_THAT(all[0]->owned(), SizeIs(2));
  EXPECT_EQ(all[0]->owned()[0].title(), "wash") << "in the order of the relationship";
  EXPECT_THAT(all[0]->owned()[0].notes(), IsEmpty());
  EXPECT_THAT(all[0]->owned()[1].notes(), SizeIs(2));
  EXPECT_EQ(all[0]->owned()[1].notes()[0].text(), "red paint");
  EXPECT_THAT(all[1]->owned(), SizeIs(1));
  EXPECT_THAT(all[2]->owned(), IsEmpty());
  EXPECT_THAT(sent(), IsEmpty());
}

TEST_P(JoinedBelowSelectin, members_of_targets_come_with_them) {
  Session session = open();
  const auto all =
      session
          .scalars(select<Badge>()
                       .order_by(Badge::c.code)
                       .options(selectinload(Badge::c.person).joinedload(Person::c.owned)))
          .all();
  EXPECT_THAT(sent(), ElementsAre("SELECT badges", "SELECT people"));
  ASSERT_THAT(all, SizeIs(3));
  EXPECT_EQ(all[0]->person()->name(), "Ann");
  EXPECT_THAT(all[0]->person()->owned(), SizeIs(2));
  EXPECT_THAT(all[1]->person()->owned(), SizeIs(1));
  EXPECT_EQ(all[2]->person(), nullptr);
  EXPECT_THAT(sent(), IsEmpty());
}

TEST_P(JoinedBelowSelectin, what_hangs_on_both_sides_of_a_secondary_table_is_joined) {
  Session session = open();
  const auto all =
      session.scalars(tasks().options(selectinload(Task::c.labels).joinedload(Label::c.tasks)))
          .all();
  EXPECT_THAT(sent(), SizeIs(2));
  EXPECT_THAT(names(all[0]->labels()), ElementsAre("late", "soon"));
  EXPECT_THAT(names(all[2]->labels()), ElementsAre("soon"));
  ASSERT_THAT(all[2]->labels()[0].tasks(), SizeIs(2));
  EXPECT_EQ(&all[2]->labels()[0].tasks()[0], all[2]);
  EXPECT_EQ(&all[2]->labels()[0].tasks()[1], all[0]);
  EXPECT_THAT(sent(), IsEmpty());
}

TEST_P(JoinedBelowSelectin, joins_go_on_along_a_chain) {
  Session session = open();
  const auto all = session
                       .scalars(teams().options(selectinload(Team::c.members)
                                                    .joinedload(Person::c.owned)
                                                    .joinedload(Task::c.reviewer)))
                       .all();
  EXPECT_THAT(sent(), ElementsAre("SELECT teams", "SELECT people"));
  Task& paint = all[0]->members()[0].owned()[1];
  EXPECT_EQ(paint.title(), "paint");
  EXPECT_EQ(paint.reviewer(), &all[0]->members()[1]);
  EXPECT_THAT(sent(), IsEmpty());
}

TEST_P(JoinedBelowSelectin, selectin_goes_on_from_what_was_joined) {
  Session session = open();
  const auto all = session
                       .scalars(teams().options(selectinload(Team::c.members)
                                                    .joinedload(Person::c.owned)
                                                    .selectinload(Task::c.notes)))
                       .all();
  EXPECT_THAT(sent(), ElementsAre("SELECT teams", "SELECT people", "SELECT notes"));
  EXPECT_THAT(all[0]->members()[0].owned()[1].notes(), SizeIs(2));
  EXPECT_THAT(all[0]->members()[1].owned()[0].notes(), SizeIs(1));
  EXPECT_THAT(sent(), IsEmpty());
}

TEST_P(JoinedBelowSelectin, options_stick_to_what_is_loaded_lazily) {
  Session session = open();
  const auto all =
      session.scalars(teams().options(peersload(Team::c.members).joinedload(Person::c.owned)))
          .all();
  EXPECT_THAT(sent(), ElementsAre("SELECT teams"));
  EXPECT_THAT(all[0]->members()[0].owned(), SizeIs(2));
  EXPECT_THAT(all[1]->members()[0].owned(), IsEmpty());
  EXPECT_THAT(sent(), ElementsAre("SELECT people"));
}

TEST_P(JoinedBelowSelectin, members_that_were_there_before_get_what_is_joined) {
  Session session = open();
  Person& ann = session.get_one<Person>(1);
  ann.set_name("Anne");
  const NoAutoflush quiet = session.no_autoflush();
  forget();
  static_cast<void>(
      session.scalars(teams().options(selectinload(Team::c.members).joinedload(Person::c.owned))));
  EXPECT_THAT(sent(), ElementsAre("SELECT teams", "SELECT people"));
  EXPECT_THAT(ann.owned(), SizeIs(2));
  EXPECT_EQ(ann.name(), "Anne") << "what was changed stays";
  EXPECT_THAT(sent(), IsEmpty());
}

TEST_P(JoinedBelowSelectin, owners_without_a_key_have_nothing_to_join) {
  Session session = open();
  Booking& free =
      session
          .scalars(select<Booking>()
                       .where(Booking::c.site.is_null())
                       .options(selectinload(Booking::c.room).joinedload(Room::c.bookings)))
          .one();
  EXPECT_THAT(sent(), ElementsAre("SELECT bookings"));
  EXPECT_EQ(free.room(), nullptr);
}

TEST_P(JoinedBelowSelectin, composite_keys_lead_on) {
  Session session = open();
  const auto all =
      session
          .scalars(select<Booking>()
                       .order_by(Booking::c.id)
                       .options(selectinload(Booking::c.room).joinedload(Room::c.facilities)))
          .all();
  EXPECT_THAT(sent(), ElementsAre("SELECT bookings", "SELECT rooms"));
  EXPECT_THAT(names(all[0]->room()->facilities()), ElementsAre("sofa", "beamer"));
  EXPECT_EQ(all[0]->room(), all[1]->room());
  EXPECT_THAT(names(all[2]->room()->facilities()), ElementsAre("beamer"));
  EXPECT_THAT(sent(), IsEmpty());
}

TEST_P(JoinedBelowSelectin, very_many_owners_get_theirs_too) {
  constexpr int count = 700;
  {
    Session session = open();
    for (int i = 0; i < count; ++i) {
      Person& owner = session.add<Person>({.name = "p" + std::to_string(i)});
      Task& task = owner.owned().add({.title = "t" + std::to_string(i)});
      task.notes().add({.text = "first"});
      task.notes().add({.text = "second"});
    }
    session.commit();
  }
  forget();
  Session session = open();
  const auto all =
      session
          .scalars(everyone()
                       .where(Person::c.name.startswith("p"))
                       .options(selectinload(Person::c.owned).joinedload(Task::c.notes)))
          .all();
  EXPECT_THAT(sent(), ElementsAre("SELECT people", "SELECT tasks"));
  ASSERT_THAT(all, SizeIs(count));
  for (Person* person : all) {
    ASSERT_THAT(person->owned(), SizeIs(1));
    ASSERT_THAT(person->owned()[0].notes(), SizeIs(2));
  }
  EXPECT_THAT(sent(), IsEmpty());
}

// ---- As the schema says

class JoinedBySchema : public FlowTest {
 protected:
  void SetUp() override {
    set_up(catalog::metadata());
    Session session = open();
    catalog::Category& saws = session.add<catalog::Category>({.name = "saws"});
    for (const char* name : {"jigsaw", "handsaw"}) {
      catalog::Product& saw = session.add<catalog::Product>({.name = name, .category = saws});
      saw.images().add({.file = std::string(name) + ".png"});
    }
    session.commit();
    forget();
  }
};
ORPIMENT_ON_EACH_DATABASE(JoinedBySchema);

TEST_P(JoinedBySchema, what_a_class_joins_comes_whichever_way_it_is_reached) {
  Session session = open();
  const auto all = session
                       .scalars(select<catalog::Image>()
                                    .order_by(catalog::Image::c.id)
                                    .options(selectinload(catalog::Image::c.product)))
                       .all();
  const auto statements = sql_sent();
  ASSERT_GE(statements.size(), 2U);
  EXPECT_THAT(statements[1], HasSubstr(R"(FROM "products" LEFT OUTER JOIN "categories")"));
  EXPECT_EQ(all[0]->product()->category()->name(), "saws");
  EXPECT_THAT(sent(), IsEmpty());
}

}  // namespace
}  // namespace orp::tests
