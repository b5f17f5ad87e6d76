// SPDX-License-Identifier: MIT
#include <northwind/model.hpp>

#include "existing_test.hpp"

namespace orp::tests {
namespace {

using namespace northwind;
using ::testing::ElementsAre;

class NorthwindDatabase : public ExistingTest {
 protected:
  NorthwindDatabase() { make("northwind"); }
};
ORPIMENT_ON_EACH_DATABASE(NorthwindDatabase);

TEST_P(NorthwindDatabase, is_read_by_relationships) {
  Session session(engine());
  std::vector<std::string> lines;
  for (Order& order : session.scalars(select<Order>().order_by(Order::c.id))) {
    std::string line = std::to_string(order.id());
    line += order.customer() == nullptr ? " nobody" : ' ' + order.customer()->id();
    for (Detail& detail : order.details())
      line += ", " + std::to_string(detail.quantity()) + ' ' + detail.product().name() + " at " +
              detail.unit_price().to_string();
    lines.push_back(line);
  }
  EXPECT_THAT(lines, ElementsAre("10248 ALFKI, 12 Tea at 14.00, 10 Syrup at 9.80",
                                 "10249 BONAP, 9 Tea at 18.60", "10250 nobody"));
  EXPECT_EQ(session.get_one<Customer>("ALFKI").orders().size(), 1U);
  EXPECT_EQ(session.get_one<Order>(10248).order_date(), Timestamp::parse("2016-07-04 08:00:00"));
  EXPECT_EQ(session.get_one<Order>(10250).freight(), std::nullopt);
}

TEST_P(NorthwindDatabase, compares_and_sums) {
  Session session(engine());
  const auto names = [&](const Predicate& condition) {
    return session.scalars(select(Product::c.name).where(condition).order_by(Product::c.id)).all();
  };
  EXPECT_THAT(names(Product::c.unit_price == 18), ElementsAre("Tea"));
  EXPECT_THAT(names(Product::c.unit_price < dec("18.00")), ElementsAre("Syrup"));
  EXPECT_THAT(names(Product::c.unit_price.is_null()), ElementsAre("Salt"));
  const auto freight = session.scalars(select(func::sum(Order::c.freight))).one();
  EXPECT_EQ(freight, dec("43.38"));
  EXPECT_THAT(
      session.scalars(select(Order::c.id).where(Order::c.order_date >= Timestamp(Date(2016, 7, 5))))
          .all(),
      ElementsAre(10249));
}

TEST_P(NorthwindDatabase, has_a_view) {
  Session session(engine());
  const auto totals =
      session.scalars(select(Subtotal::c.subtotal).order_by(Subtotal::c.order_id)).all();
  EXPECT_THAT(totals, ElementsAre(dec("266"), dec("167.40")));
}

TEST_P(NorthwindDatabase, is_written) {
  Session session(engine());
  Customer& customer = session.add<Customer>({.id = "NEWCO", .name = "New"});
  Order& order = session.add<Order>({.order_date = Timestamp::parse("2026-01-02 03:04:05"),
                                     .freight = dec("7.10"),
                                     .customer = &customer});
  order.details().add(
      {.unit_price = dec("1.10"), .quantity = 3, .product = session.get_one<Product>(3)});
  session.get_one<Order>(10249).set_customer(&customer);
  session.get_one<Product>(1).set_unit_price(dec("19.95"));
  session.commit();
  EXPECT_GT(order.id(), 10250);
  EXPECT_EQ(customer.orders().size(), 2U);
  EXPECT_EQ(plain(session, R"(SELECT CAST("UnitPrice" AS TEXT) FROM "Products"
                              WHERE "ProductID" = 1)"),
            "19.95");
  if (is_sqlite()) {
    EXPECT_EQ(plain(session, R"(SELECT "OrderDate" FROM "Orders" WHERE "CustomerID" = 'NEWCO'
                                AND "OrderDate" IS NOT NULL ORDER BY "OrderID" DESC LIMIT 1)"),
              "2026-01-02 03:04:05");
  }
  session.delete_(order);
  session.commit();
  EXPECT_EQ(session.scalars(select(func::count(Detail::c.order_id))).one(), 3);
}

}  // namespace
}  // namespace orp::tests
