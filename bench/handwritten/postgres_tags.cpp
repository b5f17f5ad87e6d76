// SPDX-License-Identifier: MIT
#include "handwritten/link.hpp"
#include "handwritten/postgres_bulk.hpp"
#include "handwritten/postgres_store.hpp"

namespace bench {
namespace {

constexpr char product_columns[] = "id, name, price";
constexpr char tag_columns[] = "id, name";

void read_product(const PostgresResult& rows, int row, Product& product) {
  product.id = rows.int64(row, 0);
  product.name = rows.text(row, 1);
  product.price = rows.hundredths(row, 2);
}

void read_tag(const PostgresResult& rows, int row, Tag& tag) {
  tag.id = rows.int64(row, 0);
  tag.name = rows.text(row, 1);
}

}  // namespace

TaggedProducts PostgresStore::load_products_with_tags() {
  Transaction transaction(connection_);
  TaggedProducts loaded;
  loaded.products =
      load_all<ProductWithTags>(connection_, "products", product_columns, read_product);
  loaded.tags = load_all<Tag>(connection_, "tags", tag_columns, read_tag);
  const auto links = load_all<TagOfProduct>(
      connection_, "products_tags", "product_id, tag_id",
      [](const PostgresResult& rows, int row, TagOfProduct& link) {
        link = {.product_id = rows.int64(row, 0), .tag_id = rows.int64(row, 1)};
      });
  transaction.commit();
  link(loaded, links);
  return loaded;
}

void PostgresStore::insert(std::span<Product> products) {
  copy_all(connection_, "products", product_columns, 3, products,
           [](WireWriter& row, const Product& product) {
             row.field(product.id);
             row.field(product.name);
             row.hundredths_field(product.price);
           });
}

void PostgresStore::insert(std::span<Tag> tags) {
  copy_all(connection_, "tags", tag_columns, 2, tags, [](WireWriter& row, const Tag& tag) {
    row.field(tag.id);
    row.field(tag.name);
  });
}

void PostgresStore::insert(std::span<const TagOfProduct> links) {
  Transaction transaction(connection_);
  PostgresCopy copy(connection_,
                    "COPY products_tags (product_id, tag_id) FROM STDIN (FORMAT binary)", 2);
  for (const TagOfProduct& link : links) {
    WireWriter& row = copy.row();
    row.field(link.product_id);
    row.field(link.tag_id);
  }
  copy.finish();
  transaction.commit();
}

}  // namespace bench
