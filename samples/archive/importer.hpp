// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <vector>

#include <orpiment/orpiment.hpp>

#include "package_index.hpp"

struct ImportCounts {
  std::size_t packages = 0;
  std::size_t dependencies = 0;
  std::size_t known = 0;  ///< packages that were in the database before
};

/// Brings `index` into the database in one transaction. Packages that are there already, by name,
/// version and architecture, are left as they are.
ImportCounts import_index(orp::Engine& engine, const std::vector<IndexedPackage>& index);
