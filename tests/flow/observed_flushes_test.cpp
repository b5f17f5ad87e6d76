// SPDX-License-Identifier: MIT
// An observer that meddles with the session whose flush it is told of.
#include <functional>

#include "company.hpp"

namespace orp::tests {
namespace {

using ::testing::HasSubstr;

class Meddler final : public Observer {
 public:
  void on_statement(const StatementEvent&) override {
    if (at_statement) at_statement();
  }
  void on_missing_rows(const MissingRowsEvent&) override {
    if (at_missing_row) at_missing_row();
  }
  std::function<void()> at_statement;
  std::function<void()> at_missing_row;
};

class ObservedFlushes : public CompanyTest {};
ORPIMENT_ON_EACH_DATABASE(ObservedFlushes);

TEST_P(ObservedFlushes, take_no_other_flush_within_them) {
  Session session = open();
  session.add<Team>({.name = "pink"});
  Meddler meddler;
  std::vector<std::string> told;
  meddler.at_statement = [&] {
    for (const auto& flush : std::vector<std::function<void()>>{
             [&] { session.flush(); }, [&] { (void)session.explain_flush(); }}) {
      const auto error = error_of<UsageError>(flush);
      if (!error) continue;
      EXPECT_EQ(error->code(), "ORP-1304");
      EXPECT_THAT(error->message(), HasSubstr("is flushing already"));
      EXPECT_THAT(error->hint(), HasSubstr("from within a flush"));
      told.push_back(error->code());
    }
  };
  {
    const Observation observation = engine().observe(meddler);
    session.flush();
  }
  EXPECT_FALSE(told.empty());
  session.commit();
  EXPECT_EQ(session.scalars(teams()).size(), 4U);
}

// Each flush is told of a row that is gone, and another object of a row that is gone is deleted.
TEST_P(ObservedFlushes, of_one_commit_come_to_an_end) {
  Session session = open();
  std::vector<Label*> labels;
  for (int i = 0; i < 200; ++i) labels.push_back(&session.add<Label>({.name = std::to_string(i)}));
  session.flush();
  session.execute(text("DELETE FROM labels WHERE name NOT IN ('soon', 'late', 'never')"));
  Meddler meddler;
  const auto delete_next = [&] {
    session.delete_(*labels.back());
    labels.pop_back();
  };
  meddler.at_missing_row = delete_next;
  delete_next();
  {
    const Observation observation = engine().observe(meddler);
    const auto error = error_of<UsageError>([&] { session.commit(); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code(), "ORP-1305");
    EXPECT_THAT(error->message(), HasSubstr("after 100 flushes"));
    EXPECT_THAT(error->hint(), HasSubstr("look for an observer"));
  }
  EXPECT_EQ(labels.size(), 99U);
  session.rollback();
  EXPECT_EQ(session.scalars(select<Label>()).size(), 3U);
}

}  // namespace
}  // namespace orp::tests
