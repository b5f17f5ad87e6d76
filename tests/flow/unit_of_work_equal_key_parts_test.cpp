// SPDX-License-Identifier: MIT
// Rows that move on in the flush that changes part of their former owner's key: they go where they
// are told to, also in the columns that the new owner has in common with the old one.
#include <functional>
#include <optional>
#include <utility>

#include "mutual.hpp"

namespace orp::tests {
namespace {

using namespace mutual;
using ::testing::ElementsAre;

using Place = std::pair<std::optional<std::int32_t>, std::optional<std::int32_t>>;

template <class Object>
Place place(const Object& object) {
  return {object.aisle(), object.level()};
}

// A row on a shelf, and how it gets onto another one.
struct Thing {
  std::string name;
  std::function<void(Shelf* shelf)> put;
  std::function<void(std::int32_t aisle)> assign;
  std::function<Place()> place;
  bool is_out_of_sight = false;  // its shelf does not know of it, so nobody looks for it
};

template <class Object>
Thing thing(std::string name, Object& object, std::function<void(Shelf*)> put) {
  return {std::move(name), std::move(put), [&](std::int32_t aisle) { object.set_aisle(aisle); },
          [&] { return orp::tests::place(object); }};
}

class EqualKeyParts : public MutualTest {
 protected:
  // At x: each kind of row, once by each end of its relationship that has one.
  std::vector<Thing> things(Session& session, Shelf& x) {
    std::vector<Thing> all;
    auto& label = session.add<Label>(Label::New{});
    auto& lamp = session.add<Lamp>(Lamp::New{});
    auto& box = session.add<Box>(Box::New{});
    auto& other_box = session.add<Box>(Box::New{});
    auto& mat = session.add<Mat>(Mat::New{});
    auto& robot = session.add<Robot>(Robot::New{});
    auto& tray = session.add<Tray>({.aisle = x.aisle(), .shelf = &x});
    auto& hook = session.add<Hook>({.level = x.level(), .shelf = &x});
    auto& cart = session.add<Cart>(Cart::New{});
    all.push_back(thing("label", label, [&](Shelf* shelf) {
      shelf != nullptr ? shelf->set_label(&label) : label.set_shelf(nullptr);
    }));
    all.push_back(thing("lamp", lamp, [&x, &lamp](Shelf* shelf) {
      shelf != nullptr ? shelf->set_lamp(&lamp) : x.set_lamp(nullptr);
    }));
    all.push_back(thing("box by shelf", box, [&x, &box](Shelf* shelf) {
      if (shelf != nullptr)
        shelf->boxes().add(box);
      else
        x.boxes().remove(box);
    }));
    all.push_back(thing("box", other_box, [&](Shelf* shelf) { other_box.set_shelf(shelf); }));
    all.push_back(thing("mat", mat, [&x, &mat](Shelf* shelf) {
      if (shelf != nullptr)
        shelf->mats().add(mat);
      else
        x.mats().remove(mat);
    }));
    all.push_back(thing("robot", robot, [&](Shelf* shelf) { robot.set_home(shelf); }));
    all.push_back(thing("tray", tray, [&](Shelf* shelf) { tray.set_shelf(shelf); }));
    all.push_back(thing("hook", hook, [&](Shelf* shelf) { hook.set_shelf(shelf); }));
    all.push_back(thing("cart", cart, [&](Shelf* shelf) { cart.set_shelf(shelf); }));
    for (Thing& one : all) {
      one.put(&x);
      one.is_out_of_sight = one.name == "robot" || one.name == "tray" || one.name == "hook";
    }
    session.commit();
    for (Thing& one : all) one.place();
    return all;
  }

  // x changes `part` of its key, and the things on it go to y, which has the other value of that
  // part that z has: `act` says so, before or after.
  enum class Part { aisle, level };
  struct Shelves {
    Shelf& x;
    Shelf& y;
    Place of_y;
    Place of_z;
    std::function<void()> change;
  };
  static Shelves shelves(Session& session, Part part, bool has_z) {
    const bool is_level = part == Part::level;
    Shelf& x = session.add<Shelf>({.aisle = 1, .level = 0});
    Shelf& y = session.add<Shelf>({.aisle = is_level ? 3 : 1, .level = is_level ? 0 : 3});
    const Place z = is_level ? Place(3, 1) : Place(2, 3);
    if (has_z) session.add<Shelf>({.aisle = *z.first, .level = *z.second});
    session.flush();
    return {x, y, place(y), z, [&x, is_level] { is_level ? x.set_level(1) : x.set_aisle(2); }};
  }
  void clear() {
    empty({"labels", "lamps", "boxes", "mats", "robots", "trays", "hooks", "carts", "shelves"});
  }
};
ORPIMENT_ON_EACH_DATABASE(EqualKeyParts);

constexpr bool each[] = {true, false};

// key_copier.hpp, rule 2; key_cascades.hpp, rule 4.
TEST_P(EqualKeyParts, are_those_of_the_new_owner_when_the_old_one_changes_its_own) {
  for (const Part part : {Part::level, Part::aisle})
    for (const bool has_z : each)
      for (const bool change_first : each)
        for (const bool is_loaded : each) {
          SCOPED_TRACE(::testing::Message() << static_cast<int>(part) << has_z << change_first);
          Session session = open({.autoflush = false});
          const Shelves at = shelves(session, part, has_z);
          const std::vector<Thing> all = things(session, at.x);
          if (!is_loaded) session.expire_all();
          for (const Thing& one : all)
            if (one.is_out_of_sight) one.place();
          if (change_first) at.change();
          for (const Thing& one : all) one.put(&at.y);
          if (!change_first) at.change();
          session.flush();
          for (const Thing& one : all) EXPECT_EQ(one.place(), at.of_y) << one.name;
          session.commit();
          for (const Thing& one : all) EXPECT_EQ(one.place(), at.of_y) << one.name;
          session.close();
          clear();
        }
}

TEST_P(EqualKeyParts, are_those_of_a_new_owner_that_changes_too) {
  for (const Part part : {Part::level, Part::aisle})
    for (const bool change_first : each) {
      Session session = open({.autoflush = false});
      const Shelves at = shelves(session, part, true);
      const std::vector<Thing> all = things(session, at.x);
      if (change_first) at.change();
      at.y.set_level(8);
      for (const Thing& one : all) one.put(&at.y);
      at.y.set_aisle(9);
      if (!change_first) at.change();
      session.commit();
      for (const Thing& one : all) EXPECT_EQ(one.place(), Place(9, 8)) << one.name;
      session.close();
      clear();
    }
}

TEST_P(EqualKeyParts, are_those_of_an_owner_that_is_new) {
  for (const bool change_first : each) {
    Session session = open({.autoflush = false});
    const Shelves at = shelves(session, Part::level, true);
    const std::vector<Thing> all = things(session, at.x);
    if (change_first) at.change();
    Shelf& made = session.add<Shelf>({.aisle = 5, .level = 0});
    for (const Thing& one : all) one.put(&made);
    if (!change_first) at.change();
    session.commit();
    for (const Thing& one : all) EXPECT_EQ(one.place(), Place(5, 0)) << one.name;
    session.close();
    clear();
  }
}

TEST_P(EqualKeyParts, are_those_of_the_old_owner_for_who_comes_back_to_it) {
  for (const Part part : {Part::level, Part::aisle})
    for (const bool change_first : each) {
      Session session = open({.autoflush = false});
      const Shelves at = shelves(session, part, true);
      const std::vector<Thing> all = things(session, at.x);
      if (change_first) at.change();
      for (const Thing& one : all) one.put(&at.y);
      for (const Thing& one : all) one.put(&at.x);
      if (!change_first) at.change();
      session.commit();
      for (const Thing& one : all) EXPECT_EQ(one.place(), place(at.x)) << one.name;
      session.close();
      clear();
    }
}

// One column that is NULL is enough, and the others stay as they are.
TEST_P(EqualKeyParts, stay_in_a_row_that_is_let_go_of) {
  for (const Part part : {Part::level, Part::aisle})
    for (const bool change_first : each) {
      Session session = open({.autoflush = false});
      const Shelves at = shelves(session, part, true);
      const std::vector<Thing> all = things(session, at.x);
      if (change_first) at.change();
      for (const Thing& one : all) one.put(nullptr);
      if (!change_first) at.change();
      session.commit();
      for (const Thing& one : all) {
        Place expected;
        if (one.name == "tray") expected.first = 1;
        if (one.name == "hook") expected.second = 0;
        EXPECT_EQ(one.place(), expected) << one.name;
      }
      session.close();
      clear();
    }
}

// A cascade of the database is not asked what the program has in mind.
TEST_P(EqualKeyParts, stay_beside_a_part_that_the_program_assigns) {
  for (const bool change_first : each) {
    Session session = open({.autoflush = false});
    const Shelves at = shelves(session, Part::level, true);
    const std::vector<Thing> all = things(session, at.x);
    if (change_first) at.change();
    for (const Thing& one : all)
      if (one.name != "cart") one.assign(3);
    if (!change_first) at.change();
    session.commit();
    for (const Thing& one : all)
      EXPECT_EQ(one.place(), one.name == "cart" ? Place(1, 1) : at.of_y) << one.name;
    session.close();
    clear();
  }
}

TEST_P(EqualKeyParts, are_let_go_of_and_written_no_more_than_needed) {
  Session session = open({.autoflush = false});
  const Shelves at = shelves(session, Part::level, true);
  Box& box = at.x.boxes().add(Box::New{});
  Tray& tray = session.add<Tray>({.aisle = 1, .shelf = &at.x});
  Hook& hook = session.add<Hook>({.level = 0, .shelf = &at.x});
  session.commit();
  place(box), place(tray), place(hook);
  at.x.boxes().size(), at.x.mats().size();
  (void)at.x.label(), (void)at.x.lamp();
  at.change();
  box.set_shelf(&at.y);
  tray.set_shelf(&at.y);
  hook.set_shelf(&at.y);
  forget();
  session.flush();
  EXPECT_THAT(sent(),
              ElementsAre("UPDATE boxes (aisle, id) 1 row", "UPDATE trays (level, id) 1 row",
                          "UPDATE hooks (aisle, id) 1 row", "UPDATE shelves (level, aisle) 1 row",
                          "UPDATE boxes (aisle, id) 1 row", "UPDATE trays (aisle, level, id) 1 row",
                          "UPDATE hooks (aisle, id) 1 row"));
}

}  // namespace
}  // namespace orp::tests
