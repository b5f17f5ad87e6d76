// SPDX-License-Identifier: MIT
// Loading options never change what a query selects: the same rows, whatever their shape, under
// each strategy; named row shapes here, with what is sent, and random ones below.
#include <random>

#include "company.hpp"

namespace orp::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

using Printed = std::vector<std::string>;

std::string show(const std::string& value) { return value; }
std::string show(std::int64_t value) { return std::to_string(value); }
std::string show(Team& team) { return team.name(); }
std::string show(Person& person) { return person.name(); }
template <class E>
std::string show(E* object) {
  return object == nullptr ? "none" : show(*object);
}

// What lies along the relationships that options name, in order where they have one.
std::string look(Team& team) {
  std::string seen = '<' + team.name();
  for (Person& member : team.members()) seen += ' ' + member.name();
  return seen += '>';
}
std::string look(Person& person) {
  std::string seen = '<' + person.name() + " in " + show(person.team());
  if (person.team() != nullptr) seen += look(*person.team());
  seen += " below " + show(person.boss()) + " above";
  for (Person& report : person.reports()) seen += ' ' + report.name();
  seen += " owns";
  for (Task& task : person.owned()) {
    seen += ' ' + task.title();
    for (Label& label : task.labels()) seen += '#' + label.name();
    for (Note& note : task.notes()) seen += '"' + note.text();
  }
  return seen += '>';
}
template <class E>
std::string look(E* object) {
  return object == nullptr ? "" : look(*object);
}
template <class T>
std::string look_if_object(T&& element) {
  if constexpr (requires { look(element); })
    return look(element);
  else
    return {};
}

class JoinedRows : public CompanyTest {
 protected:
  template <class Query>
  Printed rows(const Query& query) {
    Session session = open();
    return rows_in(session, query);
  }
  template <class Query>
  static Printed rows_in(Session& session, const Query& query) {
    Printed printed;
    for (auto&& row : session.execute(query))
      std::apply(
          [&](auto&... elements) {
            std::string line;
            ((line += show(elements) + ' '), ...);
            printed.push_back(line);
          },
          row);
    return printed;
  }
  /// All that the rows lead to, row by row.
  template <class Query>
  Printed sights(const Query& query) {
    Session session = open();
    Printed printed;
    for (auto&& row : session.execute(query))
      std::apply(
          [&](auto&... elements) {
            std::string line;
            ((line += look_if_object(elements)), ...);
            printed.push_back(line);
          },
          row);
    return printed;
  }
  /// Rows, and what they lead to, with options and without.
  template <class Query, class... Options>
  void expect_same(const Query& query, const Options&... options) {
    const Printed plain = rows(query);
    EXPECT_FALSE(plain.empty());
    EXPECT_EQ(rows(query.options(options...)), plain);
    EXPECT_EQ(sights(query.options(options...)), sights(query));
  }
  /// The same under each strategy for the members of teams.
  template <class Query>
  void expect_same_members(const Query& query) {
    expect_same(query, joinedload(Team::c.members));
    expect_same(query, selectinload(Team::c.members));
    expect_same(query, lazyload(Team::c.members));
    expect_same(query, joinedload(Team::c.members).joinedload(Person::c.owned));
    expect_same(query, selectinload(Team::c.members).joinedload(Person::c.owned));
  }
  /// And for what hangs on people.
  template <class Query>
  void expect_same_people(const Query& query) {
    expect_same(query, joinedload(Person::c.owned));
    expect_same(query, selectinload(Person::c.owned), joinedload(Person::c.team));
    expect_same(query, lazyload(Person::c.owned), joinedload(Person::c.reports));
    expect_same(query, joinedload(Person::c.team).joinedload(Team::c.members),
                joinedload(Person::c.boss).joinedload(Person::c.reports));
    expect_same(query, joinedload(Person::c.owned).joinedload(Task::c.labels),
                joinedload(Person::c.reports).selectinload(Person::c.owned));
  }
  template <class Query>
  std::size_t statements_of(const Query& query) {
    forget();
    rows(query);
    return sent().size();
  }
};
ORPIMENT_ON_EACH_DATABASE(JoinedRows);

// ---- Rows whose object comes once: one statement

TEST_P(JoinedRows, a_value_beside_an_object_is_not_repeated) {
  const auto query = select<Team>(Team::c.name).order_by(Team::c.id);
  const auto joined = query.options(joinedload(Team::c.members));
  EXPECT_THAT(rows(joined), ElementsAre("red red ", "blue blue ", "grey grey "));
  EXPECT_THAT(rows(joined.limit(1)), ElementsAre("red red "));
  EXPECT_THAT(rows(joined.offset(1).limit(1)), ElementsAre("blue blue "));
  EXPECT_EQ(statements_of(joined.limit(1)), 1U);
  expect_same_members(query);
  expect_same_members(query.limit(2));
  Session session = open();
  auto [team, name] = session.execute(joined.where(Team::c.id == 1)).one();
  EXPECT_THAT(names(team.members()), ElementsAre("Ann", "Ben"));
  EXPECT_EQ(name, "red");
}

TEST_P(JoinedRows, computed_values_see_the_rows_of_the_query_alone) {
  expect_same_members(select<Team>(func::length(Team::c.name)).order_by(Team::c.id));
  expect_same_members(select<Team>(func::upper(Team::c.name).label("loud")).order_by(Team::c.id));
  const auto sizes = select(func::count(Person::c.id)).where(Person::c.team_id == Team::c.id);
  expect_same_members(select<Team>(func::coalesce(sizes.scalar_subquery(), 0).label("size"))
                          .order_by(func::lower(Team::c.name).desc())
                          .limit(2));
}

TEST_P(JoinedRows, objects_beside_each_other_are_joined_to_as_long_as_one_tells_rows_apart) {
  const auto query = select<Person, Team*>().outerjoin(Person::c.team).order_by(Person::c.id);
  const auto joined = query.options(joinedload(Person::c.owned), joinedload(Team::c.members));
  EXPECT_THAT(rows(joined), ElementsAre("Ann red ", "Ben red ", "Cy blue ", "Dee none "));
  EXPECT_EQ(statements_of(joined), 1U);
  expect_same(query.limit(3), joinedload(Person::c.owned), joinedload(Team::c.members));
  expect_same_people(query);
  expect_same_people(query.offset(1).limit(2));
  expect_same_members(query);
}

// joined_plan.hpp, rule 1.
TEST_P(JoinedRows, the_order_of_the_query_comes_before_that_of_members) {
  Session session = open();
  session.get_one<Team>(3).members().add({.name = "Aaron"});
  session.commit();
  EXPECT_THAT(rows(select<Team>().options(joinedload(Team::c.members))),
              ElementsAre("red ", "blue ", "grey "))
      << "no order at all";
  EXPECT_THAT(rows(select<Team>().order_by(Team::c.id.desc()).options(joinedload(Team::c.members))),
              ElementsAre("grey ", "blue ", "red "));
}

TEST_P(JoinedRows, an_order_by_what_an_outer_join_may_leave_out_can_be_wrapped) {
  const auto query =
      select<Person>().outerjoin(Person::c.team).order_by(Team::c.name, Person::c.id);
  const auto joined = query.limit(3).options(joinedload(Person::c.owned));
  EXPECT_THAT(rows(joined), SizeIs(3));
  EXPECT_EQ(statements_of(joined), 1U);
  expect_same_people(query);
  expect_same_people(query.limit(3));
  expect_same_people(query.where(Person::c.name != "Ben").offset(1).limit(2));
}

TEST_P(JoinedRows, a_locking_query_locks_its_own_rows) {
  const auto query = everyone().with_for_update().options(joinedload(Person::c.team));
  EXPECT_THAT(rows(query), ElementsAre("Ann ", "Ben ", "Cy ", "Dee "));
  EXPECT_THAT(rows(teams().limit(2).with_for_update().options(joinedload(Team::c.members))),
              ElementsAre("red ", "blue "));
}

TEST_P(JoinedRows, groups_are_made_of_the_query_s_own_rows) {
  expect_same_people(
      select<Person>(func::count(Person::c.id)).group_by(Person::c.id).order_by(Person::c.id));
  expect_same_people(select<Person>(func::count(Task::c.id))
                         .outerjoin(Person::c.owned)
                         .group_by(Person::c.id)
                         .having(func::count(Task::c.id) < 2)
                         .order_by(func::count(Task::c.id).desc(), Person::c.id)
                         .limit(2));
}

// ---- Rows in which an object comes again: its collections are loaded beside the query

// joined_plan.hpp, rule 2.
TEST_P(JoinedRows, what_the_query_repeats_stays_repeated) {
  const auto query = teams().join(Team::c.members);
  const auto joined = query.options(joinedload(Team::c.members));
  EXPECT_THAT(rows(joined), ElementsAre("red ", "red ", "blue "));
  EXPECT_THAT(rows(joined.limit(2)), ElementsAre("red ", "red "));
  EXPECT_THAT(rows(joined.distinct()), ElementsAre("red ", "blue "));
  EXPECT_EQ(statements_of(joined), 2U) << "as by select-in";
  expect_same_members(query);
  expect_same_members(query.limit(2));
  expect_same_members(query.distinct());
  expect_same_members(select<Team>(Person::c.name).join(Team::c.members).order_by(Person::c.name));
}

// joined_plan.hpp, rule 2.
TEST_P(JoinedRows, targets_stay_joined_where_collections_cannot_be) {
  const auto query = select<Team, Person>().join(Team::c.members).order_by(Person::c.id);
  forget();
  EXPECT_THAT(rows(query.options(joinedload(Person::c.boss), joinedload(Team::c.members))),
              ElementsAre("red Ann ", "red Ben ", "blue Cy "));
  const auto statements = sql_sent();
  ASSERT_THAT(statements, SizeIs(2));
  EXPECT_THAT(statements[0], HasSubstr(R"(LEFT OUTER JOIN "people" AS "people_1")"));
  EXPECT_THAT(statements[0], Not(HasSubstr(R"("people_2")")));
  expect_same_members(query);
  expect_same_people(query);
}

TEST_P(JoinedRows, tables_beside_each_other_repeat_no_more_than_they_do) {
  const auto query = select<Team, Person>()
                         .where(Team::c.id == Person::c.team_id)
                         .order_by(Team::c.id, Person::c.id);
  expect_same_members(query);
  expect_same_people(query);
  expect_same_members(
      select<Team>().cross_join<Label>().order_by(Team::c.id, Label::c.name).limit(4));
}

// ---- Options of several classes and of aliases

TEST_P(JoinedRows, an_option_applies_to_the_entity_or_alias_that_its_path_begins_at) {
  const auto boss = aliased<Person>();
  const auto query =
      select<Person>(boss.or_null()).outerjoin(Person::c.boss, boss).order_by(Person::c.id);
  expect_same_people(query);
  expect_same(query, joinedload(boss[Person::c.reports]), joinedload(Person::c.owned));
  expect_same(query.limit(2), joinedload(boss[Person::c.reports]).joinedload(Person::c.owned));
  Session session = open();
  forget();
  auto found = session.execute(
      query.options(joinedload(boss[Person::c.owned]), selectinload(Person::c.reviewed)));
  EXPECT_THAT(sent(), SizeIs(2));
  std::size_t count = 0;
  for (auto [person, above] : found) {
    ++count;
    if (above != nullptr) {
      EXPECT_FALSE(above->owned().empty()) << person.name();
    }
  }
  EXPECT_EQ(count, 4U);
  EXPECT_THAT(sent(), IsEmpty());
}

// object_store.hpp, rule 1; load_tree.hpp, rule 2.
TEST_P(JoinedRows, an_option_sticks_to_the_objects_of_its_entity_or_alias) {
  const auto boss = aliased<Person>();
  const auto query = select<Person>(boss).join(Person::c.boss, boss).where(Person::c.name == "Dee");
  const auto raises = [](Person& person) {
    try {
      static_cast<void>(person.team());
    } catch (const UsageError& error) {
      return error.code() == "ORP-1102";
    }
    return false;
  };
  {
    Session session = open();
    auto [dee, ben] = session.execute(query.options(raiseload(Person::c.team))).one();
    EXPECT_TRUE(raises(dee));
    EXPECT_FALSE(raises(ben));
  }
  {
    Session session = open();
    auto [dee, ben] = session.execute(query.options(raiseload(boss[Person::c.team]))).one();
    EXPECT_FALSE(raises(dee));
    EXPECT_TRUE(raises(ben));
  }
  Session session = open();
  Person& dee = session
                    .scalars(everyone()
                                 .where(Person::c.name == "Dee")
                                 .options(joinedload(Person::c.boss), raiseload(Person::c.team)))
                    .one();
  EXPECT_TRUE(raises(dee));
  EXPECT_FALSE(raises(*dee.boss()));
}

TEST_P(JoinedRows, every_relationship_of_every_entity_is_meant_by_a_star) {
  Session session = open();
  auto [team, person] = session
                            .execute(select<Team, Person>()
                                         .join(Team::c.members)
                                         .order_by(Person::c.id)
                                         .options(raiseload("*")))
                            .first()
                            .value();
  EXPECT_EQ(error_of<UsageError>([&t = team] { t.members().size(); })->code(), "ORP-1102");
  EXPECT_EQ(error_of<UsageError>([&p = person] { p.boss(); })->code(), "ORP-1102");
}

// ---- At random

class RandomRows : public JoinedRows {
 protected:
  bool coin() { return random_() % 2 == 0; }

  /// What the query selects in whatever way, with whatever cut, under whatever options.
  void try_one() {
    const auto boss = aliased<Person>();
    switch (random_() % 8) {
      case 0:
        return cut(select<Person>(), Person::c.salary);
      case 1:
        return cut(select<Person>(Person::c.name), Person::c.name);
      case 2:
        return cut(select<Person>(func::upper(Person::c.name)), func::lower(Person::c.name));
      case 3:
        return cut(select<Person, Team*>().outerjoin(Person::c.team), Team::c.name);
      case 4:
        return cut(select<Person>().join(Person::c.owned), Person::c.team_id);
      case 5:
        return cut(select<Person>(Task::c.title).join(Person::c.owned), Task::c.title);
      case 6:
        return cut(select<Person>(boss.or_null()).outerjoin(Person::c.boss, boss), Person::c.name);
      default:
        return cut(select<Person>(func::count(Task::c.id))
                       .outerjoin(Person::c.owned)
                       .group_by(Person::c.id),
                   Person::c.boss_id);
    }
  }

 private:
  template <class Query, class Term>
  void cut(Query query, const Term& term) {
    // DISTINCT wants what it is ordered by among what is selected.
    if (coin())
      query =
          coin() ? query.order_by(asc_or_desc(term), Person::c.id) : query.order_by(Person::c.id);
    else
      query = query.distinct().order_by(Person::c.id.desc());
    if (coin()) query = query.where(Person::c.name != "Ben");
    if (coin()) query = query.limit(static_cast<std::int64_t>(random_() % 5));
    if (coin()) query = query.offset(static_cast<std::int64_t>(random_() % 3));
    const Printed plain = rows(query);
    const Printed seen = sights(query);
    const auto with = [&](auto... options) {
      const auto loaded = query.options(options...);
      EXPECT_EQ(rows(loaded), plain) << to_string(query);
      EXPECT_EQ(sights(loaded), seen) << to_string(query);
    };
    with(person_option(), person_option());
    with(joinedload(Person::c.owned), joinedload(Person::c.reports), person_option());
    with(selectinload(Person::c.owned), selectinload(Person::c.reports), person_option());
  }

  template <class Term>
  Ordering asc_or_desc(const Term& term) {
    const Ordering descending = term.desc();
    return {descending.node(), coin(), Nulls::last};
  }

  LoadOption person_option() {
    switch (random_() % 8) {
      case 0:
        return joinedload(Person::c.owned);
      case 1:
        return joinedload(Person::c.owned).joinedload(Task::c.labels);
      case 2:
        return joinedload(Person::c.team).joinedload(Team::c.members);
      case 3:
        return joinedload(Person::c.boss).joinedload(Person::c.reports);
      case 4:
        return selectinload(Person::c.reports).joinedload(Person::c.owned);
      case 5:
        return selectinload(Person::c.owned).joinedload(Task::c.notes);
      case 6:
        return lazyload(Person::c.team);
      default:
        return joinedload(Person::c.reports).selectinload(Person::c.team);
    }
  }

 protected:
  std::mt19937 random_;
};
ORPIMENT_ON_EACH_DATABASE(RandomRows);

// joined_plan.hpp, rule 1.
TEST_P(RandomRows, are_the_same_with_options_and_without) {
  for (unsigned seed = 1; seed <= 60; ++seed) {
    SCOPED_TRACE(seed);
    random_.seed(seed);
    try_one();
    if (HasFailure()) return;
  }
}

}  // namespace
}  // namespace orp::tests
