// SPDX-License-Identifier: MIT
//
// The text of dates and times, of which that of timestamps is made.
#pragma once

#include "base/text_reader.hpp"
#include "orpiment/base/date.hpp"
#include "orpiment/base/time.hpp"

namespace orp {

/// "2026-11-20"
bool read_date(TextReader& reader, Date& date);
/// "19:54", "19:54:00", "19:54:00.123456"
bool read_time(TextReader& reader, Time& time);

}  // namespace orp
