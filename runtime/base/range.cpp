// SPDX-License-Identifier: MIT
// Ranges of values that follow one another (integers, days) and of those that do not. Ends are
// compared with what is missing taken for the infinite.
#include "orpiment/base/range.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <type_traits>

#include "base/quoted_text.hpp"
#include "base/value_errors.hpp"

namespace orp {

namespace {

template <class T>
constexpr bool is_discrete = std::is_integral_v<T> || std::is_same_v<T, Date>;

template <class T>
std::string bound_text(const T& value) {
  if constexpr (std::is_integral_v<T>)
    return std::to_string(value);
  else if constexpr (std::is_same_v<T, Decimal>)
    return value.normalized().to_string();  // 1.0 and 1.00 are one end
  else
    return value.to_string();
}

template <class T>
std::optional<T> bound_from(std::string_view text) {
  if constexpr (std::is_integral_v<T>) {
    T value{};
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
  } else {
    return T::from_string(text);
  }
}

[[noreturn]] void throw_no_next() {
  throw_out_of_range("the end of a range has no next value",
                     "leave the end out: a range without it goes on");
}

template <class T>
T next(const T& value) {
  if constexpr (std::is_same_v<T, Date>) {
    if (value.days() == Date::max_days) throw_no_next();
    return value.plus_days(1);
  } else {
    if (value == std::numeric_limits<T>::max()) throw_no_next();
    return static_cast<T>(value + 1);
  }
}

/// The range ends where `next` begins, or beyond, without a value between. Requires: neither is
/// empty, and `range` begins first.
template <class T>
bool touches(const Range<T>& range, const Range<T>& next) {
  if (!range.upper() || !next.lower()) return true;
  if (*range.upper() != *next.lower()) return *range.upper() > *next.lower();
  return range.includes_upper() || next.includes_lower();
}

template <class T>
bool begins_before(const Range<T>& a, const Range<T>& b) {
  if (!a.lower() || !b.lower()) return !a.lower() && b.lower().has_value();
  if (*a.lower() != *b.lower()) return *a.lower() < *b.lower();
  return a.includes_lower() && !b.includes_lower();
}

template <class T>
bool ends_before(const Range<T>& a, const Range<T>& b) {
  if (!a.upper() || !b.upper()) return a.upper().has_value() && !b.upper();
  if (*a.upper() != *b.upper()) return *a.upper() < *b.upper();
  return !a.includes_upper() && b.includes_upper();
}

Bounds bounds_of(bool includes_lower, bool includes_upper) {
  if (includes_lower) return includes_upper ? Bounds::both : Bounds::lower;
  return includes_upper ? Bounds::upper : Bounds::neither;
}

/// From where the first begins to where the later one ends.
template <class T>
Range<T> joined(const Range<T>& first, const Range<T>& second) {
  const Range<T>& last = ends_before(first, second) ? second : first;
  return {first.lower(), last.upper(), bounds_of(first.includes_lower(), last.includes_upper())};
}

/// What stands before `separator` or one of `ends`, without its quotes; moves `text` there. Nothing
/// when the text is cut short.
struct BoundText {
  std::string text;
  bool is_quoted = false;
};

std::optional<BoundText> take_bound(std::string_view& text, std::string_view ends) {
  if (!text.empty() && text.front() == '"') {
    std::optional<std::string> quoted = take_quoted(text);
    if (!quoted || text.empty() || ends.find(text.front()) == std::string_view::npos)
      return std::nullopt;
    return BoundText{*std::move(quoted), true};
  }
  const std::size_t end = text.find_first_of(ends);
  if (end == std::string_view::npos) return std::nullopt;
  BoundText bound{std::string(text.substr(0, end))};
  text.remove_prefix(end);
  return bound;
}

/// The end that a text says; false: it is no value.
template <class T>
bool read_bound(const BoundText& bound, std::optional<T>& value) {
  if (bound.text.empty() && !bound.is_quoted) return true;
  value = bound_from<T>(bound.text);
  return value.has_value();
}

/// Takes a range from the front of `text`.
template <class T>
std::optional<Range<T>> take_range(std::string_view& text) {
  constexpr std::string_view empty = "empty";
  if (text.substr(0, empty.size()) == empty) {
    text.remove_prefix(empty.size());
    return Range<T>::empty();
  }
  if (text.empty() || (text.front() != '[' && text.front() != '(')) return std::nullopt;
  const bool includes_lower = text.front() == '[';
  text.remove_prefix(1);
  std::optional<T> lower;
  std::optional<T> upper;
  const auto first = take_bound(text, ",");
  if (!first || !read_bound(*first, lower)) return std::nullopt;
  text.remove_prefix(1);
  const auto second = take_bound(text, ")]");
  if (!second || !read_bound(*second, upper)) return std::nullopt;
  const bool includes_upper = text.front() == ']';
  text.remove_prefix(1);
  if (lower && upper && *upper < *lower) return std::nullopt;
  return Range<T>(lower, upper, bounds_of(includes_lower, includes_upper));
}

template <class T>
void append_bound(std::string& out, const std::optional<T>& bound) {
  if (!bound) return;
  const std::string text = bound_text(*bound);
  if (text.find(' ') == std::string::npos)
    out += text;
  else
    out += '"' + text + '"';
}

}  // namespace

template <class T>
Range<T>::Range(std::optional<T> lower, std::optional<T> upper, Bounds bounds)
    : lower_(std::move(lower)), upper_(std::move(upper)) {
  if (lower_ && upper_ && *upper_ < *lower_)
    throw_out_of_range("the lower end of a range is the greater one", "give the lesser one first");
  includes_lower_ = lower_ && (bounds == Bounds::lower || bounds == Bounds::both);
  includes_upper_ = upper_ && (bounds == Bounds::upper || bounds == Bounds::both);
  if constexpr (is_discrete<T>) {
    if (lower_ && !includes_lower_) lower_ = next(*lower_);
    if (upper_ && includes_upper_) upper_ = next(*upper_);
    includes_lower_ = lower_.has_value();
    includes_upper_ = false;
  }
  const bool is_point = includes_lower_ && includes_upper_;
  if (lower_ && upper_ && !(*lower_ < *upper_) && !is_point) *this = empty();
}

template <class T>
Range<T> Range<T>::empty() {
  Range range;
  range.is_empty_ = true;
  return range;
}

template <class T>
bool Range<T>::contains(const T& value) const {
  if (is_empty_) return false;
  if (lower_ && (value < *lower_ || (value == *lower_ && !includes_lower_))) return false;
  return !upper_ || value < *upper_ || (value == *upper_ && includes_upper_);
}

template <class T>
std::optional<Range<T>> Range<T>::from_string(std::string_view text) {
  std::optional<Range> range = take_range<T>(text);
  return text.empty() ? range : std::nullopt;
}

template <class T>
Range<T> Range<T>::parse(std::string_view text) {
  std::optional<Range> range = from_string(text);
  if (!range)
    throw_malformed("a range", text,
                    {.why = "one is [1,5), (,5] or empty", .position = Malformed::nowhere});
  return *std::move(range);
}

template <class T>
std::string Range<T>::to_string() const {
  if (is_empty_) return "empty";
  std::string text(1, includes_lower_ ? '[' : '(');
  append_bound(text, lower_);
  text += ',';
  append_bound(text, upper_);
  text += includes_upper_ ? ']' : ')';
  return text;
}

template <class T>
Multirange<T>::Multirange(std::vector<Range<T>> ranges) {
  std::erase_if(ranges, [](const Range<T>& range) { return range.is_empty(); });
  std::sort(ranges.begin(), ranges.end(), begins_before<T>);
  for (const Range<T>& range : ranges) {
    if (!ranges_.empty() && touches(ranges_.back(), range))
      ranges_.back() = joined(ranges_.back(), range);
    else
      ranges_.push_back(range);
  }
}

template <class T>
bool Multirange<T>::contains(const T& value) const {
  return std::any_of(ranges_.begin(), ranges_.end(),
                     [&value](const Range<T>& range) { return range.contains(value); });
}

template <class T>
std::optional<Multirange<T>> Multirange<T>::from_string(std::string_view text) {
  if (text.size() < 2 || text.front() != '{' || text.back() != '}') return std::nullopt;
  text = text.substr(1, text.size() - 2);
  std::vector<Range<T>> ranges;
  while (!text.empty()) {
    const std::optional<Range<T>> range = take_range<T>(text);
    if (!range) return std::nullopt;
    ranges.push_back(*range);
    if (text.empty()) break;
    if (text.front() != ',' || text.size() == 1) return std::nullopt;
    text.remove_prefix(1);
  }
  return Multirange(std::move(ranges));
}

template <class T>
Multirange<T> Multirange<T>::parse(std::string_view text) {
  std::optional<Multirange> ranges = from_string(text);
  if (!ranges)
    throw_malformed("a multirange", text,
                    {.why = "one is {[1,3),[5,7)}", .position = Malformed::nowhere});
  return *std::move(ranges);
}

template <class T>
std::string Multirange<T>::to_string() const {
  std::string text = "{";
  for (const Range<T>& range : ranges_) text += (text.size() > 1 ? "," : "") + range.to_string();
  return text + '}';
}

template class Range<std::int32_t>;
template class Range<std::int64_t>;
template class Range<Decimal>;
template class Range<Date>;
template class Range<Timestamp>;
template class Range<TimestampTz>;
template class Multirange<std::int32_t>;
template class Multirange<std::int64_t>;
template class Multirange<Decimal>;
template class Multirange<Date>;
template class Multirange<Timestamp>;
template class Multirange<TimestampTz>;

}  // namespace orp
