// SPDX-License-Identifier: MIT
#include "session/objects/object_store.hpp"

#include <cstdint>
#include <set>
#include <vector>

#include <gtest/gtest.h>

#include "company/model.hpp"
#include "entity/state.hpp"
#include "session/load/load_tree.hpp"

namespace orp::tests {
namespace {

using company::Person;
using company::Team;

class ObjectStoreTest : public ::testing::Test {
 protected:
  std::vector<Entity*> make(const EntityInfo& info, std::size_t count) {
    std::vector<Entity*> made;
    for (std::size_t i = 0; i < count; ++i) made.push_back(&store.create(store.extent(info)));
    return made;
  }
  std::vector<Entity*> peers(Entity& entity) {
    std::vector<Entity*> found;
    store.for_each_peer(entity, [&](Entity& peer) { found.push_back(&peer); });
    return found;
  }

  OwnerBlock owner;
  ObjectStore store{owner};
};

// slab.hpp, rule 2.
TEST_F(ObjectStoreTest, gives_nobody_the_place_of_another_one) {
  std::set<const Entity*> places;
  for (int round = 0; round < 3; ++round)
    for (Entity* person : make(Person::info, 3000)) {
      EXPECT_TRUE(places.insert(person).second);
      move_to(*person, EntityState::pending);
      move_to(*person, EntityState::transient);
    }
}

// slab.hpp, rule 1.
TEST_F(ObjectStoreTest, an_object_leads_to_its_class_and_owner) {
  for (Entity* person : make(Person::info, 2000)) {
    ASSERT_EQ(&info_of(*person), &Person::info);
    ASSERT_EQ(Slab::of(*person).owner, &owner);
    ASSERT_EQ(reinterpret_cast<std::uintptr_t>(person) % Person::info.alignment, 0U);
  }
}

// object_store.hpp, rule 2.
TEST_F(ObjectStoreTest, objects_stay_where_they_are) {
  const std::vector<Entity*> first = make(Person::info, 10);
  make(Team::info, 10'000);
  make(Person::info, 10'000);
  std::vector<Entity*> seen;
  store.for_each([&](Entity& entity) {
    if (&info_of(entity) == &Person::info && seen.size() < 10) seen.push_back(&entity);
  });
  EXPECT_EQ(seen, first);
}

// object_store.hpp, rule 1.
TEST_F(ObjectStoreTest, a_batch_goes_on_over_slabs) {
  Extent& extent = store.extent(Person::info);
  make(Person::info, 3);
  store.begin_peers(extent, nullptr);
  const std::vector<Entity*> batch = make(Person::info, 3000);
  EXPECT_NE(&Slab::of(*batch.front()), &Slab::of(*batch.back()));
  store.begin_peers(extent, nullptr);
  const std::vector<Entity*> next = make(Person::info, 5);

  EXPECT_EQ(peers(*batch.front()), batch);
  EXPECT_EQ(peers(*batch[1500]), batch);
  EXPECT_EQ(peers(*next[2]), next);
}

// object_store.hpp, rule 1.
TEST_F(ObjectStoreTest, an_object_made_by_itself_has_no_other_peers) {
  const std::vector<Entity*> made = make(Person::info, 3);
  EXPECT_EQ(peers(*made[1]), std::vector<Entity*>{made[1]});
}

TEST_F(ObjectStoreTest, after_a_batch_has_ended_objects_are_made_by_themselves) {
  Extent& extent = store.extent(Person::info);
  store.begin_peers(extent, nullptr);
  const std::vector<Entity*> batch = make(Person::info, 3);
  for (int i = 0; i < 1000; ++i) store.end_peers(extent);
  const std::vector<Entity*> single = make(Person::info, 3000);
  store.begin_peers(extent, nullptr);
  const std::vector<Entity*> next = make(Person::info, 2);
  EXPECT_EQ(peers(*batch[1]), batch);
  EXPECT_EQ(Slab::of(*batch[1]).marks.size(), 2U);
  EXPECT_EQ(peers(*single.front()), std::vector<Entity*>{single.front()});
  EXPECT_EQ(peers(*single.back()), std::vector<Entity*>{single.back()});
  EXPECT_EQ(peers(*next[0]), next);
}

TEST_F(ObjectStoreTest, a_batch_that_stays_empty_leaves_no_trace) {
  Extent& extent = store.extent(Person::info);
  for (int i = 0; i < 1000; ++i) store.begin_peers(extent, nullptr);
  const std::vector<Entity*> made = make(Person::info, 2);
  EXPECT_EQ(peers(*made[0]), made);
  EXPECT_EQ(Slab::of(*made[0]).marks.size(), 1U);
}

TEST_F(ObjectStoreTest, a_batch_keeps_its_options) {
  Extent& extent = store.extent(Team::info);
  const LoadTreeRef tree =
      LoadTree::make(Team::info, {{{{&Team::info, 0, LoadStrategy::raise, false}}}});
  store.begin_peers(extent, tree);
  Entity& first = store.create(extent);
  store.begin_peers(extent, nullptr);
  Entity& second = store.create(extent);
  EXPECT_EQ(store.options_of(first), tree);
  EXPECT_EQ(store.options_of(second), nullptr);
}

TEST_F(ObjectStoreTest, clear_destroys_objects_and_can_be_followed_by_others) {
  Entity& person = store.create(store.extent(Person::info));
  *static_cast<std::string*>(field_of(person, Person::info, 1)) = std::string(1000, 'x');
  store.allocate(person, 100'000);
  store.clear();
  std::size_t count = 0;
  store.for_each([&](Entity&) { ++count; });
  EXPECT_EQ(count, 0U);
  EXPECT_EQ(make(Person::info, 100).size(), 100U);
}

TEST_F(ObjectStoreTest, what_stands_on_a_shelf_goes_alone_and_leaves_its_memory) {
  const std::vector<Entity*> others = make(Person::info, 10);
  ObjectShelf& shelf = store.open_shelf();
  std::set<Entity*> addresses;
  std::size_t bytes = 0;
  for (int round = 0; round < 3; ++round) {
    const ObjectStore::On on(store, shelf);
    std::vector<Entity*> made = make(Person::info, 5'000);
    addresses.insert(made.begin(), made.end());
    std::size_t count = 0;
    store.for_each([&](Entity&) { ++count; });
    EXPECT_EQ(count, 5'010U);
    store.empty_shelf(shelf);
    shelf.memory.rewind();
    if (round == 0) bytes = shelf.memory.size();
  }
  EXPECT_EQ(addresses.size(), 5'000U);
  EXPECT_EQ(shelf.memory.size(), bytes);
  store.close_shelf(shelf);
  for (Entity* other : others) EXPECT_EQ(Slab::of(*other).owner, &owner);
}

TEST_F(ObjectStoreTest, what_comes_next_on_a_shelf_takes_the_place_of_what_has_gone) {
  ObjectShelf& shelf = store.open_shelf();
  const ObjectStore::On on(store, shelf);
  const auto name_of = [](Entity& person) -> std::string& {
    return *static_cast<std::string*>(field_of(person, Person::info, 1));
  };
  const std::vector<Entity*> gone = make(Person::info, 5'000);
  for (Entity* person : gone) name_of(*person) = std::string(100, 'x');
  for (Entity* person : gone) {
    EntityAccess::state(*person) = EntityState::persistent;
    EntityAccess::masks(*person)[0] = 7;
  }
  store.begin_peers(store.extent(Person::info), nullptr);
  store.recycle_shelf(shelf);
  std::size_t count = 0;
  store.for_each([&](Entity&) { ++count; });
  EXPECT_EQ(count, 0U);

  const std::size_t bytes = shelf.memory.size();
  const std::vector<Entity*> next = make(Person::info, 5'000);
  EXPECT_EQ(next, gone);
  EXPECT_EQ(shelf.memory.size(), bytes);
  for (Entity* person : next) {
    EXPECT_EQ(person->entity_state(), EntityState::transient);
    EXPECT_EQ(EntityAccess::masks(*person)[0], 0U);
  }
  EXPECT_GE(name_of(*next[6]).capacity(), 100U);  // as is to be used again
  store.recycle_shelf(shelf);
  EXPECT_EQ(make(Person::info, 10).front(), gone.front());
  store.close_shelf(shelf);
}

TEST_F(ObjectStoreTest, a_shelf_that_is_closed_stays_with_its_objects) {
  ObjectShelf& shelf = store.open_shelf();
  Entity* stays = nullptr;
  {
    const ObjectStore::On on(store, shelf);
    store.begin_peers(store.extent(Person::info), nullptr);
    stays = make(Person::info, 3)[1];
  }
  store.close_shelf(shelf);
  EXPECT_FALSE(store.has_open_shelves());
  std::size_t peers = 0;
  store.for_each_peer(*stays, [&](Entity&) { ++peers; });
  EXPECT_EQ(peers, 3U);
  std::size_t count = 0;
  store.for_each_of(Person::info, [&](Entity&) { ++count; });
  EXPECT_EQ(count, 3U);
}

TEST_F(ObjectStoreTest, memory_for_collections_is_aligned_and_stays_apart) {
  const Entity& owner_entity = store.create(store.extent(Person::info));
  std::vector<char*> pieces;
  for (std::size_t size = 1; size < 40'000; size = size * 3 + 1) {
    pieces.push_back(static_cast<char*>(store.allocate(owner_entity, size)));
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(pieces.back()) % alignof(void*), 0U);
    std::fill_n(pieces.back(), size, static_cast<char>(pieces.size()));
  }
  for (std::size_t i = 0; i < pieces.size(); ++i) EXPECT_EQ(*pieces[i], static_cast<char>(i + 1));
}

}  // namespace
}  // namespace orp::tests
