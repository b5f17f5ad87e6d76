// SPDX-License-Identifier: MIT
#include "backend/sqlite/form_faults.hpp"

#include <optional>
#include <string>

#include "backend/exact_real.hpp"
#include "backend/sqlite/timestamp_forms.hpp"
#include "backend/sqlite/uuid_forms.hpp"
#include "backend/value_fault.hpp"

namespace orp::backend::sqlite {

namespace {

constexpr StoredAs timestamp_texts[] = {
    StoredAs::text, StoredAs::text_seconds, StoredAs::text_milliseconds,
    StoredAs::iso,  StoredAs::iso_seconds,  StoredAs::iso_milliseconds};
constexpr StoredAs time_texts[] = {StoredAs::text, StoredAs::text_seconds,
                                   StoredAs::text_milliseconds};
constexpr StoredAs uuid_texts[] = {StoredAs::text, StoredAs::hex};

/// The form of which `text` is; empty: of none.
std::optional<StoredAs> form_of(const SqlType& type, std::string_view text) {
  if (type.tag == TypeTag::uuid) {
    for (const StoredAs how : uuid_texts)
      if (read_uuid_text(text, how)) return how;
    return std::nullopt;
  }
  if (type.tag == TypeTag::time) {
    for (const StoredAs how : time_texts)
      if (read_time_text(text, *text_form(how))) return how;
    return std::nullopt;
  }
  for (const StoredAs how : timestamp_texts)
    if (read_timestamp_text(text, *text_form(how), type.tag == TypeTag::timestamptz)) return how;
  return std::nullopt;
}

/// Tables of ours keep times and timestamps as "text", without a word for it.
std::string_view word_of(StoredAs how) {
  return stored_as_word(how == StoredAs::standard ? StoredAs::text : how);
}

std::string stored_as(StoredAs how) {
  return "\"stored_as\": \"" + std::string(stored_as_word(how)) + '"';
}

std::string form_hint(const SqlType& type, std::string_view text) {
  const std::optional<StoredAs> how = form_of(type, text);
  if (!how)
    return "write the values of the column as one of the forms that \"stored_as\" knows, or map it "
           "as \"text\"";
  std::string hint =
      "in the schema the column is " + stored_as(*how) + ", if all of its values are";
  if (type.tag == TypeTag::uuid) return hint;
  if (*how == StoredAs::text_seconds || *how == StoredAs::text)
    hint += "; " + stored_as(StoredAs::text_short) + ", if some have a fraction";
  return hint;
}

/// How a value is spelled: an example, because the value itself may have to be hidden.
std::string_view example_of(TypeTag tag) {
  switch (tag) {
    case TypeTag::date:
      return "2026-11-20";
    default:
      return "PT1H30M";
  }
}

}  // namespace

void fault_other_form(const SqlType& type, std::string_view text) {
  const bool is_bytes = type.tag == TypeTag::uuid && type.stored_as == StoredAs::standard;
  const std::string kept = " is not a " + type_name(type);
  throw ValueFault{
      .code = "ORP-2207",
      .message = kept + (is_bytes ? " kept as 16 bytes"
                                  : " stored as " + std::string(word_of(type.stored_as))),
      .hint = form_hint(type, text),
      .value = "the text \"" + std::string(text.substr(0, 40)) + '"',
      .kind = "a text"};
}

void fault_other_spelling(const SqlType& type, std::string_view text) {
  throw ValueFault{.code = "ORP-2207",
                   .message = " is not a " + type_name(type) +
                              " in the one spelling that is compared right, such as " +
                              std::string(example_of(type.tag)),
                   .hint = "write the values of the column so, or map it as \"text\"",
                   .value = "the text \"" + std::string(text.substr(0, 40)) + '"',
                   .kind = "a text"};
}

void fault_of_unknown_scale(std::string_view found) {
  throw ValueFault{.code = "ORP-2207",
                   .message = " instead of a decimal: nothing says at which scale it is kept",
                   .hint =
                       "name the column that it comes from, columns(Order::c.total), or read it "
                       "as the number it is",
                   .value = std::string(found)};
}

void fault_inexact_day(const SqlType& type, double day) {
  throw ValueFault{.code = "ORP-2207",
                   .message = " is not a " + type_name(type) +
                              " stored as julian_day, which is exact to the millisecond",
                   .hint =
                       "write the values of the column as julianday() gives them, or map it as "
                       "\"double\"",
                   .value = "the number " + shortest_text(day),
                   .kind = "a number"};
}

}  // namespace orp::backend::sqlite
