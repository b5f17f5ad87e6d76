// SPDX-License-Identifier: MIT
#include <rental/model.hpp>

#include "existing_test.hpp"

namespace orp::tests {
namespace {

using namespace rental;
using ::testing::ElementsAre;

class RentalDatabase : public ExistingTest {
 protected:
  RentalDatabase() { make("rental"); }
};
ORPIMENT_ON_EACH_DATABASE(RentalDatabase);

TEST_P(RentalDatabase, has_links_with_a_column_of_their_own) {
  Session session(engine());
  Film& gulls = session.get_one<Film>(2);
  gulls.actors().add(session.get_one<Actor>(2));
  gulls.actors().add({.name = "Rose"});
  session.commit();
  EXPECT_THAT(session
                  .scalars(select(Actor::c.name)
                               .where(Actor::c.films.any(Film::c.title == "Gulls"))
                               .order_by(Actor::c.name))
                  .all(),
              ElementsAre("Ed", "Nick", "Rose"));
  session.delete_(gulls);
  session.commit();
  EXPECT_EQ(session.get_one<Actor>(2).films().size(), 1U);
}

TEST_P(RentalDatabase, stamps_its_rows) {
  Session session(engine());
  Film& moon = session.add<Film>({.title = "Moon"});
  session.flush();
  EXPECT_EQ(moon.costs(), 12);
  EXPECT_EQ(moon.changes(), 0);
  moon.set_days(1);
  session.commit();
  EXPECT_EQ(moon.costs(), 4);
  EXPECT_EQ(moon.changes(), 1);
}

TEST_P(RentalDatabase, refers_without_a_foreign_key) {
  Session session(engine());
  Film& mud = session.get_one<Film>(1);
  EXPECT_EQ(mud.rentals().size(), 1U);
  mud.rentals().add({.until = Date(2026, 2, 3)});
  session.commit();
  EXPECT_THAT(session.scalars(select(Rental::c.film_id).order_by(Rental::c.id)).all(),
              ElementsAre(1, 99, 1));
  EXPECT_EQ(session.scalars(select(func::count(Rental::c.id)).join(Rental::c.film)).one(), 2);
}

}  // namespace
}  // namespace orp::tests
