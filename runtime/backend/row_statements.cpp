// SPDX-License-Identifier: MIT
#include "backend/row_statements.hpp"

#include <utility>

#include "backend/row_sql.hpp"
#include "orpiment/base/detail/hash.hpp"

namespace orp::backend {

namespace {

// More than a program writes, but for one that sets whatever columns come.
constexpr std::size_t most_kept = 1000;

std::uint64_t hash_of(View<std::uint64_t> words) {
  std::uint64_t hash = 0;
  for (const std::uint64_t word : words) hash = detail::hash_combine(hash, word);
  return hash;
}

std::uint64_t key_of(const std::string& sql) {
  return detail::hash_bytes(sql.data(), sql.size()) | 1u;
}

}  // namespace

RowStatements::Words RowStatements::words_of(Kind kind, const RowBatch& rows, std::size_t set_count,
                                             View<std::uint16_t> returning,
                                             View<std::uint16_t> unless_there) const {
  Words words;
  words.push_back(reinterpret_cast<std::uintptr_t>(rows.table));
  words.push_back(static_cast<std::uint64_t>(kind));
  words.push_back(set_count);
  for (const View<std::uint16_t> columns : {rows.columns, returning, unless_there}) {
    words.push_back(columns.size());
    for (const std::uint16_t column : columns) words.push_back(column);
  }
  if (rows.table->number != 0) words.push_back(rows.table->number);
  if (const std::uint64_t schemas = dialect_->schemas_number(); schemas != 0)
    words.push_back(schemas);
  return words;
}

template <class Write>
const RowStatement& RowStatements::find(const Words& words, Write write) {
  const std::uint64_t hash = hash_of(words.view());
  const auto known = entries_.find(hash);
  if (known != entries_.end() && known->second.words == words) return known->second.statement;
  if (entries_.size() >= most_kept) entries_.clear();
  std::string sql;
  write(sql);
  const std::uint64_t key = key_of(sql);
  return entries_.insert_or_assign(hash, Entry{words, {std::move(sql), key}})
      .first->second.statement;
}

const RowStatement& RowStatements::upsert(const InsertBatch& batch, View<std::uint16_t> returning) {
  insert_row_sql(upsert_.sql, *dialect_, batch, returning);
  upsert_.cache_key = key_of(upsert_.sql);
  return upsert_;
}

const RowStatement& RowStatements::insert(const InsertBatch& batch, View<std::uint16_t> returning) {
  if (!batch.conflict.sql.empty()) return upsert(batch, returning);
  return find(words_of(Kind::insert, batch.rows, 0, returning, batch.unless_there),
              [&](std::string& sql) { insert_row_sql(sql, *dialect_, batch, returning); });
}

const RowStatement& RowStatements::insert_absent(const InsertBatch& batch) {
  return find(words_of(Kind::insert_absent, batch.rows, 0, {}, batch.unless_there),
              [&](std::string& sql) { insert_absent_row_sql(sql, *dialect_, batch); });
}

const RowStatement& RowStatements::update(const UpdateBatch& batch) {
  return find(words_of(Kind::update, batch.rows, batch.set_count, {}, {}),
              [&](std::string& sql) { update_row_sql(sql, *dialect_, batch); });
}

const RowStatement& RowStatements::erase(const DeleteBatch& batch) {
  return find(words_of(Kind::erase, batch.rows, 0, {}, {}),
              [&](std::string& sql) { erase_row_sql(sql, *dialect_, batch); });
}

}  // namespace orp::backend
