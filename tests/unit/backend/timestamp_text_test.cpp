// SPDX-License-Identifier: MIT
#include "backend/sqlite/timestamp_text.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace orp::backend::sqlite {
namespace {

TEST(TimestampText, agrees_with_the_reader_of_all_spellings) {
  std::mt19937_64 random(26);
  for (int i = 0; i < 50'000; ++i) {
    const auto range = static_cast<std::uint64_t>(Timestamp::max_microseconds) -
                       static_cast<std::uint64_t>(Timestamp::min_microseconds) + 1;
    const Timestamp timestamp = Timestamp::from_microseconds(
        Timestamp::min_microseconds + static_cast<std::int64_t>(random() % range));
    EXPECT_EQ(read_stored_timestamp(timestamp.to_string()), timestamp);
  }
}

TEST(TimestampText, reads_nothing_that_the_reader_of_all_spellings_refuses) {
  std::mt19937 random(27);
  constexpr std::string_view alphabet = "0123456789-: .T+x/?@p\x80\xff";
  for (int i = 0; i < 50'000; ++i) {
    std::string text = "2024-02-29 23:59:59.999999";
    for (int change = 0; change < 2; ++change) {
      text[random() % text.size()] = alphabet[random() % alphabet.size()];
    }
    const auto fast = read_stored_timestamp(text);
    if (fast) {
      EXPECT_EQ(fast, Timestamp::from_string(text)) << text;
    }
  }
}

TEST(TimestampText, leaves_other_spellings_to_others) {
  for (const char* text : {"", "2024-02-29", "2024-02-29 23:59:59", "2024-02-29T23:59:59.999999",
                           "2023-02-29 00:00:00.000000", "2024-02-29 24:00:00.000000"}) {
    EXPECT_EQ(read_stored_timestamp(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace orp::backend::sqlite
