// SPDX-License-Identifier: MIT
// Towns of a country, one before the other in rings and rows, and the emblem that a country has of
// its own.
#pragma once
#include "land.hpp"

namespace orp::tests::lands {

class LandTowns : public LandRound {
 protected:
  using LandRound::LandRound;

  void find_towns() {
    for (Town& town : session_->scalars(select<Town>())) towns_[town.title()] = &town;
    for (Emblem& emblem : session_->scalars(select<Emblem>())) emblems_[emblem.name()] = &emblem;
    for (const auto& [title, town] : towns_)
      if (one_of(2) == 0) static_cast<void>(one_of(2) == 0 ? town->next() : town->previous());
  }

  // Towns

  void change_towns() {
    const int what = one_of(6);
    if (land_->towns.empty() || what == 0) return add_town();
    const std::string title = any(land_->towns);
    if (what == 1) return rename_town(title);
    if (what == 2) return move_town(title, any(land_->countries));
    if (what == 3 && one_of(2) == 0) return delete_town(title);
    const std::vector<std::string> near = below(land_->towns, land_->towns[title]);
    link(title, near[static_cast<std::size_t>(one_of(static_cast<int>(near.size())))]);
  }

  void add_town() {
    const std::string title = "t" + std::to_string(++land_->last);
    const std::string country = any(land_->countries);
    say(title + " = " + country + ".towns().add");
    towns_[title] = &countries_[country]->towns().add({.name = title, .title = title});
    land_->towns[title] = country;
  }

  void rename_town(const std::string& title) {
    say(title + ".set_name");
    towns_[title]->set_name("k" + std::to_string(++land_->last));
  }

  void link(const std::string& title, const std::string& other) {
    const bool by_other = one_of(2) == 0;
    say(by_other ? other + ".set_previous(" + title + ")" : title + ".set_next(" + other + ")");
    if (by_other)
      towns_[other]->set_previous(towns_[title]);
    else
      towns_[title]->set_next(towns_[other]);
    leave_alone(other);
    land_->next[title] = other;
  }

  // Nobody comes before it.
  void leave_alone(const std::string& title) {
    std::erase_if(land_->next, [&](const auto& link) { return link.second == title; });
  }

  // Those of another country are no neighbours.
  void move_town(const std::string& title, const std::string& country) {
    if (country == land_->towns[title]) return;
    say(title + " leaves its ring and goes to " + country);
    towns_[title]->set_next(nullptr);
    towns_[title]->set_previous(nullptr);
    towns_[title]->set_country(*countries_[country]);
    land_->next.erase(title);
    leave_alone(title);
    land_->towns[title] = country;
  }

  void delete_town(const std::string& title) {
    if (remove(*towns_[title], title)) forget_town(title);
  }

  void forget_town(const std::string& title) {
    land_->next.erase(title);
    leave_alone(title);
    land_->towns.erase(title);
  }

  // Emblems

  void hand_emblem(const std::string& country) {
    if (land_->emblems.empty() || one_of(3) == 0) {
      const std::string made = "e" + std::to_string(++land_->last);
      say(made + " = add emblem");
      emblems_[made] = &session_->add<Emblem>({.name = made});
      land_->emblems[made] = "";
    }
    give(country, any(land_->emblems));
  }

  void give(const std::string& country, const std::string& emblem) {
    say(country + ".set_emblem(" + emblem + ")");
    countries_[country]->set_emblem(emblems_[emblem]);
    take_emblem_of(country);
    land_->emblems[emblem] = country;
  }

  void take_emblem_of(const std::string& country) {
    for (auto& [emblem, owner] : land_->emblems)
      if (owner == country) owner.clear();
  }

  void exchange_emblems() {
    const std::string first = any(land_->countries);
    const std::string second = any(land_->countries);
    const std::vector<std::string> firsts = below(land_->emblems, first);
    const std::vector<std::string> seconds = below(land_->emblems, second);
    if (first == second || firsts.empty() || seconds.empty()) return;
    give(first, seconds[0]);
    give(second, firsts[0]);
  }

  std::map<std::string, Town*> towns_;
  std::map<std::string, Emblem*> emblems_;
};

}  // namespace orp::tests::lands
