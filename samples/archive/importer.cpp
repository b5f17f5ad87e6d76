// SPDX-License-Identifier: MIT
#include "importer.hpp"

#include <string>
#include <unordered_map>

#include <archive/model.hpp>

#include "progress.hpp"

using namespace archive;

namespace {

class Importer {
 public:
  explicit Importer(orp::Session& session) : session_(session) {
    for (Maintainer& maintainer : session.scalars(orp::select<Maintainer>()))
      maintainers_.emplace(maintainer.address(), &maintainer);
    for (Section& section : session.scalars(orp::select<Section>()))
      sections_.emplace(section.name(), &section);
    for (Tag& tag : session.scalars(orp::select<Tag>())) tags_.emplace(tag.name(), &tag);
    for (Package& package : session.scalars(orp::select<Package>())) {
      known_.emplace(key(package.name(), package.version(), package.architecture()), &package);
      by_name_.emplace(package.name(), &package);
    }
  }

  ImportCounts run(const std::vector<IndexedPackage>& index) {
    std::vector<std::pair<const IndexedPackage*, Package*>> added;
    {
      Progress progress("packages", index.size());
      for (const IndexedPackage& indexed : index) {
        if (Package* package = add(indexed)) added.emplace_back(&indexed, package);
        progress.advance();
      }
    }
    Progress progress("dependencies", added.size());
    for (const auto& [indexed, package] : added) {  // now that every target is there
      for (const IndexedDependency& dependency : indexed->dependencies) add(*package, dependency);
      progress.advance();
    }
    return counts_;
  }

 private:
  static std::string key(const std::string& name, const std::string& version,
                         const std::string& architecture) {
    return name + ' ' + version + ' ' + architecture;
  }

  // nullptr: it is in the database already.
  Package* add(const IndexedPackage& indexed) {
    const auto [known, is_new] =
        known_.try_emplace(key(indexed.name, indexed.version, indexed.architecture), nullptr);
    if (!is_new) {
      ++counts_.known;
      return nullptr;
    }
    Package& package = session_.add<Package>({.name = indexed.name,
                                              .version = indexed.version,
                                              .architecture = indexed.architecture,
                                              .priority = indexed.priority,
                                              .installed_size = indexed.installed_size,
                                              .size = indexed.size,
                                              .summary = indexed.summary,
                                              .homepage = indexed.homepage,
                                              .maintainer = maintainer(indexed.maintainer),
                                              .section = section(indexed.section)});
    for (const std::string& name : indexed.tags) package.tags().add(tag(name));
    known->second = &package;
    by_name_.emplace(indexed.name, &package);
    ++counts_.packages;
    return &package;
  }

  void add(Package& package, const IndexedDependency& dependency) {
    const auto target = by_name_.find(dependency.target);
    session_.add<Dependency>({.kind = dependency.kind,
                              .position = dependency.position,
                              .choice = dependency.choice,
                              .to_name = dependency.target,
                              .relation = dependency.relation,
                              .version = dependency.version,
                              .package = package,
                              .to = target == by_name_.end() ? nullptr : target->second});
    ++counts_.dependencies;
  }

  // "Jane Doe <jane@example.org>"
  Maintainer& maintainer(const std::string& address) {
    Maintainer*& maintainer = maintainers_[address];
    if (maintainer == nullptr) {
      const auto open = address.find('<');
      const bool has_email = open != std::string::npos && address.back() == '>';
      std::optional<std::string> email;
      if (has_email) email = address.substr(open + 1, address.size() - open - 2);
      const std::string name = has_email && open > 0 ? address.substr(0, open - 1) : address;
      maintainer = &session_.add<Maintainer>({.address = address, .name = name, .email = email});
    }
    return *maintainer;
  }

  Section* section(const std::optional<std::string>& name) {
    if (!name) return nullptr;
    Section*& section = sections_[*name];
    if (section == nullptr) section = &session_.add<Section>({.name = *name});
    return section;
  }

  Tag& tag(const std::string& name) {
    Tag*& tag = tags_[name];
    if (tag == nullptr) tag = &session_.add<Tag>({.name = name});
    return *tag;
  }

  orp::Session& session_;
  std::unordered_map<std::string, Maintainer*> maintainers_;
  std::unordered_map<std::string, Section*> sections_;
  std::unordered_map<std::string, Tag*> tags_;
  std::unordered_map<std::string, Package*> known_;
  std::unordered_map<std::string, Package*> by_name_;
  ImportCounts counts_;
};

}  // namespace

ImportCounts import_index(orp::Engine& engine, const std::vector<IndexedPackage>& index) {
  orp::Session session(engine, {.autoflush = false, .expire_on_commit = false});
  const ImportCounts counts = Importer(session).run(index);
  session.commit();
  return counts;
}
