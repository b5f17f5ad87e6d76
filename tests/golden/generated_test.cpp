// SPDX-License-Identifier: MIT
// What generated code does when it runs, beside what it says.
#include <cstddef>
#include <cstdint>
#include <limits>
#include <new>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <bank/model.hpp>
#include <library/model.hpp>
#include <lists/model.hpp>
#include <names/model.hpp>
#include <numbers/model.hpp>
#include <types/model.hpp>
#include <words/model.hpp>

namespace orp {
namespace {

// An object made as the runtime makes it, by its descriptor alone.
class Made {
 public:
  explicit Made(const EntityInfo& info)
      : info_(info),
        memory_(::operator new(info.size, std::align_val_t(info.alignment))),
        entity_(info.construct(memory_)) {}
  Made(const Made&) = delete;
  Made& operator=(const Made&) = delete;
  ~Made() {
    info_.destroy(*entity_);
    ::operator delete(memory_, std::align_val_t(info_.alignment));
  }

  template <class Row>
  Row& row() const {
    return *reinterpret_cast<Row*>(static_cast<char*>(memory_) + info_.row_offset);
  }
  void* field(std::size_t column) const {
    return static_cast<char*>(memory_) + info_.columns[column].offset;
  }

 private:
  const EntityInfo& info_;
  void* memory_;
  Entity* entity_;
};

TEST(GeneratedEnum, has_the_texts_that_are_stored) {
  EXPECT_STREQ(to_string(words::Mood::very_good), "very good");
  EXPECT_STREQ(to_string(words::Large::l299), "l299");
  std::ostringstream out;
  out << words::Mood::so_so;
  EXPECT_EQ(out.str(), "so-so");
}

TEST(GeneratedEnum, is_found_by_its_text) {
  words::Mood mood = words::Mood::bad;
  EXPECT_TRUE(from_string("very good", mood));
  EXPECT_EQ(mood, words::Mood::very_good);
  EXPECT_FALSE(from_string("very_good", mood));
  EXPECT_EQ(mood, words::Mood::very_good);
}

TEST(GeneratedEnum, has_no_text_for_a_number_out_of_range) {
  EXPECT_STREQ(to_string(static_cast<words::Status>(7)), "");
}

TEST(GeneratedEnum, is_described_for_the_runtime) {
  const EnumInfo& info = enum_info(words::Mood());
  EXPECT_STREQ(info.name, "mood_of_day");
  words::Mood mood = words::Mood::very_good;
  info.set_index(&mood, 2);
  EXPECT_EQ(mood, words::Mood::bad);
  EXPECT_EQ(info.index(&mood), 2U);
}

TEST(GeneratedRow, stands_where_the_descriptor_says) {
  const Made made(types::Sample::info);
  EXPECT_EQ(&made.row<types::Sample::Row>().a_decimal, made.field(7));
  EXPECT_EQ(&made.row<types::Sample::Row>().an_enum, made.field(18));
}

TEST(GeneratedRow, begins_with_the_literal_defaults) {
  const Made made(types::Sample::info);
  const auto& row = made.row<types::Sample::Row>();
  EXPECT_EQ(row.a_int64, std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(row.a_decimal.to_string(), "12.50");
  EXPECT_EQ(row.a_text, "two\nlines, a tab\t, a \?\?= and na\u00efve text");
  EXPECT_EQ(row.a_uuid.to_string(), "6ba7b810-9dad-11d1-80b4-00c04fd430c8");
  EXPECT_EQ(row.a_timestamp, Timestamp::parse("2024-02-29T12:30:00.000005"));
  EXPECT_EQ(row.a_timestamptz, TimestampTz::parse("2024-02-29T12:30:00+02:00"));
  EXPECT_EQ(row.an_interval, Interval::parse("P1M2DT3S"));
  EXPECT_EQ(row.an_enum, types::Color::green);
}

TEST(GeneratedColumn, knows_its_name_in_the_database_and_in_cpp) {
  const MappedColumn& column = names::Item::info.columns[2];
  EXPECT_STREQ(column.column->name, "a\"b'c;--");
  EXPECT_STREQ(column.attribute, "quoted");
}

TEST(GeneratedColumn, knows_where_its_numbers_begin) {
  const ColumnInfo& column = numbers::Ticket::info.column(0);
  EXPECT_TRUE(column.identity);
  EXPECT_EQ(column.identity_start, 1000);
  EXPECT_EQ(column.identity_increment, 10);
  EXPECT_FALSE(column.identity_always);
  EXPECT_TRUE(numbers::Invoice::info.column(0).identity_always);
}

TEST(GeneratedColumn, reaches_the_elements_of_an_array) {
  const ArrayInfo& tags = *lists::Post::info.column(1).type.array;
  std::vector<std::string> values;
  const std::string value = "new";
  tags.push(&values, &value);
  EXPECT_EQ(tags.size(&values), 1U);
  std::string element;
  tags.get(&values, 0, &element);
  EXPECT_EQ(element, "new");
  EXPECT_EQ(tags.element->tag, TypeTag::text);
}

TEST(GeneratedColumn, keeps_the_default_of_an_array_as_json) {
  EXPECT_STREQ(lists::Post::info.column(6).server_default.text, R"(["a \"quoted\" one","b\\c"])");
}

TEST(GeneratedColumn, converts_a_type_of_the_programs_own) {
  const ColumnType& type = bank::Account::info.column(1).type;
  EXPECT_EQ(type.tag, TypeTag::converted);
  EXPECT_EQ(type.conversion->stored->scale, 2);
  const app::Money money{Decimal::parse("7.25")};
  Decimal stored;
  type.conversion->to_stored(&money, &stored);
  EXPECT_EQ(stored, Decimal::parse("7.25"));
  app::Money back;
  type.conversion->from_stored(&stored, &back);
  EXPECT_EQ(back, money);
}

TEST(GeneratedRelation, goes_through_its_secondary_table_both_ways) {
  const RelationInfo& tags = library::Book::info.relations[0];
  const RelationInfo& books = library::Tag::info.relations[0];
  EXPECT_EQ(tags.target, &library::Tag::info);
  EXPECT_EQ(tags.secondary, books.secondary);
  EXPECT_EQ(tags.secondary->columns[tags.secondary_local[0]].name, std::string("book_id"));
  EXPECT_EQ(tags.secondary_local[0], books.secondary_remote[0]);
}

TEST(GeneratedMetadata, lists_entities_tables_and_enumerations) {
  const Metadata& all = library::metadata();
  EXPECT_STREQ(all.name, "library");
  EXPECT_EQ(all.entities.size(), 3U);
  EXPECT_EQ(all.tables.size(), 5U);
  EXPECT_STREQ(all.tables[4]->name, "loans of books");
  EXPECT_EQ(words::metadata().enumerations.size(), 4U);
}

}  // namespace
}  // namespace orp
