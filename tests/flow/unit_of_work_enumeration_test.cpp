// SPDX-License-Identifier: MIT
// Short programs, all of them: every sequence of a few acts on two owners and a member. No model
// says what comes out; what holds after each of them is checked.
#include <algorithm>
#include <cstdlib>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "two_ends.hpp"

namespace orp::tests {
namespace {

using namespace office;

// What an act says of where the member belongs. The last word must hold.
enum class Word {
  home_1,
  home_2,
  open,  // whatever was said before
  kept   // says nothing, writes what was said, and is never refused
};

struct Act {
  std::string name;
  Word word;
  std::function<void()> run;
};

// What an act can do to the session as a whole.
struct Stage {
  Session session;
  std::vector<SessionTransaction> savepoints;  // the innermost last
};

struct Clubs {
  using Owner = Club;
  using Member = office::Member;
  static constexpr const char* tables[] = {"members", "clubs"};
  static Owner& owner(Session& s) { return s.add<Club>({.name = "c"}); }
  static Member& member(Session& s) { return s.add<Member>({.email = "m"}); }
  static std::vector<Owner*> owners(Member& m) {
    return m.club() ? std::vector<Owner*>{m.club()} : std::vector<Owner*>{};
  }
  static void add(Owner& o, Member& m) { o.members().add(m); }
  static bool remove(Owner& o, Member& m) { return o.members().remove(m); }
  static void give(Member& m, Owner& o) { m.set_club(&o); }
  static void take(Member& m, Owner&) { m.set_club(nullptr); }
  static bool holds(Owner& o, Member& m) { return o.members().contains(m); }
  static std::vector<Member*> members(Owner& o) {
    std::vector<Member*> all;
    for (Member& m : o.members()) all.push_back(&m);
    return all;
  }
};

struct Notes {
  using Owner = User;
  using Member = Note;
  static constexpr const char* tables[] = {"notes", "users"};
  static Owner& owner(Session& s) { return s.add<User>({.name = "u"}); }
  static Member& member(Session& s) { return s.add<Note>({.body = "n"}); }
  static std::vector<Owner*> owners(Member& m) {
    return m.author() ? std::vector<Owner*>{m.author()} : std::vector<Owner*>{};
  }
  static void add(Owner& o, Member& m) { o.notes().add(m); }
  static bool remove(Owner& o, Member& m) { return o.notes().remove(m); }
  static void give(Member& m, Owner& o) { m.set_author(&o); }
  static void take(Member& m, Owner&) { m.set_author(nullptr); }
  static bool holds(Owner& o, Member& m) { return o.notes().contains(m); }
  static std::vector<Member*> members(Owner& o) {
    std::vector<Member*> all;
    for (Member& m : o.notes()) all.push_back(&m);
    return all;
  }
};

struct Tags {
  using Owner = User;
  using Member = Tag;
  static constexpr const char* tables[] = {"users_tags", "tags", "users"};
  static Owner& owner(Session& s) { return s.add<User>({.name = "u"}); }
  static Member& member(Session& s) { return s.add<Tag>({.name = "t"}); }
  static std::vector<Owner*> owners(Member& m) {
    std::vector<Owner*> all;
    for (User& u : m.users()) all.push_back(&u);
    return all;
  }
  static void add(Owner& o, Member& m) { o.tags().add(m); }
  static bool remove(Owner& o, Member& m) { return o.tags().remove(m); }
  static void give(Member& m, Owner& o) { m.users().add(o); }
  static void take(Member& m, Owner& o) { m.users().remove(o); }
  static bool holds(Owner& o, Member& m) { return o.tags().contains(m); }
  static std::vector<Member*> members(Owner& o) {
    std::vector<Member*> all;
    for (Tag& t : o.tags()) all.push_back(&t);
    return all;
  }
};

struct Profiles {
  using Owner = User;
  using Member = Profile;
  static constexpr const char* tables[] = {"profiles", "users"};
  static Owner& owner(Session& s) { return s.add<User>({.name = "u"}); }
  static Member& member(Session& s) { return s.add<Profile>({.bio = "p"}); }
  static std::vector<Owner*> owners(Member& m) {
    return m.user() ? std::vector<Owner*>{m.user()} : std::vector<Owner*>{};
  }
  static void add(Owner& o, Member& m) { o.set_profile(&m); }
  static bool remove(Owner& o, Member& m) {
    if (o.profile() != &m) return false;
    o.set_profile(nullptr);
    return true;
  }
  static void give(Member& m, Owner& o) { m.set_user(&o); }
  static void take(Member& m, Owner&) { m.set_user(nullptr); }
  static bool holds(Owner& o, Member& m) { return o.profile() == &m; }
  static std::vector<Member*> members(Owner& o) {
    return o.profile() ? std::vector<Member*>{o.profile()} : std::vector<Member*>{};
  }
};

class Enumeration : public TwoEndsTest {
 protected:
  template <class W>
  class Program {
   public:
    using Owner = typename W::Owner;
    using Member = typename W::Member;

    Program(Enumeration& test, bool looked, bool autoflush)
        : test_(test), stage_{test.open({.autoflush = autoflush}), {}} {
      for (const char* table : W::tables) test.execute(std::string("DELETE FROM ") + table);
      first_ = &W::owner(s());
      second_ = &W::owner(s());
      member_ = &W::member(s());
      W::add(*first_, *member_);
      s().commit();
      ids_ = {first_->id(), second_->id(), member_->id()};
      s().commit();
      if (looked) look();
    }
    std::vector<Act> acts() {
      return {
          {"m.give(1)", Word::home_1, [this] { W::give(*member_, *first_); }},
          {"m.give(2)", Word::home_2, [this] { W::give(*member_, *second_); }},
          {"m.take(1)", Word::open, [this] { W::take(*member_, *first_); }},
          {"1.add(m)", Word::home_1, [this] { W::add(*first_, *member_); }},
          {"2.add(m)", Word::home_2, [this] { W::add(*second_, *member_); }},
          {"1.remove(m)", Word::open, [this] { W::remove(*first_, *member_); }},
          {"2.remove(m)", Word::open, [this] { W::remove(*second_, *member_); }},
          {"delete(m)", Word::open, [this] { s().delete_(*member_); }},
          {"add(m)", Word::open, [this] { s().add(*member_); }},
          {"delete(1)", Word::open, [this] { s().delete_(*first_); }},
          {"add(1)", Word::open, [this] { s().add(*first_); }},
          {"expire(m)", Word::open, [this] { s().expire(*member_); }},
          {"expire(1)", Word::open, [this] { s().expire(*first_); }},
          {"expire(2)", Word::open, [this] { s().expire(*second_); }},
          {"expunge(m)", Word::open, [this] { expunge(*member_); }},
          {"expunge(1)", Word::open, [this] { expunge(*first_); }},
          {"flush", Word::kept, [this] { s().flush(); }},
          {"begin_nested", Word::kept, [this] { stage_.savepoints.push_back(s().begin_nested()); }},
          {"nested.rollback", Word::open,
           [this] {
             if (stage_.savepoints.empty()) return;
             if (s().in_nested_transaction()) stage_.savepoints.back().rollback();
             stage_.savepoints.pop_back();
           }},
          {"rollback", Word::open,
           [this] {
             s().rollback();
             stage_.savepoints.clear();
           }},
      };
    }
    // Everything, from every side.
    void look() {
      for (Owner* owner : {first_, second_})
        if (s().contains(*owner)) W::members(*owner);
      if (s().contains(*member_)) W::owners(*member_);
    }
    std::string disagreement() {
      for (Owner* owner : {first_, second_}) {
        if (!s().contains(*owner) || deleted(*owner)) continue;
        const std::vector<Member*> all = W::members(*owner);
        const bool listed = std::count(all.begin(), all.end(), member_) > 0;
        if (std::count(all.begin(), all.end(), member_) > 1) return "listed twice";
        if (all.size() > 1) return "two objects for one row";
        if (listed != W::holds(*owner, *member_)) return "contains contradicts iteration";
        if (!s().contains(*member_) || deleted(*member_)) continue;
        const std::vector<Owner*> owners = W::owners(*member_);
        if (listed != (std::count(owners.begin(), owners.end(), owner) > 0))
          return std::string("sides disagree on owner ") + (owner == first_ ? "1" : "2") +
                 (listed ? ": listed" : ": not listed");
      }
      return {};
    }
    std::string after_commit() {
      s().commit();
      stage_.savepoints.clear();
      if (!s().new_().empty() || !s().deleted().empty()) return "something is left to write";
      std::string fault = disagreement();
      if (!fault.empty()) return "after commit: " + fault;
      // What it shows, before the connection goes to another session.
      bool shown[2];
      Owner* mine[] = {first_, second_};
      for (int i : {0, 1})
        shown[i] = s().contains(*mine[i]) && s().contains(*member_) && W::holds(*mine[i], *member_);
      s().commit();
      Session fresh = test_.open();
      Owner* owners[] = {fresh.get<Owner>(ids_[0]), fresh.get<Owner>(ids_[1])};
      Member* member = fresh.get<Member>(ids_[2]);
      if (s().contains(*member_) && !member && !has_expunged_) return "member without row";
      for (int i : {0, 1}) {
        if (s().contains(*mine[i]) != (owners[i] != nullptr) && !has_expunged_)
          return "owner and row differ";
        if (!s().contains(*mine[i]) || !owners[i]) continue;
        if (s().contains(*member_) && member && shown[i] != W::holds(*owners[i], *member))
          return "memory differs from the database";
      }
      if (s().contains(*member_) != (member != nullptr) && !has_expunged_)
        return "member and row differ";
      rows_ = std::string(owners[0] ? "1" : "-") + (owners[1] ? "2" : "-") + (member ? "m" : "-");
      if (member)
        for (Owner* o : W::owners(*member)) rows_ += o == owners[0] ? " in 1" : " in 2";
      return {};
    }
    /// "12m in 2": whose rows there are after the commit, and where the member is.
    const std::string& rows() const { return rows_; }
    bool has_expunged() const { return has_expunged_; }

   private:
    Session& s() { return stage_.session; }
    void expunge(Entity& entity) {
      has_expunged_ = true;
      s().expunge(entity);
    }
    template <class E>
    bool deleted(E& e) {
      for (Entity* d : s().deleted())
        if (d == &e) return true;
      return false;
    }
    Enumeration& test_;
    Stage stage_;
    Owner* first_;
    Owner* second_;
    Member* member_;
    std::vector<std::int64_t> ids_;
    std::string rows_;
    bool has_expunged_ = false;
  };

  struct Variant {
    bool is_looked_at;  // before the first act
    bool autoflush;
    bool is_looked_at_after;
  };

  // A program and what is wrong with it: nothing, when `fault` is empty.
  struct Report {
    std::string program;
    std::string fault;
    std::string rows;
  };

  /// `number`: the acts, a digit each, the first one lowest.
  template <class W>
  Report report_of(Variant variant, std::size_t number, std::size_t length, bool has_orphans) {
    Report report;
    report.program = std::string(variant.is_looked_at ? "looked " : "unseen ") +
                     (variant.autoflush ? "auto " : "noauto ");
    Program<W> program(*this, variant.is_looked_at, variant.autoflush);
    const std::vector<Act> acts = program.acts();
    try {
      Word last = Word::open;
      for (std::size_t i = 0; i < length; ++i, number /= acts.size())
        perform(acts[number % acts.size()], report.program, last);
      if (variant.is_looked_at_after) report.fault = look_after(program, report.program);
      if (report.fault.empty()) report.fault = program.after_commit();
      report.rows = program.rows();
      if (report.fault.empty() && !program.has_expunged())
        report.fault = unheard(last, report.rows);
      if (report.fault.empty()) report.fault = lost(report, has_orphans);
    } catch (const IntegrityError&) {
      // A detached member still refers to the owner that is deleted.
      if (!program.has_expunged()) report.fault = "refused by the database";
    } catch (const std::exception& error) {
      report.fault = std::string("throws ") + error.what();
    }
    return report;
  }

  template <class W>
  void each_program(bool has_orphans, std::size_t length, std::size_t step) {
    const std::size_t act_count = Program<W>(*this, false, false).acts().size();
    std::size_t total = 1;
    for (std::size_t i = 0; i < length; ++i) total *= act_count;
    std::map<std::string, int> kinds;
    for (const bool look : each)
      for (const bool autoflush : each)
        for (const bool look_after : each)
          for (std::size_t number = 0; number < total; number += step) {
            const Report report =
                report_of<W>({look, autoflush, look_after}, number, length, has_orphans);
            if (report.fault.empty() || kinds[report.fault.substr(0, 60)]++ >= 6) continue;
            ADD_FAILURE() << report.program << "=> " << report.fault << " | " << report.rows;
          }
  }

 private:
  // What is refused as misuse does nothing.
  static void perform(const Act& act, std::string& told, Word& last) {
    told += act.name + "; ";
    try {
      act.run();
      if (act.word != Word::kept) last = act.word;
    } catch (const UsageError& error) {
      told += "[" + error.code() + "] ";
      if (act.word == Word::kept) throw;
    }
  }

  template <class P>
  static std::string look_after(P& program, std::string& told) {
    told += "look; ";
    try {
      return program.disagreement();
    } catch (const UsageError&) {  // the look has flushed, and with that deleted the member
      return {};
    }
  }

  static std::string unheard(Word last, const std::string& rows) {
    if (last != Word::home_1 && last != Word::home_2) return {};
    const std::string home = last == Word::home_1 ? " in 1" : " in 2";
    return holds(rows, "m") && holds(rows, home.c_str()) ? "" : "last word lost:" + home;
  }

  static std::string lost(const Report& report, bool has_orphans) {
    const bool is_left = holds(report.program, "take") || holds(report.program, "remove");
    if (!holds(report.rows, "1") && !holds(report.program, "delete(1)")) return "owner deleted";
    if (!holds(report.rows, "m") && !holds(report.program, "delete(") && !(has_orphans && is_left))
      return "member deleted";
    return {};
  }

  static bool holds(const std::string& text, const char* part) {
    return text.find(part) != std::string::npos;
  }
};
ORPIMENT_ON_EACH_DATABASE(Enumeration);

// Every how many of them are tried; all take some minutes.
std::size_t step() {
  const char* wanted = std::getenv("ORPIMENT_ENUMERATION_STEP");
  return wanted == nullptr ? 149 : std::strtoul(wanted, nullptr, 10);
}

TEST_P(Enumeration, every_short_program_on_children_that_go_with_their_owner_ends_well) {
  each_program<Clubs>(true, 1, 1);
  each_program<Clubs>(true, 3, step());
}
TEST_P(Enumeration, every_short_program_on_children_that_stay_ends_well) {
  each_program<Notes>(false, 1, 1);
  each_program<Notes>(false, 3, step());
}
TEST_P(Enumeration, every_short_program_on_associations_ends_well) {
  each_program<Tags>(false, 1, 1);
  each_program<Tags>(false, 3, step());
}
TEST_P(Enumeration, every_short_program_on_partners_ends_well) {
  each_program<Profiles>(true, 1, 1);
  each_program<Profiles>(true, 3, step());
}

}  // namespace
}  // namespace orp::tests
