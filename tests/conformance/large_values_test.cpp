// SPDX-License-Identifier: MIT
// Batches are cut by bytes, and what cannot be cut is told with its column. The limits are made
// small, so that nobody needs a gigabyte.
#include <libpq-fe.h>
#include <sqlite3.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "backend/postgres/link.hpp"
#include "backend/sqlite/link.hpp"
#include "conformance/people.hpp"
#include "engine/access.hpp"
#include "support/database.hpp"
#include "support/expect_error.hpp"

namespace orp::tests {
namespace {

using backend::postgres::BatchCells;
using backend::postgres::ByteWriter;
using backend::postgres::Parameters;
using backend::postgres::PieceLimits;

struct Note {
  std::int64_t id = 0;
  std::string title{};
  std::string body{};
};
constexpr ColumnInfo note_columns[] = {
    facts::column("id", facts::types::int64, {.primary_key = true, .identity = true}),
    facts::column("title", facts::types::text),
    facts::column("body", facts::types::text),
};
constexpr TableInfo notes{.name = "notes",
                          .columns = note_columns,
                          .primary_key = facts::list<0>,
                          .primary_key_name = "pk_notes"};
constexpr const TableInfo* notes_alone[] = {&notes};

std::vector<Note> notes_of(const std::vector<std::size_t>& sizes, std::size_t title_size = 1) {
  std::vector<Note> rows;
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    rows.push_back({static_cast<std::int64_t>(i + 1), std::string(title_size, 't'),
                    std::string(sizes[i], 'b')});
  }
  return rows;
}

/// The rows of each statement that a batch becomes.
std::vector<std::size_t> arrays_of(std::vector<Note> rows, const PieceLimits& limits) {
  const Rows<Note> batch(notes, {1, 2}, rows);
  const backend::RowBatch row_batch = batch.batch();
  const BatchCells cells(row_batch);
  Parameters parameters(limits.row_bytes);
  std::vector<std::size_t> sizes;
  for (std::size_t first = 0; first < rows.size();) {
    const BatchCells::Range range = cells.add_arrays(parameters, first, limits);
    EXPECT_EQ(parameters.count(), 2);
    sizes.push_back(range.size());
    first = range.last;
  }
  return sizes;
}

std::vector<std::size_t> copies_of(std::vector<Note> rows, const PieceLimits& limits) {
  const Rows<Note> batch(notes, {1, 2}, rows);
  const backend::RowBatch row_batch = batch.batch();
  const BatchCells cells(row_batch);
  std::vector<std::size_t> sizes;
  for (std::size_t first = 0; first < rows.size();) {
    ByteWriter out;
    const std::size_t last = cells.append_copy_rows(out, first, limits);
    sizes.push_back(last - first);
    first = last;
  }
  return sizes;
}

constexpr PieceLimits small{.rows = 100, .bytes = 1000, .row_bytes = 5000, .keys = 150};
using Sizes = std::vector<std::size_t>;

TEST(Pieces, are_cut_by_rows) {
  EXPECT_EQ(arrays_of(notes_of(Sizes(250, 0)), {.rows = 100}), (Sizes{100, 100, 50}));
}

TEST(Pieces, are_cut_by_bytes) {
  EXPECT_EQ(arrays_of(notes_of(Sizes(8, 300)), small), (Sizes{3, 3, 2}));
  EXPECT_EQ(arrays_of(notes_of(Sizes(8, 300), 300), small), (Sizes{1, 1, 1, 1, 1, 1, 1, 1}))
      << "columns together";
  EXPECT_EQ(arrays_of(notes_of({10, 10, 2000, 10, 10}), small), (Sizes{2, 1, 2}))
      << "a large row goes by itself";
  EXPECT_EQ(arrays_of(notes_of({4000, 4000}), small), (Sizes{1, 1}));
  EXPECT_EQ(copies_of(notes_of(Sizes(8, 400)), small), (Sizes{3, 3, 2}));
}

TEST(Pieces, that_cannot_be_cut_name_the_column_and_the_row) {
  for (const auto& pieces : {arrays_of, copies_of}) {
    const auto large = error_of<DataError>([&] { pieces(notes_of({10, 10, 6000, 10}), small); });
    ASSERT_TRUE(large);
    EXPECT_EQ(large->code(), "ORP-2210");
    EXPECT_EQ(large->table(), "notes");
    EXPECT_EQ(large->columns(), std::vector<std::string>{"body"});
    EXPECT_FALSE(large->may_retry());
    ORPIMENT_EXPECT_PART(large->message(), "notes.body");
    const auto first = error_of<DataError>([&] { pieces(notes_of({10}, 6000), small); });
    ASSERT_TRUE(first);
    EXPECT_EQ(first->columns(), std::vector<std::string>{"title"});
    const auto sum = error_of<DataError>([&] { pieces(notes_of({10, 3000}, 3000), small); });
    ASSERT_TRUE(sum);
    EXPECT_EQ(sum->columns(), std::vector<std::string>{"body"}) << "the one that was too much";
  }
}

class LargeValues : public OnEachDatabase {
 protected:
  void SetUp() override { create(notes_alone); }

  /// A link of its own with small limits.
  std::unique_ptr<backend::Link> small_link() {
    if (is_postgres()) {
      return std::make_unique<backend::postgres::PostgresLink>(EngineAccess::address(url()),
                                                               backend::LinkOptions{}, small);
    }
    sqlite3* raw = nullptr;
    sqlite3_open(url().database().c_str(), &raw);
    backend::sqlite::DatabaseHandle database(raw);
    sqlite3_extended_result_codes(raw, 1);
    sqlite3_limit(raw, SQLITE_LIMIT_LENGTH, static_cast<int>(small.row_bytes));
    return std::make_unique<backend::sqlite::SqliteLink>(std::move(database),
                                                         backend::LinkOptions{});
  }
  std::int64_t sum() {
    return value_of<std::int64_t>(
        "SELECT CAST(coalesce(sum(length(body)), 0) AS bigint) FROM notes");
  }
};
INSTANTIATE_TEST_SUITE_P(On, LargeValues, ::testing::ValuesIn(shared_databases()), database_name);

TEST_P(LargeValues, travel_in_several_statements) {
  for (const std::size_t size : {8U, 400U}) {  // as arrays and by COPY
    std::vector<Note> rows = notes_of(Sizes(size, 300));
    rows[3].body = std::string(2000, 'b');
    const std::unique_ptr<backend::Link> link = small_link();
    const auto total = static_cast<std::int64_t>((size - 1) * 300 + 2000);
    link->begin();
    link->insert({.rows = Rows<Note>(notes, {0, 1, 2}, rows).batch()});
    link->commit();
    EXPECT_EQ(sum(), total);
    for (Note& row : rows) row.body += "!";
    link->begin();
    EXPECT_TRUE(link->update({Rows<Note>(notes, {2, 0}, rows).batch(), 1}).empty());
    EXPECT_EQ(link->erase({Rows<Note>(notes, {0}, rows).batch()}), size);
    link->insert({.rows = Rows<Note>(notes, {1, 2}, rows).batch()});
    link->commit();
    EXPECT_EQ(sum(), total + static_cast<std::int64_t>(size));
    run("DELETE FROM notes");
  }
}

TEST_P(LargeValues, travel_in_several_statements_between_others_that_go_together) {
  std::vector<Note> rows = notes_of(Sizes(8, 300));
  const std::unique_ptr<backend::Link> link = small_link();
  link->begin();
  link->insert({.rows = Rows<Note>(notes, {0, 1, 2}, rows).batch()});
  for (Note& row : rows) row.body += "!";
  rows[6].id = -1;
  std::vector<Note> first{rows[0]};
  const Rows<Note> all(notes, {2, 0}, rows);
  const Rows<Note> one(notes, {1, 0}, first);
  std::vector<backend::Write> writes;
  for (const Rows<Note>* batch : {&one, &one, &all, &one, &one})
    writes.push_back({backend::UpdateBatch{batch->batch(), 1}});
  link->write_together(writes);
  link->commit();
  for (std::size_t i = 0; i < writes.size(); ++i)
    EXPECT_EQ(writes[i].unmatched, i == 2 ? Sizes{6} : Sizes{}) << i;
  EXPECT_EQ(sum(), 8 * 300 + 7);
}

TEST_P(LargeValues, have_keys_that_were_reserved_in_several_queries) {
  std::vector<Note> rows = notes_of(Sizes(400, 3));
  for (Note& row : rows) row.id = 0;
  std::vector<void*> keys = Rows<Note>::results(notes, {0}, rows);
  const std::unique_ptr<backend::Link> link = small_link();
  link->begin();
  link->insert({Rows<Note>(notes, {1, 2}, rows).batch(), facts::list<0>, keys.data()});
  link->commit();
  for (std::size_t i = 0; i < rows.size(); ++i)
    EXPECT_EQ(rows[i].id, static_cast<std::int64_t>(i + 1));
  EXPECT_EQ(sum(), 1200);
}

TEST_P(LargeValues, that_are_too_large_name_their_column) {
  for (const std::size_t size : {1U, 8U, 400U}) {
    std::vector<Note> rows = notes_of(Sizes(size, 10));
    rows.back().body = std::string(6000, 'b');
    const std::unique_ptr<backend::Link> link = small_link();
    link->begin();
    std::size_t failed = 9999;
    const Rows<Note> owner(notes, {1, 2}, rows);
    backend::RowBatch batch = owner.batch();
    batch.failed_row = &failed;
    const auto error = error_of<DataError>([&] { link->insert({.rows = batch}); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code(), "ORP-2210");
    EXPECT_EQ(error->columns(), std::vector<std::string>{"body"});
    EXPECT_EQ(failed, size - 1);
    EXPECT_FALSE(error->may_retry());
    EXPECT_TRUE(link->is_usable());
    link->rollback();
  }
  EXPECT_EQ(sum(), 0);
}

TEST_P(LargeValues, add_up_in_one_statement) {
  const std::string half(3000, 'h');
  const ColumnType& type = note_columns[1].type;
  const std::vector<backend::BoundValue> values{{.type = &type, .field = &half, .name = "title"},
                                                {.type = &type, .field = &half, .name = "body"}};
  const std::unique_ptr<backend::Link> link = small_link();
  link->begin();
  const std::string sql = is_sqlite() ? "INSERT INTO notes (title, body) VALUES (?, ?)"
                                      : "INSERT INTO notes (title, body) VALUES ($1, $2)";
  const auto error = error_of<DataError>([&] { link->execute({.sql = sql}, view_of(values)); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-2210");
  EXPECT_TRUE(link->is_usable());
  link->rollback();
}

}  // namespace
}  // namespace orp::tests
