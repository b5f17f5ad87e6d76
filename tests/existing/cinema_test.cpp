// SPDX-License-Identifier: MIT
#include <cinema/model.hpp>

#include "existing_test.hpp"
#include "support/expect_error.hpp"

namespace orp::tests {
namespace {

using namespace cinema;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class CinemaDatabase : public ExistingTest {
 protected:
  CinemaDatabase() { make("cinema"); }

  void run(const std::string& sql) {
    engine().transaction([&](Connection& connection) { connection.execute_script(sql); });
  }
  static std::vector<std::int32_t> films(Session& session, const Predicate& condition) {
    return session.scalars(select(Film::c.id).where(condition).order_by(Film::c.id)).all();
  }
};
ORPIMENT_ON_EACH_DATABASE(CinemaDatabase);

// ---- decimals

TEST_P(CinemaDatabase, has_amounts_of_the_scale_of_the_schema) {
  Session session(engine());
  std::vector<std::string> fees;
  for (Film& film : session.scalars(select<Film>().order_by(Film::c.id)))
    fees.push_back(film.fee().to_string());
  EXPECT_THAT(fees, ElementsAre("12.50", "7.00", "9.10"));
}

TEST_P(CinemaDatabase, refuses_amounts_with_more_digits_than_the_schema_says) {
  Session session(engine());
  const auto fee = [&] {
    return session.scalars(select(Film::c.fee).where(Film::c.id == 1)).one();
  };
  run("UPDATE film SET fee = 12.505 WHERE film_id = 1");
  if (is_sqlite()) {
    EXPECT_THROW(fee(), DataError);
  } else {
    EXPECT_ERROR(DataError, "ORP-2204", fee(), "12.505 has more digits than decimal(12, 2)");
    EXPECT_ERROR(DataError, "ORP-2204", session.get_one<Film>(1), "\"fee\"");
    run("UPDATE film SET fee = 10000000000 WHERE film_id = 1");
    EXPECT_ERROR(DataError, "ORP-2204", fee(), "has more digits than decimal(12, 2)");
  }
}

TEST_P(CinemaDatabase, calculates_as_before) {
  if (is_sqlite()) GTEST_SKIP() << "a sum of such amounts is one of decimals of their scale";
  run("UPDATE film SET fee = 12.505 WHERE film_id = 1");
  Session session(engine());
  EXPECT_EQ(session.scalars(select(func::sum(Film::c.fee))).one(), dec("28.605"));
  EXPECT_EQ(session.scalars(select(Film::c.fee * 2).where(Film::c.id == 1)).one(), dec("25.010"));
}

// ---- timestamps

TEST_P(CinemaDatabase, refuses_to_write_times_that_the_column_does_not_keep) {
  const Timestamp fine = Timestamp::parse("2026-01-02 20:00:00.25");
  {
    Session session(engine());
    session.get_one<Film>(1).set_shown_at(fine);
    EXPECT_ERROR(DataError, "ORP-2212", session.flush(), "film.shown_at");
  }
  Session session(engine());
  EXPECT_ERROR(DataError, "ORP-2212",
               session.execute(update<Film>().where(Film::c.id == 1).set(Film::c.shown_at = fine)),
               "digits of a second");
  EXPECT_THAT(films(session, Film::c.shown_at == fine), IsEmpty());
  EXPECT_THAT(films(session, Film::c.shown_at > fine), ElementsAre(3));
  EXPECT_THAT(films(session, Film::c.shown_at == Timestamp::parse("2026-01-02 20:00:00")),
              ElementsAre(1));
}

// ---- labels that are texts

TEST_P(CinemaDatabase, orders_labels_that_are_texts_as_declared) {
  Session session(engine());
  EXPECT_THAT(session.scalars(select(Film::c.id).order_by(Film::c.kind)).all(),
              ElementsAre(1, 3, 2));
  EXPECT_THAT(films(session, Film::c.kind < Kind::series), ElementsAre(1, 3));
  EXPECT_THAT(films(session, Film::c.kind.between(Kind::feature, Kind::series)), ElementsAre(2, 3));
  EXPECT_THAT(films(session, Film::c.kind.in_({Kind::trailer, Kind::series})), ElementsAre(1, 2));
  EXPECT_EQ(session.scalars(select(func::max(Film::c.kind))).one(), Kind::series);
  EXPECT_EQ(session.scalars(select(func::min(Film::c.kind))).one(), Kind::trailer);
}

TEST_P(CinemaDatabase, writes_labels_that_are_texts) {
  Session session(engine());
  session.get_one<Film>(1).set_kind(Kind::series);
  session.get_one<Film>(2).set_kind(Kind::trailer);
  session.get_one<Film>(3).set_advice(std::nullopt);
  for (const char* const title : {"Tide", "Foam"})
    session.add<Film>({.title = title, .kind = Kind::trailer, .advice = Rating::adults});
  session.commit();
  EXPECT_THAT(films(session, Film::c.kind == Kind::trailer), ElementsAre(2, 4, 5));
  EXPECT_THAT(films(session, Film::c.advice.is_null()), ElementsAre(2, 3));
  EXPECT_EQ(plain(session, "SELECT kind FROM film WHERE film_id = 5"), "trailer");

  for (int i = 0; i < 300; ++i) session.add<Film>({.title = "Many", .kind = Kind::series});
  session.commit();
  EXPECT_EQ(films(session, Film::c.kind == Kind::series).size(), 301U);
}

TEST_P(CinemaDatabase, chooses_labels_that_are_texts) {
  Session session(engine());
  session.execute(update<Film>().all_rows().set(
      Film::c.kind = case_().when(Film::c.id == 1, Kind::series).else_(Kind::feature)));
  EXPECT_THAT(films(session, Film::c.kind == Kind::series), ElementsAre(1));
  session.execute(update<Film>()
                      .where(text("kind = :kind").bind("kind", Kind::series, Film::c.kind))
                      .set(Film::c.kind = Kind::trailer));
  EXPECT_THAT(films(session, func::coalesce(Film::c.kind, Kind::feature) == Kind::trailer),
              ElementsAre(1));
}

TEST_P(CinemaDatabase, compares_labels_of_both_kinds) {
  Session session(engine());
  EXPECT_THAT(films(session, Film::c.advice > Film::c.rating), ElementsAre(1));
  EXPECT_THAT(films(session, Film::c.advice < Film::c.rating), ElementsAre(3));
  EXPECT_THAT(films(session, Film::c.rating.in_(select(Film::c.advice))), ElementsAre(2, 3));
  session.execute(update<Film>().all_rows().set(Film::c.advice = Film::c.rating));
  EXPECT_THAT(films(session, Film::c.advice == Film::c.rating), ElementsAre(1, 2, 3));
  session.execute(update<Film>().all_rows().set(
      Film::c.advice = Rating::adults,
      Film::c.rating = func::coalesce(Film::c.advice, Rating::adults)));
  EXPECT_THAT(films(session, Film::c.rating == Rating::adults), ElementsAre(2));
}

TEST_P(CinemaDatabase, has_keys_that_are_labels) {
  Session session(engine());
  EXPECT_EQ(session.get_one<Discount>(Kind::series).off(), dec("0.25"));
  session.get_one<Discount>(Kind::series).set_off(dec("0.50"));
  session.delete_(session.get_one<Discount>(Kind::trailer));
  session.add<Discount>({.kind = Kind::feature, .off = dec("2")});
  session.commit();
  EXPECT_THAT(session.scalars(select(Discount::c.kind).order_by(Discount::c.kind)).all(),
              ElementsAre(Kind::feature, Kind::series));
}

TEST_P(CinemaDatabase, says_where_a_schema_must_say_that_labels_are_texts) {
  if (is_sqlite()) GTEST_SKIP() << "all labels are texts there";
  Session session(engine());
  EXPECT_ERROR(DataError, "ORP-2207", session.get_one<Poster>(1), R"("stored_as": "text")");
  EXPECT_ERROR(
      SqlError, "ORP-3001",
      session.execute(update<Poster>().all_rows().set(
          Poster::c.kind = case_().when(Poster::c.id == 1, Kind::trailer).else_(Kind::feature))),
      R"("stored_as": "text")");
}

TEST_P(CinemaDatabase, says_how_a_label_is_bound) {
  Session session(engine());
  const auto rated = text("rating = :r");
  EXPECT_THAT(films(session, rated.bind("r", Rating::adults)), ElementsAre(2));
  EXPECT_THAT(films(session, rated.bind("r", Rating::adults, Film::c.rating)), ElementsAre(2));
  if (is_sqlite()) return;
  EXPECT_ERROR(SqlError, "ORP-3001", films(session, rated.bind("r", "adults")),
               R"(bind("r", Rating::pg, Film::c.rating))");
}

class OwnCinema : public OnEachDatabase {};
ORPIMENT_ON_EACH_DATABASE(OwnCinema);

TEST_P(OwnCinema, has_texts_for_labels_that_are_texts) {
  metadata().create_all(engine());
  Session session(engine());
  Film& film = session.add<Film>({.title = "Mud", .advice = Rating::children});
  Seat& seat = session.add<Seat>({.tier = Tier::balcony, .film = &film});
  session.commit();
  EXPECT_EQ(seat.price().to_string(), "9.50");
  EXPECT_EQ(seat.tier(), Tier::balcony);
  session.rollback();
  EXPECT_THROW(run("UPDATE seat SET tier = 'roof'"), IntegrityError);
  if (!is_sqlite()) {
    EXPECT_EQ(value_of<std::int64_t>("SELECT count(*) FROM pg_type WHERE typname = 'tier' AND "
                                     "typnamespace = current_schema()::regnamespace"),
              0);
    EXPECT_EQ(value_of<std::string>("SELECT CAST(pg_typeof(advice) AS text) FROM film"), "text");
  }
  metadata().drop_all(engine());
}

// ---- keys of other widths

TEST_P(CinemaDatabase, has_keys_of_other_widths) {
  Session session(engine());
  std::vector<Seat*> seats;
  for (int i = 0; i < 3; ++i)
    seats.push_back(
        &session.add<Seat>({.tier = Tier::stalls, .film = session.get_one<Film>(i + 1)}));
  session.commit();
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(seats[static_cast<std::size_t>(i)]->price().to_string(), "9.50");
    EXPECT_EQ(seats[static_cast<std::size_t>(i)]->film().id(), i + 1);
  }
  for (int i = 0; i < 300; ++i)
    session.add<Seat>({.tier = Tier::balcony, .price = dec("8"), .film = session.get_one<Film>(2)});
  session.commit();
  EXPECT_EQ(session.scalars(select(func::count()).where(Seat::c.film_id == 2)).one(), 301);
  EXPECT_EQ(session.scalars(select(func::max(Seat::c.id))).one(), 303);
}

// ---- json

TEST_P(CinemaDatabase, keeps_json_as_it_was_written) {
  const std::string spelling = R"({"z": 1,  "a": 2, "a": 3})";
  const std::string count =
      "SELECT CAST(count(*) AS TEXT) FROM film WHERE CAST(details AS TEXT) = '" + spelling + "'";
  Session session(engine());
  EXPECT_EQ(session.get_one<Film>(1).details()->text(), R"({"b": 1, "a": [2,  3]})");
  session.get_one<Film>(1).set_details(Json::parse(spelling));
  session.add<Film>({.title = "One", .details = Json::parse(spelling)});
  session.commit();
  EXPECT_EQ(plain(session, count), "2");
  session.execute(
      update<Film>().where(Film::c.id == 2).set(Film::c.details = Json::parse(spelling)));
  EXPECT_EQ(plain(session, count), "3");
  for (int i = 0; i < 300; ++i)
    session.add<Film>({.title = "Many", .details = Json::parse(spelling)});
  session.commit();
  EXPECT_EQ(plain(session, count), "303");
}

TEST_P(CinemaDatabase, says_that_json_is_not_compared) {
  Session session(engine());
  const auto equal = [&] { return films(session, Film::c.details == Json::parse("[]")); };
  if (is_sqlite()) {
    EXPECT_THAT(equal(), IsEmpty());
  } else {
    EXPECT_ERROR(SqlError, "ORP-3001", equal(), "jsonb");
    session.rollback();
    EXPECT_THROW(films(session, Film::c.details.in_({Json::parse("[]")})), SqlError);
    session.rollback();
  }
  const Predicate as_text =
      text<std::string>("CAST(details AS text)") == R"({"b": 1, "a": [2,  3]})";
  EXPECT_THAT(films(session, as_text), ElementsAre(1));
}

// ---- schemas

TEST_P(CinemaDatabase, has_no_schema_in_the_name_of_a_table) {
  Session session(engine());
  EXPECT_ERROR(SqlError, "ORP-3002", session.scalars(select(Ticket::c.id)).all(),
               is_sqlite() ? "sales.ticket" : "search_path=sales");
}

}  // namespace
}  // namespace orp::tests
