// SPDX-License-Identifier: MIT
// fwd.hpp declares what the other headers define: no other kind of thing, and nothing that is not
// there.
#if defined(__GNUC__)
#pragma GCC diagnostic error "-Wmismatched-tags"
#endif

#include "orpiment/fwd.hpp"

#include <gtest/gtest.h>

#include "orpiment/base/bytes.hpp"
#include "orpiment/base/date_time.hpp"
#include "orpiment/base/json_text.hpp"
#include "orpiment/base/uuid.hpp"
#include "orpiment/orpiment.hpp"

namespace {

template <class... Types>
constexpr std::size_t known() {
  return std::min({sizeof(Types)...});
}

// What is declared and not defined has no size.
TEST(Declarations, are_of_what_there_is) {
  EXPECT_GT(
      (known<orp::ConflictError, orp::ConnectionError, orp::DataError, orp::Error,
             orp::InDoubtError, orp::IntegrityError, orp::MigrationError, orp::MultipleResultsFound,
             orp::NoResultFound, orp::OperationalError, orp::PoolTimeoutError, orp::SqlError,
             orp::StaleDataError, orp::UsageError, orp::Bytes, orp::Date, orp::Decimal,
             orp::Interval, orp::Json, orp::Time, orp::Timestamp, orp::TimestampTz, orp::Uuid,
             orp::Connection, orp::DynamicResult, orp::DynamicRow, orp::DynamicValue, orp::Engine,
             orp::Observation, orp::Observer, orp::Savepoint, orp::Transaction, orp::Url,
             orp::EngineOptions, orp::PoolStatus, orp::RetryOptions, orp::StatementEvent,
             orp::Executable, orp::Ordering, orp::Text, orp::TextStatement, orp::LoadOption,
             orp::Entity, orp::FlushPlan, orp::NoAutoflush, orp::Session, orp::SessionFactory,
             orp::SessionTransaction, orp::FlushStep, orp::Metadata, orp::SessionOptions>()),
      0U);
}

TEST(Declarations, of_templates_are_of_what_there_is) {
  EXPECT_GT((known<orp::Rows<int>, orp::Query<int>, orp::Select<int>, orp::Expr<int>,
                   orp::Predicate, orp::Scalars<int>>()),
            0U);
}

}  // namespace
