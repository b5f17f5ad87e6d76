// SPDX-License-Identifier: MIT
#pragma once
#include "orpiment/backend/backend.hpp"
#include "orpiment/backend/ddl.hpp"
#include "orpiment/backend/dialect.hpp"

namespace orp::testing {

const backend::Dialect& fake_dialect();
/// The same of a database that is far away.
const backend::Dialect& fake_remote_dialect();
const backend::Ddl& fake_ddl();
const backend::Backend& fake_backend();

}  // namespace orp::testing
