// SPDX-License-Identifier: MIT
// What was read within a savepoint, and what a savepoint wrote, go together when it is undone.
#include "office.hpp"

namespace orp::tests {
namespace {

using namespace office;

// A country XA with a city, which the database renames with it; both are expired.
class SavepointReads : public OfficeTest {
 protected:
  void SetUp() override {
    OfficeTest::SetUp();
    session_.emplace(open());
    country_ = &session_->add<Country>({.code = "XA", .name = "A"});
    city_ = &country_->cities().add({.name = "C"});
    session_->commit();
    forget();
  }
  void TearDown() override {
    session_.reset();
    OfficeTest::TearDown();
  }

  void rename() {
    country_->set_code("XB");
    session_->flush();
  }
  void expect_as_before() {
    EXPECT_EQ(country_->code(), "XA");
    EXPECT_EQ(city_->country_code(), "XA");
    EXPECT_EQ(city_->country(), country_);
    ASSERT_EQ(country_->cities().size(), 1U);
    EXPECT_EQ(&country_->cities()[0], city_);
  }

  std::optional<Session> session_;
  Country* country_ = nullptr;
  City* city_ = nullptr;
};
ORPIMENT_ON_EACH_DATABASE(SavepointReads);

TEST_P(SavepointReads, show_what_was_before_a_cascading_rename) {
  for (const int look : {0, 1, 2, 3}) {
    auto savepoint = session_->begin_nested();
    rename();
    if (look == 1) {
      EXPECT_EQ(city_->country_code(), "XB");
    }
    if (look == 2) {
      EXPECT_EQ(city_->country(), country_);
    }
    if (look == 3) {
      EXPECT_EQ(country_->cities().size(), 1U);
    }
    savepoint.rollback();
    expect_as_before();
    session_->commit();
  }
}

// rollback.cpp, rule 4.
TEST_P(SavepointReads, show_what_was_before_a_statement) {
  for (const int look : {0, 1, 2}) {
    if (look == 2) static_cast<void>(country_->name());  // in memory before
    auto savepoint = session_->begin_nested();
    session_->execute(update<City>().where(City::c.name == "C").set(City::c.name = "D"));
    session_->execute(text("DELETE FROM cities WHERE name = 'nobody'"));
    if (look == 1) {
      EXPECT_EQ(city_->name(), "D");
    }
    if (look == 2) {
      EXPECT_EQ(country_->cities()[0].name(), "D");
    }
    savepoint.rollback();
    EXPECT_EQ(city_->name(), "C");
    session_->commit();
  }
}

TEST_P(SavepointReads, of_members_that_a_statement_moved_are_forgotten) {
  static_cast<void>(country_->name());
  static_cast<void>(city_->name());
  auto savepoint = session_->begin_nested();
  session_->execute(update<City>().set(City::c.country_code = std::nullopt).all_rows());
  EXPECT_EQ(country_->cities().size(), 0U);
  savepoint.rollback();
  EXPECT_EQ(country_->cities().size(), 1U);
}

// rollback.cpp, rule 4.
TEST_P(SavepointReads, by_a_query_and_by_refresh_are_forgotten) {
  for (const bool is_refreshed : {false, true}) {
    static_cast<void>(city_->name());
    auto savepoint = session_->begin_nested();
    rename();
    if (is_refreshed)
      session_->refresh(*city_);
    else
      EXPECT_EQ(session_->scalars(select<City>()).one().country_code(), "XB");
    savepoint.rollback();
    expect_as_before();
    session_->commit();
  }
}

// Memory knows whom a foreign key leads to, and that may be another object after the rollback.
// rollback.cpp, rule 4.
TEST_P(SavepointReads, that_took_no_statement_are_forgotten) {
  Department& staff = session_->add<Department>({.name = "staff"});
  Department& led = session_->add<Department>({.name = "led"});
  Employee& head = session_->add<Employee>({.name = "old", .department = staff});
  session_->flush();
  led.set_head(&head);
  session_->commit();
  for (const bool is_said : {false, true}) {
    EXPECT_EQ(led.name(), "led");
    auto savepoint = session_->begin_nested();
    session_->delete_(head);
    Employee& other =
        session_->add<Employee>({.id = head.id(), .name = "new", .department = staff});
    session_->flush();
    forget();
    if (is_said) led.set_head(&other);
    EXPECT_EQ(led.head(), &other);
    EXPECT_THAT(sent(), IsEmpty());
    savepoint.rollback();
    EXPECT_EQ(led.head(), &head);
    session_->commit();
  }
}

TEST_P(SavepointReads, within_a_savepoint_that_ended_go_with_the_one_around) {
  for (const bool is_released : {false, true}) {
    auto outer = session_->begin_nested();
    rename();
    auto inner = session_->begin_nested();
    EXPECT_EQ(city_->country_code(), "XB");
    is_released ? inner.commit() : inner.rollback();
    EXPECT_EQ(city_->country_code(), "XB");
    outer.rollback();
    expect_as_before();
    session_->commit();
  }
}

TEST_P(SavepointReads, stay_where_nothing_was_written) {
  auto savepoint = session_->begin_nested();
  EXPECT_EQ(city_->country_code(), "XA");
  savepoint.rollback();
  forget();
  EXPECT_EQ(city_->country_code(), "XA");
  EXPECT_THAT(sent(), IsEmpty());
}

TEST_P(SavepointReads, from_before_stay_where_the_savepoint_did_not_write_them) {
  EXPECT_EQ(city_->name(), "C");
  auto savepoint = session_->begin_nested();
  session_->add<Seat>({.number = 1});
  session_->flush();
  savepoint.rollback();
  forget();
  EXPECT_EQ(city_->name(), "C");
  EXPECT_THAT(sent(), IsEmpty());
}

}  // namespace
}  // namespace orp::tests
