// SPDX-License-Identifier: MIT
// What those who keep an archive of packages ask of it.
#include <gmock/gmock.h>

#include <archive/model.hpp>
#include <orpiment/orpiment.hpp>
#include <sstream>

#include "support/database.hpp"

namespace orp::tests {
namespace {

using namespace archive;
using ::testing::ElementsAre;

class PackageArchive : public OnEachDatabase {
 protected:
  PackageArchive() {
    archive::metadata().create_all(engine());
    Session session(engine());
    fill(session);
    session.commit();
  }
  ~PackageArchive() override { archive::metadata().drop_all(engine()); }

  static Package& add(Session& session, Maintainer& maintainer, const std::string& name,
                      std::int64_t size, Priority priority, Section* section) {
    return session.add<Package>({.name = name,
                                 .version = "1.0",
                                 .architecture = "amd64",
                                 .priority = priority,
                                 .size = size,
                                 .summary = "of " + name,
                                 .maintainer = maintainer,
                                 .section = section});
  }

  static void needs(Package& package, std::int32_t position, Package* to, const std::string& name) {
    package.dependencies().add({.kind = DependencyKind::depends,
                                .position = position,
                                .choice = 0,
                                .to_name = name,
                                .to = to});
  }

  static void fill(Session& session) {
    Maintainer& ann = session.add<Maintainer>({.address = "Ann <ann@x>", .name = "Ann"});
    Maintainer& bob = session.add<Maintainer>({.address = "Bob <bob@x>", .name = "Bob"});
    Section& libs = session.add<Section>({.name = "libs"});
    Section& net = session.add<Section>({.name = "net"});
    Package& libc = add(session, ann, "libc", 400, Priority::required, &libs);
    Package& ssl = add(session, ann, "ssl", 300, Priority::optional, &libs);
    Package& curl = add(session, bob, "curl", 200, Priority::optional, &net);
    Package& wget = add(session, bob, "wget", 100, Priority::standard, &net);
    Package& notes = add(session, bob, "notes", 50, Priority::extra, nullptr);
    needs(ssl, 0, &libc, "libc");
    needs(curl, 0, &ssl, "ssl");
    needs(curl, 1, &libc, "libc");
    needs(wget, 0, &ssl, "ssl");
    needs(wget, 1, nullptr, "idn");
    needs(notes, 0, nullptr, "idn");
    needs(libc, 0, &libc, "libc");
    Tag& c = session.add<Tag>({.name = "lang::c"});
    Tag& web = session.add<Tag>({.name = "web"});
    session.add<Tag>({.name = "unused"});
    for (Package* package : {&libc, &ssl, &curl}) package->tags().add(c);
    for (Package* package : {&curl, &wget}) package->tags().add(web);
  }
};
ORPIMENT_ON_EACH_DATABASE(PackageArchive);

TEST_P(PackageArchive, what_share_of_its_section_each_package_takes) {
  Session session(engine());
  auto section = partition_by(Package::c.section_name);
  auto share = (Package::c.size * 100 / func::sum(Package::c.size).over(section)).label("share");
  auto stmt = select(Package::c.name, share).order_by(Package::c.size.desc());
  EXPECT_THAT(session.execute(stmt).all(),
              ElementsAre(std::tuple("libc", 57), std::tuple("ssl", 42), std::tuple("curl", 66),
                          std::tuple("wget", 33), std::tuple("notes", 100)));
}

TEST_P(PackageArchive, how_sizes_move_on_average) {
  Session session(engine());
  auto mean =
      func::avg(Package::c.size).over(order_by(Package::c.name), rows(preceding(1), following(1)));
  auto stmt = select(mean.label("mean")).order_by(Package::c.name);
  auto plain_sql = text(
                       "SELECT CAST(avg(size) OVER (ORDER BY name ROWS BETWEEN 1 PRECEDING AND 1 "
                       "FOLLOWING) AS double precision) FROM packages ORDER BY name")
                       .columns<std::optional<double>>();
  EXPECT_EQ(session.scalars(stmt).all(), session.scalars(plain_sql).all());
}

TEST_P(PackageArchive, what_needs_a_package_directly_or_not) {
  Session session(engine());
  auto all = select(Package::c.id, Package::c.name)
                 .where(Package::c.name == "libc")
                 .recursive_cte_distinct("needing", [](const auto& needed) {
                   return select(Package::c.id, Package::c.name)
                       .join(Package::c.dependencies)
                       .join(needed, Dependency::c.to_id == needed[Package::c.id]);
                 });
  auto names = select(all[Package::c.name]).order_by(all[Package::c.name]);
  EXPECT_THAT(session.scalars(names).all(), ElementsAre("curl", "libc", "ssl", "wget"));
}

TEST_P(PackageArchive, which_names_nobody_provides_are_needed_most) {
  Session session(engine());
  auto times = func::count().label("times");
  auto stmt = select(Dependency::c.to_name, times, func::min(Package::c.name).label("first"))
                  .join(Dependency::c.package)
                  .where(Dependency::c.to == nullptr)
                  .group_by(Dependency::c.to_name)
                  .having(times > 1);
  EXPECT_THAT(session.execute(stmt).all(), ElementsAre(std::tuple("idn", 2, "notes")));
}

TEST_P(PackageArchive, which_packages_have_all_of_several_tags) {
  Session session(engine());
  const std::vector<std::string> wanted = {"lang::c", "web"};
  auto stmt = select(Package::c.name)
                  .join(Package::c.tags)
                  .where(Tag::c.name.in_(wanted))
                  .group_by(Package::c.name)
                  .having(func::count(distinct(Tag::c.name)) == wanted.size());
  EXPECT_THAT(session.scalars(stmt).all(), ElementsAre("curl"));
}

TEST_P(PackageArchive, who_keeps_more_than_the_average) {
  Session session(engine());
  auto packages = func::count(Package::c.id).label("packages");
  auto counted =
      select(Package::c.maintainer_id, packages).group_by(Package::c.maintainer_id).cte("counted");
  auto average = select(func::avg(counted[packages])).scalar_subquery();
  auto stmt = select(Maintainer::c.name, counted[packages])
                  .join(counted, counted[Package::c.maintainer_id] == Maintainer::c.id)
                  .where(counted[packages] > average);
  EXPECT_THAT(session.execute(stmt).all(), ElementsAre(std::tuple("Bob", 3)));
}

TEST_P(PackageArchive, how_many_of_each_priority_there_are_in_its_order) {
  Session session(engine());
  auto stmt = select(Package::c.priority, func::count(),
                     func::sum(case_().when(Package::c.size > 150, 1).else_(0)).label("large"))
                  .group_by(Package::c.priority)
                  .order_by(Package::c.priority);
  EXPECT_THAT(
      session.execute(stmt).all(),
      ElementsAre(std::tuple(Priority::required, 1, 1), std::tuple(Priority::standard, 1, 0),
                  std::tuple(Priority::optional, 2, 2), std::tuple(Priority::extra, 1, 0)));
}

TEST_P(PackageArchive, knows_maintainers_by_their_address) {
  Session session(engine());
  const std::vector<std::tuple<std::string, std::string, std::optional<std::string>>> rows = {
      {"Ann <ann@x>", "Ann B.", "ann@x"}, {"Eve <eve@x>", "Eve", std::nullopt}};
  auto stmt = insert<Maintainer>()
                  .values(rows, Maintainer::c.address, Maintainer::c.name, Maintainer::c.email)
                  .on_conflict(Maintainer::c.address)
                  .do_update()
                  .returning(Maintainer::c.name);
  EXPECT_THAT(session.scalars(stmt).all(), ::testing::UnorderedElementsAre("Ann B.", "Eve"));
  EXPECT_EQ(session.scalar(select(func::count()).select_from<Maintainer>()), 3);
}

TEST_P(PackageArchive, puts_packages_into_the_section_of_what_they_need) {
  Session session(engine());
  auto needed = aliased<Package>();
  auto found = select(func::min(needed[Package::c.section_name]))
                   .join(Dependency::c.to.of_type(needed))
                   .where(Dependency::c.package_id == Package::c.id)
                   .scalar_subquery();
  session.execute(
      update<Package>().where(Package::c.name == "wget").set(Package::c.section_name = found));
  EXPECT_THAT(
      session.scalars(select(Package::c.section_name).where(Package::c.name == "wget")).all(),
      ElementsAre("libs"));
}

TEST_P(PackageArchive, forgets_tags_that_no_package_has) {
  Session session(engine());
  auto gone = delete_<Tag>().where(!Tag::c.packages.any()).returning(Tag::c.name);
  EXPECT_THAT(session.scalars(gone).all(), ElementsAre("unused"));
}

TEST_P(PackageArchive, lists_what_is_there_and_what_is_missing) {
  Session session(engine());
  auto kind = literal("package").label("kind");
  auto stmt = select(Package::c.name, kind)
                  .where(Package::c.size < 200)
                  .union_(select(Dependency::c.to_name, literal("missing"))
                              .where(Dependency::c.to_id.is_null()))
                  .order_by(kind, Package::c.name);
  EXPECT_THAT(session.execute(stmt).all(),
              ElementsAre(std::tuple("idn", "missing"), std::tuple("notes", "package"),
                          std::tuple("wget", "package")));
}

TEST_P(PackageArchive, takes_many_packages_and_reads_them_as_a_stream) {
  Session session(engine());
  std::vector<Package::New> rows;
  for (int i = 0; i < 500; ++i)
    rows.push_back({.name = "p" + std::to_string(i),
                    .version = "2",
                    .architecture = "all",
                    .size = i,
                    .summary = "",
                    .maintainer_id = 1});
  session.bulk_insert<Package>(rows, {.chunk = 100});
  std::int64_t sum = 0;
  auto stmt = select(Package::c.size).where(Package::c.architecture == "all");
  for (const auto& [size] : session.stream(stmt, {.yield_per = 50})) sum += size;
  EXPECT_EQ(sum, 124'750);
}

TEST_P(PackageArchive, which_lists_of_dependencies_have_gaps) {
  Session session(engine());
  session.execute(delete_<Dependency>().where(Dependency::c.to_name == "ssl"));
  auto place = func::row_number()
                   .over(partition_by(Dependency::c.package_id), order_by(Dependency::c.position))
                   .label("place");
  auto placed = select(Dependency::c.package_id, Dependency::c.position, place).subquery("placed");
  auto stmt = select(Package::c.name, placed[Dependency::c.position])
                  .join(placed, placed[Dependency::c.package_id] == Package::c.id)
                  .where(placed[place] != placed[Dependency::c.position] + 1)
                  .order_by(Package::c.name);
  EXPECT_THAT(session.execute(stmt).all(),
              ElementsAre(std::tuple("curl", 1), std::tuple("wget", 1)));
}

TEST_P(PackageArchive, finds_a_package_by_its_index) {
  Session session(engine());
  const ExplainedPlan plan =
      session.explain(select(Package::c.version).where(Package::c.name == "curl"));
  ASSERT_FALSE(plan.steps.empty());
  EXPECT_THAT(plan.to_string(), ::testing::HasSubstr("packages"));
}

TEST_P(PackageArchive, what_the_median_of_the_sizes_is) {
  Session session(engine());
  auto place = func::row_number().over(order_by(Package::c.size)).label("place");
  auto all = func::count().over().label("all_of_them");
  auto placed = select(Package::c.size, place, all).subquery("placed");
  auto median = select(func::avg(placed[Package::c.size]))
                    .where(placed[place].between((placed[all] + 1) / 2, (placed[all] + 2) / 2));
  EXPECT_EQ(session.scalar(median), 200);
}

TEST_P(PackageArchive, which_hundreds_follow_each_other) {
  Session session(engine());
  auto place = func::row_number().over(order_by(Package::c.size));
  auto island = (Package::c.size / 100 - place).label("island");
  auto placed = select(Package::c.size, island).where(Package::c.size != 200).subquery("placed");
  auto first = func::min(placed[Package::c.size]).label("first");
  auto stmt = select(first, func::max(placed[Package::c.size]).label("last"))
                  .group_by(placed[island])
                  .order_by(first);
  EXPECT_THAT(session.execute(stmt).all(), ElementsAre(std::tuple(50, 100), std::tuple(300, 400)));
}

TEST_P(PackageArchive, which_of_some_names_are_not_there) {
  Session session(engine());
  const std::vector<std::tuple<std::string>> rows = {{"curl"}, {"emacs"}, {"vim"}};
  auto asked = values("asked", rows, Package::c.name);
  auto there = select(Package::c.id).where(Package::c.name == asked[Package::c.name]);
  auto stmt = select(asked[Package::c.name]).where(!exists(there)).order_by(asked[Package::c.name]);
  EXPECT_THAT(session.scalars(stmt).all(), ElementsAre("emacs", "vim"));
}

TEST_P(PackageArchive, which_package_of_each_section_is_the_largest) {
  Session session(engine());
  auto other = aliased<Package>();
  auto largest = select(other[Package::c.section_name], func::max(other[Package::c.size]))
                     .group_by(other[Package::c.section_name]);
  auto stmt = select(Package::c.name)
                  .where(tuple(Package::c.section_name, Package::c.size).in_(largest))
                  .order_by(Package::c.name);
  EXPECT_THAT(session.scalars(stmt).all(), ElementsAre("curl", "libc"));  // NULL is in no section
}

TEST_P(PackageArchive, raises_the_priority_of_what_comes_again) {
  Session session(engine());
  auto least =
      case_()
          .when(excluded(Package::c.priority) < Package::c.priority, excluded(Package::c.priority))
          .else_(Package::c.priority);
  auto stmt = insert<Package>()
                  .values(Package::c.name = "curl", Package::c.version = "1.0",
                          Package::c.architecture = "amd64", Package::c.size = 1,
                          Package::c.priority = Priority::standard, Package::c.summary = "",
                          Package::c.maintainer_id = 1)
                  .on_conflict(Package::c.name, Package::c.version, Package::c.architecture)
                  .do_update(Package::c.priority = least)
                  .returning(Package::c.priority, Package::c.size);
  EXPECT_EQ(session.execute(stmt).one(), std::tuple(Priority::standard, 200));
}

TEST_P(PackageArchive, counts_what_it_forgets_in_one_statement) {
  Session session(engine());
  auto gone = delete_<Dependency>()
                  .where(Dependency::c.to == nullptr)
                  .returning(Dependency::c.to_name)
                  .cte("gone");
  auto count = select(func::count()).select_from(gone);
  if (is_sqlite())
    EXPECT_THROW(session.scalar(count), UsageError);
  else
    EXPECT_EQ(session.scalar(count), 2);
}

}  // namespace
}  // namespace orp::tests
