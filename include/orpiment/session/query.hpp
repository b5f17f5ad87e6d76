// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "orpiment/engine/result.hpp"
#include "orpiment/entity/entity.hpp"
#include "orpiment/meta/given.hpp"
#include "orpiment/sql/executable.hpp"
#include "orpiment/sql/load_option.hpp"

namespace orp::detail {

/// How a typed result takes the rows of an untyped query.
struct RowSink {
  void* rows;
  /// Appends a row and stores where each of its elements is.
  void (*append)(void* rows, void** elements);
  /// For each element: stores an object (or none); nullptr for a value.
  void (*const* set_entity)(void* element, Entity* entity);
};

template <class... Ts>
class RowCollector {
 public:
  using Stored = typename Query<Ts...>::stored_type;

  RowSink sink() { return {&rows_, &append, set_entity}; }
  std::vector<Stored> take() { return std::move(rows_); }
  /// The same as the program sees them: objects as references.
  auto take_rows() {
    std::vector<typename Query<Ts...>::row_type> seen;
    seen.reserve(rows_.size());
    for (Stored& row : rows_)
      std::apply([&](auto&... stored) { seen.emplace_back(see<Ts>(stored)...); }, row);
    return seen;
  }

 private:
  static void append(void* rows, void** elements) {
    std::apply([&](auto&... stored) { ((*elements++ = &stored), ...); },
               static_cast<std::vector<Stored>*>(rows)->emplace_back());
  }
  template <class T, class StoredElement>
  static typename RowElement<T>::type see(StoredElement& stored) {
    if constexpr (RowElement<T>::is_entity)
      return RowElement<T>::get(stored);
    else
      return std::move(stored);
  }
  template <class T>
  static void set(void* element, Entity* entity) {
    using Pointer = typename RowElement<T>::stored_type;
    *static_cast<Pointer*>(element) = static_cast<Pointer>(entity);
  }
  template <class T>
  static constexpr auto setter() -> void (*)(void*, Entity*) {
    if constexpr (RowElement<T>::is_entity)
      return &set<T>;
    else
      return nullptr;
  }
  static constexpr void (*set_entity[])(void*, Entity*) = {setter<Ts>()...};

  std::vector<Stored> rows_;
};

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

}  // namespace orp::detail

namespace orp {

using LoadOptions = std::vector<LoadOption>;

/// The objects, or values, of a query with one element a row:
///
///     for (User& user : session.scalars(orp::select<User>())) ...
///
/// Buffered; objects belong to the session and may outlive this.
template <class T>
class Scalars {
  using Element = detail::RowElement<T>;
  using Stored = typename Query<T>::stored_type;

 public:
  using value_type = typename Element::stored_type;
  using reference = decltype(Element::get(std::declval<value_type&>()));

  /// Over the elements; valid as long as the result it came from.
  class iterator {
   public:
    using value_type = Scalars::value_type;
    using difference_type = std::ptrdiff_t;
    using reference = Scalars::reference;
    using pointer = void;
    using iterator_category = std::input_iterator_tag;

    iterator() = default;
    /// At that row.
    explicit iterator(Stored* row) : row_(row) {}
    reference operator*() const { return Element::get(std::get<0>(*row_)); }
    iterator& operator++() { return ++row_, *this; }
    iterator operator++(int) { return iterator(row_++); }
    friend bool operator==(const iterator&, const iterator&) = default;

   private:
    Stored* row_ = nullptr;
  };

  /// As Session::scalars makes it.
  explicit Scalars(std::vector<Stored> rows) : rows_(std::move(rows)) {}

  /// The first element.
  iterator begin() { return iterator(rows_.data()); }
  /// Behind the last element.
  iterator end() { return iterator(rows_.data() + rows_.size()); }
  /// How many rows there are.
  std::size_t size() const { return rows_.size(); }
  /// There is no row.
  bool empty() const { return rows_.empty(); }
  reference operator[](std::size_t i) { return Element::get(std::get<0>(rows_[i])); }

  /// An object: a pointer to the first, or nullptr; a value: the first, if any.
  auto first() { return maybe(0); }
  /// The only one; of a temporary result, a value comes as a copy. Throws NoResultFound,
  /// MultipleResultsFound.
  reference one() & {
    if (rows_.empty()) detail::throw_no_result();
    if (rows_.size() > 1) detail::throw_multiple_results();
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
    if (rows_.size() > 1) detail::throw_multiple_results();
    return maybe(0);
  }
  /// Objects: pointers to them. Values: themselves.
  std::vector<value_type> all() const {
    std::vector<value_type> values;
    values.reserve(rows_.size());
    for (const Stored& row : rows_) values.push_back(std::get<0>(row));
    return values;
  }

 private:
  auto maybe(std::size_t i) {
    if constexpr (Element::is_entity)
      return i < rows_.size() ? std::get<0>(rows_[i]) : nullptr;
    else
      return i < rows_.size() ? std::optional<value_type>(std::get<0>(rows_[i])) : std::nullopt;
  }

  std::vector<Stored> rows_;
};

}  // namespace orp
