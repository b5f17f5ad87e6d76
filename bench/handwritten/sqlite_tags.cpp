// SPDX-License-Identifier: MIT
#include "handwritten/link.hpp"
#include "handwritten/sqlite_bulk.hpp"
#include "handwritten/sqlite_store.hpp"

namespace bench {
namespace {

void read_product(SqliteStatement& row, Product& product) {
  product.id = row.integer(0);
  product.name = row.text(1);
  product.price = row.integer(2);
}

void read_tag(SqliteStatement& row, Tag& tag) {
  tag.id = row.integer(0);
  tag.name = row.text(1);
}

}  // namespace

TaggedProducts SqliteStore::load_products_with_tags() {
  Transaction transaction(connection_);
  TaggedProducts loaded;
  loaded.products =
      load_all<ProductWithTags>(connection_, "products", "id, name, price", read_product);
  loaded.tags = load_all<Tag>(connection_, "tags", "id, name", read_tag);
  const auto links = load_all<TagOfProduct>(
      connection_, "products_tags", "product_id, tag_id",
      [](SqliteStatement& row, TagOfProduct& link) {
        link = {.product_id = row.integer(0), .tag_id = row.integer(1)};
      },
      "product_id, tag_id");
  transaction.commit();
  link(loaded, links);
  return loaded;
}

void SqliteStore::insert(std::span<Product> products) {
  insert_all(connection_, "INSERT INTO products (name, price) VALUES (?1, ?2)", products,
             [](SqliteStatement& insert, const Product& product) {
               insert.bind(1, product.name);
               insert.bind(2, product.price);
             });
}

void SqliteStore::insert(std::span<Tag> tags) {
  insert_all(connection_, "INSERT INTO tags (name) VALUES (?1)", tags,
             [](SqliteStatement& insert, const Tag& tag) { insert.bind(1, tag.name); });
}

void SqliteStore::insert(std::span<const TagOfProduct> links) {
  Transaction transaction(connection_);
  SqliteStatement insert(connection_,
                         "INSERT INTO products_tags (product_id, tag_id) VALUES (?1, ?2)");
  for (const TagOfProduct& link : links) {
    insert.bind(1, link.product_id);
    insert.bind(2, link.tag_id);
    insert.run();
  }
  transaction.commit();
}

}  // namespace bench
