// SPDX-License-Identifier: MIT
// Forgetting what an object has loaded, so that the next look reads it anew.
#pragma once
#include <cstdint>

#include "orpiment/entity/entity.hpp"
#include "orpiment/meta/view.hpp"

namespace orp {

class Objects;

/// Of `entity` alone, which is persistent. Its key stays, and so does what is queued with others.
void forget_loaded(Objects& objects, Entity& entity);

/// The same of these columns, but for those that the program has changed, and of the relationships
/// that go by them.
void forget_columns(Objects& objects, Entity& entity, View<std::uint16_t> columns);

/// The same, but neither columns nor relationships are forgotten that wait for a flush, nor the
/// columns by which such a relationship goes.
void forget_unchanged(Objects& objects, Entity& entity, View<std::uint16_t> columns);

/// The same of all columns but the key.
void forget_unchanged(Objects& objects, Entity& entity);

/// The same of one relationship. True: a change of it stays.
bool forget_relation(Objects& objects, Entity& entity, unsigned relation);

}  // namespace orp
