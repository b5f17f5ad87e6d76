// SPDX-License-Identifier: MIT
// What a music shop asks of a database that others made.
#include <chinook/model.hpp>
#include <orpiment/sql/bindparam.hpp>
#include <orpiment/sql/table_function.hpp>

#include "existing/existing_test.hpp"

namespace orp::tests {
namespace {

using namespace chinook;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class MusicShop : public ExistingTest {
 protected:
  MusicShop() { make("chinook"); }
};
ORPIMENT_ON_EACH_DATABASE(MusicShop);

TEST_P(MusicShop, what_share_of_the_sales_each_artist_has) {
  Session session(engine());
  auto sold = func::sum(InvoiceLine::c.unit_price * InvoiceLine::c.quantity);
  auto stmt = select(Artist::c.name, sold.label("sold"),
                     func::round(sold * 100 / func::sum(sold).over(), 1).label("percent"))
                  .join(Artist::c.albums)
                  .join(Album::c.tracks)
                  .join<InvoiceLine>(InvoiceLine::c.track_id == Track::c.id)
                  .group_by(Artist::c.id, Artist::c.name)
                  .order_by(sold.desc());
  std::vector<std::string> lines;
  for (const auto& [name, amount, percent] : session.execute(stmt))
    lines.push_back(name.value_or("?") + ' ' + amount->to_string() + ' ' + percent->to_string());
  EXPECT_THAT(lines, ElementsAre("The Grey Herons 19.78 90.8", "Ада и Ко 2.00 9.2"));
}

TEST_P(MusicShop, which_tracks_nobody_bought) {
  Session session(engine());
  auto stmt = select(Track::c.id, Track::c.name)
                  .outerjoin<InvoiceLine>(InvoiceLine::c.track_id == Track::c.id)
                  .where(InvoiceLine::c.id.is_null())
                  .order_by(Track::c.id);
  auto plain_sql = text(R"(SELECT "TrackId", "Name" FROM "Track" WHERE "TrackId" NOT IN
                           (SELECT "TrackId" FROM "InvoiceLine") ORDER BY 1)")
                       .columns<std::int32_t, std::string>();
  EXPECT_EQ(session.execute(stmt).all(), session.execute(plain_sql).all());
  EXPECT_EQ(
      session
          .scalars(select(Track::c.name).where(Track::c.id.not_in(select(InvoiceLine::c.track_id))))
          .one(),
      "Loose");
}

TEST_P(MusicShop, which_tracks_are_longer_than_the_average_of_their_album) {
  Session session(engine());
  auto other = aliased<Track>();
  auto average = select(func::avg(other[Track::c.milliseconds]))
                     .where(other[Track::c.album_id] == Track::c.album_id)
                     .scalar_subquery();
  auto stmt = select(Track::c.name).where(Track::c.milliseconds > average).order_by(Track::c.id);
  EXPECT_THAT(session.scalars(stmt).all(), ElementsAre("Mud"));
}

TEST_P(MusicShop, what_each_month_brought_at_home_and_abroad) {
  Session session(engine());
  auto month = extract(Field::month, Invoice::c.invoice_date);
  auto stmt = select(month.label("month"), func::count().label("invoices"),
                     func::count().filter(Invoice::c.country == "Norway").label("at_home"),
                     func::sum(Invoice::c.total).filter(Invoice::c.country != "Norway"))
                  .group_by(month)
                  .order_by(month);
  std::vector<std::string> lines;
  for (const auto& [number, all, at_home, abroad] : session.execute(stmt))
    lines.push_back(std::to_string(number) + ' ' + std::to_string(all) + ' ' +
                    std::to_string(at_home) + ' ' + (abroad ? abroad->to_string() : "-"));
  EXPECT_THAT(lines, ElementsAre("1 3 2 2.00", "2 1 0 -"));
}

TEST_P(MusicShop, how_long_it_was_since_the_invoice_before) {
  Session session(engine());
  auto by_date = order_by(Invoice::c.invoice_date);
  auto before = func::lag(Invoice::c.invoice_date).over(by_date);
  auto seconds = extract_epoch(Invoice::c.invoice_date) - extract_epoch(before);
  auto stmt = select(Invoice::c.id, seconds.label("seconds")).order_by(Invoice::c.id);
  EXPECT_THAT(session.execute(stmt).all(),
              ElementsAre(std::tuple(1, std::nullopt), std::tuple(2, 1), std::tuple(3, 45'000),
                          std::tuple(4, 2'460'600)));
}

TEST_P(MusicShop, through_whom_each_employee_reports) {
  Session session(engine());
  auto path = Employee::c.last_name.label("path");
  auto above = select(Employee::c.id, path)
                   .where(Employee::c.manager == nullptr)
                   .recursive_cte("above", [&](const auto& up) {
                     return select(Employee::c.id, up[path] + " > " + Employee::c.last_name)
                         .join(up, Employee::c.reports_to == up[Employee::c.id]);
                   });
  EXPECT_THAT(session.scalars(select(above[path]).order_by(above[Employee::c.id])).all(),
              ElementsAre("Adams", "Adams > Edwards", "Adams > Edwards > Peacock"));
}

TEST_P(MusicShop, which_tracks_are_in_a_playlist_and_were_sold_to_norway) {
  Session session(engine());
  auto listed = select(Track::c.name).where(Track::c.playlists.any(Playlist::c.name == "All"));
  auto to_norway = select(Track::c.name)
                       .join<InvoiceLine>(InvoiceLine::c.track_id == Track::c.id)
                       .join(InvoiceLine::c.invoice)
                       .where(Invoice::c.country == "Norway");
  EXPECT_THAT(session.scalars(listed.intersect(to_norway).order_by(Track::c.name)).all(),
              ElementsAre("Moon", "Mud"));
  EXPECT_THAT(session.scalars(listed.except(to_norway)).all(), ElementsAre("Февраль"));
  EXPECT_THAT(session.scalars(to_norway.except(listed)).all(), ElementsAre("Gulls"));
}

TEST_P(MusicShop, takes_new_prices_from_a_list_of_the_program) {
  Session session(engine());
  const std::vector<std::tuple<std::int32_t, Decimal>> rows = {{1, dec("1.29")}, {5, dec("0.20")}};
  auto prices = values("prices", rows, Track::c.id, Track::c.unit_price);
  auto stmt = update<Track>()
                  .where(Track::c.id == prices[Track::c.id])
                  .set(Track::c.unit_price = prices[Track::c.unit_price])
                  .returning(Track::c.id, Track::c.unit_price);
  EXPECT_THAT(session.execute(stmt).all(), ::testing::UnorderedElementsAreArray(rows));
  EXPECT_EQ(session.scalar(select(func::sum(Track::c.unit_price))), dec("5.47"));
}

TEST_P(MusicShop, forgets_the_lines_of_invoices_to_nowhere) {
  Session session(engine());
  auto nowhere = select(Invoice::c.id).where(Invoice::c.country.is_null());
  auto gone = delete_<InvoiceLine>().where(InvoiceLine::c.invoice_id.in_(nowhere));
  EXPECT_EQ(session.execute(gone).affected_rows(), 1);
  auto empty = select(Invoice::c.id).where(!Invoice::c.lines.any());
  EXPECT_THAT(session.scalars(empty).all(), ElementsAre(4));
}

TEST_P(MusicShop, names_playlists_that_may_be_there) {
  Session session(engine());
  session.execute(
      insert<Playlist>()
          .values(Playlist::c.id = 2, Playlist::c.name = "Quiet")
          .values(Playlist::c.id = 3, Playlist::c.name = "Loud")
          .on_conflict(Playlist::c.id)
          .do_update(Playlist::c.name = Playlist::c.name + ", " + excluded(Playlist::c.name)));
  EXPECT_THAT(session.scalars(select(Playlist::c.name).order_by(Playlist::c.id)).all(),
              ElementsAre("All", "Empty, Quiet", "Loud"));
}

TEST_P(MusicShop, what_the_dearest_invoice_of_each_country_is) {
  Session session(engine());
  auto countries = select(Invoice::c.country).distinct().subquery("countries");
  auto dearest = select(Invoice::c.id, Invoice::c.total)
                     .where(Invoice::c.country == countries[Invoice::c.country])
                     .order_by(Invoice::c.total.desc())
                     .limit(1)
                     .lateral("dearest");
  auto stmt = select(countries[Invoice::c.country], dearest.or_null()[Invoice::c.id])
                  .outerjoin(dearest, true_())
                  .order_by(countries[Invoice::c.country].asc().nulls_last());
  if (is_sqlite()) {
    EXPECT_THROW(session.execute(stmt), UsageError);
    return;
  }
  EXPECT_THAT(session.execute(stmt).all(),
              ElementsAre(std::tuple("Chile", 3), std::tuple("Norway", 2),
                          std::tuple(std::nullopt, std::nullopt)));
}

TEST_P(MusicShop, adds_up_lines_by_a_text_beside_the_invoices) {
  Session session(engine());
  auto sum = column("sum", Invoice::c.total);
  auto lines = text(R"(SELECT "InvoiceId", sum("UnitPrice" * "Quantity") AS sum
                       FROM "InvoiceLine" WHERE "Quantity" >= :least GROUP BY 1)")
                   .bind("least", 1)
                   .columns(InvoiceLine::c.invoice_id, sum)
                   .cte("lines");
  auto wrong = select(Invoice::c.id)
                   .join(lines, lines[InvoiceLine::c.invoice_id] == Invoice::c.id)
                   .where(func::round(lines[sum], 2) != Invoice::c.total);
  EXPECT_THAT(session.scalars(wrong).all(), IsEmpty());
}

TEST_P(MusicShop, finds_invoices_of_a_country_and_a_time_again_and_again) {
  Session session(engine());
  const auto country = bindparam("country", Invoice::c.country);
  const auto from = bindparam("from", Invoice::c.invoice_date);
  const auto found = compile(
      select(Invoice::c.id)
          .where(Invoice::c.country.is_not_distinct_from(country), Invoice::c.invoice_date >= from)
          .order_by(Invoice::c.id));
  const Timestamp third(Date(2021, 1, 3));
  EXPECT_THAT(session.scalars(found.bind(country = "Norway", from = third)).all(), ElementsAre(2));
  EXPECT_THAT(session.scalars(found.bind(country = "Chile", from = third)).all(), ElementsAre(3));
  EXPECT_THAT(session.scalars(found.bind(country = std::nullopt, from = third)).all(),
              ElementsAre(4));
}

TEST_P(MusicShop, writes_its_invoices_as_csv) {
  Session session(engine());
  std::ostringstream csv;
  session
      .execute(select(Invoice::c.id.label("invoice"), Invoice::c.country, Invoice::c.total)
                   .order_by(Invoice::c.id)
                   .offset(2))
      .to_csv(csv);
  EXPECT_EQ(csv.str(), "invoice,BillingCountry,Total\r\n3,Chile,2.00\r\n4,,13.86\r\n");
}

TEST_P(MusicShop, pages_from_the_longest_track_to_the_shortest) {
  Session session(engine());
  auto page = [&](std::int32_t milliseconds, std::int32_t id) {
    return session
        .scalars(select<Track>()
                     .where(tuple(Track::c.milliseconds, Track::c.id) < tuple(milliseconds, id))
                     .order_by(Track::c.milliseconds.desc(), Track::c.id.desc())
                     .limit(2))
        .all();
  };
  std::vector<std::string> names;
  for (auto tracks = page(1'000'000, 0); !tracks.empty();
       tracks = page(tracks.back()->milliseconds(), tracks.back()->id()))
    for (const Track* track : tracks) names.push_back(track->name());
  EXPECT_THAT(names, ElementsAre("Moon", "Февраль", "Mud", "Gulls", "Loose"));
}

TEST_P(MusicShop, which_tracks_have_the_same_composer) {
  Session session(engine());
  auto other = aliased<Track>();
  auto stmt = select(Track::c.name, other[Track::c.name].label("other"))
                  .join(other, other[Track::c.composer] == Track::c.composer &&
                                   other[Track::c.id] > Track::c.id);
  EXPECT_THAT(session.execute(stmt).all(), ElementsAre(std::tuple("Mud", "Moon")));
}

TEST_P(MusicShop, how_long_each_playlist_is) {
  Session session(engine());
  auto length = func::coalesce(func::sum(Track::c.milliseconds), 0) / 1000;
  auto stmt = select(Playlist::c.name, func::count(Track::c.id), length)
                  .outerjoin(Playlist::c.tracks)
                  .group_by(Playlist::c.id)
                  .order_by(Playlist::c.id);
  EXPECT_THAT(session.execute(stmt).all(),
              ElementsAre(std::tuple("All", 3, 741), std::tuple("Empty", 0, 0)));
}

TEST_P(MusicShop, what_each_month_of_a_quarter_brought_also_those_without_invoices) {
  Session session(engine());
  auto month = generate_series(1, 3);
  auto total = func::coalesce(func::sum(Invoice::c.total), 0);
  auto stmt =
      select(month.value(), total)
          .select_from(month)
          .outerjoin<Invoice>(extract(Field::month, Invoice::c.invoice_date) == month.value())
          .group_by(month.value())
          .order_by(month.value());
  EXPECT_THAT(session.execute(stmt).all(),
              ElementsAre(std::tuple(1, dec("7.92")), std::tuple(2, dec("13.86")),
                          std::tuple(3, dec("0"))));
}

TEST_P(MusicShop, which_two_tracks_are_in_a_playlist_together) {
  Session session(engine());
  auto other = aliased<Track>();
  auto stmt = select(Track::c.id, other[Track::c.id].label("other"))
                  .join(Track::c.playlists)
                  .join(Playlist::c.tracks.of_type(other))
                  .where(Track::c.id < other[Track::c.id])
                  .order_by(Track::c.id, other[Track::c.id]);
  EXPECT_THAT(session.execute(stmt).all(),
              ElementsAre(std::tuple(1, 3), std::tuple(1, 4), std::tuple(3, 4)));
}

TEST_P(MusicShop, puts_the_sums_of_the_lines_into_the_invoices) {
  Session session(engine());
  session.execute(update<InvoiceLine>()
                      .where(InvoiceLine::c.id == 5)
                      .set(InvoiceLine::c.quantity = InvoiceLine::c.quantity + 1));
  auto sum = select(func::sum(InvoiceLine::c.unit_price * InvoiceLine::c.quantity))
                 .where(InvoiceLine::c.invoice_id == Invoice::c.id)
                 .scalar_subquery();
  auto changed = update<Invoice>()
                     .where(Invoice::c.total != sum)
                     .set(Invoice::c.total = func::coalesce(sum, 0))
                     .returning(Invoice::c.id, Invoice::c.total);
  EXPECT_THAT(session.execute(changed).all(), ElementsAre(std::tuple(3, dec("3"))));
}

TEST_P(MusicShop, asks_by_a_text_for_invoices_since_a_time_as_the_column_keeps_it) {
  Session session(engine());
  auto since = text(R"("InvoiceDate" >= :since)")
                   .bind("since", Timestamp(Date(2021, 1, 3)), Invoice::c.invoice_date);
  EXPECT_THAT(session.scalars(select(Invoice::c.id).where(since).order_by(Invoice::c.id)).all(),
              ElementsAre(2, 3, 4));
}

}  // namespace
}  // namespace orp::tests
