// SPDX-License-Identifier: MIT
// What rows that are to be deleted have in place of values that other rows take.
#include <string>
#include <vector>

#include "registry.hpp"

namespace orp::tests {
namespace {

using namespace registry;
using ::testing::HasSubstr;

class StandIns : public RegistryTest {};
ORPIMENT_ON_EACH_DATABASE(StandIns);

// A text of one character, another one for each number.
std::string character(int number) {
  return {static_cast<char>(0xe4), static_cast<char>(0x80 | number >> 6),
          static_cast<char>(0x80 | (number & 0x3f))};
}

TEST_P(StandIns, many_rows_of_a_flush_are_vacated) {
  constexpr int rows = 600;
  Session session = open({.autoflush = false});
  for (int i = 0; i < rows; ++i) {
    const std::string text = std::to_string(i);
    session
        .add<Sample>({.small = static_cast<std::int16_t>(i),
                      .large = i,
                      .single = static_cast<float>(i),
                      .exact = i,
                      .price = Decimal::from_coefficient(i, 2),
                      .letter = character(i),
                      .body = text,
                      .content = Bytes(text),
                      .code = Uuid::random(),
                      .day = Date::from_days(i),
                      .at = Time::from_microseconds(i),
                      .local = Timestamp(Date::from_days(i)),
                      .moment = TimestampTz::from_microseconds(i),
                      .length = Interval::of_days(i)})
        .probes()
        .add({});
  }
  session.commit();
  for (Sample* stored : session.scalars(select<Sample>()).all()) {
    Sample& old = *stored;
    Sample& next = session.add<Sample>({.small = old.small(),
                                        .large = old.large(),
                                        .single = old.single(),
                                        .exact = old.exact(),
                                        .price = old.price(),
                                        .letter = old.letter(),
                                        .body = old.body(),
                                        .content = old.content(),
                                        .code = old.code(),
                                        .day = old.day(),
                                        .at = old.at(),
                                        .local = old.local(),
                                        .moment = old.moment(),
                                        .length = old.length()});
    next.probes().add(old.probes()[0]);
    session.delete_(old);
  }
  session.commit();
  EXPECT_EQ(count(session, "samples"), rows);
}

// stand_in.hpp, rule 2.
TEST_P(StandIns, a_type_with_few_values_makes_room_as_far_as_it_has_some) {
  for (const int rows : {2, 3, 5}) {
    Session session = open({.autoflush = false});
    for (int i = 0; i < rows; ++i) session.add<Die>({.face = Decimal(i)}).pips().add({});
    session.commit();
    std::vector<Die*> made;
    for (Die* old : session.scalars(select<Die>()).all()) {
      made.push_back(&session.add<Die>({.face = old->face()}));
      made.back()->pips().add(old->pips()[0]);
      session.delete_(*old);
    }
    session.commit();
    EXPECT_EQ(count(session, "dice"), rows);
    for (Die* die : made) {
      session.delete_(die->pips()[0]);
      session.delete_(*die);
    }
    session.commit();
  }
}

TEST_P(StandIns, it_is_told_where_a_type_has_no_more_values) {
  Session session = open();
  for (int i = -9; i < 9; ++i) session.add<Die>({.face = Decimal(i)});
  Die& old = session.add<Die>({.face = Decimal(9)});
  Pip& pip = old.pips().add({});
  session.commit();
  pip.set_die(session.add<Die>({.face = old.face()}));
  session.delete_(old);
  const auto error = error_of<IntegrityError>([&] { session.commit(); });
  ASSERT_TRUE(error);
  EXPECT_THAT(error->what(), HasSubstr("no object has this value: a row that is to be deleted"));
  session.rollback();
  EXPECT_EQ(&pip.die(), &old);
}

}  // namespace
}  // namespace orp::tests
