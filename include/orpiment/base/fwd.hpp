// SPDX-License-Identifier: MIT
// The errors and the value types, declared.
#pragma once

namespace orp {

// Errors
class ConflictError;
class ConnectionError;
class DataError;
class Error;
class InDoubtError;
class IntegrityError;
class MigrationError;
class MultipleResultsFound;
class NoResultFound;
class OperationalError;
class PoolTimeoutError;
class SqlError;
class StaleDataError;
class UsageError;

// Values
class Bytes;
class Date;
class Decimal;
class Interval;
class Json;
class Time;
class Timestamp;
class TimestampTz;
class Uuid;

}  // namespace orp
