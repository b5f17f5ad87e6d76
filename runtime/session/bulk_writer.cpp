// SPDX-License-Identifier: MIT
// Rows on their way into one table: chunks, each of them a batch for what it sets.
#include <algorithm>
#include <bit>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "entity/masks.hpp"
#include "meta/client_value.hpp"
#include "meta/stored_value.hpp"
#include "orpiment/backend/link.hpp"
#include "orpiment/session/bulk.hpp"
#include "session/bulk_rows.hpp"
#include "session/flush/missing_value.hpp"
#include "session/flush/row_rules.hpp"
#include "session/objects/describe_object.hpp"
#include "session/session_state.hpp"

namespace orp::detail {

namespace {

/// How large the chunks of an act are, unless the program says it.
struct ChunkSize {
  std::size_t bytes;
  std::size_t most_rows;
};
// Between two chunks the server idles; but of arrays, with which rows that are there are looked
// for, large ones take it longer.
constexpr ChunkSize inserted{std::size_t{8} << 20, 50'000};
constexpr ChunkSize matched{std::size_t{1} << 20, 20'000};
constexpr std::size_t least_chunk = 100;

using Columns = std::vector<std::uint16_t>;  // numbers of the entity

bool contains(const Columns& columns, std::uint16_t column) {
  return std::find(columns.begin(), columns.end(), column) != columns.end();
}

// The text of a value stands elsewhere, as long as the field, say.
std::size_t chunk_for(const EntityInfo& info, const Columns& columns, const ChunkSize& size) {
  std::size_t width = 0;
  for (const std::uint16_t column : columns) width += 2 * info.column(column).type.ops->size;
  return std::clamp(size.bytes / std::max<std::size_t>(width, 1), least_chunk, size.most_rows);
}

Columns writable_columns(const EntityInfo& info) {
  Columns columns;
  for (std::uint16_t i = 0; i < info.columns.size(); ++i)
    if (!info.column(i).is_read_only()) columns.push_back(i);
  return columns;
}

void check_columns(const EntityInfo& info, const Columns& columns) {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    check_writable(info, columns[i]);
    if (std::find(columns.begin(), columns.begin() + static_cast<std::ptrdiff_t>(i), columns[i]) ==
        columns.begin() + static_cast<std::ptrdiff_t>(i))
      continue;
    throw UsageError({.code = "ORP-1257",
                      .message = "a bulk write is given column " +
                                 std::string(info.column(columns[i]).name) + " twice",
                      .table = info.table().name,
                      .hint = "name each column once"});
  }
}

void check_update(const EntityInfo& info, const Columns& columns) {
  const bool has_key = std::all_of(info.key.begin(), info.key.end(),
                                   [&](std::uint16_t column) { return contains(columns, column); });
  if (has_key && columns.size() > info.key.size()) return;
  throw UsageError({.code = "ORP-1257",
                    .message = "a bulk update needs the primary key of " +
                               std::string(info.table().name) + " and a column to be set",
                    .table = info.table().name,
                    .hint = "name the columns of the whole key, and another one"});
}

[[noreturn]] void throw_not_given(const TableInfo& table, const ColumnInfo& column) {
  throw DataError({.code = "ORP-2301",
                   .message = std::string("a bulk insert gives no value for ") + table.name + '.' +
                              column.name + ", which is NOT NULL and has no default",
                   .table = table.name,
                   .columns = {column.name},
                   .hint = "name the column, too, with a value in each row"});
}

void check_commits(SessionState& session) {
  if (!session.in_transaction() && session.objects.changes.empty()) return;
  throw UsageError({.code = "ORP-1256",
                    .message = "each chunk is to be committed while a transaction is open or "
                               "objects wait for a flush",
                    .hint = "commit() or rollback() first"});
}

}  // namespace

struct BulkWriter::State {
  State(SessionState& in_session, const EntityInfo& of, Act to_do, Columns given,
        const BulkOptions& how, sql::NodeRef meeting_others = {})
      : session(in_session),
        info(of),
        act(to_do),
        columns(given.empty() ? writable_columns(of) : std::move(given)),
        options(how),
        rule(std::move(meeting_others)),
        key(rule ? sql::key_columns(rule) : Columns(of.key.begin(), of.key.end())),
        chunk(how.chunk != 0
                  ? how.chunk
                  : chunk_for(of, columns, act == Act::insert && !rule ? inserted : matched)) {
    session.check_usable();
    check_columns(info, columns);
    if (act == Act::update) check_update(info, columns);
    if (act == Act::insert) check_given();
    if (options.commit_each_chunk) check_commits(session);
    session.autoflush("a bulk insert or update");
    if (act == Act::update) add_touched();
  }
  ~State() {
    if (shelf == nullptr) return;
    if (!shelf->is_needed) session.objects.store.empty_shelf(*shelf);
    session.objects.store.close_shelf(*shelf);
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  // Of columns that are not given.
  void check_given() {
    const RowRules rules(info);  // of a table without a class, too, which is none of the process
    for (std::uint16_t i = 0; i < info.columns.size(); ++i) {
      if (contains(columns, i)) continue;
      if (rules.required.contains(i)) throw_not_given(info.table(), info.column(i));
      completes = completes || info.columns[i].client_default != ClientDefault::none;
    }
  }

  // Columns with `on_update` that no row gives: one value for all.
  void add_touched() {
    for (std::uint16_t i = 0; i < info.columns.size(); ++i) {
      const ClientDefault made = info.columns[i].on_update;
      if (made == ClientDefault::none || contains(columns, i)) continue;
      const ColumnType& type = info.column(i).type;
      maker.make(made, type, touched.emplace_back(std::make_unique<StoredValue>(type))->field());
      touched_columns.push_back(i);
    }
  }

  /// `given`: those of them that the program sets, which only an upsert tells from the others.
  BulkRows& group_of(const Columns& wanted, const Columns& given) {
    for (BulkRows& group : groups)
      if (group.columns == wanted && (!rule || group.given == given)) return group;
    return groups.emplace_back(BulkRows{wanted, given, {}, {}});
  }

  /// Of rows with one key the last one counts, also for databases that cannot change a row twice in
  /// a statement.
  void fold() {
    if (rule && !key.empty() && sql::changes_rows(rule))
      progress.folded += fold_by_key(info, key, groups);
  }

  void send(BulkRows& group) {
    sort_by_key(info, key, group);
    act == Act::insert ? insert(group) : update(group);
  }

  backend::RowBatch batch(const BulkRows& group, const std::vector<std::uint16_t>& of_table,
                          const std::vector<const void*>& fields) {
    failed_row = none;
    return {&info.table(), view_of(of_table), group.size(), fields.data(), &failed_row};
  }

  void insert(BulkRows& group) {
    std::vector<std::uint16_t> of_table;
    for (const std::uint16_t column : group.columns)
      of_table.push_back(info.number_in_table(column));
    if (rule && group.conflict == nullptr)
      group.conflict = std::make_unique<sql::ConflictRule>(rule, group.given, group.columns.size(),
                                                           session.statements().dialect());
    backend::InsertBatch rows{.rows = batch(group, of_table, group.fields)};
    if (group.conflict != nullptr)
      rows.conflict = {group.conflict->sql(), group.conflict->parameters()};
    backend::Write write{rows};
    run(write, group);
  }

  void update(const BulkRows& group) {
    const std::size_t width = group.columns.size();
    std::vector<std::size_t> order;  // places in a row: what is set, then the key
    std::vector<std::uint16_t> of_table;
    for (std::size_t i = 0; i < width; ++i)
      if (std::find(info.key.begin(), info.key.end(), group.columns[i]) == info.key.end())
        order.push_back(i);
    const std::size_t set = order.size();
    for (const std::uint16_t column : info.key)
      order.push_back(static_cast<std::size_t>(
          std::find(group.columns.begin(), group.columns.end(), column) - group.columns.begin()));
    for (std::size_t i = 0; i < order.size(); ++i) {
      if (i == set)
        for (const std::uint16_t column : touched_columns)
          of_table.push_back(info.number_in_table(column));
      of_table.push_back(info.number_in_table(group.columns[order[i]]));
    }
    std::vector<const void*> fields;
    fields.reserve(group.size() * of_table.size());
    for (std::size_t row = 0; row < group.size(); ++row)
      for (std::size_t i = 0; i < order.size(); ++i) {
        if (i == set)
          for (const auto& value : touched) fields.push_back(value->field());
        fields.push_back(group.fields[row * width + order[i]]);
      }
    backend::Write write{
        backend::UpdateBatch{batch(group, of_table, fields), set + touched.size()}};
    run(write, group);
  }

  void run(backend::Write& write, const BulkRows& group) {
    try {
      session.write_in_bulk(write, group.size(), [&] { check_matched(write, group); });
      progress.written += act == Act::insert ? write.inserted : group.size();
      frame = session.objects.transactions.innermost().number;
      transaction = session.objects.transactions.outermost().number;
    } catch (Error& error) {
      if (failed_row != none) name_row(error, group.numbers[failed_row]);
      error.with_details({.table = info.table().name, .entity = info.name});
      throw;
    }
  }

  void check_matched(const backend::Write& write, const BulkRows& group) {
    if (write.unmatched.empty()) return;
    failed_row = write.unmatched.front();
    throw StaleDataError({.code = "ORP-3302",
                          .message = "a bulk update found no row for " +
                                     std::to_string(write.unmatched.size()) + " of " +
                                     std::to_string(group.size()) + " rows of a chunk",
                          .table = info.table().name,
                          .entity = info.name,
                          .hint = "roll back; insert what is not there"});
  }

  void name_row(Error& error, std::size_t number) const {
    error.with_note("it was row " + std::to_string(progress.rows + number + 1) +
                    " of those that were given");
  }

  static constexpr std::size_t none = static_cast<std::size_t>(-1);

  SessionState& session;
  const EntityInfo& info;
  Act act;
  Columns columns;
  BulkOptions options;
  sql::NodeRef rule;  // of an upsert, or empty
  Columns key;        // by which rows are sorted, or empty
  std::size_t chunk;
  BulkProgress progress;
  std::vector<BulkRows> groups;
  std::size_t row_count = 0;  // in the chunk
  std::size_t failed_row = none;
  std::uint64_t frame = 0;  // where rows were sent last, and the transaction around it
  std::uint64_t transaction = 0;
  Columns touched_columns;
  std::vector<std::unique_ptr<StoredValue>> touched;
  ClientValueMaker maker;
  bool completes = false;        // a row lacks values that are made here
  ObjectShelf* shelf = nullptr;  // of objects that were made
};

BulkWriter::BulkWriter(SessionState& session, const EntityInfo& info, Act act,
                       std::vector<std::uint16_t> columns, const BulkOptions& options)
    : state_(std::make_shared<State>(session, info, act, std::move(columns), options)) {}
BulkWriter::BulkWriter(SessionState& session, const EntityInfo& info,
                       std::vector<std::uint16_t> columns, const BulkOptions& options,
                       const sql::NodeRef& rule)
    : state_(
          std::make_shared<State>(session, info, Act::insert, std::move(columns), options, rule)) {}
BulkWriter::~BulkWriter() = default;

std::size_t BulkWriter::chunk() const { return state_->chunk; }
bool BulkWriter::is_full() const { return state_->row_count == state_->chunk; }

void BulkWriter::add(const void* const* fields) {
  if (state_->completes) {
    Entity& entity = make();
    Masks masks(entity, state_->info);
    for (const std::uint16_t column : state_->columns) {
      state_->info.column(column).type.ops->assign(field_of(entity, state_->info, column),
                                                   *fields++);
      masks.set_changed(column);
    }
    return complete(entity);
  }
  BulkRows& group = state_->group_of(state_->columns, state_->columns);
  group.fields.insert(group.fields.end(), fields, fields + group.columns.size());
  group.numbers.push_back(state_->row_count++);
}

void BulkWriter::add_row(const std::byte* row) {
  const EntityInfo& info = state_->info;
  BulkRows& group = state_->group_of(state_->columns, state_->columns);
  for (const std::uint16_t column : group.columns)
    group.fields.push_back(row + (info.columns[column].offset - info.row_offset));
  group.numbers.push_back(state_->row_count++);
}

Entity& BulkWriter::make() {
  ObjectStore& store = state_->session.objects.store;
  if (state_->shelf == nullptr) state_->shelf = &store.open_shelf();
  const ObjectStore::On on(store, *state_->shelf);
  return store.create(store.extent(state_->info));
}

void BulkWriter::complete(Entity& entity) {
  const EntityInfo& info = state_->info;
  const RelationSlot* const slots = relation_slots(entity, info);
  for (std::size_t i = 0; i < info.relations.size(); ++i) {
    if (slots[i].word == 0) continue;
    throw UsageError({.code = "ORP-1258",
                      .message = "a bulk insert is given a related object: " +
                                 std::string(info.name) + "::" + info.relations[i].name,
                      .entity = info.name,
                      .hint = "give its key, or add() objects to the session"});
  }
  const RowRules& rules = rules_of(info);
  const Masks masks(entity, info);
  Columns columns;
  Columns given;
  for (std::uint16_t i = 0; i < info.columns.size(); ++i) {
    const bool is_set = masks.is_changed(i);
    if (!is_set && rules.required.contains(i)) throw_missing(info, i);
    if (!is_set && rules.left_out.contains(i)) continue;
    columns.push_back(i);
    if (is_set) given.push_back(i);
    const ClientDefault made = info.columns[i].client_default;
    if (!is_set && made != ClientDefault::none && made != ClientDefault::literal)
      state_->maker.make(made, info.column(i).type, field_of(entity, info, i));
  }
  BulkRows& group = state_->group_of(columns, given);
  for (const std::uint16_t column : columns) group.fields.push_back(field_of(entity, info, column));
  group.numbers.push_back(state_->row_count++);
}

void BulkWriter::send() {
  State& state = *state_;
  state.fold();
  for (BulkRows& group : state.groups)
    if (group.size() > 0) state.send(group);
  if (state.options.commit_each_chunk) state.session.commit();
  state.progress.rows += std::exchange(state.row_count, 0);
  ++state.progress.chunks;
  for (BulkRows& group : state.groups) {
    group.fields.clear();
    group.numbers.clear();
  }
  if (state.shelf != nullptr) {
    state.session.objects.store.empty_shelf(*state.shelf);
    state.shelf->memory.rewind();
  }
  if (state.options.on_progress) state.options.on_progress(state.progress);
}

std::size_t BulkWriter::finish() {
  if (state_->row_count > 0) send();
  return state_->progress.written;
}

void BulkWriter::fail() { state_->session.fail_sent(state_->transaction, state_->frame); }

const BulkProgress& BulkWriter::progress() const { return state_->progress; }

void BulkWriter::name_row(Error& error) const { state_->name_row(error, state_->row_count); }

}  // namespace orp::detail
