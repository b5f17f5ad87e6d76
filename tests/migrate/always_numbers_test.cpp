// SPDX-License-Identifier: MIT
// Rows that the database alone numbers: "identity": { "always": true }.
#include <cstdint>

#include <gtest/gtest.h>

#include "invoices/model.hpp"
#include "orpiment/orpiment.hpp"
#include "support/database.hpp"
#include "support/expect_error.hpp"

namespace orp::tests {
namespace {

using invoices::Invoice;
using invoices::Ticket;

template <class T>
concept HasSetter = requires(T& invoice) {
  invoice.set_number(1);
};
template <class T>
concept IsGiven = requires(typename T::New init) {
  init.number;
};
static_assert(!HasSetter<Invoice> && !IsGiven<Invoice>);

class AlwaysNumbers : public OnEachDatabase {
 protected:
  AlwaysNumbers() { invoices::metadata().create_all(engine()); }
};
ORPIMENT_ON_EACH_DATABASE(AlwaysNumbers);

TEST_P(AlwaysNumbers, come_from_the_database) {
  Session session(engine());
  Invoice& one = session.add<Invoice>({.note = "one"});
  session.flush();
  EXPECT_EQ(one.number(), 100);
  Invoice* last = nullptr;
  for (int i = 0; i < 300; ++i) last = &session.add<Invoice>({});  // enough for a COPY
  Ticket& ticket = session.add<Ticket>({});
  session.commit();
  EXPECT_EQ(last->number(), 400);
  EXPECT_EQ(ticket.id(), 1);
  one.set_note("changed");
  session.commit();
  EXPECT_EQ(value_of<std::string>("SELECT note FROM invoices WHERE number = 100"), "changed");
}

TEST_P(AlwaysNumbers, come_from_the_database_in_statements) {
  Session session(engine());
  session.execute(insert<Invoice>().values(Invoice::c.note = "one"));
  session.execute(insert<Ticket>().values());
  EXPECT_EQ(session.scalars(select(Invoice::c.number)).one(), 100);
  EXPECT_EQ(session.scalars(select(Ticket::c.id)).one(), 1);
}

TEST_P(AlwaysNumbers, are_assigned_by_no_statement) {
  EXPECT_ERROR(UsageError, "ORP-1233", insert<Invoice>().values(Invoice::c.number = 7),
               "Invoice.number: the database alone numbers the rows");
  EXPECT_ERROR(UsageError, "ORP-1233", update<Invoice>().all_rows().set(Invoice::c.number = 7),
               "Invoice.number");
  EXPECT_ERROR(UsageError, "ORP-1233",
               insert<Ticket>().from_select(select(Ticket::c.id), Ticket::c.id), "Ticket.id");
}

TEST_P(AlwaysNumbers, are_the_databases_own_where_it_has_the_word) {
  const auto insert_seven = [&] { run("INSERT INTO invoices (number) VALUES (7)"); };
  if (is_postgres())
    EXPECT_THROW(insert_seven(), Error);
  else
    insert_seven();
}

}  // namespace
}  // namespace orp::tests
