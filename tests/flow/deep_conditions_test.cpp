// SPDX-License-Identifier: MIT
// Conditions that a loop made: a run of && or || may have any number of terms, whatever else is
// nested is refused before the stack ends, and nothing is too deep to be freed.
#include <pthread.h>

#include <algorithm>
#include <exception>
#include <functional>

#include "bad_input.hpp"

namespace orp::tests {
namespace {

using DeepConditions = BadInput;
ORPIMENT_ON_EACH_DATABASE(DeepConditions);

// The frames of the address sanitizer are many times as large.
#if defined(__SANITIZE_ADDRESS__)
constexpr std::size_t small_stack = 4096 * 1024;
#elif defined(__has_feature)
constexpr std::size_t small_stack = (__has_feature(address_sanitizer) ? 16384 : 256) * 1024;
#else
constexpr std::size_t small_stack = 256 * 1024;
#endif

/// Runs `work` in a thread of little stack and throws what it throws.
void run_in_small_thread(const std::function<void()>& work) {
  struct Job {
    const std::function<void()>& work;
    std::exception_ptr error{};
  } job{work};
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, small_stack);
  pthread_t thread{};
  const auto run = [](void* of) -> void* {
    auto& mine = *static_cast<Job*>(of);
    try {
      mine.work();
    } catch (...) {
      mine.error = std::current_exception();
    }
    return nullptr;
  };
  ASSERT_EQ(pthread_create(&thread, &attributes, run, &job), 0);
  pthread_join(thread, nullptr);
  pthread_attr_destroy(&attributes);
  if (job.error) std::rethrow_exception(job.error);
}

Predicate run_of(int count, bool is_or, bool to_the_left) {
  Predicate run = Account::c.id == Account::c.rank;
  for (int i = 1; i < count; ++i) {
    const Predicate term = Account::c.name == Account::c.name;
    if (is_or) {
      run = to_the_left ? term || run : run || term;
    } else {
      run = to_the_left ? term && run : run && term;
    }
  }
  return run;
}

// children.hpp, rule 1.
TEST_P(DeepConditions, a_run_of_any_number_of_terms_is_printed_and_freed) {
  for (const bool is_or : {false, true}) {
    for (const bool to_the_left : {false, true}) {
      run_in_small_thread([&] {
        const auto statement = select(Account::c.id).where(run_of(50'000, is_or, to_the_left));
        EXPECT_GT(statement.to_sql().size(), 50'000U);
      });
    }
  }
}

TEST_P(DeepConditions, a_run_is_freed_that_nobody_printed) {
  run_in_small_thread([] { run_of(200'000, true, false); });
}

// A database may bound the depth of an expression, and take a run of many terms for a deep one.
TEST_P(DeepConditions, a_run_of_many_terms_runs_on_every_database) {
  Session session = open();
  for (const int count : {100, 101, 1'000, 5'000})
    for (const bool is_or : {false, true})
      EXPECT_THAT(session.execute(select(Account::c.id).where(run_of(count, is_or, false))).all(),
                  SizeIs(is_or ? 1 : 0));
  auto query = select(Account::c.id);
  for (int i = 0; i < 2'000; ++i) query = query.where(Account::c.name == Account::c.name);
  EXPECT_THAT(session.execute(query).all(), SizeIs(1));
}

// children.hpp, rule 1.
TEST_P(DeepConditions, a_long_run_is_a_run_of_runs) {
  const auto parts = [&](int count) {
    const std::string sql = select(Account::c.id).where(run_of(count, true, false)).to_sql();
    return std::count(sql.begin(), sql.end(), '(');
  };
  EXPECT_EQ(parts(100), 0);
  EXPECT_EQ(parts(101), 2);
  EXPECT_EQ(parts(10'000), 100);
  EXPECT_EQ(parts(10'001), 102);
}

void expect_refused(const std::function<void()>& work) {
  const auto error = error_of<UsageError>([&] { run_in_small_thread(work); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-1216");
  EXPECT_THAT(error->hint(), HasSubstr("in_()"));
}

std::string nested_functions(int depth) {
  Expr<std::string> nested = func::lower(Account::c.name);
  for (int i = 1; i < depth; ++i) nested = func::lower(nested);
  return select(nested).to_sql();
}

std::string nested_sums(int depth) {
  Expr<std::int64_t> sum = Account::c.id + Account::c.id;
  for (int i = 1; i < depth; ++i) sum = sum + Account::c.id;
  return select(sum).to_sql();
}

std::string nested_selects(int depth) {
  auto nested = select(Account::c.id).select_from<Account>();
  for (int i = 1; i < depth; ++i) {
    nested = select(Account::c.id).select_from<Account>().where(Account::c.id.in_(nested));
  }
  return nested.to_sql();
}

std::string alternating_runs(int depth) {
  Predicate nested = Account::c.id == Account::c.rank;
  for (int i = 1; i < depth; ++i) {
    const Predicate term = Account::c.name == Account::c.name;
    nested = i % 2 == 0 ? nested && term : nested || term;
  }
  return select(Account::c.id).where(nested).to_sql();
}

// children.hpp, rule 2.
TEST_P(DeepConditions, what_is_nested_too_deep_is_refused) {
  for (std::string (*const nest)(int) :
       {nested_functions, nested_sums, nested_selects, alternating_runs}) {
    run_in_small_thread([&] { EXPECT_FALSE(nest(60).empty()); });
    for (const int depth : {300, 50'000}) expect_refused([&] { nest(depth); });
  }
}

// A database may give up where none of ours is deep yet.
TEST_P(DeepConditions, what_is_too_deep_for_the_database_is_refused_in_the_same_words) {
  for (const bool hides : {false, true}) {
    Engine engine = make_engine({.hide_parameters = hides});
    ledger::metadata().create_all(engine);
    Session session(engine);
    for (const int depth : {20, 60, 90, 100, 110, 150, 198}) {
      Expr<std::string> nested = func::lower(Account::c.name);
      for (int i = 1; i < depth; ++i) nested = func::lower(nested);
      Predicate negated = Account::c.name == "cash";
      for (int i = 1; i < depth; ++i) negated = !(negated && Account::c.name == "cash");
      const std::function<void()> runs[] = {
          [&] { session.execute(select(nested)).all(); },
          [&] { session.execute(update<Account>().set(Account::c.name = nested).all_rows()); },
          [&] { session.execute(select(Account::c.id).where(negated)).all(); },
      };
      for (const auto& run : runs) {
        try {
          run();
        } catch (const UsageError& error) {
          EXPECT_GT(depth, 20);
          EXPECT_EQ(error.code(), "ORP-1216");
          EXPECT_THAT(error.hint(), HasSubstr("in_()"));
        }
      }
    }
    session.rollback();
  }
}

}  // namespace
}  // namespace orp::tests
