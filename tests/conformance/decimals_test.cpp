// SPDX-License-Identifier: MIT
// Decimals of different scales meet each other and integers, at the ends of what 64 bits and 38
// digits hold. Where decimals are integers of 64 bits, what needs more is an error, and never
// another number.
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <scales/model.hpp>
#include <string>
#include <vector>

#include "orpiment/base/literals.hpp"
#include "orpiment/orpiment.hpp"
#include "support/database.hpp"
#include "support/expect_error.hpp"

namespace orp::tests {
namespace {

using namespace orp::literals;
using scales::Sample;
using ::testing::ElementsAre;

constexpr const char* out_of_range = "ORP-2208";

class Decimals : public OnEachDatabase {
 protected:
  static constexpr const Sample::Attributes& c = Sample::c;

  void SetUp() override {
    scales::metadata().create_all(engine());
    connection_.emplace(engine().connect());
    add_row(1);
  }

  void add_row(std::int64_t id) {
    connection_->execute(insert<Sample>().values(c.id = id, c.d18 = 0, c.w38s = 0));
    connection_->commit();
  }
  /// The row with values that it keeps whatever fails.
  template <class... Assignments>
  void given(const Assignments&... assignments) {
    connection_->execute(update<Sample>().all_rows().set(assignments...));
    connection_->commit();
  }
  /// Rows of which a column has the values.
  template <class C>
  void given_rows(const C& column, std::initializer_list<const char*> values) {
    std::int64_t id = 0;
    for (const char* const value : values) {
      if (++id > 1) add_row(id);
      connection_->execute(update<Sample>().where(c.id == id).set(column = Decimal::parse(value)));
    }
    connection_->commit();
  }

  template <class T>
  T selected(const Expr<T>& expression) {
    return connection_->execute(select(expression)).scalar_one();
  }
  template <class X>
  std::string text_of(const X& expression) {
    return std::optional<Decimal>(selected(Expr(expression))).value().to_string();
  }
  /// Whether the condition holds, and its opposite does not.
  template <class T>
  bool holds(const Expr<T>& condition) {
    const bool result = rows_where(condition) != 0;
    EXPECT_EQ(rows_where(!condition) != 0, !result);
    return result;
  }
  template <class T>
  std::size_t rows_where(const Expr<T>& condition) {
    return connection_->execute(select(c.id).where(condition)).all().size();
  }

  /// The code of the error that `act` ends with.
  template <class E, class Act>
  std::string code_of(const Act& act) {
    const auto error = error_of<E>(act);
    connection_->rollback();
    return error ? std::string(error->code()) : "none";
  }
  template <class T>
  std::string fault(const Expr<T>& expression) {
    return code_of<DataError>([&] { selected(expression); });
  }
  template <class Assignment>
  void assign(const Assignment& assignment) {
    connection_->execute(update<Sample>().all_rows().set(assignment));
  }

  Connection& connection() { return *connection_; }

 private:
  std::optional<Connection> connection_;
};
ORPIMENT_ON_EACH_DATABASE(Decimals);

// ---- brought to one scale

TEST_P(Decimals, are_told_apart_when_they_are_chosen) {
  given_rows(c.d0, {"999999999999999999", "999999999999999998", "999999999999999997"});
  const auto chosen = func::coalesce(c.d0, c.d2);
  const auto by_case = case_().when(c.id > 0, c.d0).else_(c.d2);
  if (is_postgres()) {
    EXPECT_EQ(selected(func::count(distinct(chosen))), 3);
    EXPECT_EQ(connection().execute(select(func::count()).group_by(by_case)).all().size(), 3U);
    EXPECT_EQ(rows_where(chosen > c.d2), 3U);
  } else {
    EXPECT_EQ(fault(func::count(distinct(chosen))), out_of_range);
    EXPECT_EQ(fault(func::max(by_case)), out_of_range);
    const auto groups = select(func::count()).group_by(by_case);
    EXPECT_EQ(code_of<DataError>([&] { connection().execute(groups).all(); }), out_of_range);
    EXPECT_EQ(fault(chosen > c.d2), out_of_range);
  }
}

TEST_P(Decimals, are_chosen_as_long_as_64_bits_hold_them) {
  given(c.d0 = "92233720368547758"_dec, c.i64 = -92233720368547758);
  EXPECT_EQ(selected(func::coalesce(c.d0, c.d2)), "92233720368547758"_dec);
  EXPECT_EQ(selected(case_().when(c.id > 0, c.i64).else_(c.i64) + c.d2), "-92233720368547758"_dec);
  EXPECT_EQ(selected(case_().when(c.id < 0, c.d2).else_(c.i64)), "-92233720368547758"_dec);
}

TEST_P(Decimals, are_compared_beyond_64_bits) {
  given(c.d0 = "999999999999999999"_dec, c.i64 = -999999999999999999, c.d2 = "99999999.99"_dec,
        c.d18 = "0.999999999999999999"_dec);
  EXPECT_TRUE(holds(c.d0 > c.d2));
  EXPECT_TRUE(holds(c.d0 > c.d18));
  EXPECT_TRUE(holds(c.d18 > c.i64));
  EXPECT_FALSE(holds(c.d0 == c.d2));
  EXPECT_TRUE(holds(c.d0 != c.d18));
  EXPECT_TRUE(holds(c.d0.is_distinct_from(c.d2)));
  EXPECT_FALSE(holds(c.d0.in_({"0.5"_dec, "7"_dec})));
  EXPECT_FALSE(holds(c.d0.in_(select(c.d2))));
  EXPECT_FALSE(holds(c.d2.in_(select(c.d0))));
  EXPECT_FALSE(holds(c.d18.in_(select(c.i64))));
}

TEST_P(Decimals, of_a_distinct_select_stay_apart) {
  given_rows(c.d0, {"999999999999999999", "999999999999999998", "5"});
  const auto second = select(c.d0).distinct().order_by(c.d0.desc()).limit(1).offset(2);
  const auto found = c.d2.in_(second);
  given(c.d2 = 5);
  if (is_postgres())
    EXPECT_EQ(rows_where(found), 3U);
  else
    EXPECT_EQ(fault(found), out_of_range);
}

TEST_P(Decimals, lie_between_others_of_other_scales) {
  given(c.i64 = -999999999999999999, c.d0 = "-999999999999999998"_dec, c.d2 = 2);
  EXPECT_FALSE(holds(c.i64.between(c.d0, c.d2)));
  EXPECT_TRUE(holds(!c.i64.between(c.d0, c.d2)));
  EXPECT_TRUE(holds(c.d0.between(c.i64, c.d2)));
  EXPECT_TRUE(holds(c.d0.between(c.i64, c.d18)));
  EXPECT_FALSE(holds(c.d2.between(c.d9, c.d18)));
  EXPECT_TRUE(holds(c.d2.between(c.d9, "2.000"_dec)));
  const auto greatest = select(func::max(c.d0)).scalar_subquery();
  EXPECT_TRUE(holds(greatest.between(c.i64, c.d2)));
  EXPECT_TRUE(holds(literal("2.000"_dec).between(c.d9, c.d2)));
  given(c.i64 = 2);
  EXPECT_TRUE(holds(c.i64.between(c.d0, c.d2) && !c.i64.between(c.d2, c.d9)));
}

TEST_P(Decimals, are_rounded_to_what_64_bits_hold) {
  given(c.d0 = "999999999999999999"_dec, c.i64 = 9'223'372'036'854'775'807);
  EXPECT_EQ(selected(func::round(c.d0, -1)), "1000000000000000000"_dec);
  const auto greatest = func::round(c.i64 - c.d0 + c.d0, -1);
  if (is_postgres())
    EXPECT_EQ(selected(greatest), "9223372036854775810"_dec);
  else
    EXPECT_EQ(fault(greatest), out_of_range);
}

TEST_P(Decimals, take_the_remainder_at_one_scale) {
  given(c.d0 = "999999999999999998"_dec, c.d2 = "0.07"_dec);
  if (is_postgres())
    EXPECT_EQ(selected(c.d0 % c.d2), "0.05"_dec);
  else
    EXPECT_EQ(fault(c.d0 % c.d2), out_of_range);
}

TEST_P(Decimals, are_assigned_at_the_scale_of_the_column) {
  given(c.d0 = 9'999'999'999, c.i64 = 10, c.d9 = "-0.125"_dec);
  EXPECT_EQ(code_of<DataError>([&] { assign(c.d9 = c.d0); }), out_of_range);
  EXPECT_EQ(code_of<DataError>([&] { assign(c.d18 = c.i64); }), out_of_range);
  given(c.d0 = 5'000'000'000);
  if (is_postgres())
    EXPECT_EQ(code_of<DataError>([&] { assign(c.d9 = c.d0); }), out_of_range);
  else  // 19 digits, which 64 bits do hold
    EXPECT_EQ(code_of<IntegrityError>([&] { assign(c.d9 = c.d0); }), "ORP-3104");
  given(c.d2 = c.d9);
  EXPECT_EQ(text_of(c.d2), "-0.13");
}

TEST_P(Decimals, are_inserted_at_the_scale_of_the_column) {
  given(c.d0 = "999999999999999999"_dec);
  const auto copies = insert<Sample>().from_select(select(c.id + 1, c.d0, c.d18, c.w38s), c.id,
                                                   c.d9, c.d18, c.w38s);
  EXPECT_EQ(code_of<DataError>([&] { connection().execute(copies); }), out_of_range);
}

// ---- quotients

TEST_P(Decimals, are_divided_to_six_digits_however_large) {
  given(c.d0 = 9'876'543'210'987);
  EXPECT_EQ(text_of(c.d0 / 7), "1410934744426.714286");
  EXPECT_EQ(text_of(-c.d0 / 7), "-1410934744426.714286");
  given(c.d0 = 999'999'999'999, c.d2 = 3);
  EXPECT_EQ(text_of(c.d0 / c.d2), "333333333333.000000");
}

TEST_P(Decimals, are_rounded_once_when_they_are_divided) {
  given(c.d0 = "5000011509130456"_dec, c.i64 = 10'000'023);
  EXPECT_EQ(text_of(c.d0 / c.i64), "500000000.913043");
  given(c.d0 = 1, c.i64 = 2'000'000);
  EXPECT_EQ(text_of(c.d0 / c.i64), "0.000001");
  EXPECT_EQ(text_of(-c.d0 / c.i64), "-0.000001");
  given(c.i64 = 2'000'001);
  EXPECT_EQ(text_of(c.d0 / c.i64), "0.000000");
  // Less than the half of 10^-18 by 1 / (2 * 10^18 * 999999999999999999).
  given(c.d18 = "0.499999999999999999"_dec, c.d0 = "999999999999999999"_dec);
  EXPECT_EQ(text_of(c.d18 / c.d0), "0.000000000000000000");
  given(c.d18 = "0.500000000000000000"_dec);
  EXPECT_EQ(text_of(c.d18 / c.d0), "0.000000000000000001");
}

TEST_P(Decimals, are_divided_to_their_own_digits_where_these_are_more) {
  given(c.d9 = 2, c.d0 = 3, c.d2 = "12.5"_dec);
  EXPECT_EQ(text_of(c.d9 / c.d0), "0.666666667");
  EXPECT_EQ(text_of(c.d0 / c.d9), "1.500000000");
  EXPECT_EQ(text_of(c.d2 / "2.5"_dec), "5.000000");
  EXPECT_EQ(text_of(5 / c.d2), "0.400000");
  EXPECT_EQ(text_of(c.i16 / c.d2), "0.000000");
  EXPECT_EQ(text_of(c.d2 / c.d2 / 7), "0.142857");
}

TEST_P(Decimals, have_an_average_of_six_digits_however_large) {
  given_rows(c.d0, {"5000000000000", "5000000000001", "5000000000001"});
  EXPECT_EQ(text_of(func::avg(c.d0)), "5000000000000.666667");
  EXPECT_EQ(text_of(func::avg(distinct(c.d0))), "5000000000000.500000");
  given(c.d2 = "12.5"_dec, c.d9 = "-0.000000001"_dec);
  EXPECT_EQ(text_of(func::avg(c.d2)), "12.500000");
  EXPECT_EQ(text_of(func::avg(c.d9)), "-0.000000001");
}

// ---- many factors

// Beyond 10^308 a real number is infinite, and infinity minus itself is NULL on SQLite.
TEST_P(Decimals, never_become_null_by_many_factors) {
  given(c.i64 = 9'000'000'000'000'000'000, c.d0 = "999999999999999999"_dec);
  Expr<std::int64_t> integers = c.i64;
  for (int i = 1; i < 22; ++i) integers = integers * c.i64;
  EXPECT_EQ(fault(integers - integers), out_of_range);
  EXPECT_EQ(fault(integers * 0L), out_of_range);
  EXPECT_EQ(fault(func::coalesce(integers - integers, 7L)), out_of_range);
  EXPECT_EQ(fault(-integers % 7L), out_of_range);
  Expr<std::int64_t> squares = c.i64;
  for (int i = 0; i < 5; ++i) squares = squares * squares;
  EXPECT_EQ(fault(squares - squares), out_of_range);
  given(c.i64 = -1);
  EXPECT_EQ(selected(integers - squares), 0);
  if (is_postgres()) return;  // which has the digits
  Expr<Decimal> decimals = c.d0;
  for (int i = 1; i < 22; ++i) decimals = decimals * c.d0;
  EXPECT_EQ(fault(decimals - decimals), out_of_range);
}

TEST_P(Decimals, are_compared_with_values_beyond_them) {
  given(c.d18 = "0.5"_dec, c.d9 = "-999999999.999999999"_dec, c.d2 = "12.50"_dec);
  EXPECT_TRUE(holds(c.d18 > 0 && c.d18 >= Decimal(0) && c.d18 < 1 && c.d18 <= 1));
  EXPECT_FALSE(holds(c.d18 == 1));
  EXPECT_TRUE(holds(c.d18 != 1 && c.d18.is_distinct_from(1)));
  EXPECT_TRUE(holds(c.d18.between(0, 1)));
  EXPECT_FALSE(holds(c.d18.between(1, 2)));
  EXPECT_FALSE(holds(c.d18.in_({Decimal(0)})));
  EXPECT_TRUE(holds(c.d18 > -7 && c.d18 > "-99999999999999999999"_dec));
  EXPECT_TRUE(holds(c.d9 > -1'000'000'000 && c.d9 < 1'000'000'000));
  EXPECT_FALSE(holds(c.d9 == -1'000'000'000 || c.d9 < "-5000000000000000000000"_dec));
  EXPECT_TRUE(holds(c.d2 < std::numeric_limits<std::int64_t>::max()));
  EXPECT_TRUE(holds(c.d2 > std::numeric_limits<std::int64_t>::min()));
  given(c.d2 = "99999999.99"_dec, c.d18 = "0.999999999999999999"_dec);
  EXPECT_TRUE(holds(c.d2 < 10'000'000'000'000'000 && c.d18 < 1));
  given(c.d18 = 0);
  EXPECT_TRUE(holds(c.d18 == 0 && c.d18.in_({Decimal(0)})));
}

// ---- wide ones

TEST_P(Decimals, of_many_digits_are_equal_or_not_at_any_scale) {
  EXPECT_TRUE(holds(c.w38 == c.w38s));
  EXPECT_TRUE(holds(c.w38.is_not_distinct_from(c.w38s)));
  EXPECT_TRUE(holds(c.w38.in_(select(c.w38s))));
  EXPECT_TRUE(holds(c.w38s.in_(select(c.w38))));
  given(c.w38 = "99999999999999999999999999999999999999"_dec, c.w19 = "12345678901234567.80"_dec,
        c.w38s = "0.00000000000000000000000000000000000001"_dec);
  EXPECT_FALSE(holds(c.w38 == c.w38s));
  EXPECT_TRUE(holds(c.w38 != c.w19));
  EXPECT_TRUE(holds(c.w38.is_distinct_from(c.w38s)));
  EXPECT_FALSE(holds(c.w38.in_(select(c.w38s))));
  EXPECT_FALSE(holds(c.w38s.in_(select(c.w38))));
  given(c.w38 = "12345678901234567"_dec, c.w19 = "12345678901234567"_dec);
  EXPECT_TRUE(holds(c.w38 == c.w19));
  EXPECT_TRUE(holds(c.w19.in_(select(c.w38))));
}

TEST_P(Decimals, of_many_digits_are_compared_with_any_value) {
  given(c.w19 = "12345678901234567.80"_dec, c.w38s = "0.5"_dec);
  const Decimal tiny = "0.00000000000000000000000000000000000001"_dec;
  EXPECT_FALSE(holds(c.w19 == tiny));
  EXPECT_TRUE(holds(c.w19 != tiny));
  EXPECT_FALSE(holds(c.w19.in_({tiny, "0.5"_dec})));
  EXPECT_TRUE(holds(c.w19 == "12345678901234567.8000"_dec));
  EXPECT_TRUE(holds(c.w19.in_({"7.001"_dec, "12345678901234567.8"_dec})));
  EXPECT_FALSE(holds(c.w38s == 5));
  EXPECT_TRUE(holds(c.w38s.is_distinct_from(5)));
  EXPECT_FALSE(holds(c.w38s.in_({5, 6})));
  EXPECT_TRUE(holds(c.w38s == "0.50"_dec));
  EXPECT_TRUE(holds(c.w38s.in_({"0"_dec, "0.5"_dec})));
  given(c.w38s = 0, c.w19 = 0);
  EXPECT_TRUE(holds(c.w38s == 0));
  EXPECT_TRUE(holds(c.w38s.in_({0, 5})));
  EXPECT_TRUE(holds(c.w19.in_({tiny, Decimal(0)})));
}

TEST_P(Decimals, of_many_digits_are_assigned_what_they_hold) {
  assign(c.w38s = c.i16);
  EXPECT_TRUE(holds(c.w38s == 0));
  given(c.i16 = 7);
  EXPECT_EQ(code_of<DataError>([&] { assign(c.w38s = c.i16); }), out_of_range);
  assign(c.w38 = c.i16);
  EXPECT_EQ(text_of(c.w38), "7");
}

}  // namespace
}  // namespace orp::tests
