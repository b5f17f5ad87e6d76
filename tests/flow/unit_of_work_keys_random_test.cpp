// SPDX-License-Identifier: MIT
// Keys that change at random: keys made of the parents' keys, three tables deep, whose rows are
// renamed, renumbered, moved, deleted and added in one flush; rows that refer to each other in
// rings by such keys; and partners that are handed on and exchanged meanwhile.
//
//   ORPIMENT_STORIES       "1 300": the first and the last seed
#include <algorithm>
#include <map>
#include <random>

#include "land_towns.hpp"
#include "random_seeds.hpp"
#include "registry.hpp"

namespace orp::tests {
namespace {

using namespace registry;
using namespace lands;

class Round : public LandTowns {
 public:
  Round(Session& session, Land& land, std::mt19937& random)
      : LandTowns(session, land, random), is_blind_(one_of(4) == 0) {
    for (char c = 'a'; c < 'i'; ++c) free_.push_back(std::string("x") + c);
    if (is_blind_) session.expunge_all();
    for (Country& country : session.scalars(select<Country>())) {
      countries_[country.name()] = &country;
      std::erase(free_, country.code());
      if (!is_blind_ && one_of(2) == 0) country.regions().size();
    }
    if (!is_blind_) find_regions();
    for (District& district : session.scalars(select<District>()))
      districts_[district.name()] = &district;
    if (!is_blind_) find_towns();
    if (one_of(3) == 0) session.expire_all();
  }

  void tell() {
    auto quiet = session_->no_autoflush();
    for (int i = 3 + one_of(6); i > 0; --i) is_blind_ ? act_beyond_regions() : act();
  }

 private:
  void find_regions() {
    for (Region& region : session_->scalars(select<Region>())) {
      regions_[region.name()] = &region;
      if (one_of(2) == 0) region.districts().size();
    }
  }

  void act() {
    const int what = one_of(14);
    if (land_->countries.empty() || what == 0) return add_country();
    if (what == 1) return rename();
    if (what == 10) return hand_emblem(any(land_->countries));
    if (what == 11) return exchange_emblems();
    if (what > 11) return change_towns();
    if (what == 2) return add_region();
    if (land_->regions.empty()) return;
    if (what == 3) return renumber();
    if (what == 4) return move_region();
    if (what == 5) return add_district();
    if (what == 6) return delete_something();
    if (what == 7) return elect();
    if (land_->districts.empty()) return;
    if (what == 8) return move_district();
    letters();
  }

  void act_beyond_regions() {
    if (land_->countries.empty()) return;
    if (one_of(3) == 0 || land_->districts.empty()) return rename();
    if (one_of(4) == 0) return delete_district(any(land_->districts));
    letters();
  }

  void add_country() {
    if (free_.empty()) return;
    const std::string name = "c" + std::to_string(++land_->last);
    const std::string code = free_.back();
    free_.pop_back();
    say(name + " = add country " + code);
    countries_[name] = &session_->add<Country>({.code = code, .name = name});
    land_->countries[name] = code;
    if (one_of(2) != 0) return;
    countries_[name]->set_anthem(&session_->add<Anthem>(Anthem::New{}));
    land_->anthems[name] = name;
  }

  void rename() {
    if (free_.empty()) return;
    const std::string name = any(land_->countries);
    const std::string code = free_.front();
    free_.erase(free_.begin());
    if (!is_blind_) free_.push_back(land_->countries[name]);  // so few do not exchange them
    say(name + ".set_code(" + code + ")");
    countries_[name]->set_code(code);
    land_->countries[name] = code;
  }

  void add_region() {
    const std::string name = "r" + std::to_string(++land_->last);
    const std::string country = any(land_->countries);
    const int number = ++land_->last;
    say(name + " = " + country + ".regions().add " + std::to_string(number));
    regions_[name] = &countries_[country]->regions().add({.num = number, .name = name});
    land_->regions[name] = {country, number};
  }

  void renumber() {
    const std::string name = any(land_->regions);
    regions_[name]->set_num(land_->regions[name].second = ++land_->last);
    say(name + ".set_num(" + std::to_string(land_->last) + ")");
  }

  void move_region() {
    const std::string name = any(land_->regions);
    const std::string country = any(land_->countries);
    const bool by_child = one_of(2) == 0;
    say(by_child ? name + ".set_country(" + country + ")" : country + ".regions().add " + name);
    if (by_child)
      regions_[name]->set_country(*countries_[country]);
    else
      countries_[country]->regions().add(*regions_[name]);
    land_->regions[name].first = country;
  }

  void add_district() {
    const std::string name(1, static_cast<char>('A' + land_->districts.size()));
    if (land_->districts.count(name) != 0 || gone_.count(name) != 0) return;
    const std::string region = any(land_->regions);
    say(name + " = " + region + ".districts().add");
    districts_[name] = &regions_[region]->districts().add({.letter = name, .name = name});
    land_->districts[name] = region;
  }

  void move_district() {
    const std::string name = any(land_->districts);
    const std::string region = any(land_->regions);
    const bool by_child = one_of(2) == 0;
    say(by_child ? name + ".set_region(" + region + ")" : region + ".districts().add " + name);
    if (by_child)
      districts_[name]->set_region(*regions_[region]);
    else
      regions_[region]->districts().add(*districts_[name]);
    land_->districts[name] = region;
  }

  void elect() {
    const std::string name = any(land_->regions);
    say(name + ".set_mayor(new)");
    regions_[name]->set_mayor(&session_->add<Mayor>(Mayor::New{}));
    land_->mayors[name] = name;
  }

  // The own part of a key, there and back.
  void letters() {
    const std::string name = any(land_->districts);
    say(name + ".set_letter there and back");
    districts_[name]->set_letter("?");
    districts_[name]->set_letter(name);
  }

  void delete_something() {
    switch (one_of(6)) {
      case 0:
        return delete_country(any(land_->countries));
      case 1:
      case 2:
        return delete_region(any(land_->regions));
      default:
        if (!land_->districts.empty()) delete_district(any(land_->districts));
    }
  }

  void delete_country(const std::string& name) {
    if (!remove(*countries_[name], name)) return;
    for (const std::string& region : below(land_->regions, name)) forget_region(region);
    for (const std::string& town : below(land_->towns, name)) forget_town(town);
    take_emblem_of(name);
    land_->anthems.erase(name);
    land_->countries.erase(name);
  }

  void delete_region(const std::string& name) {
    if (!remove(*regions_[name], name)) return;
    forget_region(name);
  }

  void forget_region(const std::string& name) {
    for (const std::string& district : below(land_->districts, name)) forget_district(district);
    land_->mayors.erase(name);
    land_->regions.erase(name);
  }

  void delete_district(const std::string& name) {
    if (!remove(*districts_[name], name)) return;
    forget_district(name);
  }

  void forget_district(const std::string& name) {
    gone_[name] = true;
    land_->districts.erase(name);
  }

  bool is_blind_;  // no region is in memory
  std::vector<std::string> free_;
  std::map<std::string, Region*> regions_;
  std::map<std::string, District*> districts_;
  std::map<std::string, bool> gone_;  // letters that are not used again in this round
};

class RandomKeys : public RegistryTest {
 protected:
  void tell(unsigned seed) {
    for (const char* table :
         {"districts", "mayors", "regions", "anthems", "towns", "emblems", "countries"})
      run(std::string("DELETE FROM ") + table);
    std::mt19937 random(seed);
    Land land;
    Session session = open();
    for (int i = 0; i < 6; ++i) {
      const Land before = land;
      Round round(session, land, random);
      round.tell();
      SCOPED_TRACE(before.print() + round.told());
      session.flush();
      ASSERT_EQ(print(session), land.print());
      if (random() % 4 == 0) {
        session.rollback();
        land = before;
      } else {
        session.commit();
      }
      ASSERT_EQ(print(session), land.print()) << "in another transaction";
      session.commit();
    }
    session.close();
    Session other = open();
    ASSERT_EQ(print(other), land.print());
  }
};
ORPIMENT_ON_EACH_DATABASE(RandomKeys);

// The part of the key that was the same before becomes another one with the former parent.
TEST_P(RandomKeys, follow_a_move_from_below_a_renamed_country) {
  Session session = open({.autoflush = false});
  Country& country = session.add<Country>({.code = "xa", .name = "a"});
  Region& first = country.regions().add({.num = 1, .name = "1"});
  Region& second = country.regions().add({.num = 2, .name = "2"});
  Country& other = session.add<Country>({.code = "xb", .name = "b"});
  District& district = first.districts().add({.letter = "p", .name = "p"});
  session.commit();
  country.set_code("xc");
  second.set_country(other);
  other.set_code("xa");
  district.set_region(second);
  session.commit();
  EXPECT_EQ(district.code(), "xa");
  EXPECT_EQ(&district.region(), &second);
}

// Nobody has the region in memory by which the district is the country's.
// key_cascades.hpp, rule 2.
TEST_P(RandomKeys, reach_a_district_whose_region_is_not_in_memory) {
  for (const int at_once : {0, 1, 2}) {
    Session session = open({.autoflush = false});
    Country& made = session.add<Country>({.code = "xa", .name = "a"});
    Region& region = made.regions().add({.num = 1, .name = "1"});
    region.districts().add({.letter = "p", .name = "p"});
    region.set_mayor(&session.add<Mayor>(Mayor::New{}));
    session.commit();
    session.close();

    Country& country = session.get_one<Country>("xa");
    District& district = session.get_one<District>({"xa", 1, "p"});
    Mayor& mayor = session.scalars(select<Mayor>()).one();
    country.set_code("xb");
    if (at_once == 1) district.set_name("q");
    if (at_once == 2) session.delete_(district);
    forget();
    session.flush();
    EXPECT_EQ(sent().size(), at_once == 0 ? 1U : 2U);
    EXPECT_EQ(mayor.code(), "xb");
    if (at_once == 2) {
      EXPECT_EQ(count(session, "districts"), 0);
    } else {
      EXPECT_EQ(district.code(), "xb");
      EXPECT_EQ(session.get<District>({"xb", 1, "p"}), &district);
      EXPECT_EQ(session.get<District>({"xa", 1, "p"}), nullptr);
      session.rollback();
      EXPECT_EQ(session.get<District>({"xa", 1, "p"}), &district);
      session.get_one<Country>("xa").set_code("xb");
      district.set_name("r");
      session.commit();
      EXPECT_EQ(value_of<std::string>("SELECT name FROM districts"), "r");
    }
    for (const char* table : {"districts", "mayors", "regions", "countries"})
      run(std::string("DELETE FROM ") + table);
  }
}

// The nearest row that is in memory says where it goes.
// key_cascades.hpp, rule 5.
TEST_P(RandomKeys, reach_a_street_whose_region_moves_and_whose_district_is_not_in_memory) {
  for (const bool has_region : {true, false})
    for (const bool moves : {true, false}) {
      Session session = open({.autoflush = false});
      Country& made = session.add<Country>({.code = "xa", .name = "a"});
      session.add<Country>({.code = "xb", .name = "b"});
      District& district =
          made.regions().add({.num = 1, .name = "1"}).districts().add({.letter = "p", .name = "p"});
      session.add<Street>({.district = &district});
      session.add<Street>(Street::New{});
      session.commit();
      session.close();

      Country& country = session.get_one<Country>("xa");
      Country& other = session.get_one<Country>("xb");
      Street& street = *session.scalars(select<Street>().order_by(Street::c.id)).all()[0];
      country.set_code("xc");
      if (has_region) {
        Region& region = session.get_one<Region>({"xa", 1});
        region.set_num(7);
        if (moves) region.set_country(other);
      }
      session.flush();
      EXPECT_EQ(street.code(), has_region && moves ? "xb" : "xc");
      EXPECT_EQ(street.num(), has_region ? 7 : 1);
      const auto before = std::make_pair(street.code(), street.num());
      session.commit();
      EXPECT_EQ(std::make_pair(street.code(), street.num()), before);
      EXPECT_NE(street.district(), nullptr);
      session.close();
      for (const char* table : {"streets", "districts", "regions", "countries"})
        run(std::string("DELETE FROM ") + table);
    }
}

TEST_P(RandomKeys, end_as_the_plain_model_says) {
  on_each_seed(is_postgres() ? "1 15" : "1 100", [this](unsigned seed) { tell(seed); });
}

}  // namespace
}  // namespace orp::tests
