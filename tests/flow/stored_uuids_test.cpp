// SPDX-License-Identifier: MIT
// Uuids in each form that a database without the type may keep them in: the same program means the
// same, whatever the form.
#include <forms/model.hpp>

#include "flow_test.hpp"

namespace orp::tests {
namespace {

using namespace forms;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr const char* low_text = "0a112233-4455-6677-8899-aabbccddeeff";
const Uuid low = Uuid::parse(low_text);
const Uuid high = Uuid::parse("f0112233-4455-6677-8899-aabbccddeeff");

class StoredUuids : public FlowTest {
 protected:
  StoredUuids() { set_up(forms::metadata()); }

  static Thing& add(Session& session, const Uuid& value) {
    return session.add<Thing>({.id = value, .plain = value, .digits = value});
  }
  static void add_both(Session& session) {
    add(session, low);
    add(session, high);
    session.commit();
  }
  static std::vector<Uuid> ids(Session& session, const Predicate& condition) {
    return session.scalars(select(Thing::c.id).where(condition).order_by(Thing::c.id)).all();
  }
  /// Makes the tables as another program might, without the CHECKs of ours.
  void make_things(const std::string& type_of_id, const std::string& type_of_plain) {
    run("DROP TABLE parts");
    run("DROP TABLE things");
    run("CREATE TABLE things (id " + type_of_id + " PRIMARY KEY, plain " + type_of_plain +
        ", digits CHAR(32), maybe CHAR(32), given TEXT DEFAULT '" + low_text + "')");
  }
};
ORPIMENT_ON_EACH_DATABASE(StoredUuids);

TEST_P(StoredUuids, are_kept_as_the_schema_says) {
  if (is_postgres()) GTEST_SKIP() << "keeps uuids as such";
  Session session = open();
  add(session, low);
  session.commit();
  EXPECT_EQ(value_of<std::string>("SELECT typeof(plain) || ' ' || id || ' ' || digits || ' ' || "
                                  "given FROM things"),
            std::string("blob ") + low_text +
                " 0a112233445566778899aabbccddeeff 00112233-4455-6677-8899-aabbccddeeff");
}

TEST_P(StoredUuids, are_found_by_their_key_and_come_back) {
  Session session = open();
  add_both(session);
  session.clear();
  Thing* const thing = session.get<Thing>(low);
  ASSERT_NE(thing, nullptr);
  EXPECT_EQ(thing->digits(), low);
  EXPECT_EQ(thing->maybe(), std::nullopt);
  EXPECT_EQ(thing->given(), Uuid::parse("00112233-4455-6677-8899-aabbccddeeff"));
  thing->set_maybe(high);
  session.commit();
  EXPECT_THAT(ids(session, Thing::c.maybe == high), ElementsAre(low));
}

TEST_P(StoredUuids, lead_to_other_objects) {
  Session session = open();
  add_both(session);
  Thing& thing = *session.get<Thing>(low);
  Part& part = session.add<Part>({});
  part.set_thing(thing);
  Part& other = session.add<Part>({});
  other.set_thing(*session.get<Thing>(high));
  session.commit();
  session.clear();
  const auto things =
      session.scalars(select<Thing>().order_by(Thing::c.id).options(selectinload(Thing::c.parts)))
          .all();
  ASSERT_EQ(things.size(), 2U);
  for (Thing* const each : things) EXPECT_EQ(each->parts().size(), 1U);
  EXPECT_THAT(ids(session, Thing::c.parts.any(Part::c.thing_id == high)), ElementsAre(high));
}

TEST_P(StoredUuids, compare_with_values_and_with_each_other) {
  Session session = open();
  add_both(session);
  const auto check = [&](const auto& column) {
    EXPECT_THAT(ids(session, column == low), ElementsAre(low));
    EXPECT_THAT(ids(session, column != low), ElementsAre(high));
    EXPECT_THAT(ids(session, column > low), ElementsAre(high));
    EXPECT_THAT(ids(session, column.in_({low, Uuid::random()})), ElementsAre(low));
    EXPECT_THAT(ids(session, column == Uuid::random()), IsEmpty());
    EXPECT_THAT(ids(session, column == Thing::c.plain), ElementsAre(low, high));
    EXPECT_THAT(ids(session, column == Thing::c.digits), ElementsAre(low, high));
    EXPECT_THAT(ids(session, Thing::c.plain.in_(select(column))), ElementsAre(low, high));
    EXPECT_THAT(ids(session, column.in_(select(Thing::c.id))), ElementsAre(low, high));
    EXPECT_THAT(session.scalars(select(column).order_by(column.desc())).all(),
                ElementsAre(high, low));
    EXPECT_THAT(session.scalars(select(cast<std::string>(column)).order_by(Thing::c.id)).all(),
                ElementsAre(low.to_string(), high.to_string()));
    EXPECT_EQ(session.scalars(select(func::count(column))).one(), 2);
    session.execute(update<Thing>().all_rows().set(Thing::c.maybe = column));
    EXPECT_THAT(ids(session, Thing::c.maybe == column), ElementsAre(low, high));
  };
  check(Thing::c.id);
  check(Thing::c.plain);
  check(Thing::c.digits);
  session.execute(update<Thing>().all_rows().set(Thing::c.given = Thing::c.digits));
  EXPECT_THAT(ids(session, Thing::c.given == Thing::c.id), ElementsAre(low, high));
}

TEST_P(StoredUuids, of_another_spelling_are_refused) {
  if (is_postgres()) GTEST_SKIP() << "keeps uuids as such";
  make_things("TEXT", "BLOB");
  run("INSERT INTO things VALUES ('0A112233-4455-6677-8899-AABBCCDDEEFF', "
      "x'0a112233445566778899aabbccddeeff', '" +
      std::string(low_text) + "', NULL, x'00')");
  run("INSERT INTO things (id, plain) VALUES ('b', 'x')");
  Session session = open();
  EXPECT_ERROR(DataError, "ORP-2207", session.scalars(select(Thing::c.id)).all(),
               "is not a uuid stored as text");
  EXPECT_ERROR(DataError, "ORP-2207", session.scalars(select(Thing::c.digits)).all(),
               "\"stored_as\": \"text\"");
  EXPECT_ERROR(DataError, "ORP-2207", session.scalars(select(Thing::c.given)).all(), "a blob");
  EXPECT_ERROR(DataError, "ORP-2207", session.scalars(select(Thing::c.plain)).all(),
               "kept as 16 bytes");
}

TEST_P(StoredUuids, that_others_write_into_a_table_of_ours_are_checked) {
  if (is_postgres()) GTEST_SKIP() << "has a type for them";
  Session session = open();
  add(session, low);
  session.commit();
  for (const char* value :
       {"given = '0A112233-4455-6677-8899-AABBCCDDEEFF'", "given = digits", "given = ''",
        "given = '0a112233-4455-6677-8899-aabbccddee-f'",
        "given = '0a11223344556677-8899-aabb-ccddeeff--'", "digits = given",
        "digits = upper(digits)", "digits = substr(digits, 2)", "given = NULL"}) {
    SCOPED_TRACE(value);
    EXPECT_THROW(run(std::string("UPDATE things SET ") + value), Error);
  }
  run("UPDATE things SET given = '0a112233-4455-6677-8899-aabbccddeeff'");
}

TEST_P(StoredUuids, are_not_kept_as_bytes_in_a_column_of_texts) {
  if (is_postgres()) GTEST_SKIP() << "tells the types of its columns";
  for (const char* type : {"TEXT", "CHAR(36)", "varchar(36)", "nclob"}) {
    SCOPED_TRACE(type);
    make_things("TEXT", type);
    run("CREATE TABLE parts (id CHAR(32) PRIMARY KEY, thing_id TEXT)");
    Session session = open();
    EXPECT_ERROR(UsageError, "ORP-1219", session.get<Thing>(low), "\"stored_as\": \"text\"");
    EXPECT_ERROR(UsageError, "ORP-1219", session.scalars(select(Thing::c.plain)).all(),
                 "things.plain is a uuid");
    EXPECT_THROW(
        {
          add(session, low);
          session.flush();
        },
        UsageError);
  }
  make_things("TEXT", "uuid");
  run("CREATE TABLE parts (id CHAR(32) PRIMARY KEY, thing_id TEXT)");
  run("INSERT INTO things (id, plain) VALUES ('a', '" + std::string(low_text) + "')");
  Session others = open();
  EXPECT_ERROR(UsageError, "ORP-1219", others.get<Thing>(low), "holds texts");
  others.close();
  for (const char* type : {"BLOB", "", "uuid", "\"BINT VARYING CHAR\""}) {
    SCOPED_TRACE(type);
    make_things("TEXT", type);
    run("CREATE TABLE parts (id CHAR(32) PRIMARY KEY, thing_id TEXT)");
    Session session = open();
    add(session, low);
    session.commit();
    EXPECT_THAT(ids(session, Thing::c.plain == low), ElementsAre(low));
  }
}

}  // namespace
}  // namespace orp::tests
