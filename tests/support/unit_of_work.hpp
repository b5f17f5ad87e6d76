// SPDX-License-Identifier: MIT
#pragma once
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <utility>

#include "orpiment/base/literals.hpp"
#include "orpiment/engine/engine.hpp"
#include "orpiment/entity/many.hpp"
#include "session/flush/changes.hpp"
#include "session/flush/order.hpp"
#include "session/flush/persist.hpp"
#include "session/flush/plan.hpp"
#include "session/flush/settle.hpp"
#include "session/session_state.hpp"
#include "support/fake_database/database.hpp"
#include "support/fake_database/parts.hpp"
#include "support/fake_link.hpp"

namespace orp::testing {

/// The steps of a flush one by one, on a session that never opens a connection.
class UnitOfWork : public ::testing::Test {
 protected:
  UnitOfWork() {
    session.objects.transactions.push(std::nullopt);
    link.spoken = &fake_dialect();
  }
  ~UnitOfWork() override { session.objects.transactions.clear(); }

  template <class E>
  E& add(typename E::New init) {
    E& entity = static_cast<E&>(session.create(E::info));
    EntityAccess::initialise(entity, std::move(init));
    return entity;
  }

  /// What a flush would do now, a line a step.
  std::string plan() { return order(collect(session.load_context(), session)).to_string(); }

  /// Flushes to the fake database. From here on new objects are stored, and all their relationships
  /// are known.
  void flush() {
    for (Entity* entity : session.objects.changes.added())
      if (entity != nullptr) know_relationships(*entity);
    Outcome outcome = persist(order(collect(session.load_context(), session)), link);
    settle(session.objects, outcome);
  }

  /// What a flush sends, a line a batch.
  std::string sent() {
    link.log.clear();
    flush();
    std::string text;
    for (const std::string& line : link.log) text += line + '\n';
    return text;
  }

  SessionState session{engine(), {.autoflush = false}};
  FakeLink link;

 private:
  /// ORPIMENT_PLAN_DATABASE=fake: of a database that is not built in.
  static Engine engine() {
    return std::getenv("ORPIMENT_PLAN_DATABASE") == nullptr ? create_engine("sqlite://")
                                                            : create_fake_engine();
  }

  static void know_relationships(Entity& entity) {
    const EntityInfo& info = info_of(entity);
    for (unsigned i = 0; i < info.relations.size(); ++i)
      if (info.relations[i].is_collection())
        EntityAccess::collection(entity, i);
      else
        relation_slots(entity, info)[i].word |= RelationSlot::loaded_bit;
  }
};

}  // namespace orp::testing
