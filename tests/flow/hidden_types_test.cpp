// SPDX-License-Identifier: MIT
// EngineOptions::hide_parameters with a value of each type.
#include "registry.hpp"
#include "support/registry_samples.hpp"

namespace orp::tests {
namespace {

using namespace registry;
using orp::testing::sample;
using ::testing::HasSubstr;
using ::testing::Not;

// A column of samples that is unique, a value for it, and a part of each text that stands for it.
struct Plant {
  const char* column;
  void (*set)(Sample&);
  std::vector<std::string> texts;
};

const std::vector<Plant>& plants() {
  static const std::vector<Plant> all = {
      {"small", [](Sample& s) { s.set_small(32123); }, {"32123"}},
      {"large", [](Sample& s) { s.set_large(987654321); }, {"987654321"}},
      {"single", [](Sample& s) { s.set_single(4567.5F); }, {"4567.5"}},
      {"exact", [](Sample& s) { s.set_exact(7654321.25); }, {"7654321.25"}},
      {"price", [](Sample& s) { s.set_price(Decimal::parse("76.54")); }, {"76.54", "7654"}},
      {"letter", [](Sample& s) { s.set_letter("ü"); }, {"ü"}},
      {"body", [](Sample& s) { s.set_body("s3cret"); }, {"s3cret"}},
      {"content", [](Sample& s) { s.set_content(Bytes("s3cret")); }, {"733363726574", "s3cret"}},
      {"code",
       [](Sample& s) { s.set_code(Uuid::parse("5ec2e700-5ec2-4700-8ec2-5ec2e7005ec2")); },
       {"5ec2e700", "5EC2E700"}},
      {"day", [](Sample& s) { s.set_day(Date(1987, 6, 5)); }, {"1987-06-05"}},
      {"at", [](Sample& s) { s.set_at(Time(9, 8, 7)); }, {"09:08:07"}},
      {"local", [](Sample& s) { s.set_local(Timestamp(Date(1987, 6, 5))); }, {"1987-06-05"}},
      {"moment",
       [](Sample& s) { s.set_moment(TimestampTz::parse("1987-06-05 04:03:02+00:00")); },
       {"1987-06-05", "04:03:02"}},
      {"length", [](Sample& s) { s.set_length(Interval::of_days(7654)); }, {"P7654D", "7654 day"}},
  };
  return all;
}

class HiddenTypes : public RegistryTest {
 protected:
  // The name that PostgreSQL has for the type of a column.
  std::string type(const std::string& column) {
    return value_of<std::string>(
        "SELECT data_type FROM information_schema.columns WHERE table_name = 'samples' AND "
        "column_name = '" +
        column + "'");
  }

  // An engine with tables that keeps its log.
  Engine telling_engine(bool hide_parameters) {
    engine().dispose();
    Engine engine =
        make_engine({.echo = true,
                     .log = [this](std::string_view line) { log_ += std::string(line) + '\n'; },
                     .hide_parameters = hide_parameters});
    registry::metadata().drop_all(engine);
    registry::metadata().create_all(engine);
    return engine;
  }

  // All that is told of work that fails; it is rolled back.
  template <class Work>
  std::string told_by(const Engine& engine, const Work& work) {
    log_.clear();
    Session session(engine);
    const auto error = error_of<Error>([&] { work(session); });
    if (!error) return "nothing failed";
    return log_ + error->what() + '\n' + error->key() + '\n' + error->parameters();
  }

 private:
  std::string log_;
};
ORPIMENT_ON_EACH_DATABASE(HiddenTypes);

TEST_P(HiddenTypes, a_unique_value_that_exists_is_not_told) {
  for (const bool hide_parameters : {false, true}) {
    const Engine engine = telling_engine(hide_parameters);
    for (const Plant& plant : plants()) {
      SCOPED_TRACE(plant.column);
      const std::string told = told_by(engine, [&](Session& session) {
        plant.set(session.add<Sample>(sample(1)));
        session.flush();
        plant.set(session.add<Sample>(sample(2)));
        session.flush();
      });
      EXPECT_THAT(told, HasSubstr("columns " + std::string(plant.column)));
      EXPECT_EQ(told.find(plant.texts.front()) == std::string::npos, hide_parameters) << told;
      if (hide_parameters) {
        EXPECT_THAT(told, Not(HasSubstr(plant.texts.back())));
      }
    }
  }
}

// value_fault.hpp, rule 2.
TEST_P(HiddenTypes, a_text_in_a_column_of_another_type_is_not_told) {
  for (const bool hide_parameters : {false, true}) {
    const Engine engine = telling_engine(hide_parameters);
    for (const Plant& plant : plants()) {
      const std::string column = plant.column;
      if (column == "letter" || column == "body" || (is_postgres() && column == "content"))
        continue;
      SCOPED_TRACE(column);
      const std::string value =
          is_postgres() ? "CAST(CAST(:v AS text) AS " + type(column) + ")" : ":v";
      const std::string told = told_by(engine, [&](Session& session) {
        session.add<Sample>(sample(1));
        session.flush();
        session.execute(
            unsafe_text("UPDATE samples SET \"" + column + "\" = " + value).bind("v", "s3cret"));
        session.expire_all();
        session.scalars(select<Sample>()).all();
      });
      EXPECT_THAT(told, HasSubstr(column));
      EXPECT_EQ(told.find("s3cret") == std::string::npos, hide_parameters) << told;
    }
  }
}

}  // namespace
}  // namespace orp::tests
