// SPDX-License-Identifier: MIT
// Columns that the database calculates or a trigger sets, links whose table has more than keys, and
// keys that are no constraints or looked at later.
#include <cstdint>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "orpiment/orpiment.hpp"
#include "support/database.hpp"
#include "support/expect_error.hpp"
#include "warehouse/model.hpp"

namespace orp::tests {
namespace {

using namespace orp::literals;
using ::testing::ElementsAre;
using warehouse::Label;
using warehouse::Note;
using warehouse::Product;
using warehouse::Shelf;
using warehouse::Stay;
using warehouse::Tag;

template <class T>
concept HasSetter = requires(T& product, Decimal value) {
  product.set_value(value);
};
template <class T>
concept IsGiven = requires(typename T::New init) {
  init.value;
};
static_assert(!HasSetter<Product> && !IsGiven<Product>);

class FilledIn : public OnEachDatabase {
 protected:
  FilledIn() {
    warehouse::metadata().create_all(engine());
    is_postgres() ? make_triggers_of_postgres() : make_triggers_of_sqlite();
  }

 private:
  // A trigger of SQLite changes a row when it has been written.
  void make_triggers_of_sqlite() {
    run("CREATE TRIGGER begin_changes AFTER INSERT ON products WHEN new.changes IS NULL BEGIN "
        "UPDATE products SET changes = 0 WHERE id = new.id; END");
    run("CREATE TRIGGER count_changes AFTER UPDATE OF name, price, quantity ON products BEGIN "
        "UPDATE products SET changes = old.changes + 1 WHERE id = new.id; END");
  }
  void make_triggers_of_postgres() {
    run("CREATE FUNCTION count_changes() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF TG_OP = 'INSERT' THEN new.changes := coalesce(new.changes, 0); "
        "ELSE new.changes := old.changes + 1; END IF; RETURN new; END $$");
    run("CREATE TRIGGER count_changes BEFORE INSERT OR UPDATE ON products FOR EACH ROW "
        "EXECUTE FUNCTION count_changes()");
  }
};
ORPIMENT_ON_EACH_DATABASE(FilledIn);

// settle.hpp, rule 4.
TEST_P(FilledIn, calculated_columns_come_back_and_follow_the_others) {
  Session session(engine());
  Product& tea = session.add<Product>({.name = "Tea", .price = "2.50"_dec, .quantity = 4});
  session.flush();
  EXPECT_EQ(tea.value(), "10.00"_dec);
  EXPECT_EQ(tea.sort_by(), "tea");
  tea.set_quantity(6);
  session.flush();
  EXPECT_EQ(tea.value(), "15.00"_dec);
  tea.set(Product::c.price, Product::c.price * 2);
  session.flush();
  EXPECT_EQ(tea.value(), "30.00"_dec);
  session.execute(update<Product>().where(Product::c.name == "Tea").set(Product::c.quantity = 1));
  EXPECT_EQ(tea.value(), "5.00"_dec);
  session.commit();
  EXPECT_EQ(session.scalars(select(Product::c.id).where(Product::c.value == "5.00"_dec)).one(),
            tea.id());
}

TEST_P(FilledIn, calculated_columns_of_many_rows) {
  Session session(engine());
  std::vector<Product*> all;
  for (int i = 0; i < 300; ++i)
    all.push_back(&session.add<Product>(
        {.name = "P" + std::to_string(i), .price = "1.50"_dec, .quantity = i}));
  session.flush();
  EXPECT_EQ(all[200]->value(), "300.00"_dec);
  EXPECT_EQ(all[299]->sort_by(), "p299");
  EXPECT_EQ(all[299]->changes(), 0);
  session.commit();
  const std::vector<Product::New> more = {{.name = "A", .price = "1"_dec},
                                          {.name = "B", .price = "2"_dec, .quantity = 2}};
  session.bulk_insert<Product>(more);
  EXPECT_EQ(session.scalars(select(Product::c.value).where(Product::c.name == "B")).one(),
            "4.00"_dec);
}

TEST_P(FilledIn, no_statement_assigns_what_is_calculated) {
  EXPECT_ERROR(UsageError, "ORP-1291", insert<Product>().values(Product::c.sort_by = "a"),
               "Product.sort_by: the database calculates the column");
  EXPECT_ERROR(UsageError, "ORP-1291", update<Product>().all_rows().set(Product::c.sort_by = "a"),
               "Product.sort_by");
}

// settle.hpp, rule 4.
TEST_P(FilledIn, what_a_trigger_sets_is_read_when_it_is_looked_at) {
  Session session(engine());
  Product& tea = session.add<Product>({.name = "Tea", .price = "2.50"_dec});
  Product& given = session.add<Product>({.name = "Rum", .price = "9"_dec, .changes = 7});
  session.flush();
  EXPECT_EQ(tea.changes(), 0);
  EXPECT_EQ(given.changes(), 7);
  tea.set_name("Green tea");
  session.flush();
  EXPECT_EQ(tea.changes(), 1);
  given.set_price("10"_dec);
  session.commit();
  EXPECT_EQ(given.changes(), 8);
}

TEST_P(FilledIn, what_a_trigger_set_is_gone_with_the_transaction) {
  Session session(engine());
  Product& tea = session.add<Product>({.name = "Tea", .price = "2.50"_dec});
  session.flush();
  EXPECT_EQ(tea.changes(), 0);
  session.rollback();
  EXPECT_EQ(tea.changes(), std::nullopt);
  session.add(tea);
  session.commit();
  EXPECT_EQ(tea.changes(), 0);
}

TEST_P(FilledIn, links_have_the_keys_and_the_database_the_rest) {
  Session session(engine());
  Product& tea = session.add<Product>({.name = "Tea", .price = "2.50"_dec});
  Tag& hot = session.add<Tag>({.word = "hot"});
  tea.tags().add(hot);
  tea.tags().add({.word = "green"});
  session.commit();
  EXPECT_EQ(value_of<std::int64_t>("SELECT count(*) FROM product_tags WHERE added_at IS NOT NULL"),
            2);
  hot.products().remove(tea);
  session.commit();
  EXPECT_THAT(session.scalars(select(Tag::c.word).where(Tag::c.products.any())).all(),
              ElementsAre("green"));
  session.commit();
  EXPECT_TRUE(error_of<IntegrityError>(
      [&] { run("INSERT INTO product_tags (product_id, tag_id) VALUES (7, 7)"); }));
}

TEST_P(FilledIn, a_reference_without_a_constraint_is_the_schemas_alone) {
  Session session(engine());
  run("INSERT INTO notes (text, product_id) VALUES ('of nothing', 4711)");
  Product& tea = session.add<Product>({.name = "Tea", .price = "2.50"_dec});
  Note& note = session.add<Note>({.text = "nice", .product = &tea});
  session.commit();
  EXPECT_EQ(note.product_id(), tea.id());
  EXPECT_EQ(session.scalars(select<Note>().where(Note::c.text == "of nothing")).one().product(),
            nullptr);
  session.delete_(tea);
  session.commit();
  EXPECT_EQ(note.product(), nullptr);
}

TEST_P(FilledIn, keys_that_are_deferred_are_looked_at_with_the_commit) {
  run("INSERT INTO shelves VALUES (1, 5); INSERT INTO labels VALUES (5, 1)");
  Session session(engine());
  EXPECT_EQ(session.scalars(select<Shelf>()).one().label().shelf().id(), 1);
  session.commit();
  EXPECT_TRUE(error_of<IntegrityError>([&] { run("INSERT INTO shelves VALUES (2, 6)"); }));
  EXPECT_TRUE(error_of<IntegrityError>(
      [&] { run("INSERT INTO labels VALUES (7, 9); UPDATE labels SET shelf_id = 1"); }));
}

TEST_P(FilledIn, constraints_stand_where_the_database_has_them) {
  Session session(engine());
  session.add<Stay>({.code = "a", .shelf = 1, .since = 1, .until = 5});
  session.add<Stay>({.code = "b", .shelf = 2, .since = 1, .until = 5});
  session.commit();
  session.add<Stay>({.code = "c", .shelf = 1, .since = 4, .until = 9});
  if (is_postgres()) {
    const auto error = error_of<IntegrityError>([&] { session.commit(); });
    EXPECT_EQ(error->kind(), ConstraintKind::exclusion);
    EXPECT_EQ(error->constraint(), "one_stay_at_a_time");
  } else {
    session.commit();
    const std::string kept = "FROM pragma_table_list WHERE name = ";
    EXPECT_EQ(value_of<std::int64_t>("SELECT wr + strict " + kept + "'stays'"), 2);
    EXPECT_EQ(value_of<std::int64_t>("SELECT wr + strict " + kept + "'shelves'"), 0);
  }
}

}  // namespace
}  // namespace orp::tests
