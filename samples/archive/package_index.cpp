// SPDX-License-Identifier: MIT
#include "package_index.hpp"

#include <charconv>
#include <cstdio>
#include <istream>
#include <memory>
#include <sstream>
#include <string_view>

using archive::DependencyKind;
using archive::Priority;
using archive::VersionRelation;

namespace {

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

template <class Visit>
void split(std::string_view text, char separator, Visit visit) {
  while (!text.empty()) {
    const auto end = text.find(separator);
    if (const std::string_view part = trim(text.substr(0, end)); !part.empty()) visit(part);
    if (end == std::string_view::npos) return;
    text.remove_prefix(end + 1);
  }
}

std::optional<std::int64_t> to_number(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() ? std::optional(number) : std::nullopt;
}

std::optional<VersionRelation> to_relation(std::string_view sign) {
  if (sign == "<<" || sign == "<") return VersionRelation::earlier;
  if (sign == "<=") return VersionRelation::earlier_or_equal;
  if (sign == "=") return VersionRelation::equal;
  if (sign == ">=") return VersionRelation::later_or_equal;
  if (sign == ">>" || sign == ">") return VersionRelation::later;
  return std::nullopt;
}

// "libfoo:any (>= 1.2) [amd64]"
IndexedDependency to_dependency(std::string_view text) {
  IndexedDependency dependency{};
  const auto name_end = text.find_first_of(" :([<");
  dependency.target = text.substr(0, name_end);
  const auto open = text.find('(');
  const auto close = text.find(')');
  if (open == std::string_view::npos || close == std::string_view::npos) return dependency;
  const std::string_view constraint = trim(text.substr(open + 1, close - open - 1));
  const auto sign_end = constraint.find_first_not_of("<=>");
  if (sign_end == std::string_view::npos) return dependency;
  dependency.relation = to_relation(constraint.substr(0, sign_end));
  dependency.version = std::string(trim(constraint.substr(sign_end)));
  return dependency;
}

void add_dependencies(IndexedPackage& package, DependencyKind kind, std::string_view list) {
  std::int32_t position = 0;
  split(list, ',', [&](std::string_view place) {
    std::int32_t choice = 0;
    split(place, '|', [&](std::string_view alternative) {
      IndexedDependency& dependency = package.dependencies.emplace_back(to_dependency(alternative));
      dependency.kind = kind;
      dependency.position = position;
      dependency.choice = choice++;
    });
    ++position;
  });
}

struct DependencyField {
  std::string_view name;
  DependencyKind kind;
};
constexpr DependencyField dependency_fields[] = {
    {"Pre-Depends", DependencyKind::pre_depends}, {"Depends", DependencyKind::depends},
    {"Recommends", DependencyKind::recommends},   {"Suggests", DependencyKind::suggests},
    {"Enhances", DependencyKind::enhances},       {"Breaks", DependencyKind::breaks},
    {"Conflicts", DependencyKind::conflicts},     {"Replaces", DependencyKind::replaces},
    {"Provides", DependencyKind::provides},
};

void set_field(IndexedPackage& package, std::string_view name, std::string_view value) {
  if (name == "Package") {
    package.name = value;
  } else if (name == "Version") {
    package.version = value;
  } else if (name == "Architecture") {
    package.architecture = value;
  } else if (name == "Maintainer") {
    package.maintainer = value;
  } else if (name == "Section") {
    package.section = std::string(value);
  } else if (name == "Homepage") {
    package.homepage = std::string(value);
  } else if (name == "Priority") {
    archive::from_string(value, package.priority);
  } else if (name == "Installed-Size") {
    package.installed_size = to_number(value);
  } else if (name == "Size") {
    package.size = to_number(value).value_or(0);
  } else if (name == "Description") {
    package.summary = value.substr(0, value.find('\n'));
  } else if (name == "Tag") {
    split(value, ',', [&](std::string_view tag) { package.tags.emplace_back(trim(tag)); });
  } else {
    for (const DependencyField& field : dependency_fields)
      if (field.name == name) add_dependencies(package, field.kind, value);
  }
}

}  // namespace

std::vector<IndexedPackage> read_index(std::istream& input) {
  std::vector<IndexedPackage> packages;
  IndexedPackage package;
  std::string field, value, line;
  const auto end_field = [&] {
    if (!field.empty()) set_field(package, field, value);
    field.clear();
  };
  const auto end_stanza = [&] {
    end_field();
    if (!package.name.empty()) packages.push_back(std::move(package));
    package = {};
  };
  while (std::getline(input, line)) {
    if (line.empty()) {
      end_stanza();
    } else if (line.front() == ' ' || line.front() == '\t') {  // goes on
      // Lists are folded anywhere; of a description only the first line is kept.
      value += field == "Description" ? '\n' : ' ';
      value += trim(line);
    } else if (const auto colon = line.find(':'); colon != std::string::npos) {
      end_field();
      field = line.substr(0, colon);
      value = trim(std::string_view(line).substr(colon + 1));
    }
  }
  end_stanza();
  return packages;
}

std::vector<IndexedPackage> read_machine_index() {
  struct Close {
    void operator()(std::FILE* pipe) const { pclose(pipe); }
  };
  const std::unique_ptr<std::FILE, Close> pipe(popen("apt-cache dumpavail 2>/dev/null", "r"));
  std::stringstream text;
  char buffer[1 << 16];
  while (pipe != nullptr) {
    const std::size_t size = std::fread(buffer, 1, sizeof buffer, pipe.get());
    if (size == 0) break;
    text.write(buffer, static_cast<std::streamsize>(size));
  }
  return read_index(text);
}
