// SPDX-License-Identifier: MIT
#include "session/objects/identity_map.hpp"

#include <cstdint>
#include <limits>
#include <map>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "company/model.hpp"
#include "session/objects/change_log.hpp"
#include "session/objects/object_store.hpp"

namespace orp::tests {
namespace {

using company::Facility;
using company::Label;
using company::Room;
using company::Team;

/// Objects with keys of their own, in no session.
class IdentityMapTest : public ::testing::Test {
 protected:
  template <class E>
  E& make() {
    return static_cast<E&>(store_.create(store_.extent(E::info)));
  }
  Team& team(std::int64_t id) {
    Team& made = make<Team>();
    *static_cast<std::int64_t*>(field_of(made, Team::info, 0)) = id;
    return made;
  }
  Room& room(const std::string& site, std::int32_t number) {
    Room& made = make<Room>();
    *static_cast<std::string*>(field_of(made, Room::info, 0)) = site;
    *static_cast<std::int32_t*>(field_of(made, Room::info, 1)) = number;
    return made;
  }

  ChangeLog changes_;
  detail::IdentityView view_;

 private:
  OwnerBlock owner_;
  ObjectStore store_{owner_};
};

TEST_F(IdentityMapTest, finds_nothing_when_it_is_empty) {
  const KeyTable table(Team::info, changes_, view_);
  EXPECT_EQ(table.find_integer(0), nullptr);
  EXPECT_EQ(table.size(), 0U);
}

TEST_F(IdentityMapTest, finds_integers_from_one_end_to_the_other) {
  KeyTable table(Team::info, changes_, view_);
  const std::vector<std::int64_t> keys = {std::numeric_limits<std::int64_t>::min(),
                                          std::numeric_limits<std::int64_t>::min() + 1,
                                          -1,
                                          0,
                                          1,
                                          std::numeric_limits<std::int64_t>::max()};
  std::vector<Team*> teams;
  for (const std::int64_t key : keys) {
    teams.push_back(&team(key));
    table.insert(*teams.back());
  }
  for (std::size_t i = 0; i < keys.size(); ++i) {
    EXPECT_EQ(table.find_integer(keys[i]), teams[i]) << keys[i];
    const void* key = &keys[i];
    EXPECT_EQ(table.find(&key), teams[i]) << keys[i];
  }
  EXPECT_EQ(table.find_integer(2), nullptr);
}

TEST_F(IdentityMapTest, keeps_every_object_while_it_grows) {
  KeyTable table(Team::info, changes_, view_);
  constexpr std::int64_t count = 20'000;
  for (std::int64_t i = 0; i < count; ++i) table.insert_integer(i * 7 - count, team(i * 7 - count));
  EXPECT_EQ(table.size(), static_cast<std::size_t>(count));
  for (std::int64_t i = 0; i < count; ++i) ASSERT_NE(table.find_integer(i * 7 - count), nullptr);
  EXPECT_EQ(table.find_integer(1 - count), nullptr);
  std::size_t visited = 0;
  table.for_each([&](Entity&) { ++visited; });
  EXPECT_EQ(visited, table.size());
}

// identity_map.hpp, rule 3.
TEST_F(IdentityMapTest, keeps_neighbours_beside_each_other_whatever_its_size) {
  KeyTable table(Team::info, changes_, view_);
  std::int64_t next = 0;
  // Beyond 256 Ki slots it grows by parts.
  for (const std::int64_t size : {20, 1000, 100'000, 230'000, 280'000, 330'000}) {
    for (; next < size; ++next) table.insert_integer(next, team(next));
    std::size_t breaks = 0;
    std::int64_t last = -1;
    table.for_each([&](Entity& entity) {
      const auto key = *static_cast<const std::int64_t*>(field_of(entity, Team::info, 0));
      breaks += key != last + 1;
      last = key;
    });
    EXPECT_LE(breaks, 7U) << size << ": no more than it has parts";
  }
}

TEST_F(IdentityMapTest, compares_all_columns_of_a_composite_key) {
  KeyTable table(Room::info, changes_, view_);
  Room& a1 = room("A", 1);
  Room& a2 = room("A", 2);
  Room& b1 = room("B", 1);
  for (Room* each : {&a1, &a2, &b1}) table.insert(*each);

  const auto find = [&](const std::string& site, std::int32_t number) {
    const void* key[] = {&site, &number};
    return table.find(key);
  };
  EXPECT_EQ(find("A", 1), &a1);
  EXPECT_EQ(find("A", 2), &a2);
  EXPECT_EQ(find("B", 1), &b1);
  EXPECT_EQ(find("B", 2), nullptr);
  table.erase(a1);
  EXPECT_EQ(find("A", 1), nullptr);
  EXPECT_EQ(find("A", 2), &a2);
}

TEST_F(IdentityMapTest, finds_texts_and_uuids) {
  KeyTable labels(Label::info, changes_, view_);
  KeyTable facilities(Facility::info, changes_, view_);
  std::vector<std::string> texts;
  std::vector<Uuid> ids;
  for (int i = 0; i < 500; ++i) {
    texts.push_back("label " + std::to_string(i));
    Label& label = make<Label>();
    *static_cast<std::string*>(field_of(label, Label::info, 0)) = texts.back();
    labels.insert(label);
    ids.push_back(Uuid::random());
    Facility& facility = make<Facility>();
    *static_cast<Uuid*>(field_of(facility, Facility::info, 0)) = ids.back();
    facilities.insert(facility);
  }
  for (int i = 0; i < 500; ++i) {
    const void* text = &texts[static_cast<std::size_t>(i)];
    const void* id = &ids[static_cast<std::size_t>(i)];
    ASSERT_NE(labels.find(&text), nullptr);
    ASSERT_NE(facilities.find(&id), nullptr);
  }
}

// Neighbouring keys, a narrow range and many erasures: runs of full slots wrap around the end and
// are closed by moving back.
TEST_F(IdentityMapTest, agrees_with_a_plain_map_over_random_operations) {
  const std::uint32_t seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  for (const std::int64_t range : {20, 300, 5'000}) {
    KeyTable table(Team::info, changes_, view_);
    std::map<std::int64_t, Team*> plain;
    for (int i = 0; i < 20'000; ++i) {
      const std::int64_t key =
          std::uniform_int_distribution<std::int64_t>(-range / 2, range / 2)(random);
      Team* const known = plain.count(key) != 0 ? plain[key] : nullptr;
      ASSERT_EQ(table.find_integer(key), known) << key;
      if (known != nullptr) {
        table.erase(*known);
        plain.erase(key);
      } else {
        table.insert(*(plain[key] = &team(key)));
      }
      ASSERT_EQ(table.size(), plain.size());
    }
    for (const auto& [key, object] : plain) ASSERT_EQ(table.find_integer(key), object);
  }
}

TEST_F(IdentityMapTest, fills_and_empties_again_and_again) {
  KeyTable table(Team::info, changes_, view_);
  for (std::int64_t round = 0; round < 10; ++round) {
    std::vector<Team*> teams;
    for (std::int64_t i = 0; i < 1'000; ++i)
      table.insert(*teams.emplace_back(&team(round * 700 + i)));
    for (std::int64_t i = 0; i < 1'000; ++i) {
      EXPECT_EQ(table.find_integer(round * 700 + i), teams[static_cast<std::size_t>(i)]);
      table.erase(*teams[static_cast<std::size_t>(i)]);
      EXPECT_EQ(table.find_integer(round * 700 + i), nullptr);
    }
    EXPECT_EQ(table.size(), 0U);
  }
}

TEST_F(IdentityMapTest, can_be_used_after_it_was_cleared) {
  IdentityMap map(changes_);
  KeyTable& table = map.table(Team::info);
  for (std::int64_t i = 0; i < 1000; ++i) table.insert(team(i));
  EXPECT_EQ(map.size(), 1000U);
  map.clear();
  EXPECT_EQ(map.size(), 0U);
  EXPECT_EQ(table.find_integer(5), nullptr);
  Team& five = team(5);
  table.insert(five);
  EXPECT_EQ(table.find_integer(5), &five);
}

}  // namespace
}  // namespace orp::tests
