// SPDX-License-Identifier: MIT
// Distinct rows in an order that is not the database's own order of what it keeps: of enumerations
// that are texts, of columns that are read within SQL. PostgreSQL takes no order but of what is
// selected, as it is selected.
#include <kinds/model.hpp>

#include "backend/postgres/dialect.hpp"
#include "backend/sqlite/dialect.hpp"
#include "flow_test.hpp"
#include "orpiment/sql/array.hpp"

namespace orp::tests {
namespace {

using namespace kinds;
using ::testing::ElementsAre;

class DistinctOrder : public FlowTest {
 protected:
  DistinctOrder() { set_up(kinds::metadata()); }

  /// Green is before red as a text, and behind it in the enumeration.
  void add_rooms(Session& session) {
    for (const Color color : {Color::green, Color::red, Color::green})
      session.add<Room>({.id = ++rooms_, .color = color});
    session.commit();
  }
  template <class Statement>
  std::vector<Color> colors(Session& session, const Statement& statement) {
    return session.scalars(statement).all();
  }
  template <class Statement>
  std::vector<std::int64_t> ids(Session& session, const Statement& statement) {
    std::vector<std::int64_t> found;
    for (const Room& room : session.scalars(statement)) found.push_back(room.id());
    return found;
  }

 private:
  std::int64_t rooms_ = 0;
};
ORPIMENT_ON_EACH_DATABASE(DistinctOrder);

TEST_P(DistinctOrder, of_labels_that_are_texts_is_that_of_the_enumeration) {
  Session session = open();
  add_rooms(session);
  const auto distinct = select(Room::c.color).distinct();
  EXPECT_THAT(colors(session, distinct.order_by(Room::c.color)),
              ElementsAre(Color::red, Color::green));
  EXPECT_THAT(colors(session, distinct.order_by(Room::c.color.desc())),
              ElementsAre(Color::green, Color::red));
  EXPECT_THAT(colors(session, distinct.order_by(Room::c.color.desc()).limit(1)),
              ElementsAre(Color::green));
  EXPECT_THAT(colors(session, distinct.order_by(Room::c.color).limit(1).offset(1)),
              ElementsAre(Color::green));
  const auto label = Room::c.color.label("hue");
  EXPECT_THAT(colors(session, select(label).distinct().order_by(label)),
              ElementsAre(Color::red, Color::green));
  EXPECT_THAT(colors(session, select(label).distinct().order_by(Room::c.color)),
              ElementsAre(Color::red, Color::green));
  EXPECT_EQ(session
                .execute(select(Room::c.color, Room::c.level)
                             .distinct()
                             .where(Room::c.id > 0)
                             .order_by(Room::c.level, Room::c.color))
                .all()
                .size(),
            2U);
  EXPECT_THAT(ids(session, select<Room>().distinct().order_by(Room::c.color, Room::c.id.desc())),
              ElementsAre(2, 3, 1));
}

TEST_P(DistinctOrder, of_the_first_of_each_kind_is_that_of_the_enumeration) {
  Session session = open();
  add_rooms(session);
  const auto first = select<Room>().distinct(Room::c.color);
  EXPECT_THAT(ids(session, first.order_by(Room::c.color, Room::c.id)), ElementsAre(2, 1));
  EXPECT_THAT(ids(session, first.order_by(Room::c.color.desc(), Room::c.id.desc()).limit(1)),
              ElementsAre(3));
  const auto label = Room::c.color.label("hue");
  EXPECT_THAT(colors(session, select(label).distinct(label).order_by(label, Room::c.id)),
              ElementsAre(Color::red, Color::green));
}

TEST_P(DistinctOrder, has_no_further_column_where_rows_are_those_of_a_query) {
  Session session = open();
  add_rooms(session);
  const auto last = select(Room::c.color).distinct().order_by(Room::c.color.desc()).limit(1);
  const auto rows = last.subquery();
  EXPECT_THAT(colors(session, select(rows[Room::c.color])), ElementsAre(Color::green));
  const auto cte = last.cte("last");
  EXPECT_THAT(colors(session, select(cte)), ElementsAre(Color::green));
  EXPECT_THAT(ids(session, select<Room>().where(Room::c.color.in_(last)).order_by(Room::c.id)),
              ElementsAre(1, 3));
  EXPECT_THAT(
      ids(session,
          select<Room>().where(Room::c.color == last.scalar_subquery()).order_by(Room::c.id)),
      ElementsAre(1, 3));
  EXPECT_THAT(colors(session, last.union_all(select(Room::c.color).where(Room::c.id == 2))),
              ::testing::UnorderedElementsAre(Color::green, Color::red));
  // It sees the statement around it.
  const auto other = aliased<Room>("other");
  const auto same = select(other[Room::c.color])
                        .distinct()
                        .where(other[Room::c.id] == Room::c.id)
                        .correlate<Room>()
                        .order_by(other[Room::c.color])
                        .limit(1);
  EXPECT_THAT(
      ids(session,
          select<Room>().where(Room::c.color == same.scalar_subquery()).order_by(Room::c.id)),
      ElementsAre(1, 2, 3));
}

TEST_P(DistinctOrder, comes_with_what_is_loaded_beside_objects) {
  Session session = open();
  add_rooms(session);
  session.add<Visit>({.id = 1, .room_id = 2});
  session.add<Visit>({.id = 2, .room_id = 2});
  session.commit();
  session.clear();
  const auto rooms = select<Room>().distinct().order_by(Room::c.color, Room::c.id);
  EXPECT_THAT(ids(session, rooms.options(joinedload(Room::c.visits))), ElementsAre(2, 1, 3));
  EXPECT_EQ(session.get<Room>(2)->visits().size(), 2U);
  EXPECT_THAT(ids(session, rooms.limit(2).options(joinedload(Room::c.visits))), ElementsAre(2, 1));
  EXPECT_THAT(ids(session, rooms.options(selectinload(Room::c.visits))), ElementsAre(2, 1, 3));
  EXPECT_THAT(ids(session, select<Room>().distinct().join(Room::c.visits).order_by(Room::c.color)),
              ElementsAre(2));
  const auto visits = select<Visit>().distinct().order_by(Visit::c.id.desc());
  EXPECT_EQ(session.scalars(visits.options(joinedload(Visit::c.room))).all().size(), 2U);
  const auto pairs = select<Visit, Room>()
                         .join(Visit::c.room)
                         .distinct()
                         .order_by(Room::c.color, Visit::c.id.desc())
                         .options(joinedload(Visit::c.room));
  std::vector<std::int64_t> found;
  for (const auto& [visit, room] : session.execute(pairs)) found.push_back(visit.id());
  EXPECT_THAT(found, ElementsAre(2, 1));
}

TEST_P(DistinctOrder, is_that_of_rows_that_are_written_or_asked_for) {
  Session session = open();
  add_rooms(session);
  const auto last = select(Room::c.color).distinct().order_by(Room::c.color.desc()).limit(1);
  EXPECT_EQ(ids(session, select<Room>().where(last.exists())).size(), 3U);
  session.execute(update<Room>().set(Room::c.color = last.scalar_subquery()).all_rows());
  EXPECT_THAT(colors(session, select(Room::c.color).distinct()), ElementsAre(Color::green));
  const auto number = (Room::c.id + 10).label("number");
  const auto copies =
      select(number, Room::c.color).distinct().order_by(Room::c.color, number.desc());
  session.execute(insert<Room>().from_select(copies, Room::c.id, Room::c.color));
  session.commit();
  EXPECT_EQ(session.scalars(select(func::count()).select_from<Room>()).one(), 6);
}

TEST_P(DistinctOrder, is_found_again_in_each_clause) {
  Session session = open();
  const auto check = [&session](const auto& value) {
    const auto run = [&session](const auto& statement) { (void)session.execute(statement).all(); };
    const auto label = value.label("l");
    run(select(value).distinct().order_by(value));
    run(select(label).distinct().order_by(label));
    run(select(label).distinct().order_by(value));
    run(select(value).distinct(value).order_by(value));
    run(select(label).distinct(label).order_by(label.desc()));
    run(select(label).distinct(value).order_by(label));
    run(select(value, func::count()).group_by(value).order_by(value));
    run(select(label, func::count()).group_by(label).distinct().order_by(label));
    const auto few = select(label).distinct().order_by(label).limit(2).subquery();
    run(select(few).distinct().order_by(few[label]));
  };
  check(Room::c.color);
  check(Room::c.level);
  check(Room::c.least);
  check(Room::c.urgency);
  check(func::coalesce(Room::c.least, Level::low));
  check(case_().when(Room::c.id > 3, Room::c.color).else_(Color::red));
  check(case_().when(Room::c.id > 3, Color::green).else_(Color::red));
  check(cast<std::string>(Room::c.color));
  check(Room::c.color.in_({Color::red}));
  check(Room::c.color == Color::red);
  check(Host::c.name);
  check(Host::c.title);
  check(Host::c.title + "!");
  check(Host::c.price);
  check(Host::c.number);
  check(Host::c.count);
  check(Host::c.code);
  check(Host::c.name.in_({"x"}));
  if (is_sqlite()) return;  // which knows no order of these
  check(Host::c.address);
  check(Host::c.net);
  check(Host::c.card);
  check(Host::c.flags);
  check(Booking::c.rooms);
}

TEST_P(DistinctOrder, of_what_is_read_within_sql_is_that_of_the_column) {
  Session session = open();
  for (const char* address : {"10.0.0.10", "10.0.0.9"})
    session.add<Host>({.address = address, .name = address});
  session.commit();
  const auto prices = select(Host::c.price).distinct().order_by(Host::c.price);
  EXPECT_EQ(session.scalars(prices).all().size(), 1U);
  const auto titles = select(Host::c.title).distinct().order_by(Host::c.title);
  EXPECT_THAT(session.scalars(titles).all(), ElementsAre("HOST"));
  if (is_sqlite()) return;  // which does not know the order of addresses
  EXPECT_THAT(session.scalars(select(Host::c.address).distinct().order_by(Host::c.address)).all(),
              ElementsAre("10.0.0.9", "10.0.0.10"));
}

TEST(DistinctOrderText, within_an_aggregate_is_that_of_its_values) {
  const auto refused = [](const Executable& statement) {
    const auto error =
        error_of<UsageError>([&] { (void)statement.to_sql(backend::postgres_dialect()); });
    return error ? std::string(error->code()) : "";
  };
  const auto colors = func::array_agg(distinct(Room::c.color));
  EXPECT_EQ(refused(select(colors.order_by(Room::c.color))), "ORP-1228");
  EXPECT_EQ(refused(select(colors.order_by(Room::c.id))), "ORP-1228");
  (void)select(func::array_agg(distinct(Room::c.id)).order_by(Room::c.id.desc()))
      .to_sql(backend::postgres_dialect());
}

TEST(DistinctOrderText, has_the_rows_within_where_it_is_not_that_of_what_is_selected) {
  const auto text = [](const Executable& statement) {
    return statement.to_sql(backend::postgres_dialect());
  };
  const std::string place = R"("color" WHEN 'red' THEN 0 WHEN 'green' THEN 1 END)";
  const auto colors = select(Room::c.color).distinct().order_by(Room::c.color);
  EXPECT_EQ(text(colors.limit(2)),
            R"(SELECT "anon_1"."color" FROM (SELECT DISTINCT "rooms"."color" FROM "rooms") AS )"
            R"("anon_1" ORDER BY CASE "anon_1".)" +
                place + " LIMIT $1");
  EXPECT_EQ(colors.to_sql(backend::sqlite_dialect()),
            R"(SELECT DISTINCT "rooms"."color" FROM "rooms" ORDER BY CASE "rooms".)" + place);
  EXPECT_EQ(text(select(Room::c.id).distinct().order_by(Room::c.id)),
            R"(SELECT DISTINCT "rooms"."id" FROM "rooms" ORDER BY "rooms"."id")");
}

TEST(DistinctOrderText, has_the_kinds_in_the_form_of_the_order) {
  const auto text = [](const Executable& statement) {
    return statement.to_sql(backend::postgres_dialect());
  };
  const std::string place = R"(CASE "rooms"."color" WHEN 'red' THEN 0 WHEN 'green' THEN 1 END)";
  const auto first = select(Room::c.id).distinct(Room::c.color);
  EXPECT_EQ(text(first), R"(SELECT DISTINCT ON ("rooms"."color") "rooms"."id" FROM "rooms")");
  EXPECT_EQ(text(first.order_by(Room::c.color)),
            "SELECT DISTINCT ON (" + place + R"() "rooms"."id" FROM "rooms" ORDER BY )" + place);
}

}  // namespace
}  // namespace orp::tests
