// SPDX-License-Identifier: MIT
// Random sequences of acts on a session, compared with a plain model in memory.
#include <cstdlib>
#include <iterator>
#include <map>
#include <random>
#include <set>
#include <sstream>

#include "office.hpp"

namespace orp::tests {
namespace {

using namespace office;

// What the database must hold. Objects are known by numbers of our own, which stand in a column.
struct World {
  struct Person {
    int name = 0;
    std::set<int> tags;
  };
  std::map<int, Person> users;
  std::map<int, int> orders;                // -> user
  std::map<int, std::optional<int>> notes;  // -> author
  std::set<int> tags;
  std::map<int, int> profiles;              // user -> profile
  std::map<int, std::optional<int>> nodes;  // -> parent
  std::map<int, int> seats;                 // key -> guest
};

std::string print(const World& world) {
  std::ostringstream text;
  const auto or_none = [](const std::optional<int>& number) {
    return number ? std::to_string(*number) : "none";
  };
  for (const auto& [user, person] : world.users) {
    text << "\nuser " << user << " named " << person.name << " tags";
    for (const int tag : person.tags) text << ' ' << tag;
  }
  for (const auto& [order, user] : world.orders) text << "\norder " << order << " of " << user;
  for (const auto& [note, author] : world.notes)
    text << "\nnote " << note << " by " << or_none(author);
  for (const int tag : world.tags) text << "\ntag " << tag;
  for (const auto& [user, profile] : world.profiles)
    text << "\nprofile " << profile << " of " << user;
  for (const auto& [node, parent] : world.nodes)
    text << "\nnode " << node << " below " << or_none(parent);
  for (const auto& [seat, guest] : world.seats) text << "\nseat " << seat << " of " << guest;
  return text.str();
}

// "x12", and the number in it.
std::string text(char kind, int number) {
  std::string text(1, kind);
  return text += std::to_string(number);
}
int number_in(const std::string& text) { return std::stoi(text.substr(1)); }

World read(Session& session) {
  World world;
  for (User& user : session.scalars(select<User>())) {
    World::Person& person = world.users[number_in(*user.email())];
    person.name = number_in(user.name());
    for (Tag& tag : user.tags()) person.tags.insert(number_in(tag.name()));
    if (Profile* profile = user.profile())
      world.profiles[number_in(*user.email())] = number_in(profile->bio());
    for (Order& order : user.orders())
      world.orders[static_cast<int>(order.items()[0].line())] = number_in(*user.email());
  }
  for (Note& note : session.scalars(select<Note>()))
    world.notes[number_in(note.body())] =
        note.author() == nullptr ? std::nullopt
                                 : std::optional<int>(number_in(*note.author()->email()));
  for (Tag& tag : session.scalars(select<Tag>())) world.tags.insert(number_in(tag.name()));
  for (Node& node : session.scalars(select<Node>()))
    world.nodes[number_in(node.name())] =
        node.parent() == nullptr ? std::nullopt
                                 : std::optional<int>(number_in(node.parent()->name()));
  for (Seat& seat : session.scalars(select<Seat>()))
    world.seats[seat.number()] = number_in(*seat.guest());
  return world;
}

class Story {
 public:
  Story(Session& session, unsigned seed) : session_(session), random_(seed) {}

  void act() {
    static constexpr void (Story::*acts[])() = {
        &Story::add_user,    &Story::add_user,     &Story::add_order,  &Story::add_order,
        &Story::add_order,   &Story::add_note,     &Story::add_note,   &Story::add_tag,
        &Story::move_order,  &Story::remove_order, &Story::set_author, &Story::clear_author,
        &Story::link,        &Story::link,         &Story::unlink,     &Story::rename,
        &Story::delete_user, &Story::delete_order, &Story::delete_tag, &Story::delete_note,
        &Story::set_profile, &Story::drop_profile, &Story::add_node,   &Story::add_node,
        &Story::move_node,   &Story::delete_node,  &Story::seat,       &Story::seat,
        &Story::leave_seat,  &Story::change_seats, &Story::flush,      &Story::flush,
        &Story::expire,      &Story::begin_nested, &Story::end_nested, &Story::roll_back,
    };
    (this->*acts[below(std::size(acts))])();
  }

  void commit() {
    session_.commit();
    savepoints_.clear();
    committed_ = world_;
  }
  const World& world() const { return world_; }

 private:
  std::size_t below(std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random_);
  }
  bool coin() { return below(2) == 0; }

  template <class Container>
  auto pick(Container& container) {
    return container.empty()
               ? container.end()
               : std::next(container.begin(), static_cast<std::ptrdiff_t>(below(container.size())));
  }

  void add_user() {
    const int number = ++last_;
    users_[number] = &session_.add<User>({.name = text('u', number), .email = text('u', number)});
    world_.users[number].name = number;
  }

  void add_order() {
    const auto user = pick(world_.users);
    if (user == world_.users.end()) return;
    const int number = ++last_;
    User& owner = *users_.at(user->first);
    Order& order = coin() ? owner.orders().add({.total = "1"_dec})
                          : session_.add<Order>({.total = "1"_dec, .user = owner});
    order.items().add({.line = number, .product = "pen"});
    orders_[number] = &order;
    world_.orders[number] = user->first;
  }

  void add_note() {
    const int number = ++last_;
    notes_[number] = &session_.add<Note>({.body = text('n', number)});
    world_.notes[number] = std::nullopt;
    if (coin()) set_author();
  }

  void add_tag() {
    const int number = ++last_;
    tags_[number] = &session_.add<Tag>({.name = text('t', number)});
    world_.tags.insert(number);
  }

  void move_order() {
    const auto order = pick(world_.orders);
    const auto user = pick(world_.users);
    if (order == world_.orders.end() || user == world_.users.end()) return;
    if (coin())
      orders_.at(order->first)->set_user(*users_.at(user->first));
    else
      users_.at(user->first)->orders().add(*orders_.at(order->first));
    order->second = user->first;
  }

  void remove_order() {
    const auto order = pick(world_.orders);
    if (order == world_.orders.end()) return;
    users_.at(order->second)->orders().remove(*orders_.at(order->first));
    world_.orders.erase(order);
  }

  void set_author() {
    const auto note = pick(world_.notes);
    const auto user = pick(world_.users);
    if (note == world_.notes.end() || user == world_.users.end()) return;
    if (coin())
      notes_.at(note->first)->set_author(users_.at(user->first));
    else
      users_.at(user->first)->notes().add(*notes_.at(note->first));
    note->second = user->first;
  }

  void clear_author() {
    const auto note = pick(world_.notes);
    if (note == world_.notes.end()) return;
    notes_.at(note->first)->set_author(nullptr);
    note->second.reset();
  }

  void link() {
    const auto user = pick(world_.users);
    const auto tag = pick(world_.tags);
    if (user == world_.users.end() || tag == world_.tags.end()) return;
    // A collection that is not loaded cannot know that the link is there already.
    if (user->second.tags.count(*tag) != 0) return;
    if (coin())
      users_.at(user->first)->tags().add(*tags_.at(*tag));
    else
      tags_.at(*tag)->users().add(*users_.at(user->first));
    user->second.tags.insert(*tag);
  }

  void unlink() {
    const auto user = pick(world_.users);
    if (user == world_.users.end()) return;
    const auto tag = pick(user->second.tags);
    if (tag == user->second.tags.end()) return;
    if (coin())
      users_.at(user->first)->tags().remove(*tags_.at(*tag));
    else
      tags_.at(*tag)->users().remove(*users_.at(user->first));
    user->second.tags.erase(tag);
  }

  void rename() {
    const auto user = pick(world_.users);
    if (user == world_.users.end()) return;
    user->second.name = static_cast<int>(below(1000));
    users_.at(user->first)->set_name(text('u', user->second.name));
  }

  template <class E>
  void remove(E& entity) {
    if (entity.entity_state() == EntityState::pending) session_.flush();
    session_.delete_(entity);
  }

  void delete_user() {
    const auto user = pick(world_.users);
    if (user == world_.users.end()) return;
    remove(*users_.at(user->first));
    std::erase_if(world_.orders, [&](const auto& order) { return order.second == user->first; });
    for (auto& [note, author] : world_.notes)
      if (author == user->first) author.reset();
    world_.profiles.erase(user->first);
    world_.users.erase(user);
  }

  void delete_order() {
    const auto order = pick(world_.orders);
    if (order == world_.orders.end()) return;
    remove(*orders_.at(order->first));
    world_.orders.erase(order);
  }

  void delete_tag() {
    const auto tag = pick(world_.tags);
    if (tag == world_.tags.end()) return;
    remove(*tags_.at(*tag));
    for (auto& [user, person] : world_.users) person.tags.erase(*tag);
    world_.tags.erase(tag);
  }

  void delete_note() {
    const auto note = pick(world_.notes);
    if (note == world_.notes.end()) return;
    remove(*notes_.at(note->first));
    world_.notes.erase(note);
  }

  // The former profile is an orphan. It goes in a flush of its own, because the new one takes its
  // place in a unique column.
  void drop_profile() {
    const auto profile = pick(world_.profiles);
    if (profile == world_.profiles.end()) return;
    users_.at(profile->first)->set_profile(nullptr);
    session_.flush();
    world_.profiles.erase(profile);
  }

  void set_profile() {
    const auto user = pick(world_.users);
    if (user == world_.users.end() || world_.profiles.count(user->first) != 0) return;
    const int number = ++last_;
    User& owner = *users_.at(user->first);
    Profile& profile = session_.add<Profile>({.bio = text('p', number)});
    if (coin())
      owner.set_profile(&profile);
    else
      profile.set_user(&owner);
    world_.profiles[user->first] = number;
  }

  void add_node() {
    const int number = ++last_;
    const auto parent = pick(world_.nodes);
    Node& node = session_.add<Node>({.name = text('k', number)});
    std::optional<int> below_whom;
    if (parent != world_.nodes.end() && below(4) != 0) {
      below_whom = parent->first;
      nodes_.at(parent->first)->children().add(node);
    }
    nodes_[number] = &node;
    world_.nodes[number] = below_whom;
  }

  bool is_below(int node, int ancestor) const {
    for (std::optional<int> at = node; at; at = world_.nodes.at(*at))
      if (*at == ancestor) return true;
    return false;
  }

  void move_node() {
    const auto node = pick(world_.nodes);
    const auto parent = pick(world_.nodes);
    if (node == world_.nodes.end() || is_below(parent->first, node->first)) return;
    nodes_.at(node->first)->set_parent(nodes_.at(parent->first));
    node->second = parent->first;
  }

  void delete_node() {
    const auto node = pick(world_.nodes);
    if (node == world_.nodes.end() || below(3) != 0) return;
    remove(*nodes_.at(node->first));
    std::vector<int> gone;
    for (const auto& [other, parent] : world_.nodes)
      if (is_below(other, node->first)) gone.push_back(other);
    for (const int other : gone) world_.nodes.erase(other);
  }

  // A seat that is taken changes hands: its object is deleted, another one is added.
  void seat() {
    const int number = static_cast<int>(below(5));
    const auto taken = world_.seats.find(number);
    if (taken != world_.seats.end()) remove(*seats_.at(taken->second));
    const int guest = ++last_;
    seats_[guest] = &session_.add<Seat>({.number = number, .guest = text('g', guest)});
    world_.seats[number] = guest;
  }

  void leave_seat() {
    const auto seat = pick(world_.seats);
    if (seat == world_.seats.end()) return;
    remove(*seats_.at(seat->second));
    world_.seats.erase(seat);
  }

  // Another key for the row. Deletions come last in a flush, so the new one must be free by then.
  void change_seats() {
    const auto seat = pick(world_.seats);
    if (seat == world_.seats.end()) return;
    const int to = seat->first + 100;
    session_.flush();
    if (world_.seats.count(to) != 0) return;
    seats_.at(seat->second)->set_number(to);
    world_.seats[to] = seat->second;
    world_.seats.erase(seat);
  }

  void flush() { session_.flush(); }

  void expire() {
    session_.flush();
    session_.expire_all();
  }

  void begin_nested() {
    if (savepoints_.size() > 2) return;
    savepoints_.emplace_back(session_.begin_nested(), world_);
  }

  void end_nested() {
    if (savepoints_.empty()) return;
    if (coin()) {
      savepoints_.back().first.commit();
    } else {
      savepoints_.back().first.rollback();
      world_ = savepoints_.back().second;
    }
    savepoints_.pop_back();
  }

  void roll_back() {
    if (below(4) != 0) return;
    session_.rollback();
    savepoints_.clear();
    world_ = committed_;
  }

  Session& session_;
  std::mt19937 random_;
  int last_ = 0;
  World world_;
  World committed_;
  std::map<int, User*> users_;
  std::map<int, Order*> orders_;
  std::map<int, Note*> notes_;
  std::map<int, Tag*> tags_;
  std::map<int, Node*> nodes_;
  std::map<int, Seat*> seats_;  // by guest
  std::vector<std::pair<SessionTransaction, World>> savepoints_;
};

class RandomStories : public OfficeTest {};
ORPIMENT_ON_EACH_DATABASE(RandomStories);

// "1 25": the first and the last seed; other stories than these for who asks.
std::pair<unsigned, unsigned> seeds() {
  const char* wanted = std::getenv("ORPIMENT_STORIES");
  std::istringstream range(wanted == nullptr ? "1 25" : wanted);
  std::pair<unsigned, unsigned> seeds;
  range >> seeds.first >> seeds.second;
  return seeds;
}

TEST_P(RandomStories, end_as_the_plain_model_says) {
  const auto [first, last] = seeds();
  constexpr int chapters = 5;
  constexpr int acts = 60;
  for (unsigned seed = first; seed <= last; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    for (const char* table :
         {"items", "orders", "notes", "users_tags", "profiles", "tags", "users", "seats", "nodes"})
      execute(std::string("DELETE FROM ") + table);
    Session session = open();
    Story story(session, seed);
    for (int chapter = 0; chapter < chapters; ++chapter) {
      SCOPED_TRACE("chapter " + std::to_string(chapter));
      for (int i = 0; i < acts; ++i) story.act();
      story.commit();
      ASSERT_EQ(print(read(session)), print(story.world()));
      session.commit();
      Session other = open();
      ASSERT_EQ(print(read(other)), print(story.world()));
    }
  }
}

}  // namespace
}  // namespace orp::tests
