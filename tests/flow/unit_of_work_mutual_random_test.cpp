// SPDX-License-Identifier: MIT
// Rows that refer to one of their own children at random: the foreign key has the row's own key in
// it. Owners and children come, are renamed and go, and another child becomes the main one, in one
// flush.
//
//   ORPIMENT_STORIES       "1 300": the first and the last seed
#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <sstream>
#include <vector>

#include "mutual.hpp"
#include "random_seeds.hpp"

namespace orp::tests {
namespace {

using namespace mutual;

// A class of owners and one of children. A label is all of the owner's key, or stands for it.
struct Customers {
  using Owner = Customer;
  using Child = Address;
  static constexpr bool may_be_renamed = false;
  static Owner& add(Session& session, const std::string& label) {
    return session.add<Customer>({.name = label});
  }
  static void rename(Owner&, const std::string&) {}
  static std::string label(const Owner& owner) { return owner.name(); }
  static Many<Child>& children(Owner& owner) { return owner.addresses(); }
  static const Owner& owner(const Child& child) { return child.customer(); }
  static Child& add_child(Owner& owner, int no) { return owner.addresses().add({.no = no}); }
  static void rename_child(Child&, int) {}
  static int number(const Child& child) { return child.no(); }
  static void set_main(Owner& owner, Child* child) { owner.set_main(child); }
  static Child* main(Owner& owner) { return owner.main(); }
};

struct Countries {
  using Owner = Country;
  using Child = City;
  static constexpr bool may_be_renamed = true;
  static Owner& add(Session& session, const std::string& label) {
    return session.add<Country>({.code = label});
  }
  static void rename(Owner& owner, const std::string& label) { owner.set_code(label); }
  static std::string label(const Owner& owner) { return owner.code(); }
  static Many<Child>& children(Owner& owner) { return owner.cities(); }
  static const Owner& owner(const Child& child) { return child.country(); }
  static Child& add_child(Owner& owner, int number) {
    return owner.cities().add({.name = std::to_string(number)});
  }
  static void rename_child(Child& child, int number) { child.set_name(std::to_string(number)); }
  static int number(const Child& child) { return std::stoi(child.name()); }
  static void set_main(Owner& owner, Child* child) { owner.set_capital(child); }
  static Child* main(Owner& owner) { return owner.capital(); }
};

struct States {
  using Owner = State;
  using Child = Town;
  static constexpr bool may_be_renamed = true;
  static Owner& add(Session& session, const std::string& label) {
    return session.add<State>({.code = label.substr(0, 1), .num = std::stoi(label.substr(1))});
  }
  static void rename(Owner& owner, const std::string& label) {
    owner.set_code(label.substr(0, 1));
    owner.set_num(std::stoi(label.substr(1)));
  }
  static std::string label(const Owner& owner) {
    return owner.code() + std::to_string(owner.num());
  }
  static Many<Child>& children(Owner& owner) { return owner.towns(); }
  static const Owner& owner(const Child& child) { return child.state(); }
  static Child& add_child(Owner& owner, int number) {
    return owner.towns().add({.name = std::to_string(number)});
  }
  static void rename_child(Child& child, int number) { child.set_name(std::to_string(number)); }
  static int number(const Child& child) { return std::stoi(child.name()); }
  static void set_main(Owner& owner, Child* child) { owner.set_seat(child); }
  static Child* main(Owner& owner) { return owner.seat(); }
};

// An owner by its label: its children, and the main one, or 0.
struct Family {
  std::vector<int> children;
  int main = 0;
};

struct Families {
  std::map<std::string, Family> all;
  int last = 0;

  std::string print() const {
    std::ostringstream text;
    for (const auto& [label, family] : all) {
      text << label << " main " << family.main << ':';
      for (const int child : std::set<int>(family.children.begin(), family.children.end()))
        text << ' ' << child;
      text << '\n';
    }
    return text.str();
  }
};

template <class World>
Families read(Session& session) {
  Families found;
  for (typename World::Owner& owner : session.scalars(select<typename World::Owner>())) {
    Family& family = found.all[World::label(owner)];
    if (World::main(owner) != nullptr) family.main = World::number(*World::main(owner));
  }
  for (typename World::Child& child : session.scalars(select<typename World::Child>()))
    found.all.at(World::label(World::owner(child))).children.push_back(World::number(child));
  return found;
}

template <class World>
class Round {
 public:
  using Owner = typename World::Owner;
  using Child = typename World::Child;

  Round(Session& session, Families& families, std::mt19937& random)
      : session_(&session), families_(&families), random_(&random) {
    for (const char* label : {"A1", "A2", "A3", "B1", "B2", "B3", "C1", "C2", "C3"})
      free_.emplace_back(label);
    for (Owner& owner : session.scalars(select<Owner>())) {
      owners_[World::label(owner)] = &owner;
      std::erase(free_, World::label(owner));
      for (Child& child : World::children(owner)) children_[World::number(child)] = &child;
      if (one_of(2) == 0) World::main(owner);
    }
    std::shuffle(free_.begin(), free_.end(), random);
  }

  const std::string& told() const { return told_; }

  void tell() {
    auto quiet = session_->no_autoflush();
    for (int i = 2 + one_of(7); i > 0; --i) act();
  }

 private:
  int one_of(std::size_t count) { return static_cast<int>((*random_)() % count); }
  void say(const std::string& line) { told_ += line + ";\n"; }

  void act() {
    auto& all = families_->all;
    const int what = one_of(10);
    if (all.empty() || what < 2) return add_owner();
    const std::string label = std::next(all.begin(), one_of(all.size()))->first;
    if (what == 2) return rename(label);
    if (what == 3) return remove(label);
    if (all[label].children.empty() || what == 4) return add_child(label);
    const int child =
        all[label].children[static_cast<std::size_t>(one_of(all[label].children.size()))];
    if (what == 5) return rename(label, child);
    if (what == 6) return remove(label, child);
    set_main(label, what == 7 ? 0 : child);
  }

  std::string take_label() {
    const std::string label = free_.back();
    free_.pop_back();
    return label;
  }

  void add_owner() {
    if (free_.empty()) return;
    const std::string label = take_label();
    say("add " + label);
    owners_[label] = &World::add(*session_, label);
    families_->all[label] = {};
    if (one_of(3) != 0) add_child(label);
  }

  void rename(const std::string& label) {
    if (!World::may_be_renamed || free_.empty()) return;
    const std::string next = take_label();
    say(label + " becomes " + next);
    World::rename(*owners_[label], next);
    families_->all[next] = std::move(families_->all[label]);
    families_->all.erase(label);
    owners_[next] = owners_[label];
  }

  // What is new has no row to be deleted.
  void remove(const std::string& label) {
    if (owners_[label]->entity_state() == EntityState::pending) return;
    say("delete " + label);
    session_->delete_(*owners_[label]);
    families_->all.erase(label);
  }

  void add_child(const std::string& label) {
    const int number = ++families_->last;
    say(label + " gets " + std::to_string(number));
    children_[number] = &World::add_child(*owners_[label], number);
    families_->all[label].children.push_back(number);
    if (one_of(2) == 0) set_main(label, number);
  }

  void rename(const std::string& label, int child) {
    if (!World::may_be_renamed) return;
    Family& family = families_->all[label];
    const int next = ++families_->last;
    say(std::to_string(child) + " becomes " + std::to_string(next));
    World::rename_child(*children_[child], next);
    std::replace(family.children.begin(), family.children.end(), child, next);
    if (family.main == child) family.main = next;
    children_[next] = children_[child];
  }

  // Nobody else lets go of the main one.
  void remove(const std::string& label, int child) {
    if (children_[child]->entity_state() == EntityState::pending) return;
    Family& family = families_->all[label];
    if (family.main == child) set_main(label, 0);
    say("delete " + std::to_string(child));
    session_->delete_(*children_[child]);
    std::erase(family.children, child);
  }

  void set_main(const std::string& label, int child) {
    say("main of " + label + " is " + std::to_string(child));
    World::set_main(*owners_[label], child == 0 ? nullptr : children_[child]);
    families_->all[label].main = child;
  }

  std::string told_;
  Session* session_;
  Families* families_;
  std::mt19937* random_;
  std::vector<std::string> free_;
  std::map<std::string, Owner*> owners_;
  std::map<int, Child*> children_;
};

class RandomFamilies : public MutualTest {
 protected:
  template <class World>
  void tell(unsigned seed) {
    std::mt19937 random(seed);
    Families families;
    Session session = open();
    for (int i = 0; i < 6; ++i) {
      const Families before = families;
      Round<World> round(session, families, random);
      round.tell();
      SCOPED_TRACE(before.print() + round.told());
      session.flush();
      ASSERT_EQ(read<World>(session).print(), families.print());
      if (random() % 4 == 0) {
        session.rollback();
        families = before;
      } else {
        session.commit();
      }
      ASSERT_EQ(read<World>(session).print(), families.print()) << "in another transaction";
    }
    session.close();
    Session other = open();
    ASSERT_EQ(read<World>(other).print(), families.print());
    for (typename World::Owner& owner : other.scalars(select<typename World::Owner>()))
      other.delete_(owner);
    other.commit();
  }

  template <class World>
  void tell_all() {
    on_each_seed(is_postgres() ? "1 10" : "1 60", [this](unsigned seed) { tell<World>(seed); });
  }
};
ORPIMENT_ON_EACH_DATABASE(RandomFamilies);

TEST_P(RandomFamilies, of_customers_end_as_the_plain_model_says) { tell_all<Customers>(); }
// key_copier.hpp, rule 4.
TEST_P(RandomFamilies, of_countries_end_as_the_plain_model_says) { tell_all<Countries>(); }
// key_copier.hpp, rule 4.
TEST_P(RandomFamilies, of_states_end_as_the_plain_model_says) { tell_all<States>(); }

}  // namespace
}  // namespace orp::tests
