// SPDX-License-Identifier: MIT
// New and changed objects: what is sent, and what the objects know afterwards.
#include "office.hpp"

namespace orp::tests {
namespace {

using namespace office;

class Saves : public OfficeTest {};
ORPIMENT_ON_EACH_DATABASE(Saves);

// recorder.hpp, rules 1 and 2.
TEST_P(Saves, a_graph_takes_a_statement_a_table) {
  Session session = open();
  User& ann = session.add<User>({.name = "Ann"});
  Order& first = ann.orders().add({.total = "1.50"_dec});
  Order& second = ann.orders().add({.total = "2.50"_dec});
  Item& item = first.items().add({.line = 1, .product = "pen"});
  session.flush();
  EXPECT_THAT(sent(), ElementsAre("INSERT users (name, email, active) 1 row",
                                  "INSERT orders (user_id, total) 2 rows",
                                  "INSERT items (order_id, line, product) 1 row"));
  EXPECT_EQ(first.user_id(), ann.id());
  EXPECT_NE(first.id(), second.id());
  EXPECT_EQ(item.order_id(), first.id());
  EXPECT_THAT(sent(), IsEmpty());
}

// recorder.hpp, rules 1 and 2.
TEST_P(Saves, every_object_of_a_large_batch_gets_its_own_key) {
  constexpr int many = 5000;
  {
    Session session = open();
    std::vector<Tag*> tags;
    for (int i = 0; i < many; ++i)
      tags.push_back(&session.add<Tag>({.name = "tag " + std::to_string(i)}));
    session.flush();
    EXPECT_THAT(sent(), ElementsAre("INSERT tags (name) 5000 rows"));
    for (std::size_t i = 1; i < tags.size(); ++i) ASSERT_LT(tags[i - 1]->id(), tags[i]->id());
    for (Tag* tag : tags) ASSERT_EQ(session.get<Tag>(tag->id()), tag);
    session.commit();
  }
  Session session = open();
  std::int64_t first = 0;
  for (Tag& tag : session.scalars(select<Tag>().order_by(Tag::c.id))) {
    if (first == 0) first = tag.id();
    ASSERT_EQ(tag.name(), "tag " + std::to_string(tag.id() - first));
  }
}

// session/flush.cpp, rule 1.
TEST_P(Saves, all_that_is_read_is_read_before_anything_is_written) {
  {
    Session session = open();
    User& ann = session.add<User>({.name = "Ann"});
    ann.orders().add({.total = "1"_dec}).items().add({.line = 1, .product = "pen"});
    ann.notes().add({.body = "n"});
    ann.set_profile(&session.add<Profile>({.bio = "b"}));
    ann.tags().add({.name = "t"});
    session.commit();
  }
  Session session = open();
  User& ann = session.scalars(select<User>()).one();
  session.add<User>({.name = "Ben"}).notes().add({.body = "m"});
  session.delete_(ann);
  forget();
  session.flush();
  bool writes = false;
  std::size_t reads = 0;
  for (const std::string& statement : sent()) {
    const bool is_read = statement.starts_with("SELECT");
    EXPECT_FALSE(is_read && writes) << statement;
    reads += is_read;
    writes = writes || !is_read;
  }
  EXPECT_GE(reads, 3U);
  EXPECT_TRUE(writes);
}

TEST_P(Saves, values_of_the_database_come_back_to_the_right_object) {
  Session session = open();
  std::vector<Event*> events;
  for (int i = 0; i < 200; ++i) {
    std::string title = std::to_string(i);
    events.push_back(i % 3 == 0 ? &session.add<Event>({.title = title, .severity = i})
                                : &session.add<Event>({.title = title}));
  }
  session.flush();
  forget();
  int number = 0;
  for (const Event* event : events) {
    EXPECT_EQ(event->severity(), number % 3 == 0 ? number : 3);
    EXPECT_GT(event->stored_at().microseconds(), 0);
    ++number;
  }
  EXPECT_THAT(sent(), IsEmpty());
  session.commit();
  for (std::size_t i = 0; i < events.size(); ++i) ASSERT_EQ(events[i]->title(), std::to_string(i));
}

TEST_P(Saves, an_update_sends_what_differs) {
  Session session = open();
  User& ann = session.add<User>({.name = "Ann", .email = "ann@x"});
  User& bob = session.add<User>({.name = "Bob"});
  session.commit();
  ann.name();
  bob.name();
  forget();
  ann.set_name("Anna");
  ann.set_email("ann@x");
  bob.set_name("Bobby");
  bob.set_name("Bob");
  session.flush();
  EXPECT_THAT(sent(), ElementsAre("UPDATE users (name, id) 1 row"));
  session.flush();
  EXPECT_THAT(sent(), IsEmpty());
}

TEST_P(Saves, setting_an_expired_attribute_reads_nothing) {
  Session session = open();
  User& ann = session.add<User>({.name = "Ann"});
  session.commit();
  forget();
  ann.set_name("Anna");
  session.flush();
  EXPECT_THAT(sent(), ElementsAre("UPDATE users (name, id) 1 row"));
  session.commit();
  EXPECT_EQ(ann.name(), "Anna");
}

TEST_P(Saves, one_change_among_many_objects_is_one_row) {
  Session session = open();
  for (int i = 0; i < 1000; ++i) session.add<Tag>({.name = "t"});
  session.commit();
  std::vector<Tag*> tags;
  for (Tag& tag : session.scalars(select<Tag>())) tags.push_back(&tag);
  forget();
  tags[500]->set_name("changed");
  session.flush();
  EXPECT_THAT(sent(), ElementsAre("UPDATE tags (name, id) 1 row"));
}

TEST_P(Saves, a_tree_is_written_level_by_level_and_read_back) {
  Session session = open();
  Node& root = session.add<Node>({.name = "root"});
  for (int i = 0; i < 3; ++i) {
    Node& child = root.children().add({.name = "child"});
    for (int j = 0; j < 2; ++j) child.children().add({.name = "leaf"});
  }
  session.commit();
  EXPECT_THAT(sent(), ElementsAre("INSERT nodes (parent_id, name) 1 row",
                                  "INSERT nodes (parent_id, name) 3 rows",
                                  "INSERT nodes (parent_id, name) 6 rows"));
  EXPECT_EQ(root.children().size(), 3U);
  for (Node& child : root.children()) EXPECT_EQ(child.children().size(), 2U);
}

TEST_P(Saves, rows_that_refer_to_each_other_are_closed_by_an_update) {
  Session session = open();
  Department& sales = session.add<Department>({.name = "sales"});
  Employee& ann = session.add<Employee>({.name = "Ann", .department = sales});
  sales.set_head(&ann);
  session.commit();
  EXPECT_EQ(sales.head(), &ann);
  EXPECT_EQ(&ann.department(), &sales);
  session.delete_(sales);
  session.commit();
  EXPECT_EQ(count("employees"), 0);
  EXPECT_EQ(count("departments"), 0);
}

TEST_P(Saves, post_update_fills_the_key_in_later) {
  Session session = open();
  Album& album = session.add<Album>({});
  Photo& photo = album.photos().add({});
  album.set_cover(&photo);
  session.commit();
  EXPECT_EQ(album.cover(), &photo);
  session.delete_(album);
  session.commit();
  EXPECT_EQ(count("photos"), 0);
}

TEST_P(Saves, a_circle_of_keys_that_the_session_makes_is_closed_by_an_update) {
  Session session = open();
  Station& east = session.add<Station>({.name = "east"});
  Station& west = session.add<Station>({.name = "west", .next = east});
  Station& loop = session.add<Station>({.name = "loop"});
  east.set_next(&west);
  loop.set_next(&loop);
  session.flush();
  EXPECT_THAT(sent(), ElementsAre("INSERT stations (id, name, next_id) 2 rows",
                                  "INSERT stations (id, name, next_id) 1 row",
                                  "UPDATE stations (next_id, id) 1 row"));
  session.commit();
  EXPECT_EQ(east.next(), &west);
  EXPECT_EQ(west.next(), &east);
  EXPECT_EQ(loop.next(), &loop);
}

TEST_P(Saves, associations_are_written_and_deleted_once) {
  Session session = open();
  User& ann = session.add<User>({.name = "Ann"});
  Tag& red = ann.tags().add({.name = "red"});
  ann.tags().add({.name = "blue"});
  session.commit();
  EXPECT_EQ(count("users_tags"), 2);
  EXPECT_EQ(red.users().size(), 1U);
  red.users().remove(ann);
  session.commit();
  EXPECT_EQ(count("users_tags"), 1);
  EXPECT_EQ(ann.tags().size(), 1U);
}

// key_cascades.hpp, rule 2.
TEST_P(Saves, a_natural_key_changes_and_the_database_follows) {
  Session session = open();
  Country& country = session.add<Country>({.code = "XA", .name = "A"});
  City& loaded = country.cities().add({.name = "loaded"});
  session.commit();
  EXPECT_EQ(country.name(), "A");
  EXPECT_EQ(country.cities().size(), 1U);
  forget();
  country.set_code("XB");
  session.flush();
  EXPECT_THAT(sent(), ElementsAre("UPDATE countries (code) 1 row"));
  EXPECT_EQ(loaded.country_code(), "XB");
  EXPECT_EQ(session.get<Country>("XB"), &country);
  EXPECT_THAT(sent(), IsEmpty());
  EXPECT_EQ(session.get<Country>("XA"), nullptr);
  session.commit();
  EXPECT_EQ(loaded.country(), &country);
}

TEST_P(Saves, a_deleted_row_is_taken_over_by_a_new_object) {
  Session session = open();
  Seat& old = session.add<Seat>({.number = 1, .guest = "Ann", .row = "B"});
  session.commit();
  forget();
  session.delete_(old);
  Seat& fresh = session.add<Seat>({.number = 1});
  session.commit();
  EXPECT_THAT(sent(), ElementsAre("UPDATE seats (guest, row, number) 1 row"));
  EXPECT_EQ(session.get<Seat>(1), &fresh);
  EXPECT_EQ(fresh.guest(), std::nullopt);
  EXPECT_EQ(fresh.row(), "A");
}

TEST_P(Saves, a_row_that_is_nothing_but_defaults) {
  Session session = open();
  Shelf& first = session.add<Shelf>({});
  Shelf& second = session.add<Shelf>({});
  session.flush();
  EXPECT_EQ(first.id() + 1, second.id());
}

TEST_P(Saves, an_assigned_foreign_key_is_enough) {
  Session session = open();
  User& ann = session.add<User>({.name = "Ann"});
  session.flush();
  Order& order = session.add<Order>({.user_id = ann.id(), .total = "1"_dec});
  session.flush();
  EXPECT_EQ(&order.user(), &ann);
}

}  // namespace
}  // namespace orp::tests
