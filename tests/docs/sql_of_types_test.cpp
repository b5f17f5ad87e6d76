// SPDX-License-Identifier: MIT
// "What SQL can do" of docs/guide/values.md: the table is read from the page, and each cell is
// tried on each database.
#include <functional>
#include <map>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "docs/page_table.hpp"
#include "kept/model.hpp"
#include "orpiment/orpiment.hpp"
#include "support/database.hpp"

namespace orp::tests {
namespace {

using kept::Mood;
using kept::Value;

/// One column of the table of the page, for one type; empty where it does not compile.
using Operation = std::function<void(Session&)>;

Operation finding(const Predicate& condition) {
  return
      [condition](Session& session) { session.execute(orp::select(Value::c.id).where(condition)); };
}

/// The columns of the table, in order.
template <class T>
std::vector<Operation> operations(const Column<Value, T>& column, const T& value) {
  std::vector<Operation> all = {finding(column == value), nullptr, nullptr, nullptr, nullptr};
  if constexpr (!detail::is_array<T>) all[1] = finding(column.in_({value, value}));
  if constexpr (detail::is_ordered<T>) {
    all[2] = [column, value](Session& session) {
      session.execute(orp::select(Value::c.id).where(column < value).order_by(column));
    };
  }
  if constexpr (detail::has_extremes<T>)
    all[3] = [column](Session& session) { session.execute(orp::select(orp::func::max(column))); };
  if constexpr (detail::is_number<T>)
    all[4] = [column](Session& session) {
      session.execute(orp::select(orp::func::sum(column + column)));
    };
  return all;
}

/// The rows of the page, and what each one is about.
std::map<std::string, std::vector<std::vector<Operation>>> rows() {
  return {
      {"integers, `float`, `double`",
       {operations(Value::c.small, std::int16_t{1}), operations(Value::c.middle, 1),
        operations(Value::c.big, std::int64_t{1}), operations(Value::c.single, 1.0F),
        operations(Value::c.twice, 1.0)}},
      {"`decimal` of at most 18 digits", {operations(Value::c.money, Decimal(1))}},
      {"`decimal` of more", {operations(Value::c.huge, Decimal(1))}},
      {"`string`, `text`",
       {operations(Value::c.short_text, std::string("a")),
        operations(Value::c.long_text, std::string("a"))}},
      {"`date`, `time`, `timestamp`, `timestamptz`",
       {operations(Value::c.day, Date(2026, 1, 1)), operations(Value::c.clock, Time(1, 1)),
        operations(Value::c.local, Timestamp(Date(2026, 1, 1))),
        operations(Value::c.instant, TimestampTz())}},
      {"an enumeration",
       {operations(Value::c.mood, Mood::ok), operations(Value::c.label, Mood::ok)}},
      {"`bool`", {operations(Value::c.boolean, true)}},
      {"`uuid`, `bytes`", {operations(Value::c.uid, Uuid()), operations(Value::c.blob, Bytes{1})}},
      {"`interval`", {operations(Value::c.span, Interval::of_hours(1))}},
      {"`json` (`jsonb`)", {operations(Value::c.document, Json::parse("[]"))}},
      {"arrays",
       {operations(Value::c.numbers, std::vector<std::int32_t>{1}),
        operations(Value::c.texts, std::vector<std::string>{"a"})}},
  };
}

class SqlOfTypes : public OnEachDatabase {
 protected:
  bool works(const Operation& operation) {
    if (!operation) return false;
    Session session(engine());
    try {
      operation(session);
      return true;
    } catch (const Error&) {
      return false;
    }
  }
};
ORPIMENT_ON_EACH_DATABASE(SqlOfTypes);

TEST_P(SqlOfTypes, is_as_the_page_says) {
  kept::metadata().create_all(engine());
  auto tested = rows();
  for (const std::vector<std::string>& cells : page_table("values.md", "What SQL can do")) {
    ASSERT_EQ(tested.count(cells.at(0)), 1U) << cells.at(0);
    for (const std::vector<Operation>& type : tested[cells[0]])
      for (std::size_t i = 0; i < type.size(); ++i)
        EXPECT_EQ(works(type[i]), cells.at(i + 1) == "yes" ||
                                      cells.at(i + 1) == (is_sqlite() ? "SQLite" : "PostgreSQL"))
            << cells[0] << ", column " << i + 1;
    tested.erase(cells[0]);
  }
  EXPECT_TRUE(tested.empty());
}

TEST_P(SqlOfTypes, is_one_for_labels_that_are_kept_in_two_ways) {
  kept::metadata().create_all(engine());
  Session session(engine());
  session.add<Value>({.id = 1, .mood = Mood::ok, .label = Mood::happy});
  session.add<Value>({.id = 2, .mood = Mood::happy, .label = Mood::sad});
  const auto found = [&](const auto& value) {
    return session.scalars(select(value).order_by(Value::c.id)).all();
  };
  using Moods = std::vector<Mood>;
  const auto mood = Value::c.mood;
  const auto label = Value::c.label;
  EXPECT_EQ(found(func::greatest(mood, label)), (Moods{Mood::happy, Mood::happy}));
  EXPECT_EQ(found(func::greatest(label, mood)), (Moods{Mood::happy, Mood::happy}));
  EXPECT_EQ(found(func::least(label, Mood::ok, mood)), (Moods{Mood::ok, Mood::sad}));
  EXPECT_EQ(found(case_().when(Value::c.id == 1, Mood::ok).else_(label)),
            (Moods{Mood::ok, Mood::sad}));
  EXPECT_EQ(found(case_().when(Value::c.id == 1, label).else_(mood)),
            (Moods{Mood::happy, Mood::happy}));
  EXPECT_EQ(found(func::lag(mood, 1, label).over(order_by(Value::c.id))),
            (Moods{Mood::happy, Mood::ok}));
  EXPECT_EQ(session.scalars(select(Value::c.id).where(mood.in_(select(label)))).all(),
            std::vector<std::int64_t>{2});
  const auto ids = [&](const Predicate& condition) {
    return session.scalars(select(Value::c.id).where(condition)).all();
  };
  const auto all = select(label);
  EXPECT_EQ(ids(label > any_(all)), std::vector<std::int64_t>{1});
  EXPECT_EQ(ids(label <= all_(all)), std::vector<std::int64_t>{2});
  EXPECT_EQ(ids(mood == any_(all)), std::vector<std::int64_t>{2});
  EXPECT_EQ(ids(mood < any_(all)), std::vector<std::int64_t>{1});
  session.execute(
      update<Value>().set(Value::c.mood = label, Value::c.label = mood).where(Value::c.id == 1));
  EXPECT_EQ(found(mood), (Moods{Mood::happy, Mood::happy}));
  EXPECT_EQ(found(label), (Moods{Mood::ok, Mood::sad}));
}

}  // namespace
}  // namespace orp::tests
