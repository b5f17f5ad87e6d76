// SPDX-License-Identifier: MIT
// What the Key{...} of a composite key refuses: to be without a part, and values of another type.
// What it is given it holds as what it is.
#include <orpiment/session/session.hpp>
#include <string>
#include <warehouse/model.hpp>

void get(orp::Session& session, const std::string& hall) {
  session.get<warehouse::Shelf>({"north", 3});
  session.get_one<warehouse::Shelf>({.hall = hall, .number = 3});
  warehouse::Shelf::Key key{hall, 3};
  key.hall += key.number < 3 ? "-east" : "-west";
  key.number = 4LL;
  key.number += 1;
  const auto& [part, number] = key;
  const std::string& same = part;
  session.get<warehouse::Shelf>({same, number + 1});
  session.get<warehouse::Shelf>(key);

#if FAIL == 1
  session.get<warehouse::Shelf>({"north"});
#elif FAIL == 2
  session.get_one<warehouse::Shelf>({.number = 3});
#elif FAIL == 3
  warehouse::Shelf::Key other{.hall = hall};
#elif FAIL == 4
  session.get<warehouse::Shelf>({"north", "three"});
#elif FAIL == 5
  session.get<warehouse::Shelf>({"north", 3.5});
#endif
}
