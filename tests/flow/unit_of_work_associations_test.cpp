// SPDX-License-Identifier: MIT
// An association that exists is added again: memory says that it is there, or the database does.
#include <studio/model.hpp>

#include "company.hpp"
#include "office.hpp"

namespace orp::tests {
namespace {

using office::Tag;
using office::User;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr bool each[] = {true, false};

class Associations : public OfficeTest {
 protected:
  /// Ann with the tag red, all committed and so expired.
  struct Scene {
    Session session;
    User& ann;
    Tag& red;
  };
  Scene scene(SessionOptions options = {}) {
    execute("DELETE FROM users_tags");
    Session session = open(options);
    User& ann = session.add<User>({.name = "Ann"});
    Tag& red = session.add<Tag>({.name = "red"});
    ann.tags().add(red);
    session.commit();
    forget();
    return {std::move(session), ann, red};
  }
  std::vector<std::string> inserts() {
    std::vector<std::string> inserts;
    for (std::string& sql : sql_sent())
      if (sql.rfind("INSERT", 0) == 0) inserts.push_back(std::move(sql));
    return inserts;
  }
};
ORPIMENT_ON_EACH_DATABASE(Associations);

void add(User& user, Tag& tag, bool by_user) {
  if (by_user)
    user.tags().add(tag);
  else
    tag.users().add(user);
}

const char* const on_conflict = R"(ON CONFLICT ("user_id", "tag_id") DO NOTHING)";

TEST_P(Associations, that_exist_and_nobody_has_looked_at_are_left_to_the_database) {
  for (const bool by_user : each)
    for (const bool expires : each)
      for (const bool nested : each) {
        Scene s = scene();
        if (expires) {
          static_cast<void>(s.ann.tags().size() + s.red.users().size());
          s.session.expire_all();
        }
        forget();
        std::optional<SessionTransaction> savepoint;
        if (nested) savepoint.emplace(s.session.begin_nested());
        add(s.ann, s.red, by_user);
        if (nested) savepoint->commit();
        s.session.commit();
        EXPECT_THAT(inserts(), ElementsAre(HasSubstr(on_conflict)));
        EXPECT_EQ(s.ann.tags().size(), 1U);
        EXPECT_EQ(s.red.users().size(), 1U);
        s.session.commit();
        EXPECT_EQ(count("users_tags"), 1);
      }
}

TEST_P(Associations, that_one_side_knows_to_exist_send_nothing) {
  for (const bool by_user : each)
    for (const bool knows_user : each) {
      Scene s = scene();
      static_cast<void>(knows_user ? s.ann.tags().size() : s.red.users().size());
      forget();
      add(s.ann, s.red, by_user);
      s.session.flush();
      EXPECT_THAT(sent(), IsEmpty());
      s.session.commit();
      EXPECT_EQ(count("users_tags"), 1);
    }
}

// association_collector.hpp, rule 2.
TEST_P(Associations, that_cannot_exist_are_plain_inserts) {
  for (const bool by_user : each)
    for (const bool knows_user : each) {
      Scene s = scene();
      Tag& blue = s.session.add<Tag>({.name = "blue"});
      s.session.commit();
      static_cast<void>(knows_user ? s.ann.tags().size() : blue.users().size());
      forget();
      add(s.ann, blue, by_user);
      add(s.session.add<User>({.name = "Ben"}), s.red, by_user);
      s.session.commit();
      for (const std::string& sql : inserts()) EXPECT_THAT(sql, Not(HasSubstr("CONFLICT")));
      EXPECT_EQ(count("users_tags"), 3);
    }
}

TEST_P(Associations, told_by_both_sides_are_one) {
  Scene s = scene();
  Tag& blue = s.session.add<Tag>({.name = "blue"});
  s.session.commit();
  forget();
  s.ann.tags().add(blue);
  blue.users().add(s.ann);
  s.ann.tags().add(s.red);
  s.session.flush();
  EXPECT_THAT(sent(), ElementsAre("INSERT users_tags (user_id, tag_id) 2 rows"));
  s.session.commit();
  EXPECT_EQ(count("users_tags"), 2);
}

TEST_P(Associations, of_any_number_may_exist) {
  constexpr std::size_t many = 300;
  Session session = open();
  User& ann = session.add<User>({.name = "Ann"});
  std::vector<Tag*> tags;
  for (std::size_t i = 0; i < many; ++i)
    tags.push_back(&session.add<Tag>({.name = std::to_string(i)}));
  for (std::size_t i = 0; i < many; i += 2) ann.tags().add(*tags[i]);
  session.commit();
  forget();
  for (Tag* tag : tags) ann.tags().add(*tag);
  session.commit();
  EXPECT_THAT(inserts(), ElementsAre(HasSubstr(on_conflict)));
  EXPECT_EQ(ann.tags().size(), many);
}

TEST_P(Associations, that_another_session_has_added_meanwhile_are_no_error) {
  Scene s = scene();
  Tag& blue = s.session.add<Tag>({.name = "blue"});
  s.session.commit();
  const std::int64_t user = s.ann.id();
  const std::int64_t tag = blue.id();
  s.session.commit();
  execute("INSERT INTO users_tags (user_id, tag_id) VALUES (" + std::to_string(user) + ", " +
          std::to_string(tag) + ")");
  s.ann.tags().add(blue);
  s.session.commit();
  EXPECT_EQ(s.ann.tags().size(), 2U);
  s.session.commit();
  EXPECT_EQ(count("users_tags"), 2);
}

TEST_P(Associations, to_a_row_that_is_gone_are_refused) {
  Scene s = scene();
  Tag& blue = s.session.add<Tag>({.name = "blue"});
  s.session.commit();
  execute("DELETE FROM tags WHERE name = 'blue'");
  s.ann.tags().add(blue);
  const auto error = error_of<IntegrityError>([&] { s.session.commit(); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->kind(), ConstraintKind::foreign_key);
  s.session.rollback();
}

TEST_P(Associations, that_are_not_there_are_removed_without_error) {
  Scene s = scene({.autoflush = false});
  static_cast<void>(s.ann.tags().size());
  s.session.execute(text("DELETE FROM users_tags"));
  EXPECT_TRUE(s.ann.tags().remove(s.red));
  s.session.commit();
  EXPECT_TRUE(s.ann.tags().empty());
}

TEST_P(Associations, added_and_removed_and_added_in_one_flush_are_there) {
  for (const bool exists : each)
    for (const bool by_user : each)
      for (const int looked : {0, 1, 2, 3}) {
        Scene s = scene({.autoflush = false});
        if (!exists) s.ann.tags().remove(s.red);
        s.session.commit();
        if ((looked & 1) != 0) static_cast<void>(s.ann.tags().size());
        if ((looked & 2) != 0) static_cast<void>(s.red.users().size());
        add(s.ann, s.red, by_user);
        EXPECT_TRUE(by_user ? s.red.users().remove(s.ann) : s.ann.tags().remove(s.red));
        add(s.ann, s.red, by_user);
        s.session.commit();
        EXPECT_EQ(s.ann.tags().size(), 1U);
        s.session.commit();
        EXPECT_EQ(count("users_tags"), 1) << exists << by_user << looked;
      }
}

TEST_P(Associations, of_an_end_that_leaves_the_session_stay_as_they_are) {
  for (const bool leaves_user : each) {
    Scene s = scene({.autoflush = false});
    s.ann.tags().add(s.red);
    if (leaves_user)
      s.session.expunge(s.ann);
    else
      s.session.expunge(s.red);
    s.session.commit();
    EXPECT_EQ(count("users_tags"), 1);
  }
}

// association_collector.hpp, rule 2.
TEST_P(Associations, of_a_row_whose_object_has_left_may_exist) {
  for (const bool by_user : each)
    for (const bool looks : each) {
      Scene s = scene({.autoflush = false});
      if (looks) {
        EXPECT_EQ(s.ann.tags().size() + s.red.users().size(), 2U);
      }
      const std::int64_t id = s.ann.id();
      s.session.expunge(s.ann);
      add(s.session.get_one<User>(id), s.red, by_user);
      s.session.commit();
      EXPECT_EQ(s.red.users().size(), 1U);
      s.session.commit();
      EXPECT_EQ(count("users_tags"), 1);
    }
}

// ---- Other keys, one side, one class

class AssociationsOfACompany : public CompanyTest {};
ORPIMENT_ON_EACH_DATABASE(AssociationsOfACompany);

TEST_P(AssociationsOfACompany, by_composite_keys_from_one_side_are_added_again) {
  for (const bool looks : each) {
    Session session = open();
    Room& hall = session.get_one<Room>({"A", 1});
    auto facilities = session.scalars(select<Facility>()).all();
    if (looks) static_cast<void>(hall.facilities().size());
    forget();
    for (Facility* facility : facilities) {
      hall.facilities().add(*facility);
      hall.facilities().add(*facility);
    }
    session.flush();
    const std::vector<std::string> texts = sql_sent();
    EXPECT_EQ(texts.size(), looks ? 0U : 1U);
    for (const std::string& sql : texts) EXPECT_THAT(sql, HasSubstr("ON CONFLICT ("));
    session.commit();
    EXPECT_EQ(hall.facilities().size(), 2U);
  }
}

TEST_P(AssociationsOfACompany, by_text_keys_are_added_again) {
  for (const bool by_label : each) {
    Session session = open();
    Label& soon = session.get_one<Label>("soon");
    Task& cook = session.scalars(select<Task>().where(Task::c.title == "cook")).one();
    forget();
    if (by_label)
      soon.tasks().add(cook);
    else
      cook.labels().add(soon);
    session.flush();
    EXPECT_THAT(sql_sent(), ElementsAre(HasSubstr("ON CONFLICT (")));
    session.commit();
    EXPECT_EQ(soon.tasks().size(), 2U);
  }
}

class AssociationsOfSongs : public FlowTest {
 protected:
  void SetUp() override { set_up(studio::metadata()); }
};
ORPIMENT_ON_EACH_DATABASE(AssociationsOfSongs);

TEST_P(AssociationsOfSongs, within_one_class_are_added_again_in_their_direction) {
  Session session = open();
  studio::Song& old = session.add<studio::Song>({.name = "old"});
  studio::Song& cover = session.add<studio::Song>({.name = "cover"});
  old.covers().add(cover);
  session.commit();
  for (const bool by_old : each) {
    forget();
    if (by_old)
      old.covers().add(cover);
    else
      cover.covered().add(old);
    session.commit();
    EXPECT_THAT(names(old.covers()), ElementsAre("cover"));
    EXPECT_THAT(names(old.covered()), IsEmpty());
    session.commit();
  }
  cover.covers().add(old);  // another association
  session.commit();
  EXPECT_THAT(names(old.covered()), ElementsAre("cover"));
  EXPECT_THAT(names(old.covers()), ElementsAre("cover"));
}

}  // namespace
}  // namespace orp::tests
