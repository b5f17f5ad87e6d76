// SPDX-License-Identifier: MIT
#include "questions.hpp"

#include <iomanip>
#include <iostream>
#include <set>
#include <vector>

#include <archive/model.hpp>

#include "progress.hpp"

using namespace archive;

namespace {

constexpr int label_width = 44;
constexpr int number_width = 10;

void print_row(const std::string& label, std::int64_t number) {
  std::cout << "  " << std::left << std::setw(label_width) << label << std::right
            << std::setw(number_width) << number << '\n';
}

// "Largest maintainers", then how long the answer took once it is there.
class Question {
 public:
  explicit Question(const std::string& title) { std::cout << '\n' << title << '\n'; }
  ~Question() {
    std::cout << "  (" << std::fixed << std::setprecision(3) << watch_.seconds() << " s)\n";
  }

 private:
  Stopwatch watch_;
};

template <class E>
void print_count(orp::Session& session, const char* what) {
  print_row(what, *session.scalar(orp::select(orp::func::count()).template select_from<E>()));
}

// What a package cannot do without.
auto is_hard() {
  return Dependency::c.kind.in_({DependencyKind::depends, DependencyKind::pre_depends});
}

}  // namespace

void print_counts(orp::Session& session) {
  const Question question("What there is");
  print_count<Package>(session, "packages");
  print_count<Maintainer>(session, "maintainers");
  print_count<Section>(session, "sections");
  print_count<Tag>(session, "tags");
  print_count<Dependency>(session, "dependencies");
}

void print_largest_maintainers(orp::Session& session) {
  const Question question("Largest maintainers");
  const auto packages = orp::func::count(Package::c.id).label("packages");
  const auto largest = orp::select(Maintainer::c.name, packages)
                           .join(Maintainer::c.packages)
                           .group_by(Maintainer::c.id, Maintainer::c.name)
                           .order_by(packages.desc(), Maintainer::c.name)
                           .limit(10);
  for (const auto& [name, count] : session.execute(largest)) print_row(name, count);
}

void print_missing_dependencies(orp::Session& session) {
  const Question question("Needed, but not in the archive");
  const auto provision = orp::aliased<Dependency>();
  const auto users = orp::func::count(Dependency::c.id).label("users");
  const auto missing =
      orp::select(Dependency::c.to_name, users)
          .where(
              is_hard(), Dependency::c.to_id == std::nullopt,
              !orp::exists(orp::select(provision[Dependency::c.id])
                               .where(provision[Dependency::c.kind] == DependencyKind::provides,
                                      provision[Dependency::c.to_name] == Dependency::c.to_name)))
          .group_by(Dependency::c.to_name)
          .order_by(users.desc(), Dependency::c.to_name);
  const auto rows = session.execute(missing);
  print_row("names, all in all", static_cast<std::int64_t>(rows.size()));
  for (std::size_t i = 0; i < rows.size() && i < 5; ++i)
    print_row(std::get<0>(rows[i]), std::get<1>(rows[i]));
}

void print_reverse_dependencies(orp::Session& session, const std::string& name) {
  const Question question("Who needs " + name);
  const auto by_name =
      orp::select<Package>()
          .where(Package::c.name == name)
          .limit(1)
          .options(orp::selectinload(Package::c.dependents).selectinload(Dependency::c.package));
  Package* package = session.scalars(by_name).first();
  if (package == nullptr) {
    std::cout << "  no package has this name\n";
    return;
  }
  std::set<std::int64_t> reached = {package->id()};
  std::vector<std::int64_t> level;
  for (Dependency& dependency : package->dependents())  // loaded with the package
    if (dependency.kind() <= DependencyKind::depends &&
        reached.insert(dependency.package().id()).second)
      level.push_back(dependency.package().id());
  for (int depth = 1; !level.empty(); ++depth) {
    print_row("at depth " + std::to_string(depth), static_cast<std::int64_t>(level.size()));
    const auto next = orp::select(Dependency::c.package_id)
                          .where(is_hard(), Dependency::c.to_id.in_(level))
                          .distinct();
    std::vector<std::int64_t> further;
    for (const std::int64_t id : session.scalars(next).all())
      if (reached.insert(id).second) further.push_back(id);
    level = std::move(further);
  }
  print_row("all in all", static_cast<std::int64_t>(reached.size()) - 1);
}

void update_thousand_packages(orp::Session& session) {
  const Question question("A thousand packages renamed, and back");
  const auto thousand = orp::select<Package>().order_by(Package::c.id).limit(1000);
  auto packages = session.scalars(thousand);
  orp::SessionTransaction savepoint = session.begin_nested();
  for (Package& package : packages) package.set_summary(package.summary() + " (checked)");
  session.flush();
  print_row("changed", *session.scalar(orp::select(orp::func::count())
                                           .select_from<Package>()
                                           .where(Package::c.summary.endswith(" (checked)"))));
  savepoint.rollback();
}

void delete_with_cascades(orp::Session& session) {
  const Question question("Ten packages deleted with all that belongs to them, and back");
  const auto ten = orp::select<Package>()
                       .order_by(Package::c.id)
                       .limit(10)
                       .options(orp::selectinload(Package::c.dependencies));
  const auto dependencies = orp::select(orp::func::count()).select_from<Dependency>();
  auto packages = session.scalars(ten);
  const std::int64_t before = *session.scalar(dependencies);
  orp::SessionTransaction savepoint = session.begin_nested();
  for (Package& package : packages) session.delete_(package);
  session.flush();
  print_row("packages deleted", static_cast<std::int64_t>(packages.size()));
  print_row("their dependencies deleted", before - *session.scalar(dependencies));
  savepoint.rollback();
}
