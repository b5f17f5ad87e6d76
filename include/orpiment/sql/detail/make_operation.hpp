// SPDX-License-Identifier: MIT
// The functions that make nodes of operations which databases spell in ways of their own.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "orpiment/backend/operation.hpp"
#include "orpiment/sql/detail/make_node.hpp"

namespace orp::sql {

NodeRef make_operation(backend::Operation operation, const SqlType& result,
                       std::vector<NodeRef> operands);
/// Of any number of operands, which stand in a row behind the function: `f{0}` is `f(a, b)`.
NodeRef make_variadic(backend::Operation operation, const SqlType& result,
                      std::vector<NodeRef> operands);
/// The same of values of one type, which the result has, too.
NodeRef make_outermost(backend::Operation operation, std::vector<NodeRef> operands);
/// Of integers; the result has the wider one's type, and 32 bits at least.
NodeRef make_bitwise(backend::Operation operation, NodeRef left, NodeRef right);
NodeRef make_bitwise_not(NodeRef operand);
/// Of 64 bits. UsageError (ORP-1241) for a number of places that is below 0 or above 63.
NodeRef make_shift(backend::Operation operation, NodeRef operand, std::int64_t places);
NodeRef make_shift(backend::Operation operation, NodeRef operand, NodeRef places);
/// A condition on a text.
NodeRef make_regexp(backend::Operation operation, NodeRef text, NodeRef pattern);
NodeRef make_regexp_replace(backend::Operation operation, NodeRef text, NodeRef pattern,
                            NodeRef replacement);
NodeRef make_collate(NodeRef operand, std::string_view collation);
/// UsageError (ORP-1242) for what can be no operator.
NodeRef make_custom(std::string_view symbol, const SqlType& result, NodeRef left, NodeRef right);
/// UsageError (ORP-1243) when values of the type have no such part.
NodeRef make_extract(backend::Operation part, NodeRef operand);
/// The beginning of the unit, a word that databases know. UsageError (ORP-1243) when values of the
/// type have no such part.
NodeRef make_date_trunc(std::string_view unit, NodeRef operand);

}  // namespace orp::sql
