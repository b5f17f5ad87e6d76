// SPDX-License-Identifier: MIT
// Random stories on a session, compared with a plain model in memory. One that fails is cut down to
// what matters and told as a program.
//
//   ORPIMENT_STORIES       "1 300": the first and the last seed
//   ORPIMENT_STORY_VERBS   "everyday undelete": the sets of verbs (VerbSet in story.hpp)
#include <cstdlib>
#include <sstream>

#include "office.hpp"
#include "story.hpp"

namespace orp::tests {
namespace {

constexpr std::size_t length = 120;

std::string variable(const char* name, const std::string& otherwise) {
  const char* value = std::getenv(name);
  return value == nullptr ? otherwise : value;
}

unsigned verb_sets() {
  std::istringstream names(
      variable("ORPIMENT_STORY_VERBS",
               "everyday link_again take_what_goes expire_queued expunge undelete add_again "
               "failed_flush replace_partner one_way move_key"));
  unsigned sets = 0;
  for (std::string name; names >> name;) sets |= Story::verb_set(name);
  return sets;
}

class RandomStories : public OfficeTest {
 protected:
  /// Empty when the database and the session hold what the story says; else the program and what
  /// went wrong.
  std::string tell(const Acts& acts) {
    for (const char* table :
         {"enrolments", "students", "courses", "items", "orders", "notes", "users_tags", "things",
          "lids", "boxes", "profiles", "tags", "users", "seats", "nodes"})
      execute(std::string("DELETE FROM ") + table);
    // What is forgotten unflushed is known only where nothing flushes by itself.
    const unsigned sets = verb_sets();
    const bool has_quiet_verbs = (sets & static_cast<unsigned>(VerbSet::expire_queued)) != 0;
    Session session = open({.autoflush = !has_quiet_verbs});
    Story story(session, sets);
    try {
      for (const Act& act : acts) story.act(act);
      story.commit();
      {
        Session other = open();
        compare(other, story);
      }
      compare(session, story);
    } catch (const std::exception& error) {
      return story.told() + "// " + error.what();
    }
    return {};
  }

  /// The story of a seed, or the shortest one that fails like it.
  std::string tell(unsigned seed) {
    const Acts acts = random_acts(seed, length, Story::verbs(verb_sets()));
    if (tell(acts).empty()) return {};
    return tell(shrink(acts, [&](const Acts& part) { return !tell(part).empty(); }));
  }

 private:
  static void compare(Session& session, const Story& story) {
    const std::string found = print(read(session));
    const std::string expected = print(story.world());
    if (found != expected)
      throw std::runtime_error("expected\n" + expected + "and found\n" + found);
  }
};
ORPIMENT_ON_EACH_DATABASE(RandomStories);

TEST_P(RandomStories, end_as_the_plain_model_says) {
  std::istringstream seeds(variable("ORPIMENT_STORIES", is_postgres() ? "1 50" : "1 300"));
  unsigned first = 0;
  unsigned last = 0;
  seeds >> first >> last;
  for (unsigned seed = first; seed <= last; ++seed)
    if (const std::string told = tell(seed); !told.empty())
      ADD_FAILURE() << "story " << seed << ":\n" << told;
}

}  // namespace
}  // namespace orp::tests
