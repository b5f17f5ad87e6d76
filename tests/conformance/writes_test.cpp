// SPDX-License-Identifier: MIT
// Batches that are written together: as one after the other, whatever becomes of them.
#include <string>
#include <vector>

#include "conformance/people.hpp"
#include "engine/access.hpp"
#include "orpiment/backend/link.hpp"
#include "orpiment/testing/recorder.hpp"
#include "support/database.hpp"
#include "support/expect_error.hpp"

namespace orp::tests {
namespace {

using backend::Write;

class Writes : public OnEachDatabase {
 protected:
  void SetUp() override {
    create(people_and_teams);
    Connection connection = engine().connect();
    known_ = make_people(5);
    const Rows<Person> batch(people, {person_name, person_email, person_age}, known_);
    std::vector<void*> results = Rows<Person>::results(people, {person_id}, known_);
    EngineAccess::link(connection).insert({batch.batch(), facts::list<person_id>, results.data()});
    connection.commit();
  }

  std::int64_t count(Connection& connection, const std::string& condition) {
    return connection.execute(unsafe_text("SELECT count(*) FROM people WHERE " + condition))
        .scalar_one<std::int64_t>();
  }

  std::vector<Person> known_;
};
ORPIMENT_ON_EACH_DATABASE(Writes);

TEST_P(Writes, come_in_their_order_each_with_its_outcome) {
  for (int i = 0; i < 3; ++i) {  // new statements, to be prepared, prepared
    Connection connection = engine().connect();
    std::vector<Team> red{{.name = "red"}};
    const Rows<Team> team(teams, {1}, red);
    std::vector<void*> key = Rows<Team>::results(teams, {0}, red);
    std::vector<Person> fresh = make_people(150);
    for (Person& person : fresh) person.email += "/new";
    const Rows<Person> many(people, {person_name, person_email}, fresh);
    std::vector<Person> changed = known_;
    for (Person& person : changed) person.name = "changed";
    changed[3].id = -1;
    const Rows<Person> some(people, {person_name, person_id}, changed);
    std::vector<Person> nobody{changed[3]};
    const Rows<Person> none(people, {person_name, person_id}, nobody);
    std::vector<Person> leaving{known_[0], known_[1], nobody[0]};
    const Rows<Person> gone(people, {person_id}, leaving);
    const Rows<Person> gone_too(people, {person_email}, leaving);

    std::vector<Write> writes;
    writes.push_back({backend::InsertBatch{team.batch(), facts::list<0>, key.data()}});
    writes.push_back({backend::InsertBatch{many.batch()}});
    writes.push_back({backend::UpdateBatch{some.batch(), 1}});
    writes.push_back({backend::UpdateBatch{none.batch(), 1}});
    writes.push_back({backend::DeleteBatch{gone.batch()}});
    writes.push_back({backend::DeleteBatch{gone_too.batch()}});
    EngineAccess::link(connection).write_together(writes);

    for (const Write& write : writes) EXPECT_TRUE(write.is_done);
    EXPECT_GT(red[0].id, 0);
    EXPECT_EQ(writes[2].unmatched, std::vector<std::size_t>{3});
    EXPECT_EQ(writes[3].unmatched, std::vector<std::size_t>{0});
    EXPECT_EQ(writes[4].erased, 2U);
    EXPECT_EQ(writes[5].erased, 1U) << "the one whose key was another";
    EXPECT_EQ(count(connection, "email LIKE '%/new'"), 150);
    EXPECT_EQ(count(connection, "name = 'changed'"), 2);
    connection.rollback();
  }
}

TEST_P(Writes, of_keys_to_be_reserved_and_of_very_many_rows_come_between_others) {
  Connection connection = engine().connect();
  std::vector<Person> some = make_people(20);
  for (Person& person : some) person.email += "/some";
  std::vector<Person> many = make_people(1000);
  for (Person& person : many) person.email += "/many";
  std::vector<void*> keys = Rows<Person>::results(people, {person_id}, some);
  const Rows<Person> with_keys(people, {person_name, person_email}, some);
  const Rows<Person> copied(people, {person_name, person_email}, many);
  std::vector<Person> one{known_[0]};
  one[0].name = "changed";
  const Rows<Person> change(people, {person_name, person_id}, one);
  std::vector<Write> writes;
  for (int i = 0; i < 2; ++i) writes.push_back({backend::UpdateBatch{change.batch(), 1}});
  writes.push_back({backend::InsertBatch{with_keys.batch(), facts::list<person_id>, keys.data()}});
  for (int i = 0; i < 2; ++i) writes.push_back({backend::UpdateBatch{change.batch(), 1}});
  writes.push_back({backend::InsertBatch{copied.batch()}});
  writes.push_back({backend::UpdateBatch{change.batch(), 1}});
  orp::testing::Recorder recorder(engine());
  EngineAccess::link(connection).write_together(writes);
  EXPECT_EQ(recorder.take(),
            (std::vector<std::string>{
                "UPDATE people (name, id) 1 row", "UPDATE people (name, id) 1 row",
                "INSERT people (name, email) 20 rows", "UPDATE people (name, id) 1 row",
                "UPDATE people (name, id) 1 row", "INSERT people (name, email) 1000 rows",
                "UPDATE people (name, id) 1 row"}));
  EXPECT_GT(some[19].id, 0);
  EXPECT_EQ(count(connection, "email LIKE '%/many'"), 1000);
}

TEST_P(Writes, that_fail_leave_those_before_them_done_and_those_behind_them_not) {
  for (const bool is_refused : {false, true}) {  // by the database, or before it is sent
    Connection connection = engine().connect();
    std::vector<Person> changed = known_;
    for (Person& person : changed) person.age = 7;
    const Rows<Person> good(people, {person_age, person_id}, changed);
    std::vector<Person> wrong(known_.begin(), known_.begin() + 1);
    if (is_refused)
      wrong[0].name = std::string("\0", 1);
    else
      wrong[0].age = -1;
    const Rows<Person> bad(people, {is_refused ? person_name : person_age, person_id}, wrong);
    std::size_t failed_row = 99;
    backend::RowBatch failing = bad.batch();
    failing.failed_row = &failed_row;
    std::vector<Write> writes;
    writes.push_back({backend::UpdateBatch{good.batch(), 1}});
    writes.push_back({backend::UpdateBatch{failing, 1}});
    writes.push_back({backend::DeleteBatch{good.batch()}});
    const auto error =
        error_of<Error>([&] { EngineAccess::link(connection).write_together(writes); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->table(), "people");
    EXPECT_EQ(failed_row, 0U);
    EXPECT_TRUE(writes[0].is_done);
    EXPECT_FALSE(writes[1].is_done);
    EXPECT_FALSE(writes[2].is_done);
    connection.rollback();
    EXPECT_EQ(count(connection, "age = 7"), 0);
  }
}

TEST_P(Writes, without_a_transaction_are_one) {
  Connection connection = engine().connect();
  backend::Link& link = EngineAccess::link(connection);
  link.rollback();
  std::vector<Person> again{known_[0]};
  again[0].email = "another";
  const Rows<Person> fresh(people, {person_name, person_email}, again);
  std::vector<Write> writes;
  for (int i = 0; i < 2; ++i) writes.push_back({backend::InsertBatch{fresh.batch()}});
  EXPECT_THROW(link.write_together(writes), IntegrityError);
  EXPECT_FALSE(link.in_transaction());
  writes.pop_back();
  link.write_together(writes);
  EXPECT_FALSE(link.in_transaction());
  connection.close();
  EXPECT_EQ(value_of<std::int64_t>("SELECT count(*) FROM people"), 6);
}

}  // namespace
}  // namespace orp::tests
