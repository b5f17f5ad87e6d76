// SPDX-License-Identifier: MIT
// Arrays whose elements may be NULL.
#include <kinds/model.hpp>

#include "flow_test.hpp"

namespace orp::tests {
namespace {

using namespace kinds;
using ::testing::ElementsAre;
using Marks = std::vector<std::optional<std::int32_t>>;
using Notes = std::vector<std::optional<std::string>>;

class NullElements : public FlowTest {
 protected:
  NullElements() { set_up(kinds::metadata()); }
};
ORPIMENT_ON_EACH_DATABASE(NullElements);

TEST_P(NullElements, come_back_as_they_went) {
  Session session = open();
  const Marks marks{1, std::nullopt, 3};
  const Notes notes{"a", std::nullopt, "NULL", "", "\"x\", \\"};
  session.add<Booking>({.id = 1, .rooms = Range<std::int32_t>(), .marks = marks, .notes = notes});
  session.add<Booking>({.id = 2, .rooms = Range<std::int32_t>()});
  session.add<Booking>(
      {.id = 3, .rooms = Range<std::int32_t>(), .marks = Marks{std::nullopt}, .notes = Notes{}});
  session.commit();
  session.clear();
  const auto bookings = session.scalars(select<Booking>().order_by(Booking::c.id)).all();
  EXPECT_EQ(bookings[0]->marks(), marks);
  EXPECT_EQ(bookings[0]->notes(), notes);
  EXPECT_EQ(bookings[1]->marks(), Marks());
  EXPECT_EQ(bookings[1]->notes(), std::nullopt);
  EXPECT_EQ(bookings[2]->marks(), Marks{std::nullopt});
  bookings[2]->set_marks({4, std::nullopt});
  session.commit();
  EXPECT_EQ(session.scalars(select(Booking::c.marks).where(Booking::c.id == 3)).one(),
            (Marks{4, std::nullopt}));
  EXPECT_EQ(session.scalars(select(Booking::c.id).where(Booking::c.marks == marks)).one(), 1);
  EXPECT_THAT(session.scalars(select(Booking::c.marks).order_by(Booking::c.id)).all(),
              ElementsAre(marks, Marks(), Marks{4, std::nullopt}));
}

TEST_P(NullElements, are_looked_for_where_there_are_arrays) {
  Session session = open();
  session.add<Booking>({.id = 1, .rooms = Range<std::int32_t>(), .marks = Marks{1, std::nullopt}});
  session.commit();
  const auto with_one = select(Booking::c.id).where(1 == any_(Booking::c.marks));
  const auto with_two = select(Booking::c.id).where(array(Booking::c.marks).contains({2}));
  if (is_postgres()) {
    EXPECT_THAT(session.scalars(with_one).all(), ElementsAre(1));
    EXPECT_THAT(session.scalars(with_two).all(), ElementsAre());
    EXPECT_EQ(session.scalars(select(Booking::c.marks[1])).one(), std::nullopt);
  } else {
    EXPECT_ERROR(UsageError, "ORP-1245", session.scalars(with_one).all(), "may be NULL");
    EXPECT_ERROR(UsageError, "ORP-1245", session.scalars(with_two).all(), "may be NULL");
  }
}

}  // namespace
}  // namespace orp::tests
