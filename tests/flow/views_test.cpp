// SPDX-License-Identifier: MIT
// Entities of views, which are only read.
#include <sstream>

#include <kinds/model.hpp>

#include "flow_test.hpp"
#include "orpiment/sql/table.hpp"

namespace orp::tests {
namespace {

using namespace kinds;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

class Views : public FlowTest {
 protected:
  Views() { set_up(kinds::metadata()); }

  static void add_rooms(Session& session) {
    Room& first = session.add<Room>({.id = 1});
    first.visits().add({});
    first.visits().add({});
    session.add<Room>({.id = 2}).visits().add({});
    session.commit();
  }
  std::int64_t count(const std::string& name) {
    return value_of<std::int64_t>((is_sqlite()
                                       ? "SELECT count(*) FROM sqlite_schema WHERE name = '"
                                       : "SELECT count(*) FROM pg_class WHERE relnamespace = "
                                         "CAST(current_schema() AS regnamespace) AND relname = '") +
                                  name + "'");
  }
};
ORPIMENT_ON_EACH_DATABASE(Views);

TEST_P(Views, are_read_like_tables) {
  Session session = open();
  add_rooms(session);
  const auto uses = session.scalars(select<RoomUse>().order_by(RoomUse::c.room_id)).all();
  ASSERT_EQ(uses.size(), 2U);
  EXPECT_EQ(uses.front()->visits(), 2);
  EXPECT_EQ(session.get<RoomUse>(2)->visits(), 1);
  EXPECT_THAT(session.scalars(select(BusyRoom::c.room_id)).all(), ElementsAre(1));
}

TEST_P(Views, have_relationships_from_and_to_tables) {
  Session session = open();
  add_rooms(session);
  session.clear();
  RoomUse& use = *session.get<RoomUse>(1);
  EXPECT_EQ(use.room().id(), 1);
  EXPECT_EQ(use.bookings().size(), 1U);
  EXPECT_EQ(use.room().uses().size(), 1U);
  EXPECT_EQ(&use.room().uses()[0], &use);
  const auto rooms = session
                         .scalars(select<Room>()
                                      .join(Room::c.uses)
                                      .where(RoomUse::c.visits > 1)
                                      .options(selectinload(Room::c.uses)))
                         .all();
  ASSERT_EQ(rooms.size(), 1U);
  EXPECT_EQ(rooms.front()->uses()[0].visits(), 2);
}

TEST_P(Views, do_not_hinder_what_they_show) {
  Session session = open();
  add_rooms(session);
  Room& room = *session.get<Room>(1);
  EXPECT_EQ(room.uses().size(), 1U);
  for (Visit& visit : session.scalars(select<Visit>().where(Visit::c.room_id == 1)))
    session.delete_(visit);
  session.delete_(room);
  session.commit();
  EXPECT_EQ(session.scalars(select(func::count(RoomUse::c.room_id))).one(), 1);
}

TEST_P(Views, are_created_and_dropped_in_order) {
  EXPECT_EQ(count("room_uses"), 1);
  EXPECT_EQ(count("busy_rooms"), 1);
  EXPECT_EQ(count("foreign_rows"), 0);  // somebody else's
  kinds::metadata().create_all(engine());
  kinds::metadata().drop_all(engine());
  EXPECT_EQ(count("room_uses"), 0);
  EXPECT_EQ(count("busy_rooms"), 0);
  EXPECT_EQ(count("rooms"), 0);
}

class Missing : public FlowTest {
 protected:
  Missing() { set_up(kinds::metadata()); }
};
ORPIMENT_ON_EACH_DATABASE(Missing);

TEST_P(Missing, targets_are_null_where_the_schema_says_so) {
  Session session = open();
  session.add<Room>({.id = 1});
  session.add<Report>({.id = 1, .room_id = 1});
  session.add<Report>({.id = 2, .room_id = 7});
  session.commit();
  const auto reports = select<Report>().order_by(Report::c.id);
  for (const LoadOption& option :
       {LoadOption(lazyload(Report::c.room)), LoadOption(joinedload(Report::c.room)),
        LoadOption(selectinload(Report::c.room))}) {
    session.clear();
    const auto all = session.scalars(reports.options(option)).all();
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0]->room()->id(), 1);
    EXPECT_EQ(all[1]->room(), nullptr);
    EXPECT_EQ(&all[0]->place(), all[0]->room());
    const auto error = error_of<UsageError>([&] { static_cast<void>(all[1]->place()); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code(), "ORP-1005");
    EXPECT_THAT(error->message(), HasSubstr("leads to no row"));
    EXPECT_EQ(error->hint(),
              "where it may be missing say \"optional\": true of the relationship in the schema: "
              "it is nullptr then");
  }
}

TEST_P(Missing, targets_are_set_as_others_are) {
  Session session = open();
  Room& room = session.add<Room>({.id = 1});
  Report& report = session.add<Report>({.id = 1, .room = room});
  session.add<Report>({.id = 2, .room_id = 7}).set_room(&room);
  session.commit();
  EXPECT_EQ(value_of<std::int64_t>("SELECT count(*) FROM reports WHERE room_id = 1"), 2);
  EXPECT_EQ(report.room_id(), 1);
  EXPECT_EQ(report.room(), &room);
  report.set_room(nullptr);
  EXPECT_ERROR(IntegrityError, "ORP-3103", session.flush(), "which cannot be NULL");
}

class NumberedEnums : public FlowTest {
 protected:
  NumberedEnums() { set_up(kinds::metadata()); }

  static std::vector<std::int64_t> found(Session& session, const Predicate& condition) {
    return session.scalars(select(Room::c.id).where(condition).order_by(Room::c.id)).all();
  }
};
ORPIMENT_ON_EACH_DATABASE(NumberedEnums);

TEST_P(NumberedEnums, are_kept_as_numbers_in_their_order) {
  Session session = open();
  Room& room = session.add<Room>({.id = 1});
  session.add<Room>({.id = 2, .level = Level::high, .color = Color::red});
  session.add<Room>({.id = 3, .level = Level::low});
  session.commit();
  EXPECT_EQ(value_of<std::int64_t>("SELECT CAST(level AS bigint) FROM rooms WHERE id = 2"), 2);
  EXPECT_EQ(value_of<std::int64_t>("SELECT CAST(least AS bigint) FROM rooms WHERE id = 1"), 2);
  EXPECT_EQ(value_of<std::string>("SELECT color FROM rooms WHERE id = 2"), "red");
  EXPECT_EQ(room.level(), Level::middle);
  EXPECT_EQ(room.least(), Level::high);
  EXPECT_THAT(found(session, Room::c.level == Level::high), ElementsAre(2));
  EXPECT_THAT(found(session, Room::c.level > Level::low), ElementsAre(1, 2));
  EXPECT_THAT(found(session, Room::c.level.in_({Level::low, Level::high})), ElementsAre(2, 3));
  EXPECT_THAT(session.scalars(select(Room::c.level).order_by(Room::c.level)).all(),
              ElementsAre(Level::low, Level::middle, Level::high));
  EXPECT_EQ(session.scalars(select(func::max(Room::c.level))).one(), Level::high);
  room.set_level(Level::high);
  session.commit();
  EXPECT_THAT(found(session, Room::c.level == Level::high), ElementsAre(1, 2));
  session.execute(update<Room>().set(Room::c.level = Level::low).all_rows());
  EXPECT_EQ(room.level(), Level::low);
}

TEST_P(NumberedEnums, literals_are_as_their_columns_are) {
  Session session = open();
  session.add<Room>({.id = 1, .color = Color::red, .urgency = Urgency::soon});
  session.add<Room>({.id = 2, .level = Level::high, .urgency = Urgency::later});
  session.commit();
  const auto first = Room::c.id == 1;
  const auto by_id = [&](const auto& value) {
    return session.scalars(select(value).order_by(Room::c.id)).all();
  };
  EXPECT_THAT(by_id(case_().when(first, Urgency::now).else_(Room::c.urgency)),
              ElementsAre(Urgency::now, Urgency::later));
  EXPECT_THAT(by_id(case_().when(first, Color::green).else_(Room::c.color)),
              ElementsAre(Color::green, Color::green));
  EXPECT_THAT(by_id(func::greatest(literal(Level::middle), Room::c.level)),
              ElementsAre(Level::middle, Level::high));
  EXPECT_THAT(by_id(func::least(literal(Color::green), Room::c.color)),
              ElementsAre(Color::red, Color::green));
  EXPECT_EQ(session.scalar(select(literal(Urgency::now))), Urgency::now);
  EXPECT_EQ(session.scalar(select(literal(Level::high))), Level::high);
  EXPECT_EQ(session.scalar(select(literal(Color::green))), Color::green);
  EXPECT_THAT(found(session, literal(Urgency::soon) == Room::c.urgency), ElementsAre(1));
  EXPECT_THAT(found(session, literal(Urgency::soon) > Room::c.urgency), ElementsAre(2));
  EXPECT_THAT(found(session, literal(Color::red) == Room::c.color), ElementsAre(1));
  const auto asked = bindparam<Urgency>("urgency");
  const auto compiled = compile(select(Room::c.id).where(Room::c.urgency == asked));
  EXPECT_THAT(session.scalars(compiled.bind(asked = Urgency::later)).all(), ElementsAre(2));
  const auto raw = text("SELECT level, color, urgency FROM rooms WHERE id = 2");
  const auto [level, color, urgency] = session.execute(raw.columns<Level, Color, Urgency>()).one();
  EXPECT_EQ(level, Level::high);
  EXPECT_EQ(color, Color::green);
  EXPECT_EQ(urgency, Urgency::later);
}

TEST_P(NumberedEnums, stand_wherever_values_do) {
  Session session = open();
  session.add<Room>({.id = 1, .color = Color::red, .urgency = Urgency::soon});
  session.add<Room>({.id = 2, .level = Level::high, .urgency = Urgency::later});
  session.commit();
  const auto by_id = [&](const auto& value) {
    return session.scalars(select(value).order_by(Room::c.id)).all();
  };
  EXPECT_THAT(by_id(cast<std::string>(Room::c.color)), ElementsAre("red", "green"));
  EXPECT_THAT(by_id(cast<std::string>(Room::c.urgency)), ElementsAre("soon", "later"));
  EXPECT_THAT(by_id(cast<std::string>(literal(Urgency::now))), ElementsAre("now", "now"));
  std::ostringstream csv;
  session.execute(select(Room::c.urgency).order_by(Room::c.id)).to_csv(csv);
  EXPECT_EQ(csv.str(), "urgency\r\nsoon\r\nlater\r\n");
  EXPECT_EQ(session.scalar(select(func::array_agg(Room::c.color))),
            (std::vector{Color::red, Color::green}));
  EXPECT_EQ(session.scalar(select(func::array_agg(Room::c.urgency))),
            (std::vector{Urgency::soon, Urgency::later}));
  EXPECT_THAT(
      session.scalars(select(literal(Urgency::now)).union_all(select(Room::c.urgency))).all(),
      UnorderedElementsAre(Urgency::now, Urgency::soon, Urgency::later));
  EXPECT_THAT(by_id(func::coalesce(Room::c.least, Level::low)),
              ElementsAre(Level::high, Level::high));
  const auto before = func::lag(Room::c.urgency, 1, Urgency::now).over(order_by(Room::c.id));
  EXPECT_THAT(by_id(before), ElementsAre(Urgency::now, Urgency::soon));
  const auto mostly = case_().when(Room::c.id == 1, Urgency::now).else_(Urgency::later);
  EXPECT_THAT(found(session, Room::c.urgency == mostly), ElementsAre(2));
  EXPECT_THAT(found(session, Room::c.urgency < mostly), ElementsAre(1));
  EXPECT_THAT(found(session, Room::c.urgency.in_(select(literal(Urgency::soon)))), ElementsAre(1));
  EXPECT_THAT(found(session, Room::c.urgency == any_(select(mostly))), ElementsAre(2));
  EXPECT_THAT(found(session, text("urgency = :u").bind("u", Urgency::later)), ElementsAre(2));
  const auto wanted_urgency = orp::column<Urgency>("urgency");
  const std::vector<std::tuple<Urgency>> rows{{Urgency::later}};
  const auto wanted = orp::values("wanted", rows, wanted_urgency);
  EXPECT_THAT(
      session.scalars(select(Room::c.id).join(wanted, Room::c.urgency == wanted[wanted_urgency]))
          .all(),
      ElementsAre(2));
  const auto told =
      text("SELECT id, urgency FROM rooms").columns(Room::c.id, wanted_urgency).cte("told");
  EXPECT_THAT(
      session.scalars(select(told[Room::c.id]).where(told[wanted_urgency] == Urgency::soon)).all(),
      ElementsAre(1));
  session.execute(update<Room>().set(Room::c.urgency = mostly).all_rows());
  EXPECT_THAT(by_id(Room::c.urgency), ElementsAre(Urgency::now, Urgency::later));
  session.execute(insert<Room>().from_select(
      select(Room::c.id + 10, literal(Level::low), literal(Color::red), literal(Urgency::now)),
      Room::c.id, Room::c.level, Room::c.color, Room::c.urgency));
  EXPECT_THAT(found(session, Room::c.id > 10 && Room::c.urgency == Urgency::now &&
                                 Room::c.level == Level::low && Room::c.color == Color::red),
              ElementsAre(11, 12));
}

TEST_P(NumberedEnums, are_read_by_name_as_labels_and_as_numbers) {
  Session session = open();
  session.add<Room>({.id = 1, .color = Color::red, .urgency = Urgency::soon});
  session.commit();
  const auto stmt = select(Room::c.level, Room::c.least, Room::c.color, Room::c.urgency);
  const Executable& of_any_type = stmt;
  for (const DynamicResult& rows :
       {session.execute(stmt).mappings(), session.execute(of_any_type)}) {
    const DynamicRow row = rows.one();
    EXPECT_EQ(row["urgency"].get<std::string>(), "soon");
    EXPECT_EQ(row["urgency"].get<std::optional<std::string>>(), "soon");
    EXPECT_EQ(row["urgency"].get<int>(), 10);
    EXPECT_EQ(row["urgency"].get<std::optional<std::int64_t>>(), 10);
    EXPECT_EQ(row["urgency"].get<std::int16_t>(), 10);
    EXPECT_EQ(row["urgency"].get<double>(), 10);
    EXPECT_EQ(row["urgency"].get<Urgency>(), Urgency::soon);
    EXPECT_EQ(row["urgency"].get<std::optional<Urgency>>(), Urgency::soon);
    EXPECT_EQ(row["level"].get<std::string>(), "middle");
    EXPECT_EQ(row["least"].get<std::string>(), "very high");
    EXPECT_EQ(row["least"].get<int>(), 2);
    EXPECT_EQ(row["least"].get<Level>(), Level::high);
    EXPECT_EQ(row["color"].get<std::string>(), "red");
    EXPECT_EQ(row["color"].get<std::optional<Color>>(), Color::red);
    for (std::size_t i = 0; i < row.size(); ++i)
      EXPECT_EQ(row[i].type(), TypeTag::enumeration) << row.name(i);
    EXPECT_ERROR(DataError, "ORP-2207", row["urgency"].get<bool>(), "instead of bool");
    EXPECT_ERROR(DataError, "ORP-2207", row["urgency"].get<Level>(), "int16");
    EXPECT_THROW(static_cast<void>(row["color"].get<int>()), DataError);
  }
  session.execute(update<Room>().set(Room::c.least = std::nullopt).all_rows());
  for (const DynamicResult& rows :
       {session.execute(stmt).mappings(), session.execute(of_any_type)}) {
    EXPECT_TRUE(rows.one()["least"].is_null());
    EXPECT_EQ(rows.one()["least"].get<std::optional<std::string>>(), std::nullopt);
    EXPECT_ERROR(DataError, "ORP-2206", rows.one()["least"].get<std::string>(), "NULL");
  }
}

TEST_P(NumberedEnums, are_copied_by_their_labels) {
  const meta::Table copies(
      "copies",
      {meta::column<std::int64_t>("id").primary_key(), meta::column<std::string>("level"),
       meta::column<std::optional<std::string>>("least"), meta::column<std::string>("urgency")});
  copies.create(engine());
  Session session = open();
  session.add<Room>({.id = 1});
  const auto stmt = select(Room::c.id, Room::c.level, Room::c.least, Room::c.urgency);
  const Executable& of_any_type = stmt;
  for (const DynamicResult& rows :
       {session.execute(stmt).mappings(), session.execute(of_any_type)}) {
    session.execute(insert(copies).values(meta::named_values(rows.one())));
    const auto copied = session.execute(select(copies)).one();
    EXPECT_EQ(copied.get<std::string>("level"), "middle");
    EXPECT_EQ(copied.get<std::string>("least"), "very high");
    EXPECT_EQ(copied.get<std::string>("urgency"), "soon");
    session.execute(delete_(copies).all_rows());
  }
  session.commit();
  copies.drop(engine());
}

TEST_P(NumberedEnums, have_numbers_of_their_own) {
  Session session = open();
  Room& room = session.add<Room>({.id = 1});
  session.add<Room>({.id = 2, .urgency = Urgency::now, .usual = Urgency::later});
  session.commit();
  EXPECT_EQ(value_of<std::int64_t>("SELECT CAST(urgency AS bigint) FROM rooms WHERE id = 1"), 10);
  EXPECT_EQ(value_of<std::int64_t>("SELECT CAST(urgency AS bigint) FROM rooms WHERE id = 2"), 20);
  EXPECT_EQ(value_of<std::int64_t>("SELECT CAST(usual AS bigint) FROM rooms WHERE id = 1"), 20);
  EXPECT_EQ(value_of<std::int64_t>("SELECT CAST(usual AS bigint) FROM rooms WHERE id = 2"), -10);
  EXPECT_EQ(room.urgency(), Urgency::soon);
  EXPECT_EQ(room.usual(), Urgency::now);
  EXPECT_THAT(found(session, Room::c.urgency > Urgency::soon), ElementsAre(2));
  EXPECT_THAT(found(session, Room::c.usual.in_({Urgency::later, Urgency::soon})), ElementsAre(2));
  EXPECT_THAT(session.scalars(select(Room::c.usual).order_by(Room::c.usual)).all(),
              ElementsAre(Urgency::later, Urgency::now));
  session.execute(
      update<Room>().set(Room::c.usual = Urgency::soon).where(Room::c.urgency == Urgency::now));
  EXPECT_EQ(session.get_one<Room>(2).usual(), Urgency::soon);
  session.commit();
  run("UPDATE rooms SET urgency = 11");
  EXPECT_ERROR(DataError, "ORP-1351", session.scalars(select(Room::c.urgency)).all(),
               "later -10, soon 10, now 20");
}

TEST_P(NumberedEnums, that_are_none_are_told) {
  Session session = open();
  session.add<Room>({.id = 5, .urgency = static_cast<Urgency>(7)});
  EXPECT_ERROR(DataError, "ORP-2208", session.flush(), "7 is not an enumerator of urgency");
  session.rollback();
  session.add<Room>({.id = 1});
  session.commit();
  run("UPDATE rooms SET level = 7");
  EXPECT_ERROR(DataError, "ORP-1351", session.scalars(select(Room::c.level)).all(), "number 7");
}

}  // namespace
}  // namespace orp::tests
