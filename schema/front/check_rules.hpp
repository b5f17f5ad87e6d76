// SPDX-License-Identifier: MIT
// The parts of `check`, one for each concept.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "schema/diagnostic.hpp"
#include "schema/model/model.hpp"

namespace orp::language {

/// Identifiers, and names that collide in C++ or with the generated API.
void check_cpp_names(const Model& model, Diagnostics& diagnostics);

/// Names in the database: their length, and those that collide there.
void check_database_names(const Model& model, Diagnostics& diagnostics);

void check_columns(const Model& model, Diagnostics& diagnostics);

/// Primary and foreign keys, unique constraints, indexes, checks.
void check_constraints(const Model& model, Diagnostics& diagnostics);

/// What is not for views.
void check_views(const Model& model, Diagnostics& diagnostics);

void check_relationships(const Model& model, Diagnostics& diagnostics);

/// Whether at most one row of the table has the same values in these columns, whatever their order.
bool is_unique(const Table& table, const std::vector<std::string>& columns);

/// The attributes of some columns, in quotes.
std::string column_names(const Table& table, const std::vector<std::string>& columns);

}  // namespace orp::language
