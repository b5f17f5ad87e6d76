// SPDX-License-Identifier: MIT
#include "story.hpp"

#include "orpiment/orpiment.hpp"

namespace orp::tests {

namespace {

constexpr std::string_view set_names[] = {
    "everyday",   "link_again",   "take_what_goes",  "expire_queued", "expunge",  "undelete",
    "add_again",  "failed_flush", "replace_partner", "one_way",       "move_key", "clear_list",
    "refresh",    "expire_part",  "populate",        "start_over",    "new_home", "email",
    "row_switch", "tree",         "one_way_link",    "rename_branch", "repair",   "crowd",
    "album",      "explain",      "sql_value",       "statement"};

}  // namespace

struct Story::Verb {
  void (Story::*function)();
  unsigned weight = 1;
  VerbSet set = VerbSet::everyday;
};

const std::vector<Story::Verb>& Story::all_verbs() {
  static const std::vector<Verb> verbs = {
      {&Story::add_user, 2},
      {&Story::rename},
      {&Story::delete_user},
      {&Story::add_order, 3},
      {&Story::move_order},
      {&Story::remove_order},
      {&Story::delete_order},
      {&Story::add_note, 2},
      {&Story::set_author},
      {&Story::clear_author},
      {&Story::delete_note},
      {&Story::add_tag},
      {&Story::link, 2},
      {&Story::unlink},
      {&Story::delete_tag},
      {&Story::set_profile, 2},
      {&Story::drop_profile},
      {&Story::take_profile},
      {&Story::exchange_profiles},
      {&Story::add_node, 2},
      {&Story::move_node},
      {&Story::make_root},
      {&Story::delete_node},
      {&Story::take_seat, 2},
      {&Story::leave_seat},
      {&Story::change_seats},
      {&Story::add_student},
      {&Story::add_course},
      {&Story::enrol, 3},
      {&Story::drop_out},
      {&Story::rename_course},
      {&Story::delete_course},
      {&Story::delete_student},
      {&Story::look, 2},
      {&Story::flush, 2},
      {&Story::commit},
      {&Story::expire},
      {&Story::expire_one},
      {&Story::begin_nested},
      {&Story::end_nested},
      {&Story::roll_back},
      {&Story::expire_queued, 3, VerbSet::expire_queued},
      {&Story::expunge_note, 2, VerbSet::expunge},
      {&Story::expunge_user, 2, VerbSet::expunge},
      {&Story::expunge_all, 1, VerbSet::expunge},
      {&Story::undelete_note, 1, VerbSet::undelete},
      {&Story::undelete_user, 2, VerbSet::undelete},
      {&Story::save_order, 2, VerbSet::undelete},
      {&Story::add_again, 1, VerbSet::add_again},
      {&Story::fail_to_flush, 1, VerbSet::failed_flush},
      {&Story::replace_profile, 3, VerbSet::replace_partner},
      {&Story::add_box, 2, VerbSet::one_way},
      {&Story::delete_box, 1, VerbSet::one_way},
      {&Story::add_thing, 3, VerbSet::one_way},
      {&Story::move_thing, 4, VerbSet::one_way},
      {&Story::take_thing, 4, VerbSet::one_way},
      {&Story::delete_thing, 1, VerbSet::one_way},
      {&Story::set_lid, 3, VerbSet::one_way},
      {&Story::take_lid, 2, VerbSet::one_way},
      {&Story::look_at_box, 2, VerbSet::one_way},
      {&Story::change_course, 4, VerbSet::move_key},
      {&Story::clear_list, 3, VerbSet::clear_list},
      {&Story::hand_over_notes, 1, VerbSet::clear_list},
      {&Story::refresh_part, 3, VerbSet::refresh},
      {&Story::expire_part, 3, VerbSet::expire_part},
      {&Story::populate, 2, VerbSet::populate},
      {&Story::start_over, 1, VerbSet::start_over},
      {&Story::move_to_new_user, 2, VerbSet::new_home},
      {&Story::rescue_to_new_user, 1, VerbSet::new_home},
      {&Story::take_email, 2, VerbSet::email},
      {&Story::give_email, 1, VerbSet::email},
      {&Story::replace_user, 1, VerbSet::row_switch},
      {&Story::replace_course, 2, VerbSet::row_switch},
      {&Story::turn_over, 2, VerbSet::tree},
      {&Story::tie_ring, 1, VerbSet::tree},
      {&Story::lift_children, 1, VerbSet::tree},
      {&Story::add_crate, 2, VerbSet::one_way_link},
      {&Story::delete_crate, 1, VerbSet::one_way_link},
      {&Story::add_label, 2, VerbSet::one_way_link},
      {&Story::delete_label, 1, VerbSet::one_way_link},
      {&Story::stick, 5, VerbSet::one_way_link},
      {&Story::peel_off, 2, VerbSet::one_way_link},
      {&Story::peel_off_all, 1, VerbSet::one_way_link},
      {&Story::visit_crate, 2, VerbSet::one_way_link},
      {&Story::add_branch, 3, VerbSet::rename_branch},
      {&Story::rename_branch, 3, VerbSet::rename_branch},
      {&Story::move_branch, 3, VerbSet::rename_branch},
      {&Story::delete_branch, 1, VerbSet::rename_branch},
      {&Story::visit_branch, 2, VerbSet::rename_branch},
      {&Story::say_again, 1, VerbSet::expire_queued},
      {&Story::fail_in_savepoint, 1, VerbSet::repair},
      {&Story::fail_to_update, 1, VerbSet::repair},
      {&Story::add_crowd, 1, VerbSet::crowd},
      {&Story::delete_crowd, 1, VerbSet::crowd},
      {&Story::add_album, 2, VerbSet::album},
      {&Story::add_photo, 4, VerbSet::album},
      {&Story::set_cover, 3, VerbSet::album},
      {&Story::exchange_covers, 1, VerbSet::album},
      {&Story::move_photo, 3, VerbSet::album},
      {&Story::delete_photo, 2, VerbSet::album},
      {&Story::delete_album, 1, VerbSet::album},
      {&Story::visit_album, 2, VerbSet::album},
      {&Story::explain, 5, VerbSet::explain},
      {&Story::rename_by_expression, 3, VerbSet::sql_value},
      {&Story::rename_by_statement, 2, VerbSet::statement},
      {&Story::delete_note_by_statement, 2, VerbSet::statement},
      {&Story::delete_note_twice, 2, VerbSet::statement},
  };
  return verbs;
}

std::vector<unsigned> Story::verbs(unsigned verb_sets) {
  std::vector<unsigned> numbers;
  for (unsigned i = 0; i < all_verbs().size(); ++i)
    if ((static_cast<unsigned>(all_verbs()[i].set) & verb_sets) != 0)
      numbers.insert(numbers.end(), all_verbs()[i].weight, i);
  return numbers;
}

unsigned Story::verb_set(const std::string& name) {
  for (std::size_t i = 0; i < std::size(set_names); ++i)
    if (set_names[i] == name) return 1U << i;
  return 0;
}

void Story::act(const Act& act) {
  numbers_ = act.numbers;
  next_number_ = 0;
  (this->*all_verbs()[act.verb].function)();
}

void Story::commit() {
  tell("session.commit();");
  session_.commit();
  savepoints_.clear();
  note_flush();
  committed_ = world_;
  has_forgotten_ = false;
}

// Collections that are loaded are kept in step another way than those that are not.
void Story::look() {
  switch (below(3)) {
    case 0:
      if (const auto user = pick(world_.users); user != world_.users.end()) {
        const std::string name = text('u', user->first);
        check_lists(user->first);
        if (!coin()) return;
        tell(name, ".profile();");
        static_cast<void>(users_.at(user->first)->profile());
      }
      return;
    case 1:
      if (const auto node = pick(world_.nodes); node != world_.nodes.end()) {
        tell(text('k', node->first), ".children().size();");
        static_cast<void>(nodes_.at(node->first)->children().size());
      }
      return;
    default:
      if (const auto course = pick(world_.courses); course != world_.courses.end()) {
        tell(text('c', course->first), ".enrolments().size();");
        static_cast<void>(courses_.at(course->first)->enrolments().size());
      }
  }
}

// They are loaded by it.
void Story::check_lists(int user) {
  for (const char* list : {".orders()", ".notes()", ".tags()"})
    tell(text('u', user), list, ".size();");
  const office::User& seen = *users_.at(user);
  const auto check = [](const auto& list, const auto& member, bool is_in) {
    if (list.contains(member) != is_in) throw std::logic_error("a list shows another member");
  };
  for (const auto& [order, owner] : world_.orders)
    check(seen.orders(), *orders_.at(order), owner == user);
  for (const auto& [note, author] : world_.notes)
    check(seen.notes(), *notes_.at(note), author == user);
  for (const int tag : world_.tags)
    check(seen.tags(), *tags_.at(tag), world_.users.at(user).tags.count(tag) != 0);
}

void Story::flush() {
  tell("session.flush();");
  session_.flush();
  note_flush();
}

void Story::explain() {
  tell("session.explain_flush();");
  const std::string plan = session_.explain_flush().to_string();
  if (session_.explain_flush().to_string() != plan)
    throw std::logic_error("asked again, a flush has another plan");
}

void Story::note_flush() {
  flushed_ = world_;
  has_taken_ = has_left_ = false;
  read_.clear();
}

void Story::expire() {
  flush();
  tell("session.expire_all();");
  session_.expire_all();
}

void Story::expire_one() {
  flush();
  const auto expire = [&](char kind, int number, const auto& objects) {
    tell("session.expire(", text(kind, number), ");");
    session_.expire(*objects.at(number));
  };
  switch (below(5)) {
    case 0:
      if (const auto found = pick(world_.users); found != world_.users.end())
        expire('u', found->first, users_);
      return;
    case 1:
      if (const auto found = pick(world_.nodes); found != world_.nodes.end())
        expire('k', found->first, nodes_);
      return;
    case 2:
      if (const auto found = pick(world_.orders); found != world_.orders.end())
        expire('o', found->first, orders_);
      return;
    case 3:
      if (const auto found = pick(world_.notes); found != world_.notes.end())
        expire('n', found->first, notes_);
      return;
    default:
      if (const auto found = pick(world_.enrolments); found != world_.enrolments.end())
        expire('e', found->second, enrolments_);
  }
}

void Story::begin_nested() {
  if (savepoints_.size() > 2) return;
  const std::string name = "savepoint" + std::to_string(++last_);
  tell("SessionTransaction ", name, " = session.begin_nested();");
  savepoints_.push_back({session_.begin_nested(), world_, name});
  note_flush();
}

void Story::end_nested() {
  if (savepoints_.empty()) return;
  Savepoint& last = savepoints_.back();
  if (coin()) {
    tell(last.name, ".commit();");
    last.transaction.commit();
    note_flush();
  } else {
    tell(last.name, ".rollback();");
    last.transaction.rollback();
    return_to(last.world);
  }
  savepoints_.pop_back();
}

void Story::roll_back() {
  if (below(4) != 0) return;
  return_to_commit();
}

void Story::return_to_commit() {
  tell("session.rollback();");
  session_.rollback();
  savepoints_.clear();
  return_to(committed_);
  has_taken_ = has_left_ = has_forgotten_ = false;
}

void Story::return_to(const World& world) {
  world_ = flushed_ = world;
  read_.clear();
  if (has_forgotten_) find_objects();
}

}  // namespace orp::tests
