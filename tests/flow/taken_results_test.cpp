// SPDX-License-Identifier: MIT
// Rows as structs of the program's own, by name, in parts, and each once.
#include "company.hpp"

namespace orp::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

struct PersonCard {
  std::int64_t id;
  std::string name;
  std::optional<std::int64_t> salary;  // an int32 column
};

struct Membership {
  Person* person;
  Team* team;
  std::string name{};
};

struct Total {
  std::string note = "none";
  std::string team;
  Decimal members;
};

// Fields that hold several things are one field each.
struct Nested {
  PersonCard card;
  std::int32_t scores[3];
};
static_assert(detail::FieldsOf<Nested, 2>::fit && !detail::FieldsOf<Nested, 3>::fit);

class TakenResults : public CompanyTest {
 protected:
  static auto cards() {
    return select(Person::c.id, Person::c.name, Person::c.salary).order_by(Person::c.id);
  }
  static auto memberships() {
    return select<Person, Team*>(Person::c.name).outerjoin(Person::c.team).order_by(Person::c.id);
  }
  static auto team_sizes() {
    return select(Team::c.name, func::count(Person::c.id))
        .join(Team::c.members)
        .group_by(Team::c.name)
        .order_by(Team::c.name);
  }
  void SetUp() override {
    CompanyTest::SetUp();
    Session session = open();
    session.execute(update<Person>().set(Person::c.salary = 10).where(Person::c.id < 3));
    session.commit();
  }
};
ORPIMENT_ON_EACH_DATABASE(TakenResults);

TEST_P(TakenResults, become_structs_field_by_field) {
  Session session = open();
  std::vector<std::string> lines;
  for (const PersonCard& card : session.execute(cards()).into<PersonCard>())
    lines.push_back(std::to_string(card.id) + card.name + std::to_string(card.salary.value_or(-1)));
  EXPECT_THAT(lines, ElementsAre("1Ann10", "2Ben10", "3Cy-1", "4Dee-1"));

  session.close();
  Connection connection = engine().connect();
  auto rows = connection.execute(cards());
  EXPECT_EQ(rows.into<PersonCard>()[1].name, "Ben");
  EXPECT_EQ(std::get<1>(rows[1]), "Ben");  // copied
  EXPECT_THAT(connection.execute(cards().where(Person::c.id > 9)).into<PersonCard>(), IsEmpty());
}

TEST_P(TakenResults, become_structs_of_objects) {
  Session session = open();
  std::vector<std::string> lines;
  for (const auto& [person, team, name] : session.execute(memberships()).into<Membership>()) {
    EXPECT_EQ(person->name(), name);
    lines.push_back(name + (team == nullptr ? "" : " of " + team->name()));
  }
  EXPECT_THAT(lines, ElementsAre("Ann of red", "Ben of red", "Cy of blue", "Dee"));
}

TEST_P(TakenResults, become_structs_by_the_members_that_are_named) {
  Session session = open();
  std::vector<std::string> lines;
  for (const Total& total : session.execute(team_sizes()).into(&Total::team, &Total::members))
    lines.push_back(total.note + " " + total.team + " " + total.members.to_string());
  EXPECT_THAT(lines, ElementsAre("none blue 1", "none red 2"));

  const auto names = select(Team::c.name, Team::c.name.label("again"));
  EXPECT_ERROR(UsageError, "ORP-1230", session.execute(names).into(&Total::team, &Total::team),
               "one member of the struct for two columns");
  const auto rows = session.execute(team_sizes());
  EXPECT_EQ(rows.into(&Total::team, &Total::members)[1].team, "red");
}

TEST_P(TakenResults, are_read_by_the_names_of_their_columns) {
  Session session = open();
  std::vector<std::string> lines;
  for (const DynamicRow& row : session.execute(cards()).mappings())
    lines.push_back(row["name"].get<std::string>() + (row["salary"].is_null() ? "-" : "+"));
  EXPECT_THAT(lines, ElementsAre("Ann+", "Ben+", "Cy-", "Dee-"));

  const auto rows = session.execute(cards());
  const DynamicRow ann = rows.mappings()[0];
  EXPECT_EQ(ann["salary"].get<std::int64_t>(), 10);
  EXPECT_EQ(ann["salary"].get<std::optional<std::int16_t>>(), std::int16_t{10});
  EXPECT_EQ(ann["salary"].get<double>(), 10.0);
  EXPECT_EQ(ann["salary"].get<Decimal>(), Decimal(10));
  EXPECT_EQ(ann["salary"].type(), TypeTag::int32);
  EXPECT_EQ(ann[1].name(), "name");
  const DynamicRow dee = rows.mappings()[3];
  EXPECT_EQ(dee.get<std::optional<std::int32_t>>("salary"), std::nullopt);
  EXPECT_THROW(dee["salary"].get<std::int32_t>(), DataError);
  EXPECT_THROW(ann["name"].get<std::int32_t>(), DataError);
  EXPECT_THROW(ann["salary"].get<std::string>(), DataError);
}

TEST_P(TakenResults, by_name_refuse_names_that_are_not_there_or_twice) {
  Session session = open();
  const auto twice = text("SELECT 1 AS a, 2 AS b, 3 AS a").columns<int, int, int>();
  const DynamicRow row = session.execute(twice).mappings().one();
  EXPECT_EQ(row["b"].get<int>(), 2);
  EXPECT_ERROR(UsageError, "ORP-1409", row["a"], "several columns of the result are named \"a\"");
  EXPECT_ERROR(UsageError, "ORP-1409", row["c"], "its columns are \"a\", \"b\", \"a\"");
  EXPECT_ERROR(UsageError, "ORP-1409", row[3], "3");

  const auto untyped = session.execute(text("SELECT id, name FROM teams ORDER BY id"));
  EXPECT_EQ(untyped.mappings()[0]["name"].get<std::string>(), "red");
  EXPECT_EQ(untyped[0]["name"].type(), TypeTag::text);
  EXPECT_ERROR(UsageError, "ORP-1409", untyped[0]["nmae"], "\"id\", \"name\"");
}

TEST_P(TakenResults, are_narrowed_to_columns) {
  Session session = open();
  const auto rows = session.execute(cards());
  for (const auto& [name, id] : rows.columns<1, 0>()) EXPECT_EQ(name == "Ann", id == 1);
  EXPECT_THAT((rows.columns<1, 0>().names()), ElementsAre("name", "id"));
  EXPECT_EQ((rows.columns<2, 1>().columns<1>().mappings()[3]["name"].get<std::string>()), "Dee");
  EXPECT_THAT(rows.scalars<1>(), ElementsAre("Ann", "Ben", "Cy", "Dee"));

  const auto of_objects = session.execute(memberships());
  const auto [team, person] = of_objects.columns<1, 0>()[0];
  EXPECT_EQ(team->name(), "red");
  EXPECT_EQ(person.name(), "Ann");
  EXPECT_EQ(of_objects.scalars<0>()[1]->name(), "Ben");
  EXPECT_EQ(of_objects.scalars<1>()[3], nullptr);
  EXPECT_EQ(of_objects.scalar()->name(), "Ann");
}

TEST_P(TakenResults, give_each_row_once) {
  Session session = open();
  const auto salaries = session.execute(cards()).columns<2>().unique();
  EXPECT_THAT(salaries.scalars(), ElementsAre(std::optional<int>(10), std::nullopt));

  const auto teams_of_members =
      select<Team>(Person::c.salary).join(Team::c.members).order_by(Team::c.id, Person::c.id);
  EXPECT_EQ(session.execute(teams_of_members).size(), 3U);
  EXPECT_EQ(session.execute(teams_of_members).unique().size(), 2U);
  const auto teams = select<Team>().join(Team::c.members).order_by(Team::c.id);
  auto each = session.scalars(teams);
  EXPECT_EQ(each.size(), 3U);
  EXPECT_THAT(names(each.unique()), ElementsAre("red", "blue"));
  EXPECT_THAT(session.scalars(select(Person::c.salary).order_by(Person::c.id)).unique().all(),
              ElementsAre(std::optional<int>(10), std::nullopt));
}

TEST_P(TakenResults, are_the_same_value_however_it_is_spelled) {
  Session session = open();
  const auto decimals =
      session.execute(select(cast<Decimal>(Person::c.id * 0, 10, 2), Person::c.boss_id));
  EXPECT_EQ(decimals.columns<0>().unique().size(), 1U);
  EXPECT_EQ(decimals.unique().size(), 3U);
}

TEST_P(TakenResults, come_in_partitions) {
  Session session = open();
  std::vector<std::size_t> sizes;
  std::string names;
  for (auto& partition : session.execute(cards()).partitions(3)) {
    sizes.push_back(partition.size());
    for (const auto& [id, name, salary] : partition) names += name;
  }
  EXPECT_THAT(sizes, ElementsAre(3U, 1U));
  EXPECT_EQ(names, "AnnBenCyDee");

  auto people = session.scalars(everyone());
  for (auto& pair : people.partitions(2)) pair[1].set_salary(7);
  EXPECT_EQ(people[3].salary(), 7);
  for (auto& all : session.scalars(everyone()).partitions(100)) EXPECT_EQ(all[0].name(), "Ann");

  auto untyped = session.execute(text("SELECT id FROM people ORDER BY id"));
  EXPECT_EQ(untyped.partitions(2).size(), 2U);
  for (auto& pair : session.execute(text("SELECT id FROM people")).partitions(2))
    EXPECT_EQ(pair.size(), 2U);
  for (auto& none : session.execute(cards().limit(0)).partitions(2)) ADD_FAILURE() << none.size();
  EXPECT_ERROR(UsageError, "ORP-1230", untyped.partitions(0), "no rows");
}

TEST_P(TakenResults, have_one_scalar_at_most_where_that_is_asked) {
  Session session = open();
  const auto of = [](std::int64_t id) {
    return select(Person::c.salary, Person::c.name).where(Person::c.id >= id);
  };
  EXPECT_EQ(session.execute(of(9)).scalar_one_or_none(), std::nullopt);
  EXPECT_EQ(session.execute(of(4)).scalar_one_or_none(), std::nullopt);
  EXPECT_THROW(session.execute(of(1)).scalar_one_or_none(), MultipleResultsFound);
  EXPECT_EQ(session.execute(cards().limit(1)).scalar_one_or_none(), 1);
  EXPECT_EQ(session.execute(memberships().limit(0)).scalar_one_or_none(), nullptr);
  EXPECT_EQ(session.execute(memberships().limit(1)).scalar_one().name(), "Ann");

  const auto ids = [&](const char* condition) {
    return session.execute(
        unsafe_text(std::string("SELECT id, name FROM people WHERE ") + condition));
  };
  EXPECT_EQ(ids("id = 1").scalar_one_or_none<std::int64_t>(), 1);
  EXPECT_EQ(ids("id = 9").scalar_one_or_none<std::int64_t>(), std::nullopt);
  EXPECT_THROW(ids("id > 1").scalar_one_or_none<std::int64_t>(), MultipleResultsFound);
  EXPECT_THAT(ids("id = 1").scalars<std::string>(1), ElementsAre("Ann"));
}

TEST_P(TakenResults, outlive_what_they_were_taken_from) {
  Connection connection = engine().connect();
  std::optional<DynamicRow> row = connection.execute(cards()).mappings().first();
  auto columns = connection.execute(cards()).columns<1>();
  connection.close();
  engine().dispose();
  EXPECT_EQ((*row)["name"].get<std::string>(), "Ann");
  EXPECT_THAT(columns.unique().mappings().all(), SizeIs(4));
}

}  // namespace
}  // namespace orp::tests
