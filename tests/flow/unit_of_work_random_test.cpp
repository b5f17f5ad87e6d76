// SPDX-License-Identifier: MIT
// Random stories on a session, compared with a plain model in memory. One that fails is cut down to
// what matters and told as a program. Each is told in a process of its own, so one that crashes or
// never ends fails like any other.
//
//   ORPIMENT_STORIES       "1 300": the first and the last seed
//   ORPIMENT_STORY_VERBS   "everyday undelete": the sets of verbs (VerbSet in story.hpp)
#include <cstdlib>
#include <sstream>

#include "forked.hpp"
#include "office.hpp"
#include "orpiment/testing/recorder.hpp"
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
               "failed_flush replace_partner one_way clear_list refresh expire_part populate "
               "start_over new_home email row_switch tree one_way_link repair move_key "
               "rename_branch album explain sql_value statement"));
  unsigned sets = 0;
  for (std::string name; names >> name;) {
    const unsigned set = Story::verb_set(name);
    if (set == 0) throw std::invalid_argument("no verbs are called " + name);
    sets |= set;
  }
  return sets;
}

class RandomStories : public OfficeTest {
 protected:
  /// Ends well when the database and the session hold what the story says; else the program and
  /// what went wrong are said.
  Outcome tell(const Acts& acts, bool autoflush) {
    return run_forked([&](const Say& say) {
      const Engine engine = make_empty();
      say(std::string("Session session(engine, {.autoflush = ") + (autoflush ? "true" : "false") +
          "});\n");
      Session session(engine, {.autoflush = autoflush});
      Story story(session, autoflush, verb_sets(), say);
      for (const Act& act : acts) story.act(act);
      story.commit();
      {
        Session other(engine);
        compare(other, story);
      }
      compare(session, story);
    });
  }

  /// Ends well when the story sends the same statements whether the plan of a flush is asked for
  /// before each act or never.
  Outcome tell_explained(const Acts& acts, bool autoflush) {
    return run_forked([&](const Say& say) {
      const std::string sent = send(acts, autoflush, false, say);
      const std::string sent_explained = send(acts, autoflush, true, [](const std::string&) {});
      if (sent != sent_explained)
        throw std::runtime_error("sent\n" + sent + "and when explained\n" + sent_explained);
    });
  }

  /// The story of a seed, or the shortest one that fails like it. Every other one flushes before
  /// queries.
  template <class Tell>
  Outcome tell(unsigned seed, Tell tell_acts) {
    const bool autoflush = seed % 2 == 0;
    const Acts acts = random_acts(seed, length, Story::verbs(verb_sets()));
    Outcome outcome = tell_acts(acts, autoflush);
    if (outcome.ended_well) return outcome;
    return tell_acts(
        shrink(acts, [&](const Acts& part) { return !tell_acts(part, autoflush).ended_well; }),
        autoflush);
  }

  /// The stories of all seeds; of other ones than `seeds` if the environment says so.
  template <class Tell>
  void tell_all(const std::string& seeds, Tell tell_acts) {
    std::istringstream bounds(variable("ORPIMENT_STORIES", seeds));
    unsigned first = 0;
    unsigned last = 0;
    bounds >> first >> last;
    for (unsigned seed = first; seed <= last; ++seed)
      if (const Outcome outcome = tell(seed, tell_acts); !outcome.ended_well)
        ADD_FAILURE() << "story " << seed << ":\n" << outcome.said;
  }

 private:
  // What the acts send, a line a statement.
  std::string send(const Acts& acts, bool autoflush, bool is_explained, const Say& say) {
    const Engine engine = make_empty();
    Session session(engine, {.autoflush = autoflush});
    Story story(session, autoflush, verb_sets(), say);
    testing::Recorder recorder(engine);
    std::string sent;
    for (const Act& act : acts) {
      if (is_explained) session.explain_flush();
      recorder.take();
      story.act(act);
      for (const testing::RecordedStatement& statement : recorder.take_statements())
        sent += statement.sql + ' ' + std::to_string(statement.row_count) + '\n';
    }
    return sent;
  }

  // Nobody shares a connection with his parent, so one in memory begins with no table at all.
  Engine make_empty() const {
    Engine engine = make_engine();
    if (GetParam() == DatabaseKind::sqlite_memory) {
      office::metadata().create_all(engine);
      return engine;
    }
    engine.transaction([](Connection& connection) {
      connection.execute_script("UPDATE albums SET cover_id = NULL");
      for (const char* table :
           {"enrolments", "students", "courses", "items",         "orders",   "notes",
            "users_tags", "things",   "lids",    "boxes",         "profiles", "tags",
            "users",      "seats",    "nodes",   "crates_labels", "crates",   "labels",
            "branches",   "photos",   "albums"})
        connection.execute_script(std::string("DELETE FROM ") + table);
    });
    return engine;
  }

  static void compare(Session& session, const Story& story) {
    const std::string found = print(read(session));
    const std::string expected = print(story.world());
    if (found != expected)
      throw std::runtime_error("expected\n" + expected + "and found\n" + found);
  }
};
ORPIMENT_ON_EACH_DATABASE(RandomStories);

TEST_P(RandomStories, end_as_the_plain_model_says) {
  tell_all(is_postgres() ? "1 50" : "1 300",
           [&](const Acts& acts, bool autoflush) { return tell(acts, autoflush); });
}

// rehearsal.hpp, rules 1 and 2.
TEST_P(RandomStories, are_not_changed_by_asking_what_a_flush_would_do) {
  tell_all(is_postgres() ? "1 5" : "1 40",
           [&](const Acts& acts, bool autoflush) { return tell_explained(acts, autoflush); });
}

}  // namespace
}  // namespace orp::tests
