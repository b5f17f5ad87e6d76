// SPDX-License-Identifier: MIT
// Thirty queries as a program has them, each of another shape. Compiled by measure.py, never run.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <orpiment/orpiment.hpp>
#include <shop/model.hpp>

using namespace orp::literals;
using namespace shop;

namespace reports {

// What becomes of the values is nobody's concern here.
void show(std::int64_t number);
void show(const std::string& text);
void show(const orp::Decimal& amount);

// ---- objects

std::vector<User*> active_users(orp::Session& session) {
  auto stmt = orp::select<User>().where(User::c.active == true).order_by(User::c.name);
  return session.scalars(stmt).all();
}

User* user_of(orp::Session& session, const std::string& email) {
  return session.scalar(orp::select<User>().where(User::c.email == email));
}

std::vector<User*> find_users(orp::Session& session, const std::optional<std::string>& name,
                              std::optional<int> least_age) {
  auto stmt = orp::select<User>();
  if (name) stmt = stmt.where(User::c.name.icontains(*name));
  if (least_age) stmt = stmt.where(User::c.age >= *least_age);
  return session.scalars(stmt.order_by(User::c.name, User::c.id).limit(50)).all();
}

void open_orders(orp::Session& session) {
  auto stmt = orp::select<Order>()
                  .where(Order::c.status == OrderStatus::open, Order::c.total > 100)
                  .options(orp::selectinload(Order::c.items));
  for (Order& order : session.scalars(stmt))
    for (Item& item : order.items()) show(item.product());
}

Order& last_order(orp::Session& session, std::int64_t user) {
  auto stmt = orp::select<Order>().where(Order::c.user_id == user).order_by(Order::c.id.desc());
  return session.scalars(stmt.limit(1)).one();
}

std::vector<Item*> items_of(orp::Session& session, const std::vector<std::int64_t>& orders) {
  return session.scalars(orp::select<Item>().where(Item::c.order_id.in_(orders))).all();
}

std::vector<User*> big_spenders(orp::Session& session) {
  return session
      .scalars(orp::select<User>().where(User::c.orders.any(Order::c.total > "999.99"_dec)))
      .all();
}

std::vector<Order*> orders_of_adults(orp::Session& session) {
  auto stmt = orp::select<Order>()
                  .join(Order::c.user)
                  .where(User::c.age.between(18, 65), User::c.email.like("%@example.com"))
                  .options(orp::joinedload(Order::c.user));
  return session.scalars(stmt).all();
}

std::vector<Item*> dearest_items(orp::Session& session) {
  auto stmt =
      orp::select<Item>()
          .where(Item::c.price >= orp::select(orp::func::avg(Item::c.price)).scalar_subquery())
          .order_by(Item::c.price.desc());
  return session.scalars(stmt.offset(10).limit(10)).all();
}

// ---- objects beside values

void names_with_orders(orp::Session& session) {
  auto stmt = orp::select<User>(orp::func::count(Order::c.id)).outerjoin(User::c.orders);
  for (auto [user, count] : session.execute(stmt.group_by(User::c.id)))
    if (count > 0) show(user.name());
}

void users_without_orders(orp::Session& session) {
  for (auto [user, order] : session.execute(orp::select<User, Order*>().outerjoin(User::c.orders)))
    if (order == nullptr) show(user.id());
}

void prices(orp::Session& session) {
  auto stmt = orp::select<Order, Item>(Item::c.price * Item::c.quantity).join(Order::c.items);
  for (const auto& [order, item, price] : session.execute(stmt))
    if (order.id() == item.order_id()) show(price);
}

// ---- values

void names_and_ages(orp::Session& session) {
  auto stmt = orp::select(User::c.id, User::c.name, User::c.age);
  for (const auto& [id, name, age] : session.execute(stmt)) {
    show(id);
    show(name);
    show(age.value_or(0));
  }
}

std::vector<std::string> emails(orp::Session& session) {
  return session.scalars(orp::select(User::c.email).distinct().order_by(User::c.email)).all();
}

std::optional<std::int64_t> number_of_users(orp::Session& session) {
  return session.scalar(orp::select(orp::func::count()).select_from<User>());
}

std::optional<orp::Decimal> turnover(orp::Session& session, OrderStatus status) {
  return session.scalar(
      orp::select(orp::func::sum(Order::c.total)).where(Order::c.status == status));
}

void spent(orp::Session& session) {
  auto stmt = orp::select(User::c.name, orp::func::sum(Order::c.total).label("spent"))
                  .join(User::c.orders)
                  .where(Order::c.status != OrderStatus::open)
                  .group_by(User::c.name)
                  .having(orp::func::count() > 3)
                  .order_by(User::c.name);
  for (const auto& [name, sum] : session.execute(stmt)) {
    show(name);
    show(sum.value());
  }
}

void by_status(orp::Session& session) {
  auto stmt = orp::select(Order::c.status, orp::func::count(), orp::func::avg(Order::c.total));
  for (const auto& [status, count, average] : session.execute(stmt.group_by(Order::c.status))) {
    if (status == OrderStatus::open) show(count);
    show(*average);
  }
}

std::vector<std::string> products(orp::Session& session, const std::string& begin) {
  auto stmt = orp::select(Item::c.product)
                  .where(Item::c.product.startswith(begin) || Item::c.quantity > 10)
                  .order_by(Item::c.product.asc());
  return session.scalars(stmt).all();
}

std::optional<int> oldest(orp::Session& session) {
  return session.scalar(orp::select(orp::func::max(User::c.age)).where(User::c.active == true));
}

void ages(orp::Session& session) {
  auto group =
      orp::case_().when(User::c.age < 18, "minor").when(User::c.age < 65, "adult").else_("senior");
  auto stmt = orp::select(group.label("age"), orp::func::count()).group_by(group.label("age"));
  for (const auto& [age, count] : session.execute(stmt)) {
    show(age);
    show(count);
  }
}

std::size_t twice(orp::Session& session) {
  auto other = orp::aliased<User>();
  auto stmt = orp::select(User::c.id, other[User::c.id])
                  .join(other, other[User::c.name] == User::c.name)
                  .where(User::c.id < other[User::c.id]);
  return session.execute(stmt).size();
}

orp::TimestampTz first_seen(orp::Session& session) {
  auto stmt = orp::select(User::c.created_at).order_by(User::c.created_at).limit(1);
  return session.execute(stmt).scalar_one();
}

// ---- by a connection alone

void shipped(orp::Connection& connection) {
  auto stmt = orp::select(Order::c.id, Order::c.total, User::c.email)
                  .join(Order::c.user)
                  .where(Order::c.status == OrderStatus::shipped, User::c.active == true);
  for (const auto& [id, total, email] : connection.execute(stmt)) {
    show(id);
    show(total);
    show(email);
  }
}

std::vector<std::int64_t> keys(orp::Connection& connection) {
  return connection.scalars(orp::select(Item::c.id).where(Item::c.quantity == 0));
}

void from_text(orp::Connection& connection, int least_age) {
  auto stmt = orp::text("SELECT name, age FROM users WHERE age > :age")
                  .bind("age", least_age)
                  .columns<std::string, std::optional<int>>();
  for (const auto& [name, age] : connection.execute(stmt)) {
    show(name);
    show(age.value_or(0));
  }
}

// ---- rows written

std::int64_t add_user(orp::Session& session, const std::string& name, const std::string& email) {
  auto stmt = orp::insert<User>().values(User::c.name = name, User::c.email = email,
                                         User::c.created_at = orp::func::now());
  return session.scalars(stmt.returning(User::c.id)).one();
}

std::int64_t raise_prices(orp::Session& session) {
  auto stmt = orp::update<Item>().where(Item::c.price < 10).set(Item::c.price = Item::c.price * 2);
  return session.execute(stmt).affected_rows();
}

void ship(orp::Session& session) {
  auto stmt = orp::update<Order>()
                  .where(Order::c.status == OrderStatus::paid)
                  .set(Order::c.status = OrderStatus::shipped)
                  .returning(Order::c.id, Order::c.user_id);
  for (const auto& [id, user] : session.execute(stmt)) show(id + user);
}

std::int64_t forget(orp::Session& session) {
  auto stmt = orp::delete_<User>().where(User::c.active == false, !User::c.orders.any());
  return session.execute(stmt).affected_rows();
}

}  // namespace reports
