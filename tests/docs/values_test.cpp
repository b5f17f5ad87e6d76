// SPDX-License-Identifier: MIT
// The code of docs/guide/values.md.
#include <agenda/model.hpp>
#include <chrono>
#include <orpiment/chrono.hpp>
#include <orpiment/json.hpp>

#include "docs/guide.hpp"

using namespace agenda;
using namespace orp::literals;

namespace {

class Values : public Guide {
 protected:
  Values() {
    agenda::metadata().drop_all(engine);
    agenda::metadata().create_all(engine);
  }
  ~Values() override { agenda::metadata().drop_all(engine); }

  static Meeting::New review() {
    return {.title = "Design review", .day = orp::Date(2026, 11, 20), .starts = orp::Time(9, 30)};
  }
};
INSTANTIATE_TEST_SUITE_P(Database, Values, testing::ValuesIn(guide_databases()));

TEST_P(Values, of_every_type) {
  // snippet: new
  orp::Session session(engine);
  Meeting& review = session.add<Meeting>({
      .title = "Design review",
      .day = orp::Date(2026, 11, 20),
      .starts = orp::Time(9, 30),
      .lasts = orp::Interval::of_minutes(45),
      .fee = app::Money{"120.00"_dec},
      .tags = std::vector<std::string>{"design", "database"},
      .details = orp::Json::parse(R"({"room": 12})"),
      .sketch = orp::Bytes{0x89, 0x50, 0x4e, 0x47},
  });
  session.commit();
  // end snippet
  EXPECT_EQ(review.id().version(), 7);
  EXPECT_EQ(review.mood(), Mood::calm);
  EXPECT_EQ(review.lasts(), orp::Interval::parse("PT45M"));
  EXPECT_EQ(review.tags().size(), 2U);
  EXPECT_EQ(review.fee()->amount, 120);
  EXPECT_EQ(review.sketch()->size(), 4U);
  EXPECT_EQ(orp::to_nlohmann(*review.details())["room"], 12);
  const nlohmann::json document = *review.details();
  EXPECT_EQ(document.get<orp::Json>(), orp::to_json(document));
}

TEST_P(Values, calculate) {
  orp::Session session(engine);
  Meeting& review = session.add<Meeting>(Values::review());
  session.commit();
  // snippet: calculate
  review.set_day(review.day().plus_days(7));
  const orp::Timestamp begin(review.day(), review.starts());
  const orp::Timestamp end = begin + review.lasts();

  orp::Decimal fee = "120.00"_dec;
  fee += "0.10"_dec * 3;                     // exact
  review.set_fee(app::Money{fee.round(1)});  // 120.3
  review.set_mood(Mood::urgent);
  // end snippet
  session.commit();
  EXPECT_EQ(end, orp::Timestamp::parse("2026-11-27 10:30:00"));
  EXPECT_EQ(review.fee()->amount, "120.30"_dec);
}

TEST_P(Values, read_and_write_text) {
  // snippet: text
  const orp::Date day = orp::Date::parse("2026-11-20");  // throws DataError when it is none
  const std::optional<orp::Date> maybe = orp::Date::from_string("2026-13-01");  // empty then
  const std::string text = day.to_string();
  // end snippet
  EXPECT_EQ(maybe, std::nullopt);
  EXPECT_EQ(text, "2026-11-20");
}

TEST_P(Values, go_to_chrono_and_back) {
  orp::Session session(engine);
  Meeting& review = session.add<Meeting>(Values::review());
  session.commit();
  // snippet: chrono
  using namespace std::chrono_literals;
  review.set_day(orp::to_date(2026y / std::chrono::November / 27));
  review.set_lasts(orp::to_interval(90min));
  const std::chrono::sys_time<std::chrono::microseconds> booked = to_chrono(review.booked_at());
  review.set_starts(orp::to_time(10h + 30min));
  const orp::Timestamp noon = orp::to_timestamp(std::chrono::local_days(2026y / 11 / 27) + 12h);
  const orp::TimestampTz now = orp::to_timestamp_tz(std::chrono::system_clock::now());
  // end snippet
  EXPECT_EQ(noon, orp::Timestamp::parse("2026-11-27 12:00:00"));
  EXPECT_GE(now, orp::to_timestamp_tz(booked - 1h));
  session.commit();
  EXPECT_EQ(review.day(), orp::Date(2026, 11, 27));
  EXPECT_GT(booked.time_since_epoch().count(), 0);
}

TEST_P(Values, tell_unset_from_null) {
  // snippet: null
  orp::Session session(engine);
  Meeting& silent = session.add<Meeting>({
      .title = "Silent hour",
      .day = orp::Date(2026, 11, 20),
      .starts = orp::Time(14, 0),  // lasts, mood and tags are unset: their defaults
      .fee = std::nullopt,         // NULL
  });
  session.commit();
  if (!silent.fee()) silent.set_fee(app::Money{10});
  // end snippet
  EXPECT_EQ(silent.lasts(), orp::Interval::of_hours(1));
  EXPECT_EQ(silent.fee()->amount, 10);
}

TEST_P(Values, in_conditions) {
  orp::Session session(engine);
  Meeting& review = session.add<Meeting>(Values::review());
  review.set_fee(app::Money{"120.00"_dec});
  // snippet: conditions
  auto soon =
      orp::select<Meeting>()
          .where(Meeting::c.day >= orp::Date(2026, 11, 1), Meeting::c.starts < orp::Time(12, 0))
          .where(Meeting::c.mood == Mood::calm, Meeting::c.fee == app::Money{120})
          .order_by(Meeting::c.day, Meeting::c.starts);
  // end snippet
  EXPECT_EQ(session.scalars(soon).size(), 1U);
}

TEST_P(Values, have_an_order_in_sql_or_none) {
  orp::Session session(engine);
  session.add<Meeting>(Values::review());
  const auto sorts = [&](const auto& column) {
    return session.scalars(orp::select(Meeting::c.id).order_by(column)).size() == 1U;
  };
  EXPECT_TRUE(sorts(Meeting::c.day) && sorts(Meeting::c.starts) && sorts(Meeting::c.booked_at));
  EXPECT_TRUE(sorts(Meeting::c.id) && sorts(Meeting::c.mood) && sorts(Meeting::c.sketch));
  if (GetParam() == "sqlite://")
    EXPECT_THROW(sorts(Meeting::c.lasts), orp::UsageError);
  else
    EXPECT_TRUE(sorts(Meeting::c.lasts));
  static_assert(!orp::detail::is_ordered<orp::Json>);
  static_assert(!orp::detail::is_ordered<std::vector<std::string>>);
  static_assert(orp::detail::is_ordered<orp::Bytes>);
  static_assert(orp::detail::is_ordered<orp::Interval>);
}

TEST_P(Values, of_dates_json_and_arrays_in_sql) {
  orp::Session session(engine);
  Meeting& review = session.add<Meeting>(Values::review());
  review.set_lasts(orp::Interval::of_minutes(45));
  review.set_tags({"design", "database"});
  review.set_details(orp::Json::parse(R"({"room": 12})"));
  session.commit();
  // snippet: in_sql
  auto of_november =
      orp::select<Meeting>()
          .where(Meeting::c.day.between(orp::Date(2026, 11, 1), orp::Date(2026, 11, 30)))
          .where(Meeting::c.booked_at <= orp::func::now())
          .where(Meeting::c.lasts == orp::Interval::of_minutes(45))
          .where(Meeting::c.tags == std::vector<std::string>{"design", "database"})
          .where(Meeting::c.details.is_not_null());
  auto last_day = orp::select(orp::func::max(Meeting::c.day));  // std::optional<orp::Date>
  // end snippet
  EXPECT_EQ(session.scalars(of_november).size(), 1U);
  EXPECT_EQ(session.scalar(last_day), orp::Date(2026, 11, 20));

  const bool is_sqlite = GetParam() == "sqlite://";
  // snippet: in_sql_by_name
  const orp::Date week_before = orp::Date(2026, 11, 20).plus_days(-7);  // in C++: on any database
  auto recent = orp::select<Meeting>().where(Meeting::c.day > week_before);

  // What one database calls so, and the other one otherwise:
  auto room = is_sqlite ? orp::text<int>("details ->> 'room'")
                        : orp::text<int>("CAST(details ->> 'room' AS integer)");
  auto tag_count =
      orp::func::call<int>(is_sqlite ? "json_array_length" : "cardinality", Meeting::c.tags);
  auto in_room_12 = orp::select<Meeting>().where(room == 12, tag_count == 2);
  // end snippet
  EXPECT_EQ(session.scalars(recent).size(), 1U);
  EXPECT_EQ(session.scalars(in_room_12).size(), 1U);
}

}  // namespace
