// SPDX-License-Identifier: MIT
//
// Each variant must not compile.
#include "orpiment/base/literals.hpp"

using namespace orp::literals;

orp::Decimal price = "12.50"_dec;
orp::Uuid key = "6ba7b810-9dad-11d1-80b4-00c04fd430c8"_uuid;
bool is_free = price == 0;

#if FAIL == 1
orp::Decimal wrong = "12.5O"_dec;
#elif FAIL == 2
orp::Uuid wrong = "6ba7b810-9dad-11d1-80b4"_uuid;
#elif FAIL == 3
orp::Decimal wrong = 12.5;
#elif FAIL == 4
bool wrong = price == 12.5;
#elif FAIL == 5
orp::Decimal wrong = true;
#elif FAIL == 6
orp::Decimal wrong = 'a';
#elif FAIL == 7
orp::Decimal wrong = L'a';
#elif FAIL == 8
orp::Decimal wrong = u8'a';
#elif FAIL == 9
bool wrong = price == U'a';
#endif
