// SPDX-License-Identifier: MIT
#include <chinook/model.hpp>

#include "existing_test.hpp"

namespace orp::tests {
namespace {

using namespace chinook;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class ChinookDatabase : public ExistingTest {
 protected:
  ChinookDatabase() { make("chinook"); }

  static std::vector<std::int32_t> invoices(Session& session, const Predicate& condition) {
    return session.scalars(select(Invoice::c.id).where(condition).order_by(Invoice::c.id)).all();
  }
};
ORPIMENT_ON_EACH_DATABASE(ChinookDatabase);

TEST_P(ChinookDatabase, is_read_by_relationships) {
  Session session(engine());
  std::vector<std::string> lines;
  auto artists = select<Artist>()
                     .order_by(Artist::c.id)
                     .options(selectinload(Artist::c.albums).selectinload(Album::c.tracks));
  for (Artist& artist : session.scalars(artists))
    for (Album& album : artist.albums())
      for (Track& track : album.tracks())
        lines.push_back(artist.name().value_or("?") + ", " + album.title() + ": " + track.name() +
                        ' ' + track.unit_price().to_string());
  EXPECT_THAT(
      lines,
      ElementsAre("The Grey Herons, Low Tide: Mud 0.99", "The Grey Herons, Low Tide: Gulls 0.99",
                  "The Grey Herons, High Tide: Moon 1.99", "Ада и Ко, Снег: Февраль 1.00"));

  Playlist& all = session.get_one<Playlist>(1);
  EXPECT_EQ(all.tracks().size(), 3U);
  EXPECT_THAT(session.get_one<Playlist>(2).tracks(), IsEmpty());
  EXPECT_EQ(session.get_one<Track>(5).album(), nullptr);
  EXPECT_EQ(session.get_one<Employee>(3).manager()->manager()->last_name(), "Adams");
  EXPECT_EQ(session.get_one<Employee>(1).hire_date(), Timestamp::parse("2002-08-14 00:00:00"));
}

TEST_P(ChinookDatabase, compares_amounts_and_times) {
  Session session(engine());
  const Timestamp third(Date(2021, 1, 3));
  EXPECT_THAT(invoices(session, Invoice::c.invoice_date == third), ElementsAre(2));
  // snippet: compare
  auto of_a_day = select<Invoice>().where(Invoice::c.invoice_date >= Timestamp(Date(2021, 1, 3)),
                                          Invoice::c.invoice_date < Timestamp(Date(2021, 1, 4)),
                                          Invoice::c.total * 100 == 394);
  // end snippet
  EXPECT_EQ(session.scalars(of_a_day).one().id(), 2);
  // snippet: bind_as_kept
  auto since = orp::text(R"("InvoiceDate" >= :since AND "Total" > :least)")
                   .bind("since", Timestamp(Date(2021, 1, 3)), Invoice::c.invoice_date)
                   .bind("least", 2, Invoice::c.total);
  // end snippet
  EXPECT_THAT(invoices(session, since), ElementsAre(2, 4));
  EXPECT_THAT(invoices(session, Invoice::c.invoice_date >= third &&
                                    Invoice::c.invoice_date < Timestamp(Date(2021, 1, 4))),
              ElementsAre(2, 3));
  EXPECT_THAT(invoices(session, Invoice::c.invoice_date.between(Timestamp(Date(2021, 1, 1)),
                                                                Timestamp(Date(2021, 1, 31)))),
              ElementsAre(1, 2, 3));
  EXPECT_THAT(invoices(session, Invoice::c.total == 2), ElementsAre(3));
  EXPECT_THAT(invoices(session, Invoice::c.total == dec("3.94")), ElementsAre(2));
  EXPECT_THAT(invoices(session, Invoice::c.total > dec("1.98")), ElementsAre(2, 3, 4));
  EXPECT_THAT(invoices(session, Invoice::c.total * 100 == 394), ElementsAre(2));
}

TEST_P(ChinookDatabase, sums_as_plain_sql_does) {
  Session session(engine());
  auto report =
      select(Invoice::c.country, func::sum(InvoiceLine::c.unit_price * InvoiceLine::c.quantity))
          .join(Invoice::c.lines)
          .group_by(Invoice::c.country)
          .order_by(Invoice::c.country.asc().nulls_last());
  std::vector<std::string> lines;
  for (const auto& [country, total] : session.execute(report))
    lines.push_back(country.value_or("-") + ' ' + total->to_string());
  EXPECT_THAT(lines, ElementsAre("Chile 2.00", "Norway 5.92", "- 13.86"));
  EXPECT_EQ(session.scalars(select(func::min(Track::c.unit_price))).one(), dec("0.10"));
  EXPECT_EQ(session.scalars(select(func::avg(Invoice::c.total))).one()->round(2), dec("5.44"));
}

TEST_P(ChinookDatabase, is_written) {
  Session session(engine());
  Invoice& invoice = session.get_one<Invoice>(2);
  invoice.set_total(dec("5.00"));
  invoice.set_invoice_date(Timestamp::parse("2021-06-07 08:09:10"));
  invoice.lines().remove(invoice.lines()[0]);
  Track& gulls = session.get_one<Track>(2);
  gulls.set_unit_price(dec("1.29"));
  session.get_one<Playlist>(2).tracks().add(gulls);
  Album& album =
      session.add<Album>({.id = 4, .title = "Ebb", .artist = session.get_one<Artist>(3)});
  album.tracks().add({.id = 6, .name = "Wind", .milliseconds = 1, .unit_price = 2});
  session.commit();
  if (is_sqlite()) {
    EXPECT_EQ(plain(session, R"(SELECT "InvoiceDate" || ' ' || typeof("Total") || "Total"
                                FROM "Invoice" WHERE "InvoiceId" = 2)"),
              "2021-06-07 08:09:10 integer5");
    EXPECT_EQ(plain(session, R"(SELECT typeof("UnitPrice") || "UnitPrice" FROM "Track"
                                WHERE "TrackId" = 2)"),
              "real1.29");
  }
  EXPECT_EQ(plain(session, R"(SELECT CAST(count(*) AS VARCHAR(9)) FROM "InvoiceLine"
                              WHERE "InvoiceId" = 2)"),
            "1");
  EXPECT_EQ(plain(session, R"(SELECT CAST("TrackId" AS VARCHAR(9)) FROM "PlaylistTrack"
                              WHERE "PlaylistId" = 2)"),
            "2");
  EXPECT_EQ(plain(session, R"(SELECT "Name" FROM "Track" WHERE "AlbumId" = 4)"), "Wind");
  session.delete_(invoice);
  session.commit();
  EXPECT_THAT(invoices(session, Invoice::c.total > 0), ElementsAre(1, 3, 4));
}

TEST_P(ChinookDatabase, keeps_what_is_there) {
  chinook::metadata().create_all(engine());  // nothing is missing
  Session session(engine());
  EXPECT_EQ(session.scalars(select(func::count(Track::c.id))).one(), 5);
}

}  // namespace
}  // namespace orp::tests
