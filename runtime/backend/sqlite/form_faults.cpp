// SPDX-License-Identifier: MIT
#include "backend/sqlite/form_faults.hpp"

#include <string>

#include "backend/sqlite/timestamp_forms.hpp"
#include "backend/value_fault.hpp"

namespace orp::backend::sqlite {

namespace {

constexpr StoredAs texts[] = {StoredAs::text,        StoredAs::text_seconds,
                              StoredAs::iso,         StoredAs::text_milliseconds,
                              StoredAs::iso_seconds, StoredAs::iso_milliseconds};

std::string form_hint(const SqlType& type, std::string_view text) {
  for (const StoredAs how : texts)
    if (read_timestamp_text(text, *text_form(how), type.tag == TypeTag::timestamptz))
      return "in the schema the column is \"stored_as\": \"" + std::string(stored_as_word(how)) +
             "\", if all of its values are";
  return "write the values of the column as one of the forms that \"stored_as\" knows";
}

}  // namespace

void fault_other_form(const SqlType& type, std::string_view text) {
  throw ValueFault{.code = "ORP-2207",
                   .message = " is not a " + type_name(type) + " stored as " +
                              std::string(stored_as_word(type.stored_as)),
                   .hint = form_hint(type, text),
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

}  // namespace orp::backend::sqlite
