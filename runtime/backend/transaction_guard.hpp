// SPDX-License-Identifier: MIT
// A transaction begins and ends, and a savepoint too, by the calls of a link and by nothing else:
// only so do the engine and the session know what is in the database.
//
// Rules
//  (1) A statement that would do it is refused before it is sent.
//  (2) Where that comes too late (one of several in a script), or where a database ends a
//      transaction by itself, the link sends nothing more until rollback(): no statement ever runs
//      outside the transaction that the program believes to be in.
#pragma once
#include <string_view>

namespace orp::backend {

/// What a database makes of the text before the first word.
struct Preamble {
  bool nests_comments;          ///< `/* /* */` goes on
  bool skips_byte_order_marks;  ///< anywhere between words
  std::string_view line_ends;   ///< any of them ends a `--` comment
};

/// Whether SQL, or the tag of a command's answer, begins with a command of transactions.
bool is_transaction_command(std::string_view sql, const Preamble& preamble) noexcept;

/// Throws UsageError when `sql` is one.
void check_no_transaction_command(std::string_view sql, const Preamble& preamble);

/// UsageError: such a command was run all the same.
[[noreturn]] void throw_ended_by_program();
/// SqlError: the database has ended the transaction after an error.
[[noreturn]] void throw_ended_by_database();
/// UsageError: a cursor is read after the end of its transaction.
[[noreturn]] void throw_outlived();
/// InDoubtError, whose cause is the exception in flight: nobody knows what became of a COMMIT.
[[noreturn]] void throw_in_doubt();

}  // namespace orp::backend
