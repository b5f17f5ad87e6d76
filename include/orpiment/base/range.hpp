// SPDX-License-Identifier: MIT
// Ranges of values, as columns have them.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "orpiment/base/date.hpp"
#include "orpiment/base/decimal.hpp"
#include "orpiment/base/printable.hpp"
#include "orpiment/base/text_converter.hpp"
#include "orpiment/base/timestamp.hpp"
#include "orpiment/base/timestamp_tz.hpp"

namespace orp {

/// Which ends belong to a range.
enum class Bounds : std::uint8_t {
  lower,    ///< "[)": the usual one
  upper,    ///< "(]"
  both,     ///< "[]"
  neither,  ///< "()"
};

/// All values between two ends, each of which may be missing. Ranges of integers and days are
/// brought into the form "[)", so that equal ones are equal. `T` is std::int32_t, std::int64_t,
/// Decimal, Date, Timestamp or TimestampTz.
template <class T>
class Range {
 public:
  /// What the ends are.
  using value_type = T;

  /// All values.
  Range() = default;
  /// From `lower` to `upper`; std::nullopt: without an end there. Throws DataError when the lower
  /// end is the greater one, and where an end cannot be brought into the form "[)".
  Range(std::optional<T> lower, std::optional<T> upper, Bounds bounds = Bounds::lower);
  /// No value at all.
  static Range empty();

  /// The ends; std::nullopt where there is none, and of an empty range.
  const std::optional<T>& lower() const noexcept { return lower_; }
  /// @copydoc lower
  const std::optional<T>& upper() const noexcept { return upper_; }
  /// The end is there and belongs to the range.
  bool includes_lower() const noexcept { return includes_lower_; }
  /// @copydoc includes_lower
  bool includes_upper() const noexcept { return includes_upper_; }
  /// There is no value in it.
  bool is_empty() const noexcept { return is_empty_; }

  /// The value is in it.
  bool contains(const T& value) const;

  /// Reads "[1,5)", "(,2026-11-20]", "empty": the text that a database gives. Throws DataError.
  static Range parse(std::string_view text);
  /// The same; empty where parse() throws.
  static std::optional<Range> from_string(std::string_view text);
  /// What parse() reads; the same for equal ranges.
  std::string to_string() const;

  friend bool operator==(const Range&, const Range&) = default;

 private:
  std::optional<T> lower_;
  std::optional<T> upper_;
  bool includes_lower_ = false;
  bool includes_upper_ = false;
  bool is_empty_ = false;
};

/// Several ranges that do not touch one another, from the least to the greatest.
template <class T>
class Multirange {
 public:
  /// What its ranges are of.
  using value_type = T;

  /// No range, and so no value.
  Multirange() = default;
  /// Of any ranges: in their order, without empty ones, those that touch made one.
  explicit Multirange(std::vector<Range<T>> ranges);

  /// In their order.
  const std::vector<Range<T>>& ranges() const noexcept { return ranges_; }
  /// There is no value in it.
  bool is_empty() const noexcept { return ranges_.empty(); }
  /// The value is in one of them.
  bool contains(const T& value) const;

  /// Reads "{[1,3),[5,7)}". Throws DataError.
  static Multirange parse(std::string_view text);
  /// The same; empty where parse() throws.
  static std::optional<Multirange> from_string(std::string_view text);
  /// What parse() reads; the same for equal ones.
  std::string to_string() const;

  friend bool operator==(const Multirange&, const Multirange&) = default;

 private:
  std::vector<Range<T>> ranges_;
};

extern template class Range<std::int32_t>;
extern template class Range<std::int64_t>;
extern template class Range<Decimal>;
extern template class Range<Date>;
extern template class Range<Timestamp>;
extern template class Range<TimestampTz>;
extern template class Multirange<std::int32_t>;
extern template class Multirange<std::int64_t>;
extern template class Multirange<Decimal>;
extern template class Multirange<Date>;
extern template class Multirange<Timestamp>;
extern template class Multirange<TimestampTz>;

}  // namespace orp
