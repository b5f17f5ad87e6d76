// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <iterator>

#include "orpiment/engine/detail/row_buffer.hpp"

namespace orp::detail {

/// Over rows, of which the program sees what `Element` makes of them; valid as long as the rows.
template <class Element>
class ElementIterator {
 public:
  using value_type = typename Element::value_type;
  using reference = typename Element::reference;
  using difference_type = std::ptrdiff_t;
  using pointer = void;
  using iterator_category = std::input_iterator_tag;

  ElementIterator() = default;
  /// At row `number`.
  ElementIterator(const RowBuffer& rows, std::size_t number) : rows_(&rows), number_(number) {}
  reference operator*() const { return Element::see((*rows_)[number_]); }
  ElementIterator& operator++() { return ++number_, *this; }
  ElementIterator operator++(int) { return {*rows_, number_++}; }
  friend bool operator==(const ElementIterator& a, const ElementIterator& b) {
    return a.number_ == b.number_;
  }

 private:
  const RowBuffer* rows_ = nullptr;
  std::size_t number_ = 0;
};

}  // namespace orp::detail
