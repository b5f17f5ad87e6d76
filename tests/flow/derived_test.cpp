// SPDX-License-Identifier: MIT
// Rows and objects of subqueries, CTEs and set operations.
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "company.hpp"

namespace orp::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

class DerivedRows : public CompanyTest {
 protected:
  template <class Rows>
  static auto all(Rows rows) {
    std::vector<typename Rows::value_type> found;
    for (const auto& row : rows) found.push_back(row);
    return found;
  }
  /// Everybody below a person, with the distance.
  static auto below(const char* name) {
    const auto depth = literal(0).label("depth");
    return select(Person::c.id, Person::c.name, depth)
        .where(Person::c.name == name)
        .recursive_cte("below", [depth](const auto& up) {
          return select(Person::c.id, Person::c.name, up[depth] + 1)
              .join(up, Person::c.boss_id == up[Person::c.id]);
        });
  }
};
ORPIMENT_ON_EACH_DATABASE(DerivedRows);

TEST_P(DerivedRows, of_a_cte_join_a_table) {
  Session session = open();
  const auto notes = func::count().label("notes");
  const auto noted = select(Note::c.task_id, notes).group_by(Note::c.task_id).cte("noted");
  std::vector<std::tuple<std::string, std::int64_t>> found;
  for (auto [title, count] : session.execute(select(Task::c.title, noted[notes])
                                                 .join(noted, noted[Note::c.task_id] == Task::c.id)
                                                 .order_by(Task::c.title)))
    found.emplace_back(title, count);
  EXPECT_THAT(found, ElementsAre(std::tuple("cook", 1), std::tuple("paint", 2)));
}

TEST_P(DerivedRows, may_be_missing) {
  Session session = open();
  const auto notes = func::count().label("notes");
  const auto noted = select(Note::c.task_id, notes).group_by(Note::c.task_id).subquery();
  std::vector<std::optional<std::int64_t>> found;
  for (auto [title, count] :
       session.execute(select(Task::c.title, noted.or_null()[notes])
                           .outerjoin(noted, noted[Note::c.task_id] == Task::c.id)
                           .order_by(Task::c.title)))
    found.push_back(count);
  EXPECT_THAT(found, ElementsAre(1, 2, std::nullopt));
}

TEST_P(DerivedRows, follow_a_tree) {
  Session session = open();
  const auto tree = below("Ann");
  std::vector<std::tuple<std::string, int>> found;
  for (auto [id, name, depth] : session.execute(select(tree).order_by(tree[Person::c.name])))
    found.emplace_back(name, depth);
  EXPECT_THAT(found, ElementsAre(std::tuple("Ann", 0), std::tuple("Ben", 1), std::tuple("Cy", 1),
                                 std::tuple("Dee", 2)));
}

TEST_P(DerivedRows, end_in_a_circle_where_they_are_distinct) {
  Session session = open();
  Person& ann = session.scalars(select<Person>().where(Person::c.name == "Ann")).one();
  ann.set_boss(&session.scalars(select<Person>().where(Person::c.name == "Dee")).one());
  session.flush();
  const auto circle =
      select(Person::c.id)
          .where(Person::c.name == "Ann")
          .recursive_cte_distinct("circle", [](const auto& up) {
            return select(Person::c.id).join(up, Person::c.boss_id == up[Person::c.id]);
          });
  EXPECT_THAT(session.scalars(select(circle)).all(), SizeIs(4));
}

TEST_P(DerivedRows, of_texts_that_grow_in_a_recursion) {
  Session session = open();
  const auto path = Person::c.name.label("path");
  const auto paths = select(Person::c.id, path)
                         .where(Person::c.boss_id == nullptr)
                         .recursive_cte("paths", [path](const auto& up) {
                           return select(Person::c.id, up[path] + "/" + Person::c.name)
                               .join(up, Person::c.boss_id == up[Person::c.id]);
                         });
  EXPECT_THAT(session.scalars(select(paths[path]).order_by(paths[path])).all(),
              ElementsAre("Ann", "Ann/Ben", "Ann/Ben/Dee", "Ann/Cy"));
}

TEST_P(DerivedRows, are_objects_of_the_session) {
  Session session = open();
  const auto first = select<Person>().order_by(Person::c.name.desc()).limit(2).subquery("latest");
  const auto person = aliased<Person>(first);
  const std::vector<Person*> found =
      session.scalars(select(person).order_by(person[Person::c.name])).all();
  ASSERT_THAT(found, SizeIs(2));
  EXPECT_EQ(found[0]->name(), "Cy");
  EXPECT_EQ(found[0], &session.scalars(select<Person>().where(Person::c.name == "Cy")).one());
  EXPECT_EQ(found[0]->team()->name(), "blue");
}

TEST_P(DerivedRows, lead_on_along_relationships) {
  Session session = open();
  const auto person = aliased<Person>(select<Person>().where(Person::c.name != "Ann").subquery());
  EXPECT_THAT(
      session.scalars(select(Task::c.title).join(person[Person::c.owned]).order_by(Task::c.title))
          .all(),
      ElementsAre("cook"));
  EXPECT_THAT(
      session.scalars(select(person[Person::c.name]).where(person[Person::c.owned].any())).all(),
      ElementsAre("Ben"));
}

TEST_P(DerivedRows, take_loader_options) {
  Session session = open();
  const auto person = aliased<Person>(select<Person>().where(Person::c.name < "C").cte("some"));
  forget();
  const std::vector<Person*> found =
      session
          .scalars(select(person)
                       .order_by(person[Person::c.name])
                       .options(selectinload(person[Person::c.owned])))
          .all();
  ASSERT_THAT(found, SizeIs(2));
  EXPECT_THAT(found[0]->owned(), SizeIs(2));
  EXPECT_THAT(sent(), ElementsAre("WITH people", "SELECT tasks"));
}

TEST_P(DerivedRows, that_repeat_an_object_repeat_no_member_of_it) {
  Session session = open();
  const auto repeated =
      select<Person>().join(Person::c.owned).where(Person::c.name == "Ann").subquery();
  const auto person = aliased<Person>(repeated);
  const std::vector<Person*> found =
      session.scalars(select(person).options(joinedload(person[Person::c.owned]))).all();
  ASSERT_THAT(found, SizeIs(2)) << "a row a task";
  EXPECT_THAT(found[0]->owned(), SizeIs(2));
  const auto once = aliased<Person>(select<Person>().where(Person::c.name == "Ben").cte());
  const Person& ben =
      session.scalars(select(once).options(joinedload(once[Person::c.owned]))).one();
  EXPECT_THAT(ben.owned(), SizeIs(1));
}

TEST_P(DerivedRows, of_a_recursion_are_objects) {
  Session session = open();
  const auto tree =
      select<Person>().where(Person::c.name == "Ben").recursive_cte("tree", [](const auto& up) {
        return select<Person>().join(up, Person::c.boss_id == up[Person::c.id]);
      });
  const auto person = aliased<Person>(tree);
  EXPECT_THAT(names(session.scalars(select(person).order_by(person[Person::c.name]))),
              ElementsAre("Ben", "Dee"));
}

class SetsOfRows : public DerivedRows {};
ORPIMENT_ON_EACH_DATABASE(SetsOfRows);

TEST_P(SetsOfRows, come_once_or_as_often_as_they_are) {
  Session session = open();
  const auto bosses = select(Person::c.boss_id);
  EXPECT_THAT(session.scalars(bosses.union_all(bosses)).all(), SizeIs(8));
  EXPECT_THAT(session.scalars(bosses.union_(bosses)).all(), SizeIs(3)) << "one is NULL";
  const auto ids = select(Person::c.id);
  EXPECT_THAT(session.scalars(ids.intersect(bosses)).all(), SizeIs(2));
  EXPECT_THAT(session.scalars(ids.except(bosses)).all(), SizeIs(2));
}

TEST_P(SetsOfRows, are_ordered_and_limited_as_one) {
  Session session = open();
  const auto words = select(Person::c.name).union_all(select(Team::c.name));
  EXPECT_THAT(session.scalars(words.order_by(Person::c.name.desc()).limit(2).offset(1)).all(),
              ElementsAre("grey", "blue"));
}

TEST_P(SetsOfRows, may_be_objects) {
  Session session = open();
  const auto people = select<Person>()
                          .where(Person::c.name < "B")
                          .union_(select<Person>().where(Person::c.name > "D"));
  EXPECT_THAT(names(session.scalars(people.order_by(Person::c.name))), ElementsAre("Ann", "Dee"));
  const auto person = aliased<Person>(people.subquery());
  EXPECT_THAT(names(session.scalars(select(person).where(person[Person::c.name] == "Dee"))),
              ElementsAre("Dee"));
}

TEST_P(SetsOfRows, may_be_none) {
  Session session = open();
  const auto nobody = select(Person::c.id).where(Person::c.name == "nobody");
  EXPECT_THAT(session.scalars(nobody.union_(nobody)).all(), IsEmpty());
}

TEST_P(SetsOfRows, are_asked_in_conditions) {
  Session session = open();
  const auto wanted = select(Person::c.id)
                          .where(Person::c.name == "Ann")
                          .union_(select(Person::c.id).where(Person::c.name == "Cy"));
  const auto ids = wanted.subquery();
  EXPECT_THAT(names(session.scalars(
                  select<Person>().where(Person::c.id.in_(select(ids))).order_by(Person::c.name))),
              ElementsAre("Ann", "Cy"));
}

TEST_P(SetsOfRows, go_into_an_insert) {
  Session session = open();
  const auto names_of_all = select(Team::c.name).union_(select(Label::c.name)).subquery();
  session.execute(
      insert<Team>().from_select(select(names_of_all[Team::c.name] + "!"), Team::c.name));
  EXPECT_EQ(session.scalar(select(func::count()).where(Team::c.name.endswith("!"))), 6);
}

TEST_P(SetsOfRows, bring_the_uuids_that_a_default_would_make) {
  Session session = open();
  EXPECT_ERROR(UsageError, "ORP-1247",
               insert<Facility>().from_select(select(Team::c.name), Facility::c.name),
               "would all have one id");
  session.execute(
      insert<Facility>().from_select(select(literal(Uuid()), Team::c.name).where(Team::c.id == 1),
                                     Facility::c.id, Facility::c.name));
  EXPECT_EQ(session.get_one<Facility>(Uuid()).name(), "red");
}

}  // namespace
}  // namespace orp::tests
