// SPDX-License-Identifier: MIT
// EngineOptions::hide_parameters: whatever fails, no value gets into what is told of it.
#include <functional>

#include "office.hpp"
#include "orpiment/base/detail/text.hpp"

namespace orp::tests {
namespace {

using namespace office;
using ::testing::HasSubstr;
using ::testing::Not;

const std::string secret = "s3cret";
constexpr std::int64_t secret_number = 987654321;

// All that a handler, or a log, can get at.
std::string all_of(const Error& error) {
  std::string all = std::string(error.what()) + '\n' + error.message() + '\n' + error.hint() +
                    '\n' + error.key() + '\n' + error.parameters() + '\n' +
                    detail::join(error.columns()) + '\n' + error.constraint() + '\n' +
                    error.table() + '\n' + error.entity();
  if (const std::exception_ptr cause = error.cause()) try {
      std::rethrow_exception(cause);
    } catch (const Error& first) {
      all += all_of(first);
    }
  return all;
}

// An act that fails, and what it does before.
struct Act {
  const char* name;
  std::function<void(Session&)> run;
  enum class On { each, sqlite, postgres } on = On::each;
  bool is_told = true;          ///< the secret helps whoever may see it
  bool sql_is_harmless = true;  ///< false: the program has written the secret into its own SQL
};

void execute(Session& session, const std::string& sql) { session.execute(unsafe_text(sql)); }

// On PostgreSQL: inserts the secret where a trigger does `raise`.
void insert_before(Session& session, const std::string& raise) {
  execute(session, "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN " +
                       raise + "; END $$");
  execute(session,
          "CREATE TRIGGER refuse BEFORE INSERT ON clubs FOR EACH ROW EXECUTE FUNCTION refuse()");
  session.add<Club>({.name = secret});
  session.flush();
}

Course& secret_course(Session& session) {
  Course& course = session.add<Course>({.code = secret, .title = "t"});
  session.commit();
  return course;
}

Depot& secret_depot(Session& session) {
  Depot& depot = session.add<Depot>({.code = secret});
  session.commit();
  return depot;
}

template <class T>
void read_secret_as(Session& session) {
  session.execute(text("SELECT CAST(:v AS text)").bind("v", secret)).template scalar_one<T>();
}

const std::vector<Act>& acts() {
  static const std::vector<Act> all = {
      {"get_one of a text key", [](Session& s) { s.get_one<Course>(secret); }},
      {"get_one of an integer key", [](Session& s) { s.get_one<Student>(secret_number); }},
      {"get_one of a key of two columns",
       [](Session& s) {
         s.get_one<Enrolment>({secret_number, secret});
       }},
      {"a key that exists",
       [](Session& s) {
         secret_course(s);
         s.expunge_all();
         s.add<Course>({.code = secret, .title = "t"});
         s.flush();
       }},
      {"a unique value that exists",
       [](Session& s) {
         s.add<Member>({.email = secret});
         s.add<Member>({.email = secret});
         s.flush();
       }},
      {"a unique value set by a statement",
       [](Session& s) {
         s.add<Member>({.email = secret});
         s.add<Member>({.email = "other"});
         s.flush();
         s.execute(update<Member>().set(Member::c.email = secret).all_rows());
       }},
      {"an UPDATE of a row that is gone",
       [](Session& s) {
         Course& course = secret_course(s);
         execute(s, "DELETE FROM courses");
         course.set_title("x");
         s.flush();
       }},
      {"a refresh of a row that is gone",
       [](Session& s) {
         Course& course = secret_course(s);
         execute(s, "DELETE FROM courses");
         s.refresh(course);
       }},
      {"an expired object whose row is gone",
       [](Session& s) {
         Course& course = secret_course(s);
         execute(s, "DELETE FROM courses");
         course.title();
       }},
      {"two new objects for one deleted row",
       [](Session& s) {
         s.delete_(secret_course(s));
         s.add<Course>({.code = secret, .title = "1"});
         s.add<Course>({.code = secret, .title = "2"});
         s.flush();
       }},
      {"an object added beside another one of its key",
       [](Session& s) {
         Course& course = secret_course(s);
         s.expunge(course);
         s.get_one<Course>(secret);
         s.add(course);
       }},
      {"an object added whose row was deleted",
       [](Session& s) {
         Course& course = secret_course(s);
         s.delete_(course);
         s.commit();
         s.add(course);
       }},
      {"a member added to an object whose row was deleted",
       [](Session& s) {
         Depot& depot = secret_depot(s);
         s.delete_(depot);
         s.flush();
         s.add<Truck>(Truck::New{}).set_depot(&depot);
       }},
      {"a reference to an object outside the session",
       [](Session& s) {
         Depot& depot = secret_depot(s);
         Depot& other = s.add<Depot>({.code = "o"});
         s.flush();
         depot.trucks().add(Truck::New{}).set_depot(&other);
         depot.set_code("n");
         s.expunge(other);
         s.flush();
       },
       Act::On::each, false},
      {"a member left without the parent that it needs",
       [](Session& s) {
         Gate& gate = secret_depot(s).gates().add({.id = secret_number});
         s.commit();
         gate.depot().gates().remove(gate);
         s.flush();
       }},
      {"a rename that the database refuses",
       [](Session& s) {
         Depot& depot = secret_depot(s);
         depot.gates().add(Gate::New{});
         s.commit();
         depot.set_code("other");
         s.flush();
       }},
      {"a foreign key to nothing",
       [](Session& s) {
         s.add<Enrolment>({.student_id = secret_number, .course_code = secret, .grade = 1});
         s.flush();
       }},
      {"a text that is too long",
       [](Session& s) {
         s.add<Club>({.name = secret + std::string(60, 'x')});
         s.flush();
       },
       Act::On::each, false},
      {"a text that is not UTF-8",
       [](Session& s) {
         s.add<Club>({.name = secret + "\xff"});
         s.flush();
       },
       Act::On::each, false},
      {"a text with a zero byte",
       [](Session& s) {
         s.add<Club>({.name = secret + std::string(1, '\0')});
         s.flush();
       },
       Act::On::each, false},
      {"a decimal with too many digits",
       [](Session& s) {
         s.add<User>({.name = "u"}).orders().add({.total = Decimal::parse("98765432198765.25")});
         s.flush();
       },
       Act::On::each, false},
      {"a parameter of a wrong statement",
       [](Session& s) { s.execute(text("SELECT * FROM nowhere WHERE a = :a").bind("a", secret)); }},
      {"a comparison with a key",
       [](Session& s) {
         secret_course(s);
         s.scalars(select<Course>().where(Course::c.code != secret)).one();
       },
       Act::On::each, false},
      {"an integer read as a smaller one",
       [](Session& s) {
         s.execute(text("SELECT :v").bind("v", secret_number)).scalar_one<std::int16_t>();
       },
       Act::On::sqlite},
      {"a text read as a date", read_secret_as<Date>, Act::On::sqlite},
      {"a text read as a UUID", read_secret_as<Uuid>, Act::On::each, false},
      {"a text read as an integer", read_secret_as<std::int64_t>, Act::On::each, false},
      {"a row that cannot be read",
       [](Session& s) {
         secret_course(s);
         Student& ann = s.add<Student>({.name = "Ann"});
         ann.enrolments().add({.grade = 1, .course = s.get_one<Course>(secret)});
         s.commit();
         s.close();
         s.execute(text("UPDATE enrolments SET grade = :v").bind("v", secret_number * 100000));
         s.scalars(select<Enrolment>()).all();
       },
       Act::On::sqlite},
      {"a path into JSON",
       [](Session& s) { s.execute(text("SELECT json_extract('{}', :v)").bind("v", secret)); },
       Act::On::sqlite},
      {"a text that is no number",
       [](Session& s) {
         s.execute(text("SELECT CAST(CAST(:v AS text) AS integer)").bind("v", secret));
       },
       Act::On::postgres},
      {"a text that is no date",
       [](Session& s) {
         s.execute(text("SELECT CAST(CAST(:v AS text) AS date)").bind("v", secret));
       },
       Act::On::postgres},
      {"a text that is no JSON",
       [](Session& s) {
         s.execute(text("SELECT CAST(CAST(:v AS text) AS jsonb)").bind("v", secret));
       },
       Act::On::postgres},
      {"a name of a table that a value gives",
       [](Session& s) {
         s.execute(text("SELECT CAST(CAST(:v AS text) AS regclass)").bind("v", secret));
       },
       Act::On::postgres},
      {"a name of a schema that a value gives",
       [](Session& s) {
         s.execute(text("SELECT CAST(CAST(:v AS text) AS regclass)").bind("v", secret + ".x"));
       },
       Act::On::postgres},
      {"a name of a type that a value gives",
       [](Session& s) {
         s.execute(text("SELECT CAST(CAST(:v AS text) AS regtype)").bind("v", secret));
       },
       Act::On::postgres},
      {"a search for texts with a wrong syntax",
       [](Session& s) { s.execute(text("SELECT to_tsquery(:v)").bind("v", secret + " &")); },
       Act::On::postgres},
      {"a database that is not attached",
       [](Session& s) { s.execute(text("DETACH :v").bind("v", secret)); }, Act::On::sqlite},
      {"what a function raises as a violated check",
       [](Session& s) {
         insert_before(s, "RAISE EXCEPTION 'no %', NEW.name USING ERRCODE = '23514'");
       },
       Act::On::postgres},
      {"what a function raises as names",
       [](Session& s) {
         insert_before(s,
                       "RAISE EXCEPTION 'no' USING TABLE = NEW.name, COLUMN = NEW.name, "
                       "CONSTRAINT = NEW.name");
       },
       Act::On::postgres},
      {"what a function raises as the name of a unique constraint",
       [](Session& s) {
         insert_before(s, "RAISE EXCEPTION 'no' USING ERRCODE = '23505', CONSTRAINT = NEW.name");
       },
       Act::On::postgres},
      {"a file that a value names",
       [](Session& s) { s.execute(text("SELECT pg_read_file(:v)").bind("v", secret)); },
       Act::On::postgres},
      {"what a trigger raises",
       [](Session& s) {
         execute(s,
                 "CREATE TRIGGER refuse BEFORE INSERT ON clubs BEGIN SELECT RAISE(ABORT, "
                 "'no s3cret'); END");
         s.add<Club>({.name = "c"});
         s.flush();
       },
       Act::On::sqlite, true, false},
      {"the cause that a failed session tells",
       [](Session& s) {
         secret_course(s);
         s.expunge_all();
         s.add<Course>({.code = secret, .title = "t"});
         EXPECT_THROW(s.flush(), IntegrityError);
         s.scalars(select<Course>()).all();
       },
       Act::On::each, false},
  };
  return all;
}

class HiddenValues : public OfficeTest {
 protected:
  struct Told {
    std::string error;
    std::string log;
  };

  // What each act tells, in order.
  std::vector<Told> tell(const std::vector<Act>& acts, bool hide_parameters) {
    engine().dispose();
    std::string log;
    Engine engine =
        make_engine({.echo = true,
                     .log = [&](std::string_view line) { log += std::string(line) + '\n'; },
                     .hide_parameters = hide_parameters});
    office::metadata().drop_all(engine);
    office::metadata().create_all(engine);
    std::vector<Told> told;
    for (const Act& act : acts) {
      log.clear();
      std::string error = error_in(act, engine);
      told.push_back({std::move(error), log});
      clean(engine);
    }
    return told;
  }

  std::vector<Act> acts_here() const {
    std::vector<Act> here;
    for (const Act& act : acts())
      if (act.on == Act::On::each || (act.on == Act::On::postgres) == is_postgres())
        here.push_back(act);
    return here;
  }

 private:
  static std::string error_in(const Act& act, const Engine& engine) {
    Session session(engine);
    try {
      act.run(session);
    } catch (const Error& error) {
      return all_of(error);
    }
    ADD_FAILURE() << "nothing failed: " << act.name;
    return {};
  }

  void clean(const Engine& engine) const {
    engine.transaction([&](Connection& connection) {
      connection.execute(unsafe_text(is_postgres() ? "DROP FUNCTION IF EXISTS refuse CASCADE"
                                                   : "DROP TRIGGER IF EXISTS refuse"));
      for (const char* table : {"enrolments", "courses", "students", "trucks", "gates", "depots",
                                "members", "clubs", "orders", "users"})
        connection.execute(unsafe_text(std::string("DELETE FROM ") + table));
    });
  }
};
ORPIMENT_ON_EACH_DATABASE(HiddenValues);

TEST_P(HiddenValues, are_in_no_error_and_no_log) {
  const std::vector<Act> acts = acts_here();
  EXPECT_GE(acts.size(), 25U);
  const std::vector<Told> open = tell(acts, false);
  const std::vector<Told> hidden = tell(acts, true);
  const auto has_secret =
      ::testing::AnyOf(HasSubstr(secret), HasSubstr(std::to_string(secret_number)));
  for (std::size_t i = 0; i < acts.size(); ++i) {
    SCOPED_TRACE(acts[i].name);
    if (acts[i].is_told) {
      EXPECT_THAT(open[i].error, has_secret);
    }
    EXPECT_THAT(hidden[i].error, Not(has_secret));
    if (acts[i].sql_is_harmless) {
      EXPECT_THAT(hidden[i].log, Not(has_secret));
    }
  }
}

// The connection is given up after it, so it is no act among others.
TEST_P(HiddenValues, are_not_in_what_is_said_of_a_file_to_attach) {
  if (is_postgres()) GTEST_SKIP() << "a server attaches no files";
  for (const bool hide_parameters : {false, true}) {
    const Engine engine = make_engine({.hide_parameters = hide_parameters});
    const auto error = error_of<ConnectionError>(
        [&] { engine.connect().execute(text("ATTACH :v AS x").bind("v", "/" + secret + "/x")); });
    ASSERT_TRUE(error);
    EXPECT_EQ(all_of(*error).find(secret) == std::string::npos, hide_parameters) << error->what();
  }
}

TEST_P(HiddenValues, leave_the_names_that_a_statement_has) {
  engine().dispose();
  const Engine engine = make_engine({.hide_parameters = true});
  for (const char* const sql :
       {"SELECT * FROM nowhere WHERE a = :a", "SELECT nowhere FROM (SELECT :a AS b) AS c",
        "SELECT nowhere(:a)"}) {
    const auto error = error_of<SqlError>([&] {
      engine.transaction(
          [&](Connection& connection) { connection.execute(unsafe_text(sql).bind("a", secret)); });
    });
    ASSERT_TRUE(error);
    EXPECT_THAT(error->message(), HasSubstr("nowhere"));
    EXPECT_THAT(all_of(*error), Not(HasSubstr(secret)));
  }
}

TEST_P(HiddenValues, leave_the_names_of_what_a_statement_in_a_function_violates) {
  if (!is_postgres()) GTEST_SKIP() << "no functions";
  engine().dispose();
  const Engine engine = make_engine({.hide_parameters = true});
  const auto error = error_of<IntegrityError>([&] {
    engine.transaction([&](Connection& connection) {
      connection.execute(
          text("CREATE FUNCTION twice(t text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN "
               "INSERT INTO courses (code, title) VALUES (t, t), (t, t); END $$"));
      connection.execute(text("SELECT twice(:t)").bind("t", secret));
    });
  });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->table(), "courses");
  EXPECT_NE(error->constraint(), "");
  EXPECT_THAT(all_of(*error), Not(HasSubstr(secret)));
}

}  // namespace
}  // namespace orp::tests
