// SPDX-License-Identifier: MIT
// Forgetting what an object has loaded, so that the next look reads it anew.
#pragma once
#include "orpiment/entity/entity.hpp"

namespace orp {

class Objects;

/// Of `entity` alone, which is persistent. Its key stays, and so does what is queued with others.
void forget_loaded(Objects& objects, Entity& entity);

/// The same of one relationship. True: a change of it stays.
bool forget_relation(Objects& objects, Entity& entity, unsigned relation);

}  // namespace orp
