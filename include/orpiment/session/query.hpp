// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "orpiment/engine/detail/element_iterator.hpp"
#include "orpiment/engine/result.hpp"
#include "orpiment/entity/entity.hpp"
#include "orpiment/meta/given.hpp"
#include "orpiment/sql/executable.hpp"
#include "orpiment/sql/load_option.hpp"

namespace orp::detail {

/// The argument of get(): one value, or the parts of a composite key.
template <class Key>
auto parts_of_key(const Key& key) {
  if constexpr (requires { parts_of(key); })
    return parts_of(key);
  else
    return KeyParts<1>{{&key}};
}

/// The argument of get(): a number or a text as a program gives it, any other key as it is.
template <class E, class Key = typename E::Key>
using GivenKey = std::conditional_t<std::is_arithmetic_v<Key> || std::is_same_v<Key, std::string>,
                                    Given<Key>, const Key&>;

/// The key itself. Throws DataError when the column cannot have such a value.
template <class E>
decltype(auto) key_value(GivenKey<E>& key) {
  if constexpr (std::is_base_of_v<GivenTag, std::remove_cvref_t<decltype(key)>>)
    return key.take(E::info, E::info.key[0]);
  else
    return (key);
}

/// What Scalars show of a row: an object by its address, a value where it stands.
template <class T>
struct ScalarElement {
  using Element = RowElement<T>;
  using value_type = typename Element::stored_type;
  using reference = decltype(Element::get(std::declval<value_type&>()));

  static decltype(auto) value(void* row) {
    if constexpr (Element::is_entity)
      return static_cast<value_type>(*static_cast<Entity**>(row));
    else
      return *static_cast<value_type*>(row);
  }
  static reference see(void* row) {
    decltype(auto) found = value(row);
    return Element::get(found);
  }
};

}  // namespace orp::detail

namespace orp {

class Session;

using LoadOptions = std::vector<LoadOption>;

/// The objects, or values, of a query with one element a row:
///
///     for (User& user : session.scalars(orp::select<User>())) ...
///
/// Buffered; objects belong to the session and may outlive this.
template <class T>
class Scalars {
  using Element = detail::RowElement<T>;

 public:
  using value_type = typename detail::ScalarElement<T>::value_type;
  using reference = typename detail::ScalarElement<T>::reference;

  /// Over the elements; valid as long as the result it came from.
  using iterator = detail::ElementIterator<detail::ScalarElement<T>>;

  /// Copies the elements.
  Scalars(const Scalars& other) : rows_(other.rows_.type()) {
    rows_.describe_as(other.rows_);
    for (std::size_t i = 0; i < other.size(); ++i) add(other.rows_[i]);
  }
  Scalars(Scalars&&) noexcept = default;  ///< references to values go along
  Scalars& operator=(Scalars other) noexcept {
    rows_ = std::move(other.rows_);
    return *this;
  }
  ~Scalars() = default;

  /// The first element.
  iterator begin() { return {rows_, 0}; }
  /// Behind the last element.
  iterator end() { return {rows_, size()}; }
  /// How many rows there are.
  std::size_t size() const { return rows_.size(); }
  /// There is no row.
  bool empty() const { return rows_.empty(); }
  reference operator[](std::size_t i) { return see(rows_[i]); }

  /// An object: a pointer to the first, or nullptr; a value: the first, if any.
  auto first() { return maybe(0); }
  /// The only one; of a temporary result, a value comes as a copy. Throws NoResultFound,
  /// MultipleResultsFound.
  reference one() & {
    detail::check_one(size());
    return (*this)[0];
  }
// g++ 13 and later would take `const User& user = session.scalars(...).one();` for a reference into
// the result, which it outlives; but objects are the session's, and values are returned as such.
#if defined(__GNUC__) && !defined(__clang__) && __GNUC__ >= 13
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdangling-reference"
#endif
  /// The same of a temporary result.
  typename Element::type one() && {
    if constexpr (Element::is_entity) {
      return one();
    } else {
      return std::move(one());
    }
  }
#if defined(__GNUC__) && !defined(__clang__) && __GNUC__ >= 13
#pragma GCC diagnostic pop
#endif
  /// The only one, if any, as first(). Throws MultipleResultsFound.
  auto one_or_none() {
    detail::check_at_most_one(size());
    return maybe(0);
  }
  /// Objects: pointers to them. Values: themselves.
  std::vector<value_type> all() const {
    std::vector<value_type> values;
    values.reserve(rows_.size());
    for (std::size_t i = 0; i < size(); ++i) values.push_back(value(rows_[i]));
    return values;
  }
  /// Each element once, where it comes first: equal are the same objects and equal values. A copy.
  Scalars unique() const {
    Scalars once;
    once.rows_.describe_as(rows_);
    for (const std::size_t i : detail::distinct_rows(rows_, 1, &look)) once.add(rows_[i]);
    return once;
  }
  /// Parts of `size` elements; looks at this result, or holds a temporary one. Throws UsageError
  /// for 0.
  Partitions<Scalars&> partitions(std::size_t size) & { return {*this, size}; }
  /// @overload
  Partitions<Scalars> partitions(std::size_t size) && { return {std::move(*this), size}; }

 private:
  using Kept = std::conditional_t<Element::is_entity, Entity*, value_type>;

  friend class Session;
  Scalars() : rows_(row_type()) {}

  static detail::RowType row_type() {
    if constexpr (Element::is_entity)
      return detail::object_row;
    else
      return detail::row_type_of(FieldOpsOf<T>::value);
  }
  void add(void* row) {
    ::new (rows_.next()) Kept(*static_cast<Kept*>(row));
    rows_.add();
  }
  static void look(void* row, detail::RowPart* parts) {
    if constexpr (Element::is_entity)
      *parts = {*static_cast<Entity**>(row), true};
    else
      *parts = {row, false};
  }
  static decltype(auto) value(void* row) { return detail::ScalarElement<T>::value(row); }
  static reference see(void* row) { return detail::ScalarElement<T>::see(row); }
  auto maybe(std::size_t i) {
    if constexpr (Element::is_entity)
      return i < size() ? value(rows_[i]) : nullptr;
    else
      return i < size() ? std::optional<value_type>(value(rows_[i])) : std::nullopt;
  }

  detail::RowBuffer rows_;
};

}  // namespace orp
