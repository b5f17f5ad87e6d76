// SPDX-License-Identifier: MIT
// Columns that a database keeps otherwise than tables of ours: seconds since 1970, a decimal as a
// floating-point number. Whatever calculates, orders or compares them with something else takes
// them in the standard form; only what is kept alike is compared as it is, so that an index serves.
#include <string>
#include <utility>

#include "meta/stored_as.hpp"
#include "orpiment/base/error.hpp"
#include "sql/lowering.hpp"
#include "sql/own.hpp"
#include "sql/rewrite.hpp"
#include "sql/types.hpp"

namespace orp::sql {

namespace {

/// The time of the statement is as precise as the column that gets it; of any other value no digit
/// is lost without a word.
void check_resolution(const NodeRef& node, const SqlType& own, const SqlType& kept) {
  const auto* const function = as_if<FunctionNode>(node);
  if (function != nullptr && function->function == Function::now) return;
  if (resolution(own.stored_as) >= resolution(kept.stored_as)) return;
  throw UsageError({.code = "ORP-1218",
                    .message = "a column stored as " + std::string(stored_as_word(kept.stored_as)) +
                               " is assigned an expression with more digits of a second",
                    .hint = "assign a value that the program has rounded"});
}

}  // namespace

NodeRef Lowering::standard(const NodeRef& node) {
  const SqlType& type = stored_type_of(node);
  if (dialect_.is_standard(type)) return (*this)(node);
  if (type.tag == TypeTag::decimal) return scaled(node, type.scale);
  return make<CastNode>(standard_form(type), (*this)(node));
}

bool Lowering::compare_as_kept(const SqlType& left, const SqlType& right) const {
  return !dialect_.is_standard(left) && left.stored_as == right.stored_as &&
         dialect_.order(left) == backend::Order::native;
}

NodeRef Lowering::as_kept(const NodeRef& node, const SqlType& type) {
  const SqlType& kept = backend::stored_type(type);
  const SqlType& own = stored_type_of(node);
  if (dialect_.is_standard(kept)) return scaled_as(node, type);
  const bool is_decimal = kept.tag == TypeTag::decimal;
  if (own.stored_as == kept.stored_as && (!is_decimal || own.scale <= kept.scale))
    return (*this)(node);
  if (!is_decimal) {
    check_resolution(node, own, kept);
    return make<CastNode>(kept, standard(node));
  }
  NodeRef quotient = make<BinaryNode>(BinaryOp::divide, &float64_type,
                                      make<CastNode>(float64_type, scaled(node, kept.scale)),
                                      number('1' + std::string(kept.scale, '0') + ".0"));
  if (is_floating(kept.stored_as)) return quotient;
  auto* const print = new FunctionNode(Function::named, text_type);
  NodeRef text = NodeRef::adopt(print);
  print->name = "printf";
  print->arguments.push_back(
      make<ConstantNode>(Constant::text, &text_type, "%." + std::to_string(kept.scale) + 'f'));
  print->arguments.push_back(std::move(quotient));
  return text;
}

// CAST(round(value * 10^scale) AS INTEGER), of a text as well.
NodeRef Lowering::scaled_integer(const NodeRef& node) {
  const SqlType& type = stored_type_of(node);
  if (dialect_.is_standard(type)) return (*this)(node);
  auto* const round = new FunctionNode(Function::named, float64_type);
  NodeRef whole = NodeRef::adopt(round);
  round->name = "round";
  round->arguments.push_back(make<BinaryNode>(BinaryOp::multiply, &float64_type, (*this)(node),
                                              number('1' + std::string(type.scale, '0') + ".0")));
  return make<CastNode>(int64_type, std::move(whole));
}

}  // namespace orp::sql
