// SPDX-License-Identifier: MIT
// A plain model of countries and what is below them, and the means by which a story changes it
// together with the objects.
#pragma once
#include <iterator>
#include <map>
#include <random>
#include <registry/model.hpp>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "orpiment/orpiment.hpp"

namespace orp::tests::lands {

using namespace registry;

// What there is, by names that stay: the country of a region, the region of a district. The object
// is found by its key before a round begins, so that a model of plain values outlives the session.
struct Land {
  std::map<std::string, std::string> countries;  // name -> code
  std::map<std::string, std::pair<std::string, int>> regions;
  std::map<std::string, std::string> districts;  // a district's name is its letter
  std::map<std::string, std::string> anthems;    // country -> itself
  std::map<std::string, std::string> mayors;     // region -> itself
  std::map<std::string, std::string> towns;      // title -> country
  std::map<std::string, std::string> next;       // town -> another or itself
  std::map<std::string, std::string> emblems;    // name -> country, or nobody's
  int last = 0;

  std::string print() const {
    std::ostringstream text;
    for (const auto& [name, code] : countries)
      text << name << ' ' << code << (anthems.count(name) != 0 ? " anthem" : "") << '\n';
    for (const auto& [name, region] : regions)
      text << name << ' ' << countries.at(region.first) << ' ' << region.second
           << (mayors.count(name) != 0 ? " mayor" : "") << '\n';
    for (const auto& [name, region] : districts)
      text << name << " in " << region << ' ' << countries.at(regions.at(region).first) << '\n';
    for (const auto& [title, country] : towns)
      text << title << ' ' << countries.at(country) << (next.count(title) != 0 ? " before " : "")
           << (next.count(title) != 0 ? next.at(title) : "") << '\n';
    for (const auto& [name, country] : emblems)
      text << name << ' ' << (country.empty() ? "" : countries.at(country)) << '\n';
    return text.str();
  }
};

inline std::string print(Session& session) {
  std::ostringstream text;
  for (Country& country : session.scalars(select<Country>().order_by(Country::c.name)))
    text << country.name() << ' ' << country.code()
         << (country.anthem() != nullptr ? " anthem" : "") << '\n';
  for (Region& region : session.scalars(select<Region>().order_by(Region::c.name)))
    text << region.name() << ' ' << region.country().code() << ' ' << region.num()
         << (region.mayor() != nullptr ? " mayor" : "") << '\n';
  for (District& district : session.scalars(select<District>().order_by(District::c.name)))
    text << district.name() << " in " << district.region().name() << ' ' << district.code() << '\n';
  for (Town& town : session.scalars(select<Town>().order_by(Town::c.title)))
    text << town.title() << ' ' << town.country().code()
         << (town.next() != nullptr ? " before " + town.next()->title() : "") << '\n';
  for (auto [name, code] :
       session.execute(select(Emblem::c.name, Emblem::c.code).order_by(Emblem::c.name)))
    text << name << ' ' << code.value_or("") << '\n';
  return text.str();
}

// One flush of a story.
class LandRound {
 public:
  LandRound(Session& session, Land& land, std::mt19937& random)
      : session_(&session), land_(&land), random_(&random) {}

  const std::string& told() const { return told_; }

 protected:
  int one_of(int count) { return static_cast<int>((*random_)() % unsigned(count)); }
  void say(const std::string& line) { told_ += line + ";\n"; }
  template <class Map>
  std::string any(const Map& map) {
    return std::next(map.begin(), one_of(static_cast<int>(map.size())))->first;
  }

  // What is new has no row to be deleted.
  bool remove(Entity& entity, const std::string& name) {
    if (entity.entity_state() == EntityState::pending) return false;
    say("delete " + name);
    session_->delete_(entity);
    return true;
  }

  static std::vector<std::string> below(const std::map<std::string, std::string>& all,
                                        const std::string& owner) {
    std::vector<std::string> names;
    for (const auto& [name, its] : all)
      if (its == owner) names.push_back(name);
    return names;
  }
  static std::vector<std::string> below(
      const std::map<std::string, std::pair<std::string, int>>& all, const std::string& owner) {
    std::vector<std::string> names;
    for (const auto& [name, its] : all)
      if (its.first == owner) names.push_back(name);
    return names;
  }

  std::string told_;
  Session* session_;
  Land* land_;
  std::mt19937* random_;
  std::map<std::string, Country*> countries_;
};

}  // namespace orp::tests::lands
