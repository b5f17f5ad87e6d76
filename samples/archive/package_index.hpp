// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "archive/enums.hpp"

/// One relation of a stanza: "libc6 (>= 2.34)".
struct IndexedDependency {
  archive::DependencyKind kind;
  std::int32_t position;
  std::int32_t choice;
  std::string target;
  std::optional<archive::VersionRelation> relation;
  std::optional<std::string> version;
};

/// One stanza of a package index, as apt prints it.
struct IndexedPackage {
  std::string name, version, architecture, maintainer, summary;
  archive::Priority priority = archive::Priority::optional;
  std::optional<std::string> section, homepage;
  std::optional<std::int64_t> installed_size;
  std::int64_t size = 0;
  std::vector<std::string> tags;
  std::vector<IndexedDependency> dependencies;
};

/// Reads the stanzas of `input`; unknown fields are passed over, stanzas without a name too.
std::vector<IndexedPackage> read_index(std::istream& input);

/// The index of this machine (`apt-cache dumpavail`); nothing where there is no apt.
std::vector<IndexedPackage> read_machine_index();
