// SPDX-License-Identifier: MIT
// The strategies that a schema gives its relationships.
#include "catalog/model.hpp"
#include "flow_test.hpp"

namespace orp::tests {
namespace {

using catalog::Category;
using catalog::Image;
using catalog::Price;
using catalog::Product;
using catalog::Supplier;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class Strategies : public FlowTest {
 protected:
  void SetUp() override {
    set_up(catalog::metadata());
    Session session = open();
    Category& all = session.add<Category>({.name = "all"});
    Category& tools = session.add<Category>({.name = "tools", .parent = all});
    Category& saws = session.add<Category>({.name = "saws", .parent = tools});
    Supplier& smith = session.add<Supplier>({.name = "smith"});
    for (const char* name : {"jigsaw", "handsaw"}) {
      Product& saw = session.add<Product>({.name = name, .supplier = smith, .category = saws});
      saw.prices().add({.amount = "20.00"_dec});
      saw.prices().add({.amount = "10.00"_dec});
      saw.images().add({.file = std::string(name) + ".png"});
    }
    session.commit();
    session.close();
    forget();
  }
  static auto products() { return select<Product>().order_by(Product::c.id); }
};
ORPIMENT_ON_EACH_DATABASE(Strategies);

TEST_P(Strategies, a_query_loads_what_the_schema_says) {
  Session session = open();
  const auto all = session.scalars(products()).all();
  forget();
  EXPECT_EQ(all[0]->category()->name(), "saws") << "joined";
  ASSERT_THAT(all[0]->prices(), SizeIs(2)) << "selectin";
  EXPECT_EQ(all[0]->prices()[0].amount(), "10.00"_dec);
  EXPECT_THAT(sent(), IsEmpty());
}

TEST_P(Strategies, select_loads_for_one_object_and_raise_raises) {
  Session session = open();
  const auto all = session.scalars(products()).all();
  forget();
  for (Product* product : all) EXPECT_THAT(product->images(), SizeIs(1));
  EXPECT_THAT(sent(), ElementsAre("SELECT images", "SELECT images"));
  EXPECT_EQ(error_of<UsageError>([&] { all[0]->supplier(); })->code(), "ORP-1102");
}

// load_tree.hpp, rule 1.
TEST_P(Strategies, an_option_takes_the_place_of_the_schemas_word) {
  Session session = open();
  const auto all =
      session
          .scalars(products().options(selectinload(Product::c.supplier),
                                      lazyload(Product::c.prices), lazyload(Product::c.category)))
          .all();
  EXPECT_THAT(sent(), ElementsAre("SELECT products", "SELECT suppliers"));
  EXPECT_EQ(all[1]->supplier()->name(), "smith");
}

// relation_loader.hpp, rule 2.
TEST_P(Strategies, an_eager_tree_ends_where_it_would_begin_again) {
  Session session = open();
  Category& all = session.scalars(select<Category>().where(Category::c.name == "all")).one();
  EXPECT_LE(sent().size(), 3U);
  EXPECT_THAT(names(all.children()), ElementsAre("tools"));
  EXPECT_THAT(names(all.children()[0].children()), ElementsAre("saws"));
}

TEST_P(Strategies, get_loads_what_the_schema_says) {
  Session session = open();
  Product& jigsaw = session.get_one<Product>(1);
  forget();
  EXPECT_THAT(jigsaw.prices(), SizeIs(2));
  EXPECT_EQ(jigsaw.category()->name(), "saws");
  EXPECT_THAT(sent(), IsEmpty());
}

TEST_P(Strategies, setting_what_raises_is_allowed) {
  Session session = open();
  Product& jigsaw = session.get_one<Product>(1);
  Supplier& jones = session.add<Supplier>({.name = "jones"});
  jigsaw.set_supplier(&jones);
  session.commit();
  EXPECT_EQ(jigsaw.supplier_id(), jones.id());
}

TEST_P(Strategies, a_flush_loads_what_it_needs_although_it_raises) {
  Session session = open();
  Category& saws = session.scalars(select<Category>().where(Category::c.name == "saws")).one();
  session.delete_(saws);
  session.commit();
  for (Product& product : session.scalars(products())) {
    EXPECT_EQ(product.category_id(), std::nullopt);
    EXPECT_EQ(product.category(), nullptr);
  }
}

class ViewOnly : public Strategies {};
ORPIMENT_ON_EACH_DATABASE(ViewOnly);

TEST_P(ViewOnly, is_read_and_never_written) {
  Session session = open();
  Product& jigsaw = session.get_one<Product>(1);
  ASSERT_THAT(jigsaw.shown(), SizeIs(2));
  Price& dear = jigsaw.shown()[0];
  EXPECT_EQ(dear.amount(), "20.00"_dec);
  EXPECT_EQ(&dear, &jigsaw.prices()[1]) << "one object a row";
  jigsaw.shown().remove(dear);
  EXPECT_THAT(jigsaw.prices(), SizeIs(2)) << "nothing is kept in step";
  forget();
  session.commit();
  EXPECT_THAT(sent(), IsEmpty());
  EXPECT_EQ(&dear.product(), &jigsaw);
  EXPECT_THAT(jigsaw.shown(), SizeIs(2));
}

TEST_P(ViewOnly, brings_nothing_into_the_session_and_takes_nothing_along) {
  Session session = open();
  Product& jigsaw = session.get_one<Product>(1);
  Price& gone = jigsaw.prices()[0];
  session.expunge(gone);
  jigsaw.shown().add(gone);
  EXPECT_EQ(gone.entity_state(), EntityState::detached);
  session.expire(jigsaw);
  jigsaw.prices().add({.amount = "1.00"_dec});
  session.commit();
  EXPECT_THAT(jigsaw.shown(), SizeIs(3));
}

}  // namespace
}  // namespace orp::tests
