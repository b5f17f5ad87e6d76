// SPDX-License-Identifier: MIT
// Owners with equal key parts at random: shelves change their places, and what is on them moves
// from one to another, is put there anew, taken off and deleted, in one flush.
//
//   ORPIMENT_STORIES       "1 300": the first and the last seed
#include <algorithm>
#include <functional>
#include <map>
#include <random>
#include <sstream>
#include <vector>

#include "mutual.hpp"
#include "random_seeds.hpp"

namespace orp::tests {
namespace {

using namespace mutual;

using Place = std::pair<std::int32_t, std::int32_t>;

// A class of things, and what the story does with one.
struct Kind {
  std::function<Entity*(Session&)> add;
  std::function<Entity*(Session&, std::int64_t)> get;
  std::function<std::int64_t(Entity&)> id;
  std::function<std::optional<Place>(Entity&)> place;
  std::function<void(Entity&, Shelf*)> put;             // by the thing; empty: it cannot
  std::function<void(Entity&, Shelf*, Shelf&)> put_on;  // by the shelf that has it, or by the other
  bool is_alone = false;
  bool is_out_of_sight = false;  // its shelf does not know of it, and nobody looks for it
};

template <class T>
Kind kind() {
  Kind made;
  made.add = [](Session& session) { return &session.add<T>({}); };
  made.get = [](Session& session, std::int64_t id) { return &session.get_one<T>(id); };
  made.id = [](Entity& thing) { return static_cast<T&>(thing).id(); };
  made.place = [](Entity& thing) -> std::optional<Place> {
    const std::optional<std::int32_t> aisle = static_cast<T&>(thing).aisle();
    const std::optional<std::int32_t> level = static_cast<T&>(thing).level();
    if (!aisle || !level) return std::nullopt;
    return Place(*aisle, *level);
  };
  if constexpr (requires(T & thing) { thing.set_shelf(nullptr); })
    made.put = [](Entity& thing, Shelf* to) { static_cast<T&>(thing).set_shelf(to); };
  return made;
}

template <class T, class List>
Kind kind_in(List list) {
  Kind made = kind<T>();
  made.put_on = [list](Entity& thing, Shelf* to, Shelf& from) {
    if (to != nullptr)
      list(*to).add(static_cast<T&>(thing));
    else
      list(from).remove(static_cast<T&>(thing));
  };
  return made;
}

template <class T, class Setter>
Kind kind_alone(Setter set) {
  Kind made = kind<T>();
  made.is_alone = true;
  made.put_on = [set](Entity& thing, Shelf* to, Shelf& from) {
    to != nullptr ? (to->*set)(static_cast<T*>(&thing)) : (from.*set)(nullptr);
  };
  return made;
}

template <class T>
Kind kind_out_of_sight() {
  Kind made = kind<T>();
  made.is_out_of_sight = true;
  return made;
}

const std::map<std::string, Kind>& kinds() {
  static const std::map<std::string, Kind> all = [] {
    std::map<std::string, Kind> kinds{
        {"box", kind_in<Box>([](Shelf & shelf) -> auto& { return shelf.boxes(); })},
        {"mat", kind_in<Mat>([](Shelf & shelf) -> auto& { return shelf.mats(); })},
        {"cart", kind_in<Cart>([](Shelf & shelf) -> auto& { return shelf.carts(); })},
        {"label", kind_alone<Label>(&Shelf::set_label)},
        {"lamp", kind_alone<Lamp>(&Shelf::set_lamp)},
        {"robot", kind_out_of_sight<Robot>()},
        {"tray", kind_out_of_sight<Tray>()},
        {"hook", kind_out_of_sight<Hook>()}};
    kinds.at("robot").put = [](Entity& thing, Shelf* to) {
      static_cast<Robot&>(thing).set_home(to);
    };
    return kinds;
  }();
  return all;
}

const Kind& kind_of(const std::string& thing) {
  return kinds().at(thing.substr(0, thing.find(' ')));
}

// What there is, by names that stay.
struct Store {
  std::map<std::string, Place> shelves;
  std::map<std::string, std::string> things;  // and the shelf that each is on, or nothing
  std::map<std::string, std::int64_t> ids;
  int last = 0;

  std::string print() const {
    std::ostringstream text;
    for (const auto& [name, shelf] : things) {
      text << name << ": ";
      if (shelf.empty())
        text << "nowhere\n";
      else
        text << shelves.at(shelf).first << ' ' << shelves.at(shelf).second << '\n';
    }
    return text.str();
  }
};

class Round {
 public:
  Round(Session& session, Store& store, std::mt19937& random)
      : session_(&session), store_(&store), random_(&random) {
    for (std::int32_t aisle = 0; aisle < 4; ++aisle)
      for (std::int32_t level = 0; level < 4; ++level) free_.emplace_back(aisle, level);
    for (const auto& [name, place] : store.shelves) {
      std::erase(free_, place);
      shelves_[name] = &session.get_one<Shelf>({place.first, place.second});
    }
    std::shuffle(free_.begin(), free_.end(), random);
    for (const auto& [name, id] : store.ids) things_[name] = kind_of(name).get(session, id);
    const bool is_expired = one_of(3) == 0;
    if (is_expired) session.expire_all();
    for (const auto& [name, thing] : things_)
      if (kind_of(name).is_out_of_sight || (is_expired && one_of(2) == 0))
        kind_of(name).place(*thing);
  }

  const std::string& told() const { return told_; }

  void tell() {
    auto quiet = session_->no_autoflush();
    for (int i = 3 + one_of(7); i > 0; --i) act();
  }
  void keep_ids() {
    for (const auto& [name, shelf] : store_->things)
      store_->ids[name] = kind_of(name).id(*things_[name]);
  }

 private:
  int one_of(std::size_t count) { return static_cast<int>((*random_)() % count); }
  void say(const std::string& line) { told_ += line + ";\n"; }
  template <class Map>
  std::string any(const Map& map) {
    return std::next(map.begin(), one_of(map.size()))->first;
  }

  void act() {
    const int what = one_of(12);
    if (store_->shelves.size() < 2 || what == 0) return add_shelf();
    if (what < 4) return change_place();
    if (store_->things.empty() || what < 6) return add_thing();
    if (what == 6) return remove_thing();
    const std::string name = any(store_->things);
    what == 7 ? put(name, "") : put(name, any(store_->shelves));
  }

  void add_shelf() {
    if (free_.empty() || store_->shelves.size() > 4) return;
    const std::string name = "s" + std::to_string(++store_->last);
    const Place place = take_place(given_up_.empty() || one_of(2) == 0 ? free_ : given_up_);
    say(name + " = add shelf" + print(place));
    shelves_[name] = &session_->add<Shelf>({.aisle = place.first, .level = place.second});
    store_->shelves[name] = place;
  }

  static std::string print(const Place& place) {
    return ' ' + std::to_string(place.first) + ' ' + std::to_string(place.second);
  }

  static Place take_place(std::vector<Place>& places) {
    const Place place = places.back();
    places.pop_back();
    return place;
  }

  void change_place() {
    const std::string name = any(store_->shelves);
    Place& place = store_->shelves[name];
    const bool is_part = one_of(4) != 0;
    const auto found = std::find_if(free_.begin(), free_.end(), [&](const Place& other) {
      return !is_part || other.first == place.first || other.second == place.second;
    });
    if (found == free_.end()) return;
    const Place next = *found;
    free_.erase(found);
    given_up_.push_back(place);
    say(name + " to" + print(next));
    if (place.first != next.first) shelves_[name]->set_aisle(next.first);
    if (place.second != next.second) shelves_[name]->set_level(next.second);
    place = next;
  }

  void add_thing() {
    const std::string kind = any(kinds());
    const std::string name = kind + ' ' + std::to_string(++store_->last);
    say("add " + name);
    things_[name] = kinds().at(kind).add(*session_);
    store_->things[name] = "";
    put(name, any(store_->shelves));
  }

  // What is new has no row to be deleted.
  void remove_thing() {
    const std::string name = any(store_->things);
    if (things_[name]->entity_state() == EntityState::pending) return;
    say("delete " + name);
    session_->delete_(*things_[name]);
    store_->things.erase(name);
    store_->ids.erase(name);
  }

  void put(const std::string& name, const std::string& shelf) {
    const Kind& kind = kind_of(name);
    const std::string from = store_->things[name];
    const bool by_shelf = kind.put == nullptr || (kind.put_on != nullptr && one_of(2) == 0);
    if (shelf.empty() && from.empty()) return;
    say((by_shelf ? "by shelf " : "") + name + " to " + (shelf.empty() ? "nowhere" : shelf));
    Shelf* to = shelf.empty() ? nullptr : shelves_[shelf];
    if (by_shelf)
      kind.put_on(*things_[name], to, to != nullptr ? *to : *shelves_[from]);
    else
      kind.put(*things_[name], to);
    if (kind.is_alone && to != nullptr)
      for (auto& [other, its] : store_->things)
        if (its == shelf && &kind_of(other) == &kind) its.clear();
    store_->things[name] = shelf;
  }

  std::string told_;
  Session* session_;
  Store* store_;
  std::mt19937* random_;
  std::vector<Place> free_;
  std::vector<Place> given_up_;  // in this round: for new shelves, since no two may be exchanged
  std::map<std::string, Shelf*> shelves_;
  std::map<std::string, Entity*> things_;
};

class RandomShelves : public MutualTest {
 protected:
  void tell(unsigned seed) {
    empty({"labels", "lamps", "boxes", "mats", "robots", "trays", "hooks", "carts", "shelves"});
    std::mt19937 random(seed);
    Store store;
    Session session = open();
    for (int i = 0; i < 6; ++i) {
      const Store before = store;
      Round round(session, store, random);
      round.tell();
      SCOPED_TRACE(before.print() + round.told());
      session.flush();
      round.keep_ids();
      ASSERT_EQ(print(session, store), store.print());
      if (random() % 4 == 0) {
        session.rollback();
        store = before;
      } else {
        session.commit();
      }
      ASSERT_EQ(print(session, store), store.print()) << "in another transaction";
    }
    session.close();
    Session other = open();
    ASSERT_EQ(print(other, store), store.print());
  }

  static std::string print(Session& session, const Store& store) {
    std::ostringstream text;
    for (const auto& [name, id] : store.ids) {
      const Kind& kind = kind_of(name);
      const std::optional<Place> place = kind.place(*kind.get(session, id));
      text << name << ": ";
      if (place)
        text << place->first << ' ' << place->second << '\n';
      else
        text << "nowhere\n";
    }
    return text.str();
  }
};
ORPIMENT_ON_EACH_DATABASE(RandomShelves);

TEST_P(RandomShelves, end_as_the_plain_model_says) {
  on_each_seed(is_postgres() ? "1 10" : "1 60", [this](unsigned seed) { tell(seed); });
}

}  // namespace
}  // namespace orp::tests
