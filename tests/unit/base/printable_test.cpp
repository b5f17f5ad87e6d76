// SPDX-License-Identifier: MIT
#include "orpiment/base/printable.hpp"

#include <gtest/gtest.h>

#include <iomanip>
#include <sstream>

#include "orpiment/base/bytes.hpp"
#include "orpiment/base/date_time.hpp"
#include "orpiment/base/json_text.hpp"
#include "orpiment/base/literals.hpp"

namespace orp {
namespace {

using namespace orp::literals;

template <class... Parts>
std::string printed(const Parts&... parts) {
  std::ostringstream out;
  (out << ... << parts);
  return out.str();
}

TEST(Printable, values_print_as_their_text) {
  EXPECT_EQ(printed("12.50"_dec, ' ', Date(2026, 11, 20), ' ', Time(19, 54)),
            "12.50 2026-11-20 19:54:00.000000");
  EXPECT_EQ(printed(Timestamp(), ' ', TimestampTz()),
            "1970-01-01 00:00:00.000000 1970-01-01 00:00:00.000000+00");
  EXPECT_EQ(printed(Interval(), Json(), Bytes{0xff}), "PT0Snullff");
  EXPECT_EQ(printed(Uuid()), "00000000-0000-0000-0000-000000000000");
}

TEST(Printable, width_applies_to_the_whole_text) {
  EXPECT_EQ(printed(std::setw(8), "12.50"_dec, '|'), "   12.50|");
}

TEST(Printable, the_type_of_the_stream_is_kept) {
  std::ostringstream out;
  std::ostringstream& same = out << Date();
  EXPECT_EQ(&same, &out);
}

}  // namespace
}  // namespace orp
