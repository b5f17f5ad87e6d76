// SPDX-License-Identifier: MIT
// Association objects whose keys are their parents', which change.
#pragma once
#include <cstdint>

#include "office.hpp"

namespace orp::tests {

class EnrolmentsTest : public OfficeTest {
 protected:
  // Ann takes mathematics and physics.
  void SetUp() override {
    OfficeTest::SetUp();
    Session session = open();
    office::Student& ann = session.add<office::Student>({.name = "Ann"});
    ann.enrolments().add(
        {.grade = 1, .course = session.add<office::Course>({.code = "M", .title = "m"})});
    ann.enrolments().add(
        {.grade = 2, .course = session.add<office::Course>({.code = "P", .title = "p"})});
    session.commit();
    ann_ = ann.id();
    session.close();
    forget();
  }
  office::Enrolment& enrolment(Session& session, const char* code) {
    return session.get_one<office::Enrolment>({ann_, code});
  }

  std::int64_t ann_ = 0;
};

}  // namespace orp::tests
