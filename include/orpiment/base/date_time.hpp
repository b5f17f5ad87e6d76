// SPDX-License-Identifier: MIT
//
// Date, Time, Timestamp, TimestampTz and Interval together.
#pragma once

#include "orpiment/base/date.hpp"
#include "orpiment/base/interval.hpp"
#include "orpiment/base/time.hpp"
#include "orpiment/base/timestamp.hpp"
#include "orpiment/base/timestamp_tz.hpp"
