// SPDX-License-Identifier: MIT
// What is no single statement that a link can send, whoever wrote it.
#pragma once
#include <string_view>

#include "backend/transaction_guard.hpp"

namespace orp::backend {

/// Throws UsageError for a command of transactions and for a zero byte, which would cut the rest.
void check_sendable(std::string_view sql, const Preamble& preamble);

/// UsageError: behind the first statement there is another one.
[[noreturn]] void throw_several_statements(std::string_view sql);
/// SqlError: there is none, only blanks and comments.
[[noreturn]] void throw_no_statement(std::string_view sql);

}  // namespace orp::backend
