// SPDX-License-Identifier: MIT
// What the schema says of secondary tables, and foreign keys that the other side alone fills in.
#include <studio/model.hpp>

#include "flow_test.hpp"

namespace orp::tests {
namespace {

using studio::Album;
using studio::Cover;
using studio::Player;
using studio::Song;
using studio::Stage;
using studio::Style;
using studio::Track;
using studio::Venue;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class SecondaryTables : public FlowTest {
 protected:
  void SetUp() override {
    set_up(studio::metadata());
    Session session = open();
    Player& ann = session.add<Player>({.name = "Ann"});
    Player& ben = session.add<Player>({.name = "Ben"});
    Song& fever = session.add<Song>({.name = "Fever"});
    session.add<Song>({.name = "Misty"});
    ann.songs().add(fever);
    ben.songs().add(fever);
    ann.styles().add(session.add<Style>({.name = "bop"}));
    session.add<Style>({.name = "cool"});
    session.commit();
    session.close();
    forget();
  }
  static Player& player(Session& session, const std::string& name) {
    return session.scalars(select<Player>().where(Player::c.name == name)).one();
  }
};
ORPIMENT_ON_EACH_DATABASE(SecondaryTables);

// Nothing cascades to it, so the program has to add it.
TEST_P(SecondaryTables, take_no_object_that_is_not_in_the_session) {
  Session session = open();
  Song& blue = session.add<Song>({.name = "Blue"});
  session.rollback();
  for (const bool is_added : {false, true}) {
    if (is_added) session.add(blue);
    session.get_one<Style>("cool").samples().add(blue);
    if (is_added) break;
    const auto error = error_of<UsageError>([&] { session.flush(); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code(), "ORP-1322");
    EXPECT_EQ(error->message(),
              "Style.samples of Style ('cool') holds a Song that is transient, not in the session");
    EXPECT_EQ(error->entity(), "Style");
    EXPECT_EQ(error->hint(), "session.add() it, or take it out of the relationship");
    session.rollback();
  }
  session.commit();
  EXPECT_THAT(names(session.get_one<Style>("cool").samples()), ElementsAre("Blue"));
}

TEST_P(SecondaryTables, refuse_a_new_key_of_an_associated_row_where_the_schema_says_so) {
  Session session = open();
  session.get_one<Style>("cool").set_name("cold");  // nobody plays it
  session.commit();
  session.get_one<Style>("bop").set_name("bebop");
  const auto error = error_of<IntegrityError>([&] { session.commit(); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->kind(), ConstraintKind::foreign_key);
  session.rollback();
  EXPECT_THAT(names(player(session, "Ann").styles()), ElementsAre("bop"));
}

TEST_P(SecondaryTables, keep_an_associated_row_where_the_schema_says_so) {
  Session session = open();
  session.delete_(session.get_one<Style>("bop"));
  EXPECT_THROW(session.commit(), IntegrityError);
  session.rollback();
  player(session, "Ann").styles().clear();
  session.delete_(session.get_one<Style>("bop"));
  session.commit();
  EXPECT_EQ(session.get<Style>("bop"), nullptr);
}

TEST_P(SecondaryTables, take_the_associations_of_a_deleted_row_away) {
  run("DELETE FROM players WHERE name = 'Ann'");
  EXPECT_EQ(value_of<std::int64_t>("SELECT count(*) FROM repertoire"), 1);
  EXPECT_EQ(value_of<std::int64_t>("SELECT count(*) FROM player_styles"), 0);
}

TEST_P(SecondaryTables, are_looked_through_by_relationships_that_do_not_write_them) {
  Session session = open();
  Song& fever = session.get_one<Song>("Fever");
  EXPECT_THAT(names(fever.players()), ElementsAre("Ann", "Ben"));
  Song& misty = session.get_one<Song>("Misty");
  EXPECT_THAT(names(misty.players()), IsEmpty());
  player(session, "Ben").songs().add(misty);
  session.commit();
  EXPECT_THAT(names(misty.players()), ElementsAre("Ben"));

  session.delete_(fever);  // its associations go with it, nobody writes them from this side
  session.commit();
  EXPECT_EQ(value_of<std::int64_t>("SELECT count(*) FROM repertoire"), 1);
}

TEST_P(SecondaryTables, are_joined_and_loaded_eagerly_by_who_looks_through_them) {
  Session session = open();
  const auto played = select<Song>().where(Song::c.players.any(Player::c.name == "Ann"));
  EXPECT_THAT(names(session.scalars(played)), ElementsAre("Fever"));
  for (const auto& option : {selectinload(Song::c.players), joinedload(Song::c.players)}) {
    session.expunge_all();
    const auto songs = select<Song>().order_by(Song::c.name).options(option);
    const std::vector<Song*> found = session.scalars(songs).all();
    forget();
    ASSERT_EQ(found.size(), 2);
    EXPECT_THAT(names(found[0]->players()), ElementsAre("Ann", "Ben"));
    EXPECT_THAT(found[1]->players(), IsEmpty());
    EXPECT_THAT(sent(), IsEmpty());
  }
}

TEST_P(SecondaryTables, associations_follow_the_key_of_a_view) {
  Session session = open();
  Song& fever = session.get_one<Song>("Fever");
  fever.set_name("Fever!");
  session.commit();
  EXPECT_THAT(names(fever.players()), ElementsAre("Ann", "Ben"));
  EXPECT_THAT(names(player(session, "Ann").songs()), ElementsAre("Fever!"));
}

TEST_P(SecondaryTables, follow_the_keys_of_both_ends_in_a_table_with_itself) {
  for (const bool looks : {false, true}) {
    Session session = open();
    Song& fever = session.get_one<Song>("Fever");
    Song& misty = session.get_one<Song>("Misty");
    if (looks) fever.covers().size(), misty.covered().size();
    fever.covers().add(misty);
    fever.covers().add(fever);
    session.flush();
    fever.set_name("Fever 2");
    misty.set_name("Misty 2");
    misty.covers().add(fever);
    fever.covers().remove(fever);
    session.flush();
    fever.set_name("Fever");
    misty.set_name("Misty");
    session.commit();
    session.expire_all();
    EXPECT_THAT(names(fever.covers()), ElementsAre("Misty"));
    EXPECT_THAT(names(fever.covered()), ElementsAre("Misty"));
    fever.covers().clear();
    misty.covers().clear();
    session.commit();
  }
}

TEST_P(SecondaryTables, follow_a_key_that_follows_another_one) {
  for (const bool looks : {false, true}) {
    Session session = open();
    Song& fever = session.get_one<Song>("Fever");
    Song& misty = session.get_one<Song>("Misty");
    Venue& venue = session.add<Venue>({.code = "north"});
    Stage& stage = venue.stages().add({.number = 1});
    Stage& other = venue.stages().add({.number = 2});
    stage.songs().add(fever);
    other.songs().add(fever);
    session.commit();
    if (looks) venue.stages().size(), stage.songs().size(), other.songs().size();
    venue.set_code("south");
    stage.songs().remove(fever);
    stage.songs().add(misty);
    session.delete_(other);
    session.commit();
    EXPECT_EQ(stage.venue_code(), "south");
    EXPECT_THAT(names(stage.songs()), ElementsAre("Misty"));
    session.delete_(venue);
    session.commit();
    session.close();
    EXPECT_EQ(value_of<std::int64_t>("SELECT count(*) FROM stages_songs"), 0);
  }
}

// Of a database that was there before: nothing in it refuses an association that exists.
class KeylessSecondaryTables : public SecondaryTables {
 protected:
  void SetUp() override {
    SecondaryTables::SetUp();
    for (const std::string name : {"repertoire", "stages_songs"}) {
      run("CREATE TABLE copied AS SELECT * FROM " + name);
      run("DROP TABLE " + name);
      run("ALTER TABLE copied RENAME TO " + name);
    }
    forget();
  }

  std::int64_t count(const std::string& table) {
    const auto rows = value_of<std::int64_t>("SELECT count(*) FROM " + table);
    forget();
    return rows;
  }
};
ORPIMENT_ON_EACH_DATABASE(KeylessSecondaryTables);

TEST_P(KeylessSecondaryTables, hold_no_association_twice) {
  for (const bool has_savepoint : {false, true}) {
    Session session = open();
    Player& ann = player(session, "Ann");
    Song& fever = session.get_one<Song>("Fever");
    Song& misty = session.get_one<Song>("Misty");
    forget();
    std::optional<SessionTransaction> savepoint;
    if (has_savepoint) savepoint.emplace(session.begin_nested());
    ann.songs().add(fever);
    session.flush();
    ann.songs().add(misty);  // one alone that is there, then one that is not
    session.flush();
    if (savepoint) savepoint->commit();
    session.commit();
    EXPECT_EQ(count("repertoire"), 3);
  }
}

TEST_P(KeylessSecondaryTables, take_associations_that_exist_among_others_by_one_statement) {
  Session session = open();
  Player& ann = player(session, "Ann");
  Song& fever = session.get_one<Song>("Fever");
  Song& misty = session.get_one<Song>("Misty");
  forget();
  ann.songs().add(misty);
  ann.songs().add(fever);
  session.flush();
  EXPECT_EQ(sent().size(), 1U);
  session.commit();
  EXPECT_EQ(count("repertoire"), 3);
  EXPECT_THAT(names(ann.songs()), ElementsAre("Fever", "Misty"));
  ann.songs().remove(fever);
  session.commit();
  EXPECT_EQ(count("repertoire"), 2);
}

TEST_P(KeylessSecondaryTables, tell_associations_by_all_columns_of_their_keys) {
  Session session = open();
  Venue& venue = session.add<Venue>({.code = "v"});
  Stage& one = venue.stages().add({.number = 1});
  Stage& two = venue.stages().add({.number = 2});
  Song& fever = session.get_one<Song>("Fever");
  one.songs().add(fever);
  session.commit();
  one.songs().add(fever);
  two.songs().add(fever);
  session.commit();
  EXPECT_EQ(count("stages_songs"), 2);
}

class OneDirectional : public SecondaryTables {};
ORPIMENT_ON_EACH_DATABASE(OneDirectional);

TEST_P(OneDirectional, a_parent_fills_in_the_foreign_key_of_what_it_holds) {
  Session session = open();
  Album& album = session.add<Album>({.title = "Blue"});
  album.tracks().add({.title = "One"});
  Track& two = session.add<Track>({.title = "Two"});
  album.tracks().add(two);
  session.add<Track>({.title = "Three", .album_id = 7});
  album.set_cover(&session.add<Cover>({.title = "front"}));
  Album& seven = session.add<Album>({.id = 7, .title = "Seven"});
  session.commit();
  EXPECT_EQ(two.album_id(), album.id());
  EXPECT_EQ(album.cover()->album_id(), album.id());
  EXPECT_EQ(album.tracks().size(), 2);
  EXPECT_EQ(seven.tracks().size(), 1);
}

TEST_P(OneDirectional, what_no_parent_holds_is_told_at_the_flush) {
  Session session = open();
  session.add<Track>({.title = "One"});
  const auto error = error_of<DataError>([&] { session.flush(); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-2301");
  ORPIMENT_EXPECT_PART(error->what(), "Track.album_id of a new object is not set");
  ORPIMENT_EXPECT_PART(error->hint(), "put the object into a relationship of its albums row");
  session.rollback();
  session.add<Cover>({.title = "front"});
  EXPECT_THROW(session.flush(), DataError);
}

}  // namespace
}  // namespace orp::tests
