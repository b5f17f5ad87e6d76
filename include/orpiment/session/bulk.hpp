// SPDX-License-Identifier: MIT
// Many rows into one table without objects, in constant memory.
#pragma once
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "orpiment/base/error.hpp"
#include "orpiment/base/shared_function.hpp"
#include "orpiment/entity/entity.hpp"
#include "orpiment/meta/given.hpp"
#include "orpiment/sql/column.hpp"
#include "orpiment/sql/detail/node_ref.hpp"

namespace orp {

class Session;
class SessionState;
template <class E>
class ConflictRule;

/// How far a bulk insert, update or upsert has come.
struct BulkProgress {
  /// Taken so far, and sent but for those that are folded.
  std::size_t rows = 0;
  /// In so many chunks.
  std::size_t chunks = 0;
  /// Of those sent, as the database counts: a trigger or a rule of its own may have dropped some,
  /// and an upsert that does nothing leaves rows that are there.
  std::size_t written = 0;
  /// Of an upsert: rows that were not sent, because a later one of their chunk has their key.
  std::size_t folded = 0;
};

/// How Session::bulk_insert(), bulk_update() and bulk_upsert() go.
struct BulkOptions {
  /// So many rows are in memory, and are sent, at a time; 0: as the width of a row suggests.
  std::size_t chunk = 0;
  /// Each chunk is a transaction of its own: what was sent stays when a later one fails. Requires
  /// that no transaction is open, and nothing waits for a flush.
  bool commit_each_chunk = false;
  /// Called after each chunk, and after its commit. What it throws goes to the caller, and no
  /// further rows are sent; a chunk that is not committed is lost, as after any failure.
  SharedFunction<const BulkProgress&> on_progress{};
};

namespace detail {

/// One bulk insert, update or upsert: what of it does not depend on types.
class BulkWriter {
 public:
  enum class Act : std::uint8_t { insert, update };

  /// Of `columns` of the entity; empty: of those that a program may write. Throws UsageError for
  /// options that cannot be met, a column twice, and an update without the key or without others.
  BulkWriter(SessionState& session, const EntityInfo& info, Act act,
             std::vector<std::uint16_t> columns, const BulkOptions& options);
  /// The same of an upsert; `rule` is an INSERT without rows.
  BulkWriter(SessionState& session, const EntityInfo& info, std::vector<std::uint16_t> columns,
             const BulkOptions& options, const sql::NodeRef& rule);
  BulkWriter(const BulkWriter&) = delete;
  BulkWriter& operator=(const BulkWriter&) = delete;
  ~BulkWriter();

  /// How many rows a chunk has.
  std::size_t chunk() const;
  /// There are as many.
  bool is_full() const;
  /// The next row: where the fields of its columns stand until send(), in their order.
  void add(const void* const* fields);
  /// The same of an `E::Row`.
  void add_row(const std::byte* row);
  /// An object to be initialised, which is the next row.
  Entity& make();
  /// Of what was made: the values that it lacks. Throws DataError for a missing one, UsageError for
  /// a related object.
  void complete(Entity& entity);
  /// Sends what was added. Throws what the database says; then the session waits for rollback().
  void send();
  /// Sends the rest; how many rows were written.
  std::size_t finish();
  /// An exception is being handled, which ends this: the session waits for rollback() if the open
  /// transaction has rows of this already.
  void fail();

  const BulkProgress& progress() const;
  /// Says which row it was, the next one.
  void name_row(Error& error) const;

 private:
  struct State;
  std::shared_ptr<State> state_;  // as Session::state_
};

/// What a row of `E` is given as.
template <class E, class Item>
inline constexpr bool is_bulk_row =
    std::is_same_v<Item, typename E::Row> || std::is_same_v<Item, typename E::New>;

template <class Items>
concept BulkGenerator = requires(Items& items) {
  {static_cast<bool>(items())};
  *items();
};

/// Calls take(item) for each of a range, or of what a callable returns until it is empty.
template <class Items, class Take>
void for_each_item(Items&& items, Take take) {
  if constexpr (BulkGenerator<Items>) {
    while (auto item = items()) take(*std::move(item));
  } else {
    for (auto&& item : items) take(std::forward<decltype(item)>(item));
  }
}

/// The same with a BulkWriter or a TableBulk, which finishes then, or fails with what one of them
/// all throws.
template <class Writer, class Items, class Take>
auto write_each(Writer& writer, Items&& items, Take take) {
  try {
    for_each_item(std::forward<Items>(items), std::move(take));
    return writer.finish();
  } catch (...) {
    writer.fail();
    throw;
  }
}

/// The type of such an item.
template <class Items>
auto item_of(Items& items) {
  if constexpr (BulkGenerator<Items>)
    return std::type_identity<std::remove_cvref_t<decltype(*items())>>();
  else
    return std::type_identity<std::remove_cvref_t<decltype(*std::begin(items))>>();
}
template <class Items>
using Item = typename decltype(item_of(std::declval<std::remove_reference_t<Items>&>()))::type;

/// Rows that are kept until they are sent.
template <class Kept>
class BulkChunk {
 public:
  explicit BulkChunk(BulkWriter& writer) : writer_(writer) { rows_.reserve(writer.chunk()); }

  /// `make()` makes the next one, `add(row)` tells the writer where it stands.
  template <class Make, class Add>
  void take(Make make, Add add) {
    try {
      rows_.push_back(make());
    } catch (DataError& error) {
      writer_.name_row(error);
      throw;
    }
    add(rows_.back());
    if (!writer_.is_full()) return;
    writer_.send();
    rows_.clear();
  }

 private:
  BulkWriter& writer_;
  std::vector<Kept> rows_;
};

template <class E, class Items>
std::size_t write_rows(BulkWriter& writer, Items&& items) {
  using Row = typename E::Row;
  BulkChunk<Row> chunk(writer);
  return write_each(writer, std::forward<Items>(items), [&](auto&& item) {
    chunk.take([&]() -> Row { return std::forward<decltype(item)>(item); },
               [&](const Row& row) { writer.add_row(reinterpret_cast<const std::byte*>(&row)); });
  });
}

template <class E, class Items>
std::size_t write_new(BulkWriter& writer, Items&& items) {
  return write_each(writer, std::forward<Items>(items), [&](auto&& item) {
    try {
      E& entity = static_cast<E&>(writer.make());
      EntityAccess::initialise(entity, typename E::New(std::forward<decltype(item)>(item)));
      writer.complete(entity);
    } catch (DataError& error) {
      writer.name_row(error);
      throw;
    }
    if (writer.is_full()) writer.send();
  });
}

/// Of `E::Row` or `E::New`, whichever they are.
template <class E, class Items>
std::size_t write_items(BulkWriter& writer, Items&& items) {
  if constexpr (std::is_same_v<Item<Items>, typename E::Row>)
    return write_rows<E>(writer, std::forward<Items>(items));
  else
    return write_new<E>(writer, std::forward<Items>(items));
}

template <class E, class... T>
std::vector<std::uint16_t> numbers_of(const std::tuple<Column<E, T>...>& columns) {
  return std::apply(
      [](const auto&... column) {
        return std::vector<std::uint16_t>{static_cast<std::uint16_t>(column.index)...};
      },
      columns);
}

/// Of tuples, an element a column.
template <class E, class... T, class Items, std::size_t... I>
std::size_t write_tuples(BulkWriter& writer, const std::tuple<Column<E, T>...>& columns,
                         Items&& items, std::index_sequence<I...>) {
  using Fields = std::tuple<T...>;
  BulkChunk<Fields> chunk(writer);
  return write_each(writer, std::forward<Items>(items), [&](auto&& item) {
    static_assert(std::tuple_size_v<std::remove_cvref_t<decltype(item)>> == sizeof...(T),
                  "a bulk insert or update takes tuples with an element for each column");
    chunk.take(
        [&] {
          return Fields(Given<T>(std::get<I>(std::forward<decltype(item)>(item)))
                            .take(E::info, std::get<I>(columns).index)...);
        },
        [&](const Fields& fields) {
          const void* const places[] = {&std::get<I>(fields)...};
          writer.add(places);
        });
  });
}

}  // namespace detail
}  // namespace orp
