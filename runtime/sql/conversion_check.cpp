// SPDX-License-Identifier: MIT
#include "sql/conversion_check.hpp"

#include <string>

#include "meta/type_word.hpp"
#include "orpiment/backend/dialect.hpp"
#include "orpiment/base/error.hpp"
#include "sql/types.hpp"

namespace orp::sql {
namespace {

std::string printed_type(const SqlType& type) {
  std::string name = type_word(type.tag);
  if (type.tag == TypeTag::decimal)
    name += '(' + std::to_string(type.precision) + ", " + std::to_string(type.scale) + ')';
  return name;
}

}  // namespace

void check_same_storage(const SqlType& a, const SqlType& b) {
  if (a.conversion == nullptr || b.conversion == nullptr) return;
  const SqlType& left = backend::stored_type(a);
  const SqlType& right = backend::stored_type(b);
  if (has_same_form(left, right)) return;
  throw UsageError({.code = "ORP-1227",
                    .message = "values of one C++ type meet that are kept as " +
                               printed_type(left) + " and as " + printed_type(right),
                    .hint = "the database does not convert between them: read the values, or keep "
                            "both columns in one type"});
}

void check_same_storage(const NodeRef& a, const NodeRef& b) {
  check_same_storage(*expression(a).type, *expression(b).type);
}

}  // namespace orp::sql
