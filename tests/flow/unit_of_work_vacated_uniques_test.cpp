// SPDX-License-Identifier: MIT
// A unique value of a row to be deleted that others refer to, and that another row takes.
#include <string>

#include "mutual.hpp"

namespace orp::tests {
namespace {

using mutual::Audit;
using mutual::Charter;
using mutual::Firm;
using mutual::FirmLabel;
using mutual::Guild;
using mutual::Master;
using mutual::Office;
using mutual::Seal;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr bool each[] = {true, false};

class VacatedUniques : public MutualTest {};
ORPIMENT_ON_EACH_DATABASE(VacatedUniques);

// room.hpp, rule 2.
TEST_P(VacatedUniques, are_free_while_the_row_is_referred_to_by_its_key) {
  for (const bool is_new : each)
    for (const bool is_loaded : each)
      for (const int labels : {0, 1, 2}) {  // none; it loses its firm; it moves along
        Session session = open();
        Firm& gone = session.add<Firm>({.code = "a", .alt = "x"});
        Firm* taker = is_new ? nullptr : &session.add<Firm>({.code = "b", .alt = "y"});
        Office& office = session.add<Office>({.firm = gone});
        FirmLabel* label = labels == 0 ? nullptr : &session.add<FirmLabel>({});
        if (label != nullptr) gone.labels().add(*label);
        session.commit();
        if (is_loaded) {
          EXPECT_EQ(gone.offices().size(), 1U);
          EXPECT_EQ(gone.labels().size(), label == nullptr ? 0U : 1U);
        }
        session.delete_(gone);
        auto quiet = session.no_autoflush();
        if (is_new)
          taker = &session.add<Firm>({.code = "n", .alt = "x"});
        else
          taker->set_alt("x");
        office.set_firm(*taker);
        if (labels == 2) label->set_firm(taker);
        session.commit();
        EXPECT_EQ(taker->alt(), "x");
        EXPECT_EQ(&office.firm(), taker);
        if (label != nullptr) {
          EXPECT_EQ(label->firm(), labels == 2 ? taker : nullptr);
          session.delete_(*label);
        }
        session.delete_(*taker);
        session.delete_(office);
        session.commit();
      }
}

// Of a key that does not cascade the database is asked, and only then.
// vacant_columns.hpp, rule 3.
TEST_P(VacatedUniques, ask_who_refers_to_the_row_where_that_matters) {
  Session session = open({.autoflush = false});
  Firm& gone = session.add<Firm>({.code = "a", .alt = "x"});
  Firm& other = session.add<Firm>({.code = "b", .alt = "y"});
  Office& office = session.add<Office>({.firm = gone});
  session.commit();
  EXPECT_EQ(gone.offices().size() + gone.labels().size() + gone.audits().size(), 1U);
  EXPECT_EQ(other.offices().size() + other.labels().size() + other.audits().size(), 0U);
  EXPECT_EQ(&office.firm(), &gone);
  forget();
  Firm& taker = session.add<Firm>({.code = "n", .alt = "x"});
  office.set_firm(taker);
  session.delete_(gone);
  session.flush();
  EXPECT_THAT(sent(), Contains("SELECT audits").Times(1));
  session.delete_(other);
  Firm& next = session.add<Firm>({.code = "m", .alt = "y"});
  session.flush();
  EXPECT_THAT(sent(), Not(Contains("SELECT audits")));
  session.commit();
  EXPECT_EQ(next.alt(), "y");
}

// vacant_columns.hpp, rule 3.
TEST_P(VacatedUniques, stay_where_somebody_refers_who_does_not_follow) {
  Session session = open();
  Firm& gone = session.add<Firm>({.code = "a", .alt = "x"});
  Office& office = session.add<Office>({.firm = gone});
  Audit& audit = session.add<Audit>({.firm = gone});
  session.commit();
  auto quiet = session.no_autoflush();
  Firm& taker = session.add<Firm>({.code = "n", .alt = "x"});
  office.set_firm(taker);
  audit.set_firm(taker);
  session.delete_(gone);
  const auto error = error_of<IntegrityError>([&] { session.commit(); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-3101");
  EXPECT_THAT(error->what(), HasSubstr("the new Firm takes a value of Firm ('a'), deleted"));
  session.rollback();
  EXPECT_EQ(&audit.firm(), &gone);
  EXPECT_EQ(&office.firm(), &gone);
}

// A check, or a second foreign key of the same column, would refuse what they had for a moment.
// vacant_columns.hpp, rule 3.
TEST_P(VacatedUniques, stay_where_somebody_refers_who_cannot_have_any_value) {
  for (const bool is_checked : each) {
    Session session = open({.autoflush = false});
    Guild& gone = session.add<Guild>({.code = "a"});
    session.add<Charter>({.code = "a"});
    session.flush();
    Master* master = is_checked ? &session.add<Master>({.guild = gone}) : nullptr;
    Seal* seal = is_checked ? nullptr : &session.add<Seal>({.guild = gone});
    session.commit();
    Guild& taker = session.add<Guild>({.code = "a"});
    is_checked ? master->set_guild(taker) : seal->set_guild(taker);
    session.delete_(gone);
    const auto error = error_of<IntegrityError>([&] { session.flush(); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->kind(), ConstraintKind::unique);
    EXPECT_THAT(error->what(), HasSubstr("the new Guild takes a value of Guild ("));
    session.rollback();
    EXPECT_EQ(is_checked ? &master->guild() : &seal->guild(), &gone);
    session.close();
    empty({"masters", "seals", "guilds", "charters"});
  }
}

}  // namespace
}  // namespace orp::tests
