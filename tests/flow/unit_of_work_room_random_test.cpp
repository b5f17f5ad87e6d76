// SPDX-License-Identifier: MIT
// Flushes at random: whatever is deleted, added, changed and moved, a flush after which all values
// are unique is written.
#include <algorithm>
#include <map>
#include <random>

#include "registry.hpp"

namespace orp::tests {
namespace {

using namespace registry;

class RandomRoom : public RegistryTest {};
ORPIMENT_ON_EACH_DATABASE(RandomRoom);

// Accounts, their posts, their badges and what is pinned to these. Every value is taken from those
// that are free at that point of the story, so that the end of a round is unique, and nothing is
// exchanged.
class Round {
 public:
  Round(Session& session, std::mt19937& random) : session_(&session), random_(&random) {
    for (int i = 0; i < 8; ++i) free_.push_back("mail" + std::to_string(i));
    for (Account& account : session.scalars(select<Account>())) {
      accounts_.push_back(&account);
      std::erase(free_, account.email());
    }
    for (Post& post : session.scalars(select<Post>())) posts_.push_back(&post);
    for (Pin& pin : session.scalars(select<Pin>())) pins_.push_back(&pin);
    if (one_of(2) == 0) session.expire_all();
  }

  void tell() {
    auto quiet = session_->no_autoflush();
    std::shuffle(accounts_.begin(), accounts_.end(), *random_);
    const std::vector<Account*> stored = accounts_;
    for (Account* account : stored) act(*account);
    for (int i = one_of(3); i > 0; --i) add();
    for (Post* post : posts_) move(*post);
  }

  std::map<std::string, std::size_t> expected() {
    std::map<std::string, std::size_t> posts;
    for (Account* account : accounts_) posts[account->email()] = 0;
    for (Post* post : posts_)
      if (post->account() != nullptr) ++posts[post->account()->email()];
    return posts;
  }

 private:
  int one_of(int count) { return static_cast<int>((*random_)() % unsigned(count)); }

  std::string take() {
    const auto place = free_.begin() + one_of(static_cast<int>(free_.size()));
    std::string value = *place;
    free_.erase(place);
    return value;
  }

  void act(Account& account) {
    switch (one_of(4)) {
      case 0: {
        const std::string email = account.email();
        session_->delete_(account);
        std::erase(accounts_, &account);
        free_.push_back(email);
        return;
      }
      case 1: {
        if (free_.empty()) return;
        const std::string email = account.email();
        account.set_email(take());
        free_.push_back(email);
        return;
      }
      case 2:
        give_badge(account);
        return;
      default:
        return;
    }
  }

  void add() {
    if (free_.empty()) return;
    Account& account = session_->add<Account>({.email = take()});
    accounts_.push_back(&account);
    posts_.push_back(&account.posts().add({}));
    give_badge(account);
    pins_.push_back(&account.badge()->pins().add({}));
  }

  void give_badge(Account& account) {
    Badge& badge = session_->add<Badge>({});
    account.set_badge(&badge);
    for (Pin* pin : pins_)
      if (one_of(3) == 0) pin->set_badge(&badge);
  }

  void move(Post& post) {
    if (one_of(2) == 0 && !accounts_.empty())
      post.set_account(accounts_[std::size_t(one_of(static_cast<int>(accounts_.size())))]);
    else if (one_of(4) == 0)
      post.set_account(nullptr);
  }

  Session* session_;
  std::mt19937* random_;
  std::vector<std::string> free_;
  std::vector<Account*> accounts_;
  std::vector<Post*> posts_;
  std::vector<Pin*> pins_;
};

std::map<std::string, std::size_t> stored(Session& session) {
  std::map<std::string, std::size_t> posts;
  for (Account& account : session.scalars(select<Account>()))
    posts[account.email()] = account.posts().size();
  return posts;
}

TEST_P(RandomRoom, what_is_unique_after_a_flush_is_written) {
  for (unsigned seed = 0; seed < 30; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    Session session = open();
    for (int i = 0; i < 4; ++i) {
      Round round(session, random);
      round.tell();
      session.flush();
      const auto expected = round.expected();
      session.commit();
      ASSERT_EQ(stored(session), expected);
      session.commit();
    }
  }
}

}  // namespace
}  // namespace orp::tests
