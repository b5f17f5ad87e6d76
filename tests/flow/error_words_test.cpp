// SPDX-License-Identifier: MIT
// Whether the words of an error are those of what was done, name who is meant, and advise what
// helps.
#include <sstream>

#include "bad_input.hpp"

namespace orp::tests {
namespace {

class ErrorWords : public BadInput {
 protected:
  /// A second account, which nothing refers to.
  Account& add_bank(Session& session) {
    Account& bank = session.add<Account>({.name = "bank"});
    session.commit();
    return bank;
  }
};
ORPIMENT_ON_EACH_DATABASE(ErrorWords);

// ---- Who is gone, or elsewhere

// state.hpp, rule 5.
TEST_P(ErrorWords, a_row_that_was_deleted_is_not_deleted_again) {
  for (const bool forgets : {false, true}) {
    Session session = open({.expire_on_commit = forgets});
    Account& bank = add_bank(session);
    const std::string name = "Account " + std::string("(") + std::to_string(bank.id()) + ")";
    session.delete_(bank);
    session.commit();
    const auto error = error_of<UsageError>([&] { session.delete_(bank); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code(), "ORP-1312");
    EXPECT_EQ(error->message(), "cannot delete: the row of " + name + " was deleted already");
    EXPECT_EQ(error->hint(), "nothing is left to be deleted");
    const auto added = error_of<UsageError>([&] { session.add(bank); });
    ASSERT_TRUE(added);
    EXPECT_EQ(added->code(), "ORP-1312");
    EXPECT_EQ(added->message(), "cannot add: the row of " + name + " was deleted already");
    EXPECT_EQ(added->hint(), "add a new object with its values");
    expect_unchanged(session);
  }
}

TEST_P(ErrorWords, a_deletion_that_is_not_committed_may_be_said_again) {
  Session session = open();
  Account& bank = add_bank(session);
  session.delete_(bank);
  session.delete_(bank);
  session.flush();
  session.delete_(bank);
  session.rollback();
  session.delete_(bank);
  session.commit();
  expect_unchanged(session);
}

TEST_P(ErrorWords, a_detached_object_is_not_deleted_beside_another_of_its_key) {
  Session session = open();
  Account& cash = session.get_one<Account>(1);
  session.expunge(cash);
  static_cast<void>(session.get_one<Account>(1));
  const auto error = error_of<UsageError>([&] { session.delete_(cash); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-1313");
  EXPECT_EQ(error->message(),
            "cannot delete Account (1): the session has another object of this key");
  const auto added = error_of<UsageError>([&] { session.add(cash); });
  ASSERT_TRUE(added);
  EXPECT_EQ(added->message(), "cannot add Account (1): the session has another object of this key");
  expect_unchanged(session);
}

TEST_P(ErrorWords, an_expunged_object_goes_to_no_other_session) {
  Session session = open();
  Account& stored = session.get_one<Account>(1);
  Account& fresh = session.add<Account>({.name = "new"});
  session.expunge(stored);
  session.expunge(fresh);
  session.commit();
  Session other = open();
  for (Account* account : {&stored, &fresh}) {
    const auto error = error_of<UsageError>([&] { other.add(*account); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code(), "ORP-1311");
    EXPECT_EQ(error->message(),
              "cannot add: this Account belongs to another session, also when it is not in it");
    EXPECT_EQ(error->hint(), "get() its row here, or add a new object with its values");
  }
  expect_unchanged(other);
}

TEST_P(ErrorWords, a_row_that_a_statement_of_the_session_deleted) {
  Session session = open();
  Account& bank = add_bank(session);
  static_cast<void>(bank.name());
  session.execute(orp::delete_<Account>()
                      .where(Account::c.name == "bank")
                      .execution_options({.synchronize_session = SynchronizeSession::none}));
  const auto gone = error_of<StaleDataError>([&] { session.refresh(bank); });
  ASSERT_TRUE(gone);
  EXPECT_EQ(gone->code(), "ORP-3301");
  EXPECT_THAT(
      gone->message(),
      HasSubstr("somebody else deleted it, or a statement of this session deleted it or gave "
                "it another key"));
  bank.set_note("gone");
  const auto error = error_of<StaleDataError>([&] { session.commit(); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-3302");
  EXPECT_THAT(
      error->message(),
      HasSubstr(": somebody else deleted it, or a statement of this session deleted it or gave "
                "it another key"));
}

// ---- Who is left without what it needs

TEST_P(ErrorWords, who_is_left_is_told_whose_deletion_leaves_it) {
  Session session = open();
  session.delete_(session.get_one<Account>(1));
  const auto error = error_of<IntegrityError>([&] { session.flush(); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-3103");
  EXPECT_EQ(error->message(),
            "Entry (1) would be left without what entries.account_id refers to, which cannot be "
            "NULL: Account (1) is deleted");
  EXPECT_EQ(error->hint(),
            "give it another one, delete it too, or let the relationship cascade delete");
}

TEST_P(ErrorWords, who_is_left_by_nobody_s_deletion_needs_another_cascade) {
  Session session = open();
  session.get_one<Account>(1).entries().clear();
  const auto error = error_of<IntegrityError>([&] { session.flush(); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->message(),
            "Entry (1) would be left without what entries.account_id refers to, which cannot be "
            "NULL");
  EXPECT_EQ(error->hint(),
            "give it another one, delete it too, or let the relationship cascade delete-orphan");
}

TEST_P(ErrorWords, a_target_is_found_by_its_key_from_the_flush_on) {
  Session session = open();
  Entry& entry = session.add<Entry>({.amount = "1.00"_dec, .account_id = 1});
  const auto error = error_of<UsageError>([&] { static_cast<void>(entry.account()); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-1005");
  EXPECT_EQ(error->hint(), "its foreign key is: session.flush() it, and it is found by that");
  session.flush();
  EXPECT_EQ(entry.account().name(), "cash");

  Entry& bare = session.add<Entry>({.amount = "1.00"_dec});
  const auto unset = error_of<UsageError>([&] { static_cast<void>(bare.account()); });
  ASSERT_TRUE(unset);
  EXPECT_EQ(unset->hint(), "set_account() it before it is read");
}

// ---- Values in the text

/// One line each, none that a value could have begun, and nothing that a terminal obeys.
void expect_lines(const Error& error) {
  std::istringstream lines(error.what());
  std::string line;
  for (bool is_first = true; std::getline(lines, line); is_first = false) {
    EXPECT_TRUE(is_first || line.starts_with("  ")) << line;
    for (const char c : line) EXPECT_GE(static_cast<unsigned char>(c), ' ') << line;
  }
}

TEST_P(ErrorWords, line_breaks_and_escapes_of_values_are_spelled_out) {
  const std::string code = "a\n\x1b";
  Session session = open();
  session.add<Currency>({.code = code, .name = "x\r\ny"});
  session.commit();
  Session other = open();
  other.add<Currency>({.code = code, .name = "z"});
  const auto twice = error_of<IntegrityError>([&] { other.flush(); });
  ASSERT_TRUE(twice);
  expect_lines(*twice);
  EXPECT_THAT(twice->what(), HasSubstr(R"(object: Currency ('a\n\x1b'))"));
  EXPECT_EQ(twice->key(), "('" + code + "')") << "a program reads it as it is";
  other.rollback();

  const auto none = error_of<NoResultFound>([&] { other.get_one<Currency>("\x1b\n"); });
  ASSERT_TRUE(none);
  expect_lines(*none);
  EXPECT_THAT(none->what(), HasSubstr(R"('\x1b\n')"));
}

TEST_P(ErrorWords, line_breaks_and_escapes_in_the_words_of_the_database_are_spelled_out) {
  Session session = open();
  const auto error = error_of<Error>([&] {
    session.execute(is_postgres()
                        ? text("SELECT CAST(:a AS integer)").bind("a", "1\n\x1b[31m\xc2\x9b")
                        : text("SELECT json_extract('{}', :a)").bind("a", "1\n\x1b[31m\xc2\x9b"));
  });
  ASSERT_TRUE(error);
  expect_lines(*error);
  EXPECT_THAT(std::string(error->what()).substr(0, error->message().size() + 8),
              HasSubstr(R"(1\n\x1b[31m\x9b)"));
}

TEST_P(ErrorWords, statements_keep_their_lines) {
  Session session = open();
  const auto error =
      error_of<SqlError>([&] { session.execute(text("SELECT *\n\tFROM nowhere\r\nhint: none")); });
  ASSERT_TRUE(error);
  expect_lines(*error);
  EXPECT_THAT(error->what(),
              HasSubstr("\n  sql: SELECT *\n    \\tFROM nowhere\\r\n    hint: none"));
}

}  // namespace
}  // namespace orp::tests
