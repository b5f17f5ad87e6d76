// SPDX-License-Identifier: MIT
#include "story.hpp"

#include "orpiment/orpiment.hpp"

namespace orp::tests {

void Story::act() {
  static constexpr void (Story::*acts[])() = {
      &Story::add_user,      &Story::add_user,
      &Story::rename,        &Story::delete_user,
      &Story::add_order,     &Story::add_order,
      &Story::add_order,     &Story::move_order,
      &Story::remove_order,  &Story::delete_order,
      &Story::add_note,      &Story::add_note,
      &Story::set_author,    &Story::clear_author,
      &Story::delete_note,   &Story::add_tag,
      &Story::link,          &Story::link,
      &Story::unlink,        &Story::delete_tag,
      &Story::set_profile,   &Story::set_profile,
      &Story::drop_profile,  &Story::take_profile,
      &Story::add_node,      &Story::add_node,
      &Story::move_node,     &Story::make_root,
      &Story::delete_node,   &Story::take_seat,
      &Story::take_seat,     &Story::leave_seat,
      &Story::change_seats,  &Story::add_student,
      &Story::add_course,    &Story::enrol,
      &Story::enrol,         &Story::enrol,
      &Story::drop_out,      &Story::rename_course,
      &Story::delete_course, &Story::delete_student,
      &Story::look,          &Story::look,
      &Story::flush,         &Story::flush,
      &Story::expire,        &Story::expire_one,
      &Story::begin_nested,  &Story::end_nested,
      &Story::roll_back,     &Story::exchange_profiles,
  };
  (this->*acts[below(std::size(acts))])();
}

void Story::commit() {
  tell("commit");
  session_.commit();
  savepoints_.clear();
  committed_ = world_;
  has_taken_ = has_left_ = false;
  told_before_ = told_.str();
  told_.str("");
}

// Collections that are loaded are kept in step another way than those that are not.
void Story::look() {
  if (const auto user = pick(world_.users); user != world_.users.end()) {
    tell("look at user", user->first);
    office::User& seen = *users_.at(user->first);
    static_cast<void>(seen.orders().size() + seen.tags().size() + seen.notes().size());
    if (coin()) static_cast<void>(seen.profile());
  }
  if (const auto node = pick(world_.nodes); node != world_.nodes.end()) {
    tell("look at node", node->first);
    static_cast<void>(nodes_.at(node->first)->children().size());
  }
  if (const auto course = pick(world_.courses); course != world_.courses.end()) {
    tell("look at course", course->first);
    static_cast<void>(courses_.at(course->first)->enrolments().size());
  }
}

void Story::flush() {
  tell("flush");
  session_.flush();
  has_taken_ = has_left_ = false;
}

void Story::expire() {
  flush();
  tell("expire all");
  session_.expire_all();
}

void Story::expire_one() {
  flush();
  if (const auto user = pick(world_.users); user != world_.users.end()) {
    tell("expire user", user->first);
    session_.expire(*users_.at(user->first));
  }
  if (const auto node = pick(world_.nodes); node != world_.nodes.end()) {
    tell("expire node", node->first);
    session_.expire(*nodes_.at(node->first));
  }
  if (const auto order = pick(world_.orders); order != world_.orders.end()) {
    tell("expire order", order->first);
    session_.expire(*orders_.at(order->first));
  }
  if (const auto note = pick(world_.notes); note != world_.notes.end()) {
    tell("expire note", note->first);
    session_.expire(*notes_.at(note->first));
  }
  if (const auto found = pick(world_.enrolments); found != world_.enrolments.end()) {
    tell("expire enrolment", found->second);
    session_.expire(*enrolments_.at(found->second));
  }
}

void Story::begin_nested() {
  if (savepoints_.size() > 2) return;
  tell("begin nested");
  savepoints_.emplace_back(session_.begin_nested(), world_);
  has_taken_ = has_left_ = false;
}

void Story::end_nested() {
  if (savepoints_.empty()) return;
  if (coin()) {
    tell("commit nested");
    savepoints_.back().first.commit();
    has_taken_ = has_left_ = false;
  } else {
    tell("roll back nested");
    savepoints_.back().first.rollback();
    world_ = savepoints_.back().second;
  }
  savepoints_.pop_back();
}

void Story::roll_back() {
  if (below(4) != 0) return;
  tell("roll back");
  session_.rollback();
  savepoints_.clear();
  world_ = committed_;
}

}  // namespace orp::tests
