// SPDX-License-Identifier: MIT
// Keys that are decimals, which a database without the type keeps as texts.
#include <forms/model.hpp>

#include "flow_test.hpp"

namespace orp::tests {
namespace {

using namespace forms;
using ::testing::SizeIs;

Decimal dec(const char* text) { return Decimal::parse(text); }

class DecimalKeys : public FlowTest {
 protected:
  DecimalKeys() { set_up(forms::metadata()); }
};
ORPIMENT_ON_EACH_DATABASE(DecimalKeys);

TEST_P(DecimalKeys, are_found_several_at_once) {
  Session session = open();
  for (int i = 1; i <= 3; ++i) {
    Tariff& tariff =
        session.add<Tariff>({.year = 2026, .code = dec("1.10") * Decimal(i), .name = "old"});
    tariff.rates().add({.code = dec("0.50") * Decimal(i)});
  }
  session.commit();
  session.clear();
  const auto tariffs =
      session.scalars(select<Tariff>().options(selectinload(Tariff::c.rates))).all();
  for (const Tariff* tariff : tariffs) EXPECT_THAT(tariff->rates(), SizeIs(1));
  session.clear();
  for (const Rate* rate : session.scalars(select<Rate>()).all())
    EXPECT_EQ(rate->tariff().code(), rate->tariff_code());
  const auto rates = session.scalars(select<Rate>().order_by(Rate::c.code)).all();
  session.execute(update<Rate>()
                      .set(Rate::c.tariff_code = dec("3.30"))
                      .where(Rate::c.code > dec("0.50"))
                      .execution_options({.synchronize_session = SynchronizeSession::fetch}));
  for (const Rate* rate : rates)
    EXPECT_EQ(rate->tariff_code(), rate->code() == dec("0.50") ? dec("1.10") : dec("3.30"));
}

}  // namespace
}  // namespace orp::tests
