// SPDX-License-Identifier: MIT
// What one may want to know of an archive. Each prints its answer and how long it took.
#pragma once
#include <string>

#include <orpiment/orpiment.hpp>

void print_counts(orp::Session& session);
void print_largest_maintainers(orp::Session& session);
void print_missing_dependencies(orp::Session& session);
/// What stops working without `name`: by the relationship, then level by level.
void print_reverse_dependencies(orp::Session& session, const std::string& name);
/// Changes a thousand loaded packages, and changes them back.
void update_thousand_packages(orp::Session& session);
/// Deletes packages with all that is said about and by them, and puts everything back.
void delete_with_cascades(orp::Session& session);
