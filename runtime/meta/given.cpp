// SPDX-License-Identifier: MIT
#include "orpiment/meta/given.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>

#include "orpiment/base/error.hpp"
#include "orpiment/meta/entity_info.hpp"

namespace orp::detail {

namespace {

// As few digits as tell the number from its neighbours.
std::string shortest(double number) {
  std::array<char, 32> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number).ptr;
  return {buffer.data(), end};
}

std::string with_article(const char* type) {
  if (type == nullptr) return "the C++ type of its column";
  return (std::string_view(type).starts_with("int") ? "an " : "a ") + std::string(type);
}

ErrorDetails number_details(const std::string& number, const char* type) {
  return {.code = "ORP-2208",
          .message = number + " does not fit " + with_article(type),
          .hint = "use a type that can hold it, here or in the schema"};
}

ErrorDetails null_text_details() {
  return {.code = "ORP-2211",
          .message = "a null pointer is given where a text is needed",
          .hint = "std::nullopt and nullptr stand for NULL, where NULL may be"};
}

void name_column(ErrorDetails& details, const EntityInfo& info, unsigned column) {
  details.message =
      std::string(info.name) + '.' + info.columns[column].attribute + ": " + details.message;
  details.entity = info.name;
  details.table = info.table_of(column).name;
  details.columns = {info.column(column).name};
}

int binary_digits(std::size_t size) {
  return size == sizeof(float)    ? std::numeric_limits<float>::digits
         : size == sizeof(double) ? std::numeric_limits<double>::digits
                                  : std::numeric_limits<long double>::digits;
}

template <class T>
bool is_between(long double magnitude) {
  return magnitude >= std::numeric_limits<T>::denorm_min() &&
         magnitude <= std::numeric_limits<T>::max();
}

}  // namespace

bool has_exactly(std::uint64_t number, std::size_t size) {
  const int digits = binary_digits(size);
  if (number == 0 || digits >= 64) return true;
  const std::uint64_t lowest_bit = number & (~number + 1);
  return number / lowest_bit <= std::uint64_t{1} << digits;
}

bool has_exactly(std::int64_t number, std::size_t size) {
  const auto same = static_cast<std::uint64_t>(number);
  return has_exactly(number < 0 ? ~same + 1 : same, size);
}

bool has_nearly(long double number, std::size_t size) {
  const long double magnitude = std::fabs(number);
  if (!std::isfinite(number) || magnitude == 0) return true;
  return size == sizeof(float) ? is_between<float>(magnitude) : is_between<double>(magnitude);
}

void check_writable(const EntityInfo& info, unsigned column) {
  if (!info.column(column).is_read_only()) return;
  ErrorDetails details{
      .code = "ORP-1233",
      .message = "the database alone numbers the rows, and a statement assigns a number",
      .hint = "leave the column out, or \"always\" of its identity in the schema"};
  if (info.column(column).computed.kind != ComputedKind::none)
    details = {.code = "ORP-1291",
               .message = "the database calculates the column, and a statement assigns a value",
               .hint = "assign the columns that it is calculated of"};
  name_column(details, info, column);
  throw UsageError(std::move(details));
}

std::string_view to_text(const char* text, Misfit& misfit) {
  if (text != nullptr) return text;
  misfit = Misfit(nullptr);
  return {};
}

void Misfit::throw_misfit(const EntityInfo* info, unsigned column) const {
  ErrorDetails details;
  switch (kind_) {
    case Kind::integer:
      details = number_details(std::to_string(integer_), type_);
      break;
    case Kind::natural:
      details = number_details(std::to_string(natural_), type_);
      break;
    case Kind::floating:
      details = number_details(shortest(floating_), type_);
      break;
    default:
      details = null_text_details();
  }
  if (info != nullptr) name_column(details, *info, column);
  throw DataError(std::move(details));
}

}  // namespace orp::detail
