// SPDX-License-Identifier: MIT
#include "orpiment/base/error.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <thread>
#include <type_traits>
#include <vector>

#include "orpiment/base/call_site.hpp"

namespace orp {
namespace {

ErrorDetails everything() {
  return {.code = "ORP-3101",
          .message = "the email is taken",
          .sql = "INSERT INTO users (email) VALUES (?)",
          .parameters = "'a@b.c'",
          .state = "23505",
          .constraint = "uq_users_email",
          .table = "users",
          .columns = {"email"},
          .entity = "User",
          .key = "(42)",
          .hint = "choose another one",
          .file = "shop.cpp",
          .line = 7,
          .lost_connection = true};
}

TEST(Error, tells_the_whole_story) {
  EXPECT_STREQ(SqlError(everything()).what(),
               "the email is taken (ORP-3101)\n"
               "  object: User (42), table users, columns email\n"
               "  constraint: uq_users_email\n"
               "  hint: choose another one\n"
               "  sql: INSERT INTO users (email) VALUES (?)\n"
               "  parameters: 'a@b.c'\n"
               "  state: 23505\n"
               "  called from: shop.cpp:7");
}

TEST(Error, leaves_out_what_is_not_known) {
  EXPECT_STREQ(Error({.message = "no"}).what(), "no");
  EXPECT_STREQ(Error({.message = "no", .table = "users"}).what(), "no\n  object: table users");
}

TEST(Error, answers_every_question_from_the_root) {
  const IntegrityError specific(ConstraintKind::unique, everything());
  const Error& error = specific;
  EXPECT_EQ(error.code(), "ORP-3101");
  EXPECT_EQ(error.message(), "the email is taken");
  EXPECT_EQ(error.sql(), "INSERT INTO users (email) VALUES (?)");
  EXPECT_EQ(error.parameters(), "'a@b.c'");
  EXPECT_EQ(error.sqlstate(), "23505");
  EXPECT_EQ(error.constraint(), "uq_users_email");
  EXPECT_EQ(error.table(), "users");
  EXPECT_EQ(error.columns(), std::vector<std::string>{"email"});
  EXPECT_EQ(error.entity(), "User");
  EXPECT_EQ(error.key(), "(42)");
  EXPECT_EQ(error.hint(), "choose another one");
  EXPECT_STREQ(error.file(), "shop.cpp");
  EXPECT_EQ(error.line(), 7);
  EXPECT_TRUE(error.lost_connection());
  EXPECT_FALSE(error.may_retry());
  EXPECT_EQ(specific.kind(), ConstraintKind::unique);
}

TEST(Error, copies_share_their_content_and_never_throw) {
  static_assert(std::is_nothrow_copy_constructible_v<IntegrityError>);
  static_assert(std::is_nothrow_copy_assignable_v<IntegrityError>);
  const DataError first({.message = "no"});
  DataError second = first;
  EXPECT_EQ(first.what(), second.what());
  second = DataError({.message = "another"});
  EXPECT_STREQ(first.what(), "no");
  EXPECT_STREQ(second.what(), "another");
  const DataError& same = second;
  second = same;
  EXPECT_STREQ(second.what(), "another");
}

TEST(Error, an_amended_copy_leaves_the_others_alone) {
  const DataError first({.message = "no"});
  DataError second = first;
  second.with_note("in the second row");
  EXPECT_STREQ(first.what(), "no");
  EXPECT_STREQ(second.what(), "no\n  note: in the second row");
}

TEST(Error, keeps_its_type_when_a_note_is_added_in_flight) {
  try {
    try {
      throw IntegrityError(ConstraintKind::check, {.message = "no"});
    } catch (Error& error) {
      error.with_note("raised by the autoflush of select").with_note("in the loop");
      throw;
    }
  } catch (const IntegrityError& error) {
    EXPECT_EQ(error.kind(), ConstraintKind::check);
    EXPECT_STREQ(error.what(),
                 "no\n  note: raised by the autoflush of select\n  note: in the loop");
  }
}

TEST(Error, takes_details_that_are_not_known_yet_and_keeps_those_that_are) {
  SqlError error({.message = "no", .table = "users"});
  error.with_details({.message = "ignored",
                      .sql = "SELECT 1",
                      .table = "orders",
                      .entity = "User",
                      .file = "a.cpp",
                      .line = 3});
  EXPECT_EQ(error.message(), "no");
  EXPECT_EQ(error.table(), "users");
  EXPECT_EQ(error.sql(), "SELECT 1");
  EXPECT_STREQ(error.what(),
               "no\n  object: User, table users\n  sql: SELECT 1\n  called from: a.cpp:3");
}

TEST(Error, hides_its_parameters) {
  SqlError error({.message = "no", .parameters = "'secret'"});
  error.redact_parameters();
  EXPECT_EQ(error.parameters(), "(hidden)");
  EXPECT_STREQ(error.what(), "no\n  parameters: (hidden)");
  EXPECT_STREQ(SqlError({.message = "no"}).redact_parameters().what(), "no");
}

TEST(Error, names_its_cause) {
  std::exception_ptr cause;
  try {
    throw SqlError({.code = "ORP-3001", .message = "the flush failed", .table = "users"});
  } catch (...) {
    cause = std::current_exception();
  }
  const UsageError error({.message = "roll back first", .cause = cause});
  EXPECT_STREQ(error.what(),
               "roll back first\n"
               "  cause: the flush failed (ORP-3001)\n"
               "    object: table users");
  EXPECT_THROW(std::rethrow_exception(error.cause()), SqlError);
}

TEST(Error, each_part_is_one_line_whatever_it_says) {
  UsageError error({.code = "ORP-1",
                    .message = "a\nhint: b",
                    .sql = "SELECT 1\n\tFROM a\r\n  hint: b",
                    .parameters = "('\x1b')",
                    .state = "\r",
                    .constraint = "c\n",
                    .table = "t\n",
                    .columns = {"d\n"},
                    .entity = "E\n",
                    .key = "('\n\x1b')",
                    .hint = "h\n",
                    .cause = std::make_exception_ptr(std::runtime_error("x\n  hint: y"))});
  error.with_note("n\n  hint: z").with_note("\x1b");
  EXPECT_STREQ(error.what(),
               "a\\nhint: b (ORP-1)\n"
               "  object: E\\n ('\\n\\x1b'), table t\\n, columns d\\n\n"
               "  constraint: c\\n\n"
               "  hint: h\\n\n"
               "  sql: SELECT 1\n"
               "    \\tFROM a\\r\n"
               "      hint: b\n"
               "  parameters: ('\\x1b')\n"
               "  state: \\r\n"
               "  cause: x\\n  hint: y\n"
               "  note: n\\n  hint: z\n"
               "  note: \\x1b");
  EXPECT_EQ(error.key(), "('\n\x1b')") << "a program gets it as it is";
}

/// Whether a stored copy of `error`, raised through the root, arrives as `T` and not as a child.
template <class T>
bool keeps_type_when_raised(const T& error) {
  try {
    static_cast<const Error&>(error).raise();
  } catch (const Error& caught) {
    return typeid(caught) == typeid(T) && caught.message() == error.message();
  }
  return false;
}

TEST(Error, keeps_its_type_when_raised_again) {
  EXPECT_TRUE(keeps_type_when_raised(Error({.message = "m"})));
  EXPECT_TRUE(keeps_type_when_raised(UsageError({.message = "m"})));
  EXPECT_TRUE(keeps_type_when_raised(DataError({.message = "m"})));
  EXPECT_TRUE(keeps_type_when_raised(SqlError({.message = "m"})));
  EXPECT_TRUE(keeps_type_when_raised(IntegrityError(ConstraintKind::check, {.message = "m"})));
  EXPECT_TRUE(keeps_type_when_raised(ConflictError({.message = "m"})));
  EXPECT_TRUE(keeps_type_when_raised(OperationalError({.message = "m"})));
  EXPECT_TRUE(keeps_type_when_raised(StaleDataError({.message = "m"})));
  EXPECT_TRUE(keeps_type_when_raised(ConnectionError({.message = "m"})));
  EXPECT_TRUE(keeps_type_when_raised(PoolTimeoutError({.message = "m"})));
  EXPECT_TRUE(keeps_type_when_raised(InDoubtError({.message = "m"})));
  EXPECT_TRUE(keeps_type_when_raised(NoResultFound({.message = "m"})));
  EXPECT_TRUE(keeps_type_when_raised(MultipleResultsFound({.message = "m"})));
  EXPECT_TRUE(keeps_type_when_raised(MigrationError({.message = "m"})));
}

TEST(Error, a_conflict_may_always_be_retried) {
  EXPECT_TRUE(ConflictError({.message = "deadlock"}).may_retry());
}

TEST(Error, a_commit_in_doubt_may_never_be_retried) {
  const InDoubtError error({.message = "lost", .may_retry = true});
  EXPECT_FALSE(error.may_retry());
  EXPECT_TRUE(error.lost_connection());
}

TEST(Error, names_every_kind_of_constraint) {
  EXPECT_EQ(to_string(ConstraintKind::unique), "unique");
  EXPECT_EQ(to_string(ConstraintKind::foreign_key), "foreign key");
  EXPECT_EQ(to_string(ConstraintKind::not_null), "not null");
  EXPECT_EQ(to_string(ConstraintKind::check), "check");
  EXPECT_EQ(to_string(ConstraintKind::exclusion), "exclusion");
}

TEST(Error, copies_may_be_used_and_amended_in_many_threads) {
  const DataError error({.message = "no"});
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([copy = error]() mutable {
      for (int round = 0; round < 1000; ++round) {
        DataError another = copy;
        if (round % 100 == 0) another.with_note("n");
        copy = another;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_STREQ(error.what(), "no");
}

int line_of_caller(CallSite caller = CallSite::here()) { return caller.line; }

TEST(CallSite, is_where_the_call_stands) {
  EXPECT_EQ(line_of_caller(), __LINE__);
  EXPECT_STREQ(CallSite::here().file, __FILE__);
}

}  // namespace
}  // namespace orp
