// SPDX-License-Identifier: MIT
// Owners that take the one_to_one partners of each other, which know nothing of it.
#include <utility>
#include <vector>

#include "office.hpp"

namespace orp::tests {
namespace {

using namespace office;

constexpr bool each[] = {true, false};

/// Three boxes, each with a lid of its own, stored.
class TakersOfPartners : public OfficeTest {
 protected:
  struct Scene {
    explicit Scene(Session opened) : session(std::move(opened)) {
      for (int i = 0; i < 3; ++i) {
        boxes[i] = &session.add<Box>({.label = std::to_string(i)});
        lids[i] = &session.add<Lid>(Lid::New{});
        boxes[i]->set_lid(lids[i]);
      }
      session.commit();
    }
    void look() const {
      for (Box* box : boxes) box->lid();
    }
    Session session;
    Box* boxes[3];
    Lid* lids[3];
  };
  template <class Visit>
  void on_each_scene(Visit visit) {
    for (const bool expires : each)
      for (const bool looks : each) {
        Scene s(open({.autoflush = false, .expire_on_commit = expires}));
        if (looks) s.look();
        visit(s);
      }
  }
  /// That each box has this lid in memory and stored, before and after the flush.
  void expect_lids(Scene& s, const std::vector<const Lid*>& lids) {
    for (int is_written = 0; is_written < 2; ++is_written) {
      for (std::size_t i = 0; i < lids.size(); ++i) EXPECT_EQ(s.boxes[i]->lid(), lids[i]) << i;
      s.session.commit();
      for (std::size_t i = 0; i < lids.size(); ++i) {
        const std::string where = "lids WHERE box_id = " + std::to_string(s.boxes[i]->id());
        EXPECT_EQ(count(where), lids[i] == nullptr ? 0 : 1) << i;
        if (lids[i] != nullptr) {
          EXPECT_EQ(count(where + " AND id = " + std::to_string(lids[i]->id())), 1) << i;
        }
      }
    }
  }
};
ORPIMENT_ON_EACH_DATABASE(TakersOfPartners);

TEST_P(TakersOfPartners, one_that_is_named_again_and_taken_is_of_the_taker_alone) {
  on_each_scene([&](Scene& s) {
    s.boxes[0]->set_lid(s.lids[0]);
    s.boxes[1]->set_lid(s.lids[0]);
    expect_lids(s, {nullptr, s.lids[0], s.lids[2]});
    s.session.delete_(*s.boxes[0]);
    s.session.commit();
    EXPECT_EQ(count("lids WHERE box_id = " + std::to_string(s.boxes[1]->id())), 1);
    EXPECT_EQ(s.boxes[1]->lid(), s.lids[0]);
  });
}

TEST_P(TakersOfPartners, one_that_is_taken_and_taken_back_goes_to_the_third) {
  on_each_scene([&](Scene& s) {
    s.boxes[1]->set_lid(s.lids[2]);
    s.boxes[2]->set_lid(s.lids[2]);
    s.boxes[0]->set_lid(s.lids[2]);
    expect_lids(s, {s.lids[2], nullptr, nullptr});
  });
}

TEST_P(TakersOfPartners, what_was_taken_before_a_rollback_may_be_taken_again) {
  on_each_scene([&](Scene& s) {
    s.boxes[2]->set_lid(s.lids[0]);
    s.session.rollback();
    EXPECT_EQ(s.boxes[0]->lid(), s.lids[0]);
    s.boxes[2]->set_lid(s.lids[0]);
    expect_lids(s, {nullptr, s.lids[1], s.lids[0]});
  });
}

TEST_P(TakersOfPartners, who_gives_up_a_partner_for_one_that_is_taken_has_none) {
  on_each_scene([&](Scene& s) {
    s.boxes[0]->set_lid(s.lids[1]);
    s.boxes[1]->set_lid(s.lids[0]);
    s.boxes[0]->set_lid(s.lids[0]);
    expect_lids(s, {s.lids[0], nullptr, s.lids[2]});
  });
}

TEST_P(TakersOfPartners, three_go_round) {
  on_each_scene([&](Scene& s) {
    s.boxes[0]->set_lid(s.lids[1]);
    s.boxes[1]->set_lid(s.lids[0]);
    s.boxes[0]->set_lid(s.lids[2]);
    expect_lids(s, {s.lids[2], s.lids[0], nullptr});
  });
}

TEST_P(TakersOfPartners, who_has_lost_one_lets_go_of_none) {
  on_each_scene([&](Scene& s) {
    s.boxes[2]->set_lid(s.lids[1]);
    s.boxes[1]->set_lid(nullptr);
    s.boxes[2]->set_lid(nullptr);
    expect_lids(s, {s.lids[0], nullptr, nullptr});
  });
}

}  // namespace
}  // namespace orp::tests
