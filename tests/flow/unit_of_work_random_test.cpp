// SPDX-License-Identifier: MIT
// Random sequences of acts on a session, compared with a plain model in memory.
#include <cstdlib>
#include <sstream>

#include "office.hpp"
#include "story.hpp"

namespace orp::tests {
namespace {

class RandomStories : public OfficeTest {
 protected:
  /// Empty when the database and the session hold what the story says; else what went wrong.
  std::string tell(unsigned seed) {
    for (const char* table : {"enrolments", "students", "courses", "items", "orders", "notes",
                              "users_tags", "profiles", "tags", "users", "seats", "nodes"})
      execute(std::string("DELETE FROM ") + table);
    Session session = open();
    Story story(session, seed);
    try {
      for (int chapter = 0; chapter < chapters; ++chapter) {
        for (int i = 0; i < acts; ++i) story.act();
        story.commit();
        compare(session, story);
        session.commit();
        Session other = open();
        compare(other, story);
      }
    } catch (const std::exception& error) {
      return story.told() + error.what();
    }
    return {};
  }

 private:
  static constexpr int chapters = 5;
  static constexpr int acts = 80;

  static void compare(Session& session, const Story& story) {
    const std::string found = print(read(session));
    const std::string expected = print(story.world());
    if (found != expected)
      throw std::runtime_error("expected\n" + expected + "and found\n" + found);
  }
};
ORPIMENT_ON_EACH_DATABASE(RandomStories);

// "1 25": the first and the last seed; other stories than these for who asks.
std::pair<unsigned, unsigned> seeds() {
  const char* wanted = std::getenv("ORPIMENT_STORIES");
  std::istringstream range(wanted == nullptr ? "1 25" : wanted);
  std::pair<unsigned, unsigned> seeds;
  range >> seeds.first >> seeds.second;
  return seeds;
}

TEST_P(RandomStories, end_as_the_plain_model_says) {
  const auto [first, last] = seeds();
  for (unsigned seed = first; seed <= last; ++seed) EXPECT_EQ(tell(seed), "") << "seed " << seed;
}

}  // namespace
}  // namespace orp::tests
