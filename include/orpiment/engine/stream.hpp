// SPDX-License-Identifier: MIT
// Rows that come as a program asks for them, in place of all at once.
#pragma once
#include <cstddef>
#include <iosfwd>
#include <iterator>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "orpiment/engine/detail/element_iterator.hpp"
#include "orpiment/engine/detail/into.hpp"
#include "orpiment/engine/detail/named_rows.hpp"
#include "orpiment/engine/detail/row_counts.hpp"
#include "orpiment/engine/detail/stream_rows.hpp"
#include "orpiment/sql/executable.hpp"

namespace orp {

class Connection;
class Session;

/// How a stream fetches.
struct StreamOptions {
  /// So many rows are in memory at a time: a partition.
  std::size_t yield_per = 1'000;
};

namespace detail {

/// What a stream of a Query<Ts...> shows of a row: the object itself where that is all, else a
/// tuple.
template <class... Ts>
struct StreamElement {
  using Stored = std::tuple<typename RowElement<Ts>::type...>;
  using reference = Stored&;
  using value_type = Stored;
  static constexpr bool is_object = false;
  static constexpr const RowType& type = tuple_row<Ts...>;
  static reference see(void* row) { return *static_cast<Stored*>(row); }
};
template <class T>
requires(RowElement<T>::is_entity) struct StreamElement<T> {
  using Stored = typename RowElement<T>::stored_type;
  using reference = typename RowElement<T>::type;
  using value_type = std::remove_cvref_t<reference>;
  static constexpr bool is_object = true;
  static constexpr const RowType& type = object_row;
  static reference see(void* row) {
    return RowElement<T>::get(static_cast<Stored>(*static_cast<Entity**>(row)));
  }
};

/// A loop over a stream goes on until it has no row.
struct StreamEnd {};

/// One pass over what `Range` steps through.
template <class Range, class Element>
class StreamIterator {
 public:
  using value_type = std::remove_cvref_t<Element>;
  using reference = Element;
  using difference_type = std::ptrdiff_t;
  using pointer = void;
  using iterator_category = std::input_iterator_tag;

  StreamIterator() = default;
  explicit StreamIterator(Range& range) : range_(&range) {}
  reference operator*() const { return range_->here(); }
  StreamIterator& operator++() { return range_->step(), *this; }
  void operator++(int) { range_->step(); }
  friend bool operator==(const StreamIterator& at, StreamEnd) { return at.is_at_end(); }

 private:
  bool is_at_end() const { return !range_->has_row(); }

  Range* range_ = nullptr;
};

}  // namespace detail

/// Some rows of a stream that follow each other: what it has in memory.
template <class... Ts>
class StreamPartition {
  using Element = detail::StreamElement<Ts...>;

 public:
  using reference = typename Element::reference;

  /// Over the rows; valid as long as the partition.
  using iterator = detail::ElementIterator<Element>;

  /// Of the rows that a stream has read.
  explicit StreamPartition(const detail::RowBuffer& rows) : rows_(&rows) {}

  /// The first row.
  iterator begin() const { return {*rows_, 0}; }
  /// Behind the last row.
  iterator end() const { return {*rows_, size()}; }
  /// How many rows there are: at least one.
  std::size_t size() const { return rows_->size(); }
  reference operator[](std::size_t i) const { return Element::see((*rows_)[i]); }

 private:
  const detail::RowBuffer* rows_;
};

/// A stream in partitions; `Held` is the stream itself when it was a temporary, and a reference to
/// it otherwise.
template <class Held>
class StreamPartitions {
 public:
  using value_type = typename std::remove_reference_t<Held>::partition_type;
  using iterator = detail::StreamIterator<StreamPartitions, const value_type&>;

  /// Partitions of `size` rows. Throws UsageError when that is 0, and when a row was read already.
  StreamPartitions(Held&& stream, std::size_t size)
      : stream_(std::forward<Held>(stream)), size_(size) {
    stream_.rows_.check_unread(size);
  }

  /// The first partition, or the one at which a loop was left; each is valid until the iterator
  /// moves on.
  iterator begin() {
    if (!here_) step();
    return iterator(*this);
  }
  /// Behind the last one.
  detail::StreamEnd end() const { return {}; }

 private:
  friend iterator;
  bool has_row() const { return here_.has_value(); }
  const value_type& here() const { return *here_; }
  void step() {
    here_.reset();
    if (stream_.rows_.read_partition(size_)) here_.emplace(stream_.rows_.rows());
  }

  Held stream_;
  std::size_t size_;
  std::optional<value_type> here_;
};

/// A stream of structs of the program's own, filled by field or by `Members`; `Held` as for
/// StreamPartitions.
template <class Held, class Struct, class... Members>
class StreamInto {
 public:
  using value_type = Struct;
  using iterator = detail::StreamIterator<StreamInto, Struct&>;

  /// Of the rows of `stream`, from where it stands.
  explicit StreamInto(Held&& stream, Members... members)
      : stream_(std::forward<Held>(stream)), members_(members...) {}

  /// The first struct, or the one at which a loop was left; valid until the iterator moves on.
  iterator begin() {
    if (!here_) make();
    return iterator(*this);
  }
  /// Behind the last one.
  detail::StreamEnd end() const { return {}; }

 private:
  friend iterator;
  bool has_row() const { return here_.has_value(); }
  Struct& here() { return *here_; }
  void step() {
    here_.reset();
    stream_.rows_.step();
    make();
  }
  void make() {
    using Stream = std::remove_reference_t<Held>;
    if (!stream_.rows_.has_row()) return;
    std::apply(
        [this](Members... members) {
          here_.emplace(Stream::template make_struct<Struct>(stream_.rows_.row(), members...));
        },
        members_);
  }

  Held stream_;
  std::tuple<Members...> members_;
  std::optional<Struct> here_;
};

/// The rows of a query as a program asks for them, some at a time (StreamOptions::yield_per), so
/// that memory does not depend on how many there are:
///
///     for (const auto& [id, name] : connection.stream(stmt)) ...
///     for (User& user : session.stream(orp::select<User>(), {.yield_per = 500})) ...
///
/// A row is a tuple that may be moved from, or the object itself where the query selects just that.
/// It is valid until the loop moves on, a partition until the next one. A stream is read once; a
/// loop that was left goes on at the row where it was.
///
/// The query runs once, when the stream is made, and shows the rows as they were then, whatever is
/// written meanwhile. It lives as long as its transaction: what reads on after commit, rollback or
/// close throws UsageError, as after the rollback of a savepoint around it. Other statements may
/// run between the rows. A stream that is destroyed before its end leaves nothing behind.
///
/// For the thread of its connection or session. What reads rows throws what a query throws; then
/// the stream is over.
template <class... Ts>
class Stream {
  using Element = detail::StreamElement<Ts...>;
  static constexpr bool has_objects = (detail::RowElement<Ts>::is_entity || ...);

 public:
  using value_type = typename Element::value_type;
  using reference = typename Element::reference;
  using iterator = detail::StreamIterator<Stream, reference>;
  /// What partitions() steps through.
  using partition_type = StreamPartition<Ts...>;

  Stream(Stream&&) noexcept = default;  ///< iterators of it are invalid
  /// What was streamed so far is over.
  Stream& operator=(Stream&&) noexcept = default;

  /// The row at which the stream stands: the first one, or that at which a loop was left.
  iterator begin() {
    rows_.has_row();
    return iterator(*this);
  }
  /// Behind the last row.
  detail::StreamEnd end() const { return {}; }
  /// The columns' names, in order.
  const std::vector<std::string>& names() const { return rows_.rows().names; }

  /// `object`, which this stream has brought, stays valid until the session is cleared or closed,
  /// and with it the other objects of its partition. Throws UsageError for one of another session.
  template <class E>
  requires detail::MappedEntity<E>
  void keep(E& object) {
    static_assert(has_objects, "keep() is for streams of objects");
    if constexpr (has_objects) rows_.source().keep(object);
  }

  /// Partitions of `size` rows in place of single rows: `for (auto& partition :
  /// session.stream(stmt).partitions(5'000))`. 0: as many as the stream fetches at once. Throws
  /// UsageError when a row was read already.
  StreamPartitions<Stream&> partitions(std::size_t size = 0) & { return {*this, size_of(size)}; }
  /// @overload
  StreamPartitions<Stream> partitions(std::size_t size = 0) && {
    const std::size_t rows = size_of(size);
    return {std::move(*this), rows};
  }

  /// Rows as structs of the program's own, as Rows::into() makes them: `for (const UserCard& card :
  /// connection.stream(stmt).into<UserCard>())`.
  template <class Struct>
  StreamInto<Stream&, Struct> into() & {
    check_struct<Struct>();
    return StreamInto<Stream&, Struct>(*this);
  }
  /// @overload
  template <class Struct>
  StreamInto<Stream, Struct> into() && {
    check_struct<Struct>();
    return StreamInto<Stream, Struct>(std::move(*this));
  }
  /// The same by members, one for each column: `into(&UserCard::name, &UserCard::orders)`. Others
  /// are as `Struct()` has them. Throws UsageError when a member is named twice.
  template <class Struct, class... Each>
  requires(sizeof...(Each) >
           0) StreamInto<Stream&, Struct, Each Struct::*...> into(Each Struct::*... members)
  &{
    check_members(members...);
    return StreamInto<Stream&, Struct, Each Struct::*...>(*this, members...);
  }
  /// @overload
  template <class Struct, class... Each>
  requires(sizeof...(Each) >
           0) StreamInto<Stream, Struct, Each Struct::*...> into(Each Struct::*... members) && {
    check_members(members...);
    return StreamInto<Stream, Struct, Each Struct::*...>(std::move(*this), members...);
  }

  /// Writes the rows to come as DynamicResult::to_csv() does, some at a time.
  void to_csv(std::ostream& out) {
    if constexpr (check_values()) detail::write_csv(out, rows_);
  }
  /// Writes the rows to come as DynamicResult::to_json() does, some at a time.
  void to_json(std::ostream& out) {
    if constexpr (check_values()) detail::write_json(out, rows_);
  }

 private:
  friend class Connection;
  friend class Session;
  friend iterator;
  template <class>
  friend class StreamPartitions;
  template <class, class, class...>
  friend class StreamInto;

  explicit Stream(const StreamOptions& options) : rows_(Element::type, options.yield_per) {}

  bool has_row() { return rows_.has_row(); }
  reference here() const { return Element::see(rows_.row()); }
  void step() { rows_.step(); }
  std::size_t size_of(std::size_t partition) const {
    return partition == 0 ? rows_.rows_at_once() : partition;
  }

  template <class Struct>
  using Fields = detail::IntoFields<Struct, typename detail::RowElement<Ts>::type...>;
  template <class Struct>
  using Members = detail::IntoMembers<Struct, typename detail::RowElement<Ts>::type...>;

  static constexpr bool check_rows() {
    static_assert(!Element::is_object, "into<Struct>() takes rows: select columns beside objects");
    return !Element::is_object;
  }
  template <class Struct>
  static constexpr void check_struct() {
    if constexpr (check_rows()) {
      constexpr auto verdict = Fields<Struct>::verdict();
      verdict.check();
    }
  }
  template <class Struct, class... Each>
  static void check_members(Each Struct::*... members) {
    if constexpr (check_rows()) {
      constexpr auto verdict = Members<Struct>::template verdict<Each...>();
      if constexpr (verdict.check()) Members<Struct>::check_names(members...);
    }
  }
  static constexpr bool check_values() {
    static_assert(!has_objects, "to_csv() and to_json() take rows of values: select columns");
    return !has_objects;
  }
  template <class Struct, class... Each>
  static Struct make_struct(void* row, Each... members) {
    auto& stored = *static_cast<typename Element::Stored*>(row);
    if constexpr (sizeof...(Each) == 0)
      return Fields<Struct>::of(std::move(stored));
    else
      return Members<Struct>::of(std::move(stored), members...);
  }

  detail::StreamRows rows_;
};

}  // namespace orp
