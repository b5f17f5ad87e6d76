// SPDX-License-Identifier: MIT
// What is in a range, asked in SQL.
#include <kinds/model.hpp>

#include "flow_test.hpp"
#include "orpiment/sql/range.hpp"

namespace orp::tests {
namespace {

using namespace kinds;
using namespace orp::literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Numbers = Range<std::int32_t>;

class RangeConditions : public FlowTest {
 protected:
  RangeConditions() { set_up(kinds::metadata()); }

  static std::vector<std::int64_t> found(Session& session, const Predicate& condition) {
    return session.scalars(select(Booking::c.id).where(condition).order_by(Booking::c.id)).all();
  }
};
ORPIMENT_ON_EACH_DATABASE(RangeConditions);

TEST_P(RangeConditions, are_those_of_the_database) {
  if (is_sqlite()) GTEST_SKIP() << "has no ranges";
  Session session = open();
  session.add<Booking>(
      {.id = 1, .rooms = Numbers(1, 5), .price = Range<Decimal>("1"_dec, "2"_dec)});
  session.add<Booking>(
      {.id = 2,
       .rooms = Numbers(5, 9),
       .days = Range<Date>(Date(2026, 11, 1), Date(2026, 12, 1)),
       .closed = Multirange<Date>({Range<Date>(Date(2026, 12, 24), std::nullopt)})});
  session.commit();
  const auto rooms = range(Booking::c.rooms);
  EXPECT_THAT(found(session, rooms.contains(4)), ElementsAre(1));
  EXPECT_THAT(found(session, rooms.contains(Numbers(6, 7))), ElementsAre(2));
  EXPECT_THAT(found(session, rooms.contains(cast<std::int32_t>(Booking::c.id))), ElementsAre(1));
  EXPECT_THAT(found(session, rooms.contained_by(Numbers(0, 6))), ElementsAre(1));
  EXPECT_THAT(found(session, rooms.overlaps(Numbers(4, 6))), ElementsAre(1, 2));
  EXPECT_THAT(found(session, rooms.overlaps(Booking::c.rooms)), ElementsAre(1, 2));
  EXPECT_THAT(found(session, !rooms.overlaps(Numbers(4, 5))), ElementsAre(2));
  EXPECT_THAT(found(session, rooms.adjacent_to(Numbers(9, 10))), ElementsAre(2));
  EXPECT_THAT(found(session, rooms.strictly_left_of(Numbers(5, 10))), ElementsAre(1));
  EXPECT_THAT(found(session, rooms.strictly_right_of(Numbers(1, 3))), ElementsAre(2));
  EXPECT_THAT(found(session, Booking::c.rooms > Numbers(1, 5)), ElementsAre(2));
  EXPECT_THAT(found(session, range(Booking::c.price).contains("1.5"_dec)), ElementsAre(1));
  EXPECT_THAT(found(session, range(Booking::c.price).contains(1)), ElementsAre(1));
  EXPECT_THAT(found(session, range(Booking::c.days).contains(Date(2026, 11, 20))), ElementsAre(2));
  EXPECT_THAT(found(session, range(Booking::c.closed).contains(Date(2026, 12, 25))),
              ElementsAre(2));
  EXPECT_THAT(session.scalars(select(Booking::c.rooms).order_by(Booking::c.rooms.desc())).all(),
              ElementsAre(Numbers(5, 9), Numbers(1, 5)));
}

TEST_P(RangeConditions, find_equal_ranges_among_others) {
  Session session = open();
  session.add<Booking>({.id = 1, .rooms = Numbers(1, 5)});
  session.add<Booking>({.id = 2, .rooms = Numbers(5, 9)});
  session.commit();
  EXPECT_THAT(found(session, Booking::c.rooms.in_({Numbers(1, 5), Numbers(2, 3)})), ElementsAre(1));
  EXPECT_THAT(found(session, Booking::c.rooms.not_in({Numbers(1, 5)})), ElementsAre(2));
}

TEST_P(RangeConditions, are_refused_where_there_are_no_ranges) {
  if (is_postgres()) GTEST_SKIP() << "has ranges";
  Session session = open();
  EXPECT_ERROR(UsageError, "ORP-1350", found(session, Booking::c.rooms > Numbers(1, 5)), "order");
  EXPECT_ERROR(UsageError, "ORP-1240", found(session, range(Booking::c.rooms).contains(4)),
               "contains() of a range");
  EXPECT_ERROR(UsageError, "ORP-1240",
               found(session, range(Booking::c.rooms).overlaps(Numbers(1, 2))), "overlaps()");
  EXPECT_ERROR(UsageError, "ORP-1240",
               session.scalars(select(Host::c.name).where(match(Host::c.words, "a"))).all(),
               "match()");
}

TEST_P(RangeConditions, are_asked_in_the_guide) {
  if (is_sqlite()) GTEST_SKIP() << "has no ranges";
  Session session = open();
  // snippet: ranges
  session.add<Booking>(
      {.rooms = orp::Range<std::int32_t>(101, 104, orp::Bounds::both),          // [101,105)
       .days = orp::Range<orp::Date>(orp::Date(2026, 11, 20), std::nullopt)});  // from then on
  session.commit();

  const orp::Range<std::int32_t> first_floor(100, 200);
  auto taken =
      orp::select<Booking>().where(orp::range(Booking::c.rooms).overlaps(first_floor),
                                   orp::range(Booking::c.days).contains(orp::Date(2026, 12, 24)));
  auto about_cats = orp::select<Host>().where(orp::match(Host::c.words, "cats"));
  // end snippet
  EXPECT_EQ(session.scalars(taken).one().rooms().upper(), 105);
  EXPECT_TRUE(session.scalars(about_cats).all().empty());
}

TEST_P(RangeConditions, find_words) {
  if (is_sqlite()) GTEST_SKIP() << "has no search in these texts";
  Session session = open();
  session.add<Host>({.address = "10.0.0.1", .name = "a", .words = "fat:1 cat:2"});
  session.add<Host>({.address = "10.0.0.2", .name = "fat dogs", .words = "dog"});
  session.commit();
  const auto named = [&session](const Predicate& condition) {
    return session.scalars(select(Host::c.name).where(condition).order_by(Host::c.name)).all();
  };
  EXPECT_THAT(named(match(Host::c.words, "cats fat")), ElementsAre("a"));
  EXPECT_THAT(named(match(Host::c.name, "dog")), ElementsAre("fat dogs"));
}

}  // namespace
}  // namespace orp::tests
