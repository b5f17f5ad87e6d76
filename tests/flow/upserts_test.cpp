// SPDX-License-Identifier: MIT
// Upserts of a session, on keys of every kind.
#include <string>
#include <tuple>
#include <vector>

#include "registry.hpp"

namespace orp::tests {
namespace {

using registry::Ticket;
using ::testing::ElementsAre;

class Upserts : public RegistryTest {
 protected:
  using Tickets = std::vector<std::tuple<std::string, bool>>;
  static auto insert_tickets(const Tickets& rows) {
    return insert<Ticket>().values(rows, Ticket::c.code, Ticket::c.open);
  }
  static Tickets tickets(Session& session) {
    Tickets all;
    for (auto [code, is_open] : session.execute(
             select(Ticket::c.code, Ticket::c.open).order_by(Ticket::c.code, Ticket::c.id)))
      all.emplace_back(code, is_open);
    return all;
  }
};
ORPIMENT_ON_EACH_DATABASE(Upserts);

TEST_P(Upserts, on_a_partial_index_leave_rows_beside_it_alone) {
  Session session = open();
  session.execute(insert_tickets({{"a", true}}));
  const auto rows = insert_tickets({{"a", true}, {"b", false}, {"b", false}});
  const auto stmt = rows.on_conflict(Ticket::c.code).do_update(Ticket::c.open = false);
  EXPECT_EQ(stmt.folded_rows(), 0u);
  session.execute(stmt);
  EXPECT_EQ(tickets(session), (Tickets{{"a", false}, {"b", false}, {"b", false}}));
  session.execute(insert_tickets({{"c", true}}));
  session.execute(insert_tickets({{"c", true}, {"c", false}})
                      .on_conflict_on_constraint("ux_tickets_code")
                      .do_nothing());
  EXPECT_EQ(tickets(session),
            (Tickets{{"a", false}, {"b", false}, {"b", false}, {"c", true}, {"c", false}}));
}

TEST_P(Upserts, that_return_objects_show_their_rows) {
  Session session = open();
  Ticket& known = session.scalars(insert_tickets({{"a", true}}).returning()).one();
  const auto stmt = insert_tickets({{"a", true}})
                        .on_conflict(Ticket::c.code)
                        .do_update(Ticket::c.code = excluded(Ticket::c.code) + "!")
                        .returning();
  EXPECT_THAT(session.scalars(stmt).all(), ElementsAre(&known));
  EXPECT_EQ(known.code(), "a!");
}

}  // namespace
}  // namespace orp::tests
