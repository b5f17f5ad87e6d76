// SPDX-License-Identifier: MIT
// Columns that are something else on one database: its own types, and SQL around values.
#include <extended/model.hpp>
#include <kinds/model.hpp>

#include "flow_test.hpp"

namespace orp::tests {
namespace {

using namespace kinds;
using namespace orp::literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

class Variants : public FlowTest {
 protected:
  Variants() { set_up(kinds::metadata()); }

  static Host& add_host(Session& session, const std::string& address, const std::string& name) {
    return session.add<Host>({.address = address, .name = name});
  }
  static std::vector<std::string> found(Session& session, const Predicate& condition) {
    return session.scalars(select(Host::c.address).where(condition)).all();
  }
};
ORPIMENT_ON_EACH_DATABASE(Variants);

TEST_P(Variants, come_back_as_they_went) {
  Session session = open();
  session.add<Host>({.address = "10.0.0.1",
                     .name = "gate",
                     .net = "10.0.0.0/8",
                     .card = "08:00:2b:01:02:03",
                     .flags = "1101",
                     .price = "12.50"_dec,
                     .number = 4'000'000'000,
                     .count = 3,
                     .place = app::Point{1, 2},
                     .code = "abc"});
  session.commit();
  session.clear();
  const Host& host = session.scalars(select<Host>()).one();
  EXPECT_EQ(host.address(), "10.0.0.1");
  EXPECT_EQ(host.net(), "10.0.0.0/8");
  EXPECT_EQ(host.card(), "08:00:2b:01:02:03");
  EXPECT_EQ(host.flags(), "1101");
  EXPECT_EQ(host.price(), "12.5"_dec);
  EXPECT_EQ(host.number(), 4'000'000'000);
  EXPECT_EQ(host.count(), 3);
  EXPECT_EQ(host.place(), (app::Point{1, 2}));
  EXPECT_EQ(host.code(), "abc");
}

TEST_P(Variants, of_classes_are_read_by_name_as_what_keeps_them) {
  Session session = open();
  add_host(session, "10.0.0.1", "gate").set_place(app::Point{1, 2});
  using Marks = std::vector<std::optional<std::int32_t>>;
  session.add<Booking>({.rooms = Range<std::int32_t>(1, 5), .marks = Marks{1, std::nullopt}});
  const auto hosts = select(Host::c.address, Host::c.place);
  const auto bookings = select(Booking::c.rooms, Booking::c.marks, Booking::c.notes);
  const Executable& any_hosts = hosts;
  const Executable& any_bookings = bookings;
  for (const DynamicResult& rows :
       {session.execute(hosts).mappings(), session.execute(any_hosts)}) {
    const DynamicRow row = rows.one();
    EXPECT_EQ(row["place"].get<std::string>(), "(1,2)");
    EXPECT_EQ(row["place"].type(), TypeTag::text);
    EXPECT_ERROR(DataError, "ORP-2207", row["place"].get<int>(), "instead of int32");
  }
  for (const DynamicResult& rows :
       {session.execute(bookings).mappings(), session.execute(any_bookings)}) {
    const DynamicRow row = rows.one();
    EXPECT_EQ(row["rooms"].get<std::string>(), "[1,5)");
    EXPECT_EQ(row["marks"].get<Marks>(), (Marks{1, std::nullopt}));
    EXPECT_EQ(row["marks"].get<std::optional<Marks>>(), (Marks{1, std::nullopt}));
    EXPECT_TRUE(row["notes"].is_null());
    EXPECT_ERROR(DataError, "ORP-2207", row["marks"].get<std::vector<std::int64_t>>(), "int64[]");
  }
}

TEST_P(Variants, are_types_of_the_database) {
  if (is_sqlite()) GTEST_SKIP() << "has no such types";
  const auto type_of = [this](const std::string& column) {
    return value_of<std::string>(
        "SELECT CAST(format_type(atttypid, atttypmod) AS text) FROM pg_attribute WHERE attname = "
        "'" +
        column + "' AND attrelid = to_regclass('hosts')");
  };
  EXPECT_EQ(type_of("address"), "inet");
  EXPECT_EQ(type_of("net"), "cidr");
  EXPECT_EQ(type_of("flags"), "bit varying");
  EXPECT_EQ(type_of("price"), "money");
  EXPECT_EQ(type_of("number"), "oid");
  EXPECT_EQ(type_of("count"), "positive");
  EXPECT_EQ(type_of("place"), "point");
  EXPECT_EQ(type_of("code"), "character(3)");
  EXPECT_EQ(type_of("name"), "text");
}

TEST_P(Variants, without_an_order_are_refused_in_the_words_of_the_database) {
  if (is_sqlite()) GTEST_SKIP() << "has no such types";
  Session session = open();
  add_host(session, "10.0.0.1", "gate");
  session.commit();
  const auto refused = [&](const auto& statement) {
    const auto error = error_of<SqlError>([&] { (void)session.scalars(statement).all(); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code(), "ORP-3001");
    EXPECT_THAT(error->message(), HasSubstr("point"));
    EXPECT_THAT(error->sql(), HasSubstr("SELECT"));
    session.rollback();
  };
  refused(select<Host>().order_by(Host::c.place));
  refused(select<Host>().distinct(Host::c.place).order_by(Host::c.place, Host::c.address));
  refused(select<Host>().distinct().order_by(Host::c.address));
}

TEST_P(Variants, are_compared_as_the_database_compares_them) {
  Session session = open();
  Host& gate = add_host(session, "10.0.0.1", "gate");
  gate.set_price("5.00"_dec);
  gate.set_number(7);
  add_host(session, "10.0.0.2", "shop");
  session.commit();
  EXPECT_THAT(found(session, Host::c.address == "10.0.0.1"), ElementsAre("10.0.0.1"));
  EXPECT_THAT(found(session, Host::c.address != "10.0.0.1"), ElementsAre("10.0.0.2"));
  EXPECT_THAT(found(session, Host::c.address.in_({"10.0.0.1", "10.0.0.9"})),
              ElementsAre("10.0.0.1"));
  EXPECT_THAT(found(session, Host::c.address.not_in({"10.0.0.1"})), ElementsAre("10.0.0.2"));
  EXPECT_THAT(found(session, Host::c.price == "5.00"_dec), ElementsAre("10.0.0.1"));
  EXPECT_THAT(found(session, Host::c.price.in_({"5.00"_dec})), ElementsAre("10.0.0.1"));
  EXPECT_THAT(found(session, Host::c.price > 1), ElementsAre("10.0.0.1"));
  EXPECT_THAT(found(session, Host::c.number == 7), ElementsAre("10.0.0.1"));
  EXPECT_THAT(found(session, Host::c.number.in_({7, 8})), ElementsAre("10.0.0.1"));
  EXPECT_THAT(found(session, Host::c.address.in_(select(Host::c.address))),
              UnorderedElementsAre("10.0.0.1", "10.0.0.2"));
  if (is_postgres()) {  // which knows that 10.0.0.2 is less than 10.0.0.10
    add_host(session, "10.0.0.10", "late");
    session.commit();
    EXPECT_THAT(session.scalars(select(Host::c.address).order_by(Host::c.address)).all(),
                ElementsAre("10.0.0.1", "10.0.0.2", "10.0.0.10"));
    EXPECT_THAT(found(session, Host::c.address > "10.0.0.2"), ElementsAre("10.0.0.10"));
    EXPECT_THAT(
        session
            .scalars(select(Host::c.address.label("a")).order_by(Host::c.address.label("a").desc()))
            .all(),
        ElementsAre("10.0.0.10", "10.0.0.2", "10.0.0.1"));
  }
}

TEST_P(Variants, without_an_order_are_not_ordered) {
  if (is_postgres()) GTEST_SKIP() << "has the order";
  Session session = open();
  EXPECT_ERROR(UsageError, "ORP-1350",
               session.scalars(select(Host::c.address).order_by(Host::c.address)).all(),
               "does not have the order");
  EXPECT_ERROR(UsageError, "ORP-1350", found(session, Host::c.address > "10.0.0.1"), "texts");
  EXPECT_ERROR(UsageError, "ORP-1350", session.scalars(select(func::max(Host::c.net))).one(),
               "order");
}

TEST_P(Variants, have_sql_around_what_is_sent) {
  Session session = open();
  add_host(session, "10.0.0.1", "GATE");
  for (int i = 2; i < 5; ++i)
    add_host(session, "10.0.0." + std::to_string(i), "Shop" + std::to_string(i));
  session.commit();
  EXPECT_EQ(value_of<std::string>("SELECT name FROM hosts WHERE name LIKE 'g%'"), "gate");
  EXPECT_THAT(found(session, Host::c.name == "Gate"), ElementsAre("10.0.0.1"));
  EXPECT_THAT(found(session, Host::c.name.in_({"GATE", "SHOP3"})),
              UnorderedElementsAre("10.0.0.1", "10.0.0.3"));
  session.execute(update<Host>().set(Host::c.name = "DOOR").where(Host::c.address == "10.0.0.1"));
  EXPECT_THAT(found(session, Host::c.name == "Door"), ElementsAre("10.0.0.1"));
  Host& shop = *session.get<Host>("10.0.0.2");
  shop.set_name("MARKET");
  session.commit();
  EXPECT_EQ(shop.name(), "market");
}

TEST_P(Variants, have_sql_around_what_is_read) {
  Session session = open();
  Host& host = session.add<Host>({.address = "10.0.0.1", .name = "a", .title = "sir"});
  session.commit();
  EXPECT_EQ(value_of<std::string>("SELECT title FROM hosts"), "sir");
  EXPECT_EQ(host.title(), "SIR");
  EXPECT_EQ(session.scalars(select(Host::c.title)).one(), "SIR");
  // Within a query the column is what the table has.
  EXPECT_THAT(found(session, Host::c.title == "sir"), ElementsAre("10.0.0.1"));
  EXPECT_THAT(found(session, Host::c.title.in_(select(Host::c.title))), ElementsAre("10.0.0.1"));
  auto inner = select(Host::c.title).subquery();
  EXPECT_EQ(session.scalars(select(inner[Host::c.title])).one(), "SIR");
  auto cte = select(Host::c.title, Host::c.address).cte("titles");
  EXPECT_EQ(session.scalars(select(cte[Host::c.title])).one(), "SIR");
  EXPECT_EQ(session.scalars(select(cte[Host::c.address])).one(), "10.0.0.1");
  const auto both = select(Host::c.title).union_all(select(Host::c.title).limit(1));
  EXPECT_THAT(session.scalars(both).all(), ElementsAre("SIR", "SIR"));
  const auto rows = session.execute(
      update<Host>().set(Host::c.title = "lady").all_rows().returning(Host::c.title));
  EXPECT_EQ(std::get<0>(rows.one()), "LADY");
}

TEST_P(Variants, are_written_in_batches_and_found_by_their_keys) {
  Session session = open();
  for (int i = 1; i <= 300; ++i) {
    Host& host =
        add_host(session, "10.0." + std::to_string(i / 100) + '.' + std::to_string(i % 100),
                 "host" + std::to_string(i));
    host.services().add({.port = 80});
  }
  session.commit();
  session.clear();
  const auto hosts =
      session.scalars(select<Host>().order_by(Host::c.name).options(selectinload(Host::c.services)))
          .all();
  ASSERT_EQ(hosts.size(), 300U);
  for (Host* const each : hosts) {
    Host& host = *each;
    ASSERT_EQ(host.services().size(), 1U);
    EXPECT_EQ(&host.services()[0].host(), &host);
    EXPECT_EQ(host.flags(), "101");
    host.set_flags("111");
  }
  session.commit();
  for (Host* const host : hosts) ASSERT_EQ(host->flags(), "111");
  session.clear();
  EXPECT_EQ(session.scalars(select(func::count()).where(Host::c.flags == "111")).one(), 300);
  session.execute(delete_<Service>().all_rows());
  for (Host& host : session.scalars(select<Host>())) session.delete_(host);
  session.commit();
  EXPECT_EQ(session.scalars(select(func::count(Host::c.address))).one(), 0);
}

TEST_P(Variants, are_copied_and_streamed) {
  Session session = open();
  std::vector<Booking::Row> rows(2'000);
  for (int i = 0; i < 2'000; ++i) {
    Booking::Row& row = rows[static_cast<std::size_t>(i)];
    row.id = i + 1;
    row.rooms = Range<std::int32_t>(i, i + 2);
  }
  session.bulk_insert<Booking>(rows);
  session.commit();
  int sum = 0;
  for (Booking& booking : session.stream(select<Booking>().order_by(Booking::c.id)))
    sum += *booking.rooms().lower();
  EXPECT_EQ(sum, 1'999 * 1'000);
}

TEST_P(Variants, are_upserted) {
  Session session = open();
  session.execute(
      insert<Host>()
          .values(Host::c.address = "10.0.0.1", Host::c.name = "GATE", Host::c.title = "sir")
          .on_conflict(Host::c.address)
          .do_update(Host::c.name = excluded(Host::c.name)));
  const auto returned = session.execute(
      insert<Host>()
          .values(Host::c.address = "10.0.0.1", Host::c.name = "DOOR", Host::c.title = "sir")
          .on_conflict(Host::c.address)
          .do_update(Host::c.name = excluded(Host::c.name))
          .returning(Host::c.address, Host::c.name));
  EXPECT_EQ(returned.one(), std::make_tuple(std::string("10.0.0.1"), std::string("door")));
}

TEST_P(Variants, are_not_evaluated_in_memory) {
  Session session = open();
  Host& host = add_host(session, "10.0.0.1", "gate");
  session.commit();
  session.execute(update<Host>().set(Host::c.code = "x").where(Host::c.name == "GATE"));
  EXPECT_EQ(host.code(), "x");
}

TEST_P(Variants, of_a_domain_are_checked) {
  Session session = open();
  session.add<Host>({.address = "10.0.0.1", .name = "gate", .count = -1});
  if (is_sqlite()) return session.flush();
  EXPECT_THROW(session.flush(), Error);
  session.rollback();
  kinds::metadata().drop_all(engine());
  EXPECT_EQ(value_of<std::int64_t>("SELECT count(*) FROM pg_type WHERE typname = 'positive' AND "
                                   "typnamespace = CAST(current_schema() AS regnamespace)"),
            0);
}

TEST_P(Variants, that_are_too_long_are_refused) {
  if (is_sqlite()) GTEST_SKIP() << "texts have no length";
  Session session = open();
  session.add<Host>({.address = "10.0.0.1", .name = "gate", .code = "abcd"});
  EXPECT_THROW(session.flush(), Error);
}

TEST_P(Variants, of_ranges_come_back_as_they_went) {
  Session session = open();
  const Range<TimestampTz> hours(TimestampTz::parse("2026-11-30 08:00:00+00"),
                                 TimestampTz::parse("2026-11-30 09:30:00.5+00"));
  session.add<Booking>(
      {.rooms = Range<std::int32_t>(1, 5),
       .wide = Range<std::int64_t>(std::nullopt, 10, Bounds::both),
       .price = Range<Decimal>("1.50"_dec, "2.5"_dec, Bounds::both),
       .days = Range<Date>(Date(2026, 11, 1), std::nullopt),
       .local = Range<Timestamp>(Timestamp::parse("2026-11-30 08:00:00"), std::nullopt),
       .during = hours,
       .closed =
           Multirange<Date>({Range<Date>(Date(2026, 12, 24), Date(2026, 12, 26), Bounds::both),
                             Range<Date>(Date(2026, 1, 1), Date(2026, 1, 2))})});
  session.add<Booking>({.rooms = Range<std::int32_t>::empty()});
  session.commit();
  session.clear();
  const Booking& booking =
      *session.scalars(select<Booking>().order_by(Booking::c.id)).all().front();
  EXPECT_EQ(booking.rooms(), Range<std::int32_t>(1, 5));
  EXPECT_EQ(booking.wide(), Range<std::int64_t>(std::nullopt, 11));
  EXPECT_EQ(booking.price(), Range<Decimal>("1.5"_dec, "2.50"_dec, Bounds::both));
  EXPECT_EQ(booking.days(), Range<Date>(Date(2026, 11, 1), std::nullopt));
  EXPECT_EQ(booking.local()->lower(), Timestamp::parse("2026-11-30 08:00:00"));
  EXPECT_EQ(booking.during(), hours);
  EXPECT_EQ(booking.closed()->ranges().size(), 2U);
  EXPECT_TRUE(booking.closed()->contains(Date(2026, 12, 26)));
  EXPECT_EQ(
      session.scalars(select(func::count()).where(Booking::c.rooms == Range<std::int32_t>(1, 5)))
          .one(),
      1);
  EXPECT_EQ(session.scalars(select(func::count()).where(Booking::c.during == hours)).one(), 1);
}

TEST_P(Variants, of_points_in_time_do_not_depend_on_the_session) {
  if (is_sqlite()) GTEST_SKIP() << "has no zone";
  Session session = open();
  const Range<TimestampTz> hours(TimestampTz::parse("2026-11-30 08:00:00+00"),
                                 TimestampTz::parse("2026-11-30 09:30:00+00"));
  session.execute(text("SET LOCAL TIME ZONE 'Asia/Kolkata'"));
  session.add<Booking>({.rooms = Range<std::int32_t>(), .during = hours});
  session.flush();
  EXPECT_EQ(session.scalars(select(Booking::c.during)).one(), hours);
  EXPECT_EQ(session.scalars(select(func::count()).where(Booking::c.during == hours)).one(), 1);
}

class Extensions : public FlowTest {};
ORPIMENT_ON_EACH_DATABASE(Extensions);

// One test: an extension is in one schema of a database at a time.
TEST_P(Extensions, have_types_as_any_other) {
  if (is_postgres())
    for (const char* name : {"citext", "ltree", "hstore"})
      run(std::string("CREATE EXTENSION ") + name);
  set_up(extended::metadata());
  using extended::Page;
  Session session = open();
  const Hstore labels({{"color", "red"}, {"size", std::nullopt}, {"a \"b\"", "c\\d"}});
  session.add<Page>({.name = "Home", .path = "top.home", .labels = labels});
  session.commit();
  session.clear();
  Page& page = session.scalars(select<Page>().where(Page::c.name == "HOME")).one();
  EXPECT_EQ(page.name(), "Home");
  EXPECT_EQ(page.path(), "top.home");
  EXPECT_EQ(page.labels(), labels);
  EXPECT_EQ(page.labels()->find("color"), "red");
  EXPECT_EQ(page.labels()->find("size"), std::nullopt);
  EXPECT_TRUE(page.labels()->contains("size"));
  EXPECT_EQ(session.scalars(select(func::count()).where(Page::c.labels == labels)).one(), 1);
  EXPECT_EQ(session.scalars(select(func::count()).where(Page::c.name.in_({"HOME", "away"}))).one(),
            1);
  session.add<Page>({.name = "hOmE"});
  EXPECT_THROW(session.flush(), IntegrityError);
}

}  // namespace
}  // namespace orp::tests
